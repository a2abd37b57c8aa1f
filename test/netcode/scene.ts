// Who walks where: bodies that no network moves, in lanes of free floor, and places for shooters between them.
// In: an arena and a map. Out: a changed world, and what each walker does. Run by the netcode proof.
import type { Arena } from "../../server/match/Arena.ts";
import { type ArenaMap, TileKind, tileAt } from "../../shared/sim/arenaMap.ts";
import { MOVE_AXIS_MAX, TILE_U } from "../../shared/sim/constants.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { nextU32, type Rng } from "../../shared/sim/rng.ts";
import { Button } from "../../shared/sim/types.ts";
import { playerAt, type World } from "../../shared/sim/world.ts";
import { addWalker, placeAt, type Run } from "../helpers/staging.ts";

/** A lane is worth walking from this length on, u: two seconds of the way. */
const LANE_MIN_U = 560;
/** Distance from a lane's end at which its walker turns, u. */
const TURN_U = 50;
/** A walker turns by itself after 2 to 4 s, steps. */
const LEG_MIN_STEPS = 120;
const LEG_SPREAD_STEPS = 120;
/** A dodging walker dashes when it can: with Surge each 75 steps, so about as often as a hunted person. */
const DODGE_SHARE = 0.02;
/** More than the strongest pair of hits: nobody dies, so that nobody has to be put back. Fits its byte. */
const ENDLESS_HP = 250;
/** Far beyond the end of any cell: Surge halves the cooldowns, so that a cell needs half the time. */
const ENDLESS_STEPS = 1_000_000;

/** A turn at full speed takes 11 steps. */
const SPEED_UP_STEPS = 12;

export interface Walker {
  readonly record: PlayerRecord;
  /** World steps at which it turned or dashed, in order. */
  readonly changes: number[];
  readonly dodges: boolean;
}

/** A number in [0, 1). */
export function chance(rng: Rng): number {
  return nextU32(rng) / 2 ** 32;
}

/** Stretches of floor along each row of tiles, the longest of each row. */
function findLanes(map: ArenaMap): Run[] {
  const lanes: Run[] = [];
  for (let row = 0; row < map.rows; row++) {
    let best: Run = { y: 0, fromX: 0, toX: 0 };
    let first = 0;
    for (let col = 0; col <= map.cols; col++) {
      if (tileAt(map, col, row) === TileKind.Floor) continue;
      const lane = {
        y: (row + 0.5) * TILE_U,
        fromX: (first + 0.5) * TILE_U,
        toX: (col - 0.5) * TILE_U,
      };
      if (lane.toX - lane.fromX > best.toX - best.fromX) best = lane;
      first = col + 1;
    }
    if (best.toX - best.fromX >= LANE_MIN_U) lanes.push(best);
  }
  if (lanes.length === 0) throw new Error(`map "${map.id}": no lane of ${LANE_MIN_U} u`);
  return lanes;
}

/** Adds `count` walkers, spread over the map's lanes; each fourth of them dodges. */
export function addWalkers(arena: Arena, map: ArenaMap, count: number, rng: Rng): Walker[] {
  const lanes = findLanes(map);
  const walkers: Walker[] = [];
  for (let i = 0; i < count; i++) {
    const lane = lanes[Math.floor(((i + 0.5) * lanes.length) / count)] as Run;
    walkers.push(addOne(arena, lane, i % 4 === 3, rng));
  }
  return walkers;
}

function addOne(arena: Arena, lane: Run, dodges: boolean, rng: Rng): Walker {
  const { world } = arena;
  let way = chance(rng) < 0.5 ? 1 : -1;
  let turnAtStep = 0;
  const record = addWalker(arena, "Walker", (out, { state }) => {
    const atEnd = way > 0 ? state.x > lane.toX - TURN_U : state.x < lane.fromX + TURN_U;
    if (atEnd || world.step >= turnAtStep) {
      way = -way;
      turnAtStep = world.step + LEG_MIN_STEPS + Math.floor(chance(rng) * LEG_SPREAD_STEPS);
      walker.changes.push(world.step);
    }
    out.moveX = way * MOVE_AXIS_MAX;
    out.moveY = 0;
    const dashes = dodges && chance(rng) < DODGE_SHARE;
    out.buttons = dashes ? Button.Dash : 0;
    if (dashes) walker.changes.push(world.step);
  });
  const walker: Walker = { record, changes: [], dodges };
  const along = lane.fromX + TURN_U + chance(rng) * (lane.toX - lane.fromX - 2 * TURN_U);
  placeAt(world, record.slot, along, lane.y);
  surge(world, record.slot);
  return walker;
}

/** Surge for the rest of the cell: Rails twice as often. */
export function surge(world: World, slot: number): void {
  playerAt(world, slot).state.surgeEndStep = ENDLESS_STEPS;
}

/** After each tick: what was hit is whole again. */
export function heal(world: World): void {
  for (const record of world.players) if (record.state.alive === 1) record.hp = ENDLESS_HP;
}

/**
 * Places for `count` people in two rows, each with free floor around it.
 * @throws Error when the map has not that many.
 */
export function findHomes(map: ArenaMap, count: number): { x: number; y: number }[] {
  const rows = [Math.floor(map.rows * 0.35), Math.floor(map.rows * 0.65)];
  const perRow = Math.ceil(count / rows.length);
  const homes = rows.flatMap((row) => {
    const free = Array.from({ length: map.cols }, (_, col) => col).filter((col) =>
      isOpen(map, col, row),
    );
    if (free.length < perRow) throw new Error(`map "${map.id}": row ${row} is too crowded`);
    return Array.from({ length: perRow }, (_, i) => ({
      x: ((free[Math.floor(((i + 0.5) * free.length) / perRow)] as number) + 0.5) * TILE_U,
      y: (row + 0.5) * TILE_U,
    }));
  });
  return homes.slice(0, count);
}

function isOpen(map: ArenaMap, col: number, row: number): boolean {
  for (let dx = -1; dx <= 1; dx++)
    for (let dy = -1; dy <= 1; dy++)
      if (tileAt(map, col + dx, row + dy) !== TileKind.Floor) return false;
  return true;
}

/** Whether the walker kept its way and its speed in all of these world steps. */
export function isSteady({ changes }: Walker, fromStep: number, toStep: number): boolean {
  return !changes.some((step) => step > fromStep - SPEED_UP_STEPS && step <= toStep);
}
