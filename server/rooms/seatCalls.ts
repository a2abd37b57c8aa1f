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
import { chooseArena, type OpenArena } from "../match/placement.ts";

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
  const offers = await reserve(room, listing, seats);
  return offers.map((offer) => {
    if (offer === null) throw new ServerError(JoinRefusal.Full, "The room is full.");
    return offer;
  });
}

/**
 * Seats in the public arena that is preferred of those with room for all; in a new one when there is none.
 * @throws ServerError when no arena can be had.
 */
export async function callIntoArena(
  seats: readonly CalledSeat[],
): Promise<{ roomId: string; offers: SeatOffer[] }> {
  let arenas = await openArenas();
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

/**
 * Seats in public arenas of other processes than this one, which goes down: each arena is asked once for as many as it
 * has room for, the preferred ones first, then new ones.
 * @returns an offer for each who has got one.
 */
export async function callElsewhere<Seat extends CalledSeat>(
  seats: readonly Seat[],
): Promise<Map<Seat, SeatOffer>> {
  const offers = new Map<Seat, SeatOffer>();
  let arenas = (await openArenas()).filter(({ listing }) => isElsewhere(listing));
  while (offers.size < seats.length) {
    const chosen = chooseArena(arenas, 1);
    const listing = chosen?.listing ?? (await matchMaker.createRoom(ARENA_ROOM, {}));
    if (!isElsewhere(listing)) break;
    const free = (chosen?.capacity ?? listing.maxClients) - listing.clients;
    const asked = seats.filter((seat) => !offers.has(seat)).slice(0, free);
    const given = await reserve(ARENA_ROOM, listing, asked).catch(() => []);
    for (const [i, offer] of given.entries())
      if (offer !== null) offers.set(asked[i] as Seat, offer);
    // A new one that takes nobody: the next one would not either.
    if (chosen === null && !given.some(Boolean)) break;
    arenas = arenas.filter((arena) => arena !== chosen);
  }
  return offers;
}

interface ListedArena extends OpenArena {
  readonly listing: IRoomCache;
}

async function openArenas(): Promise<ListedArena[]> {
  const open = await matchMaker.query({ name: ARENA_ROOM, private: false, locked: false });
  return open.map((listing) => {
    const { capacity, placement } = listing.metadata as ArenaListing;
    return { listing, roomId: listing.roomId, clients: listing.clients, capacity, placement };
  });
}

function isElsewhere({ processId }: IRoomCache): boolean {
  return processId !== matchMaker.processId;
}

/** @returns in the order of `seats`; null for whom there was no room. @throws ServerError when the room is gone. */
async function reserve(
  room: PlayRoomName,
  listing: IRoomCache,
  seats: readonly CalledSeat[],
): Promise<(SeatOffer | null)[]> {
  const { name, roomId, processId, publicAddress } = listing;
  const claims = seats.map((auth) => ({ sessionId: generateId(), options: {}, auth }));
  const reserved = await matchMaker.reserveMultipleSeatsFor(listing, claims);
  return claims.map(({ sessionId }, i) => {
    if (reserved[i] !== true) return null;
    const address = publicAddress === undefined ? {} : { publicAddress };
    return { room, reservation: addressSeat({ name, sessionId, roomId, processId, ...address }) };
  });
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
