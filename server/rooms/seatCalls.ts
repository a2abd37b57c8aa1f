// How the server itself leads players into a room. In: a room, whom it has admitted elsewhere. Out: reserved seats, as
// they are handed to clients. Run by the rooms that make matches; the room may be another process'.
import { generateId, type IRoomCache, matchMaker, ServerError } from "@colyseus/core";
import {
  ARENA_ROOM,
  DUEL_ROOM,
  JoinRefusal,
  type PlayRoomName,
} from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { addressSeat } from "../cluster/seatAddress.ts";
import type { Admitted, CalledSeat } from "../identity/admission.ts";
import type { ArenaListing } from "../match/arenaListing.ts";
import type { DuelOptions } from "../match/duelOptions.ts";
import { chooseArena } from "../match/placement.ts";

/**
 * Reserves a seat for each, or tells none: those that were reserved before one failed lapse within seconds.
 * @returns offers in the order of `seats`.
 * @throws ServerError when the room has not as many, or is gone.
 */
export async function callTogether(
  room: PlayRoomName,
  listing: IRoomCache,
  seats: readonly CalledSeat[],
): Promise<SeatOffer[]> {
  const { name, roomId, processId, publicAddress } = listing;
  const claims = seats.map((auth) => ({ sessionId: generateId(), options: {}, auth }));
  const reserved = await matchMaker.reserveMultipleSeatsFor(listing, claims);
  if (!reserved.every(Boolean)) throw new ServerError(JoinRefusal.Full, "The room is full.");
  return claims.map(({ sessionId }) => ({
    room,
    reservation: addressSeat({
      name,
      sessionId,
      roomId,
      processId,
      ...(publicAddress === undefined ? {} : { publicAddress }),
    }),
  }));
}

/**
 * Seats in the public arena that is preferred of those with room for all; in a new one when there is none.
 * @param notIn a process whose arenas do not count: it goes down.
 * @throws ServerError when no arena can be had.
 */
export async function callIntoArena(
  seats: readonly CalledSeat[],
  notIn = "",
): Promise<{ roomId: string; offers: SeatOffer[] }> {
  const open = await matchMaker.query({ name: ARENA_ROOM, private: false, locked: false });
  let arenas = open
    .filter(({ processId }) => processId !== notIn)
    .map((listing) => {
      const { capacity, placement } = listing.metadata as ArenaListing;
      return { listing, roomId: listing.roomId, clients: listing.clients, capacity, placement };
    });
  for (;;) {
    const chosen = chooseArena(arenas, seats.length);
    const listing = chosen?.listing ?? (await matchMaker.createRoom(ARENA_ROOM, {}));
    try {
      return {
        roomId: listing.roomId,
        offers: await callTogether(ARENA_ROOM, listing, seats),
      };
    } catch (error) {
      // Somebody was faster, or the room has closed: the next one.
      if (chosen === null) throw error;
      arenas = arenas.filter((arena) => arena !== chosen);
    }
  }
}

/** A Duel of the queue's, and a seat in it for each, in their order. @throws ServerError when one cannot be had. */
export async function makeDuel(
  rules: Pick<DuelOptions, "isRanked" | "botLevel">,
  people: readonly Admitted[],
): Promise<SeatOffer[]> {
  const players = people.map(({ accountId, name }) => ({ accountId, name }));
  const options: DuelOptions = { ...rules, players, mapId: "", partyCode: "" };
  const listing = await matchMaker.createRoom(DUEL_ROOM, options);
  const seats = people.map((one): CalledSeat => ({ ...one, isCalled: true }));
  return callTogether(DUEL_ROOM, listing, seats);
}
