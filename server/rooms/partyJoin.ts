// The way into a private room. In: its listing and who asks. Out: a reserved seat, or a refusal in plain words.
// Run by the matchmaking's route, in any process. Not Colyseus' joinById: whom a room refuses at its door must be told
// over HTTP, where the client can read it; once the socket is open, a refusal looks like one that something blocks.
import { type AuthContext, type IRoomCache, matchMaker, ServerError } from "@colyseus/core";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import type { SeatAddress } from "../cluster/seatAddress.ts";
import { PartyRoom } from "./PartyRoom.ts";

/**
 * @param listing a private room's.
 * @throws ServerError with a code of JoinRefusal: not admitted, removed by the host, or full.
 */
export async function joinParty(
  listing: IRoomCache,
  options: object,
  context: AuthContext,
): Promise<SeatAddress> {
  const admitted = await PartyRoom.onAuth(context.token, options, context);
  const { roomId } = listing;
  const asked = [admitted.accountId];
  const refusal = await matchMaker.remoteRoomCall<PartyRoom, "refusalOf">(
    roomId,
    "refusalOf",
    asked,
  );
  if (refusal !== null) throw new ServerError(refusal.code, refusal.text);
  if (listing.locked) throw new ServerError(JoinRefusal.Full, "This room is full.");
  try {
    return await matchMaker.reserveSeatFor(listing, {}, admitted);
  } catch {
    throw new ServerError(JoinRefusal.Full, "This room is full.");
  }
}
