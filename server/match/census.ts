// How many people play, in all processes. In: the listings of all rooms. Out: counts, and the public arenas. One
// question to the driver a second at most, however many ask. Server only.
import { type IRoomCache, matchMaker } from "@colyseus/core";
import type { PlayCounts, RoomListing } from "../../shared/net/lobby.ts";
import { ARENA_ROOM, DUEL_ROOM, LAB_ROOM, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import type { ArenaListing } from "./arenaListing.ts";

export interface CensusFigures {
  readonly counts: PlayCounts;
  /** People in rooms that are played in, private ones included, and such rooms. */
  readonly players: number;
  readonly rooms: number;
  /** Public arenas, by id. */
  readonly listed: ReadonlyMap<string, RoomListing>;
}

/** Answers are this fresh, ms. */
const PERIOD_MS = 1000;
const PLAYED: readonly string[] = [ARENA_ROOM, LAB_ROOM, DUEL_ROOM];

export class Census {
  private askedMs = Number.NEGATIVE_INFINITY;
  private answer: Promise<CensusFigures> | null = null;
  private last: CensusFigures = countPlay([]);

  /** While the driver is away, what it said last. */
  read(): Promise<CensusFigures> {
    const nowMs = performance.now();
    if (this.answer !== null && nowMs - this.askedMs < PERIOD_MS) return this.answer;
    this.askedMs = nowMs;
    this.answer = this.ask();
    return this.answer;
  }

  private async ask(): Promise<CensusFigures> {
    // Who joins is told that it is away; who only looks need not be.
    const rooms = await matchMaker.query({}).catch(() => null);
    if (rooms !== null) this.last = countPlay(rooms);
    return this.last;
  }
}

/** @returns null for a room that is not a public arena, or no room. */
export function listingOf(room: IRoomCache | null | undefined): RoomListing | null {
  if (room?.name !== ARENA_ROOM || room.private === true) return null;
  const { mapId, people, capacity, pingMs } = room.metadata as ArenaListing;
  return { id: room.roomId, mode: "arena", mapId, people, capacity, pingMs };
}

function countPlay(rooms: readonly IRoomCache[]): CensusFigures {
  const played = rooms.filter(({ name }) => PLAYED.includes(name));
  const listed = new Map<string, RoomListing>();
  for (const room of played) {
    const listing = listingOf(room);
    if (listing !== null) listed.set(listing.id, listing);
  }
  const inDuels = played.filter(({ name }) => name === DUEL_ROOM);
  const queues = rooms.filter(({ name }) => name === QUEUE_ROOM);
  return {
    counts: {
      arena: [...listed.values()].reduce((sum, { people }) => sum + people, 0),
      duel: peopleIn(inDuels),
      queued: queues.reduce((sum, { clients }) => sum + clients, 0),
    },
    players: peopleIn(played),
    rooms: played.length,
    listed,
  };
}

function peopleIn(rooms: readonly IRoomCache[]): number {
  return rooms.reduce((sum, { metadata }) => sum + (metadata as ArenaListing).people, 0);
}
