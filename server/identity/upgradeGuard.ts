// Coming back to a seat takes a ticket of the account that sits there. In: a WebSocket upgrade. Out: nothing, and it
// goes on to Colyseus; or a refusal. Run by the server before the handshake.
//
// Upstream (core 0.18.17, Room.hasReservedSeat and _onJoin): whoever knows a reconnection token takes the seat, live
// or held; `onAuth` is not asked again. The first socket of a seat needs no ticket: the session's id is one itself,
// 54 random bits made by the server, answered to the token's bearer alone, good once and for SEAT_CLAIM_S.
import { type BeforeUpgradeHandler, matchMaker } from "@colyseus/core";
import { TICKET_PARAM } from "../../shared/net/guest.ts";
import type { Identity } from "./Identity.ts";

const STATUS = 401;
const TEXT = "This seat is not yours.";

export function makeUpgradeGuard(
  identity: Identity,
  onRefusal: (reason: string) => void,
): BeforeUpgradeHandler {
  return async (request) => {
    const url = new URL(request.url);
    const token = url.searchParams.get("reconnectionToken");
    if (token === null) return undefined;
    const session = url.searchParams.get("sessionId") ?? "";
    const ticket = url.searchParams.get(TICKET_PARAM) ?? "";
    const account = await identity.tickets.redeem(ticket, session);
    if (account !== null && mayReturn(identity, account, url.pathname, session, token)) {
      return undefined;
    }
    onRefusal("seat-401");
    return Response.json({ code: STATUS, error: TEXT }, { status: STATUS });
  };
}

function mayReturn(
  identity: Identity,
  account: string,
  path: string,
  session: string,
  token: string,
): boolean {
  if (identity.isRevoked(account)) return false;
  const seat = identity.seats.ofSession(session);
  if (seat !== undefined) return seat.accountId === account && !seat.isEnded;
  // A seat that is gone: Colyseus' own answer says so. One that no room entered here is nobody's to take.
  const room = matchMaker.getLocalRoomById(path.split("/")[2] ?? "");
  return room === undefined || !room.hasReservedSeat(session, token);
}
