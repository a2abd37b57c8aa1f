// Which public arena people are sent to: where others are, and near. In: what arenas tell of themselves. Out: one of
// them, or none. Pure; server only. Colyseus sorts by `placementOf` for who joins alone, parties use `chooseArena`.

/** What placement must know of an arena. */
export interface OpenArena {
  /** A room's number: of equals the first in this order is taken. */
  readonly roomId: string;
  /** Seats that are taken, held or reserved. */
  readonly clients: number;
  /** People that fit. */
  readonly capacity: number;
  readonly placement: number;
}

/** Round trips, ms, up to which a room plays well, and passably: those of the connection's icon. */
const GOOD_PING_MS = 120;
const FAIR_PING_MS = 200;
/** For Colyseus' matchmaking: `chooseArena` for one seat. */
export const ARENA_ORDER = { placement: -1, clients: -1 } as const;
/** More than the people of any room: a better connection goes before more people. */
const PING_WEIGHT = 1000;

/**
 * How much a room is preferred: a good connection (of those who are in it) first, then people, so that few rooms are
 * full of them rather than many of bots.
 * @param pingMs median round trip of the room's people; 0, while nobody has told, counts as good.
 */
export function placementOf(people: number, pingMs: number): number {
  const grade = pingMs <= GOOD_PING_MS ? 2 : pingMs <= FAIR_PING_MS ? 1 : 0;
  return grade * PING_WEIGHT + people;
}

/** The most preferred of those with room for all; null when there is none. */
export function chooseArena<A extends OpenArena>(arenas: readonly A[], seats: number): A | null {
  let best: A | null = null;
  for (const arena of arenas) {
    if (arena.capacity - arena.clients < seats) continue;
    if (best === null || isBefore(arena, best)) best = arena;
  }
  return best;
}

function isBefore(a: OpenArena, b: OpenArena): boolean {
  if (a.placement !== b.placement) return a.placement > b.placement;
  if (a.clients !== b.clients) return a.clients > b.clients;
  return a.roomId < b.roomId;
}
