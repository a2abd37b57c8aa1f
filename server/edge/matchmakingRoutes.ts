// Which rooms may be asked for over HTTP, and how. In: a method and a name or an id, as the SDK's routes have them.
// Out: a call of Colyseus' matchmaking, or a refusal. Run by the server.
import { type AuthContext, matchMaker, ServerError } from "@colyseus/core";
import {
  ARENA_ROOM,
  JoinRefusal,
  LAB_ROOM,
  LOBBY_ROOM,
  PARTY_ROOM,
  QUEUE_ROOM,
} from "../../shared/net/protocol.ts";
import type { SeatAddress } from "../cluster/seatAddress.ts";
import { wasClosed } from "../match/partyCodes.ts";
import { joinParty } from "../rooms/partyJoin.ts";

/** Asks Colyseus for a seat. Rejects with a ServerError. */
export type SeatRequest = (options: object, context: AuthContext) => Promise<SeatAddress>;

/**
 * Everything else is made by the server alone. `create` makes one room a request: only private rooms are, and their
 * number is limited by address and account.
 */
const ROUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ["joinOrCreate", [ARENA_ROOM, LAB_ROOM, LOBBY_ROOM, QUEUE_ROOM]],
  ["create", [PARTY_ROOM]],
]);
const ROOM_ID = /^[\w-]{1,64}$/;

/** @returns null when there is no such route. */
export function findRoute(method: string, name: string): SeatRequest | null {
  if (method === "joinById" && ROOM_ID.test(name)) {
    return (options, context) => joinById(name, options, context);
  }
  if (ROUTES.get(method)?.includes(name) !== true) return null;
  return (options, context) =>
    matchMaker.controller.invokeMethod(method, name, { ...options }, context);
}

export function makesRoom(method: string): boolean {
  return method === "create";
}

/** A private room by its code, or a public arena that the lobby lists. */
async function joinById(id: string, options: object, context: AuthContext): Promise<SeatAddress> {
  const [listing] = await matchMaker.query({ roomId: id });
  if (listing?.name === PARTY_ROOM) return joinParty(listing, options, context);
  if (listing === undefined && (await wasClosed(id))) {
    throw new ServerError(JoinRefusal.Gone, "This room is closed.");
  }
  if (listing?.name !== ARENA_ROOM || listing.private === true) {
    throw new ServerError(JoinRefusal.NoSuchRoom, "There is no such room.");
  }
  if (listing.locked === true) throw new ServerError(JoinRefusal.Full, "This room is full.");
  const seat: unknown = await matchMaker.controller.invokeMethod(
    "joinById",
    id,
    { ...options },
    context,
  );
  return seat as SeatAddress;
}
