// What a room that is played in tells of itself to lobby and matchmaking. In: its arena, now and then. Out: metadata of
// its listing, which every process can read; written when it is another, and at most once a second. Server only.
import type { Arena } from "./Arena.ts";
import { placementOf } from "./placement.ts";

/** Metadata of `arena`, `lab` and `duel` rooms. */
export interface ArenaListing {
  readonly mapId: string;
  /** Who holds a slot, dropped people included; no bots, no spectators. */
  readonly people: number;
  /** People that fit on the present map. */
  readonly capacity: number;
  /** Median round trip of its people, ms, in steps of PING_STEP_MS; 0 while nobody has told. */
  readonly pingMs: number;
  /** Where the next player is sent: the highest first. */
  readonly placement: number;
}

/** Each writing is one of the driver and one message to all lobbies: at most one in this time, ms. */
const WRITE_MS = 1000;
/** What has not changed is looked at again after this, ms. */
const LOOK_MS = 200;
/** Coarse enough that a steady room writes nothing, ms. */
const PING_STEP_MS = 10;

export class ListingKeeper {
  private readonly arena: Arena;
  private readonly write: (listing: ArenaListing) => void;
  private last: ArenaListing;
  private nextMs = 0;

  /** @param write called with what the room is opened with, and with each change. */
  constructor(arena: Arena, write: (listing: ArenaListing) => void) {
    this.arena = arena;
    this.write = write;
    this.last = listingOf(arena, 0);
    write(this.last);
  }

  /** Once a tick. */
  update(people: number, nowMs: number): void {
    if (nowMs < this.nextMs) return;
    const listing = listingOf(this.arena, people);
    const isSame = isSameListing(listing, this.last);
    this.nextMs = nowMs + (isSame ? LOOK_MS : WRITE_MS);
    if (isSame) return;
    this.last = listing;
    this.write(listing);
  }
}

function listingOf(arena: Arena, people: number): ArenaListing {
  const pingMs = medianPingMs(arena);
  const mapId = arena.world.map.id;
  return {
    mapId,
    people,
    capacity: arena.capacity,
    pingMs,
    placement: placementOf(people, pingMs),
  };
}

function isSameListing(a: ArenaListing, b: ArenaListing): boolean {
  return (
    a.mapId === b.mapId &&
    a.people === b.people &&
    a.capacity === b.capacity &&
    a.pingMs === b.pingMs
  );
}

function medianPingMs(arena: Arena): number {
  const pings: number[] = [];
  for (const { isBot, pingMs } of arena.mirror.state.roster.values()) {
    if (!isBot && pingMs > 0) pings.push(pingMs);
  }
  pings.sort((a, b) => a - b);
  const median = pings[pings.length >> 1] ?? 0;
  return Math.ceil(median / PING_STEP_MS) * PING_STEP_MS;
}
