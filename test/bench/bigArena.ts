// An Open Arena with room for as many as a measurement wants, whatever its map is laid out for. In: how many people. Out:
// the arena that every ArenaRoom of this process opens. Measuring servers only.
import { Arena } from "../../server/match/Arena.ts";
import { ArenaRoom } from "../../server/rooms/ArenaRoom.ts";
import { arenaMapFor } from "../../shared/maps/catalogue.ts";
import { type ArenaMap, makeArenaMap } from "../../shared/sim/arenaMap.ts";
import { OPEN_ARENA_TICK_HZ, TILE_U } from "../../shared/sim/constants.ts";
import { POSE_CELL_U, POSE_CELLS_PER_ROW } from "../../shared/sim/quantize.ts";

/** People that the largest map of the game is laid out for. */
const LARGEST_MAP_PEOPLE = 128;
/** Longer than any measurement: no round ends in it. */
const ROUND_S = 3600;
/** Floor for each player, u²: 25 others in a viewer's area of 2100 x 1450 u, of whom some are dead or behind a pillar. */
const AREA_EACH_U2 = 120_000;
const COLS_MAX = Math.floor((POSE_CELL_U * POSE_CELLS_PER_ROW) / TILE_U);
/** Spawns and pillars stand this far apart, tiles. */
const SPAWN_TILES = 6;
const PILLAR_TILES = 9;

class BigArena extends Arena {
  private readonly people: number;

  constructor(people: number, map: ArenaMap) {
    super({
      maxPlayers: people,
      minActors: 0,
      roundS: ROUND_S,
      tickHz: OPEN_ARENA_TICK_HZ,
      seed: 1,
      map,
    });
    this.people = people;
  }

  override get capacity(): number {
    return this.people;
  }
}

/** A map of the game, as every client knows it. */
export function largestMap(): ArenaMap {
  return arenaMapFor(LARGEST_MAP_PEOPLE);
}

/** Open ground with a few pillars: about 20 others in sight of each of `people`. Light clients only: no client has it. */
export function openGround(people: number): ArenaMap {
  const side = Math.min(COLS_MAX, Math.ceil(Math.sqrt(people * AREA_EACH_U2) / TILE_U));
  const tile = (col: number, row: number) => {
    if (col % PILLAR_TILES === 4 && row % PILLAR_TILES === 4) return "#";
    return col % SPAWN_TILES === 2 && row % SPAWN_TILES === 2 ? "S" : ".";
  };
  const rows = Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, col) => tile(col, row)).join(""),
  );
  return makeArenaMap({ id: `open-${side}`, name: "Open ground", rows });
}

/** Every arena that this process opens is of this size from now on. @returns the one that was opened last. */
export function openBigArenas(people: number, map: ArenaMap): () => Arena | null {
  let last: Arena | null = null;
  const rooms = ArenaRoom.prototype as unknown as { makeArena: () => Arena };
  rooms.makeArena = () => {
    last = new BigArena(people, map);
    return last;
  };
  return () => last;
}
