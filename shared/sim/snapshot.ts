// A world as a row of numbers. In: a world. Out: a snapshot to go back to, a few kB a slot.
// Run by tests, replays and tools: SyncTest rolls back with it, `hashWorld` folds it.
import type { ArenaMap } from "./arenaMap.ts";
import { DUEL_FIELDS } from "./duelMatch.ts";
import { rebuildGrid } from "./grid.ts";
import { orbColumns } from "./orbPool.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import { writePose } from "./quantize.ts";
import { type PlayerState, PREDICTED_FIELDS } from "./types.ts";
import type { World } from "./world.ts";

/** Every number of a world that its future depends on, and its maps. */
export interface WorldSnapshot {
  map: ArenaMap;
  nextMap: ArenaMap | null;
  /** Room for a full world; the first `length` are in use. */
  values: Float64Array;
  length: number;
}

const WORLD_FIELDS = ["tick", "step", "phase", "phaseEndStep", "crownSlot"] as const;

/** What a Duel alone uses goes with its own numbers, so that it changes no hash of other matches. */
const DUEL_STATE_FIELD = "heldUntilStep" satisfies keyof PlayerState;
const STATE_FIELDS: readonly (keyof PlayerState)[] = [
  ...PREDICTED_FIELDS.filter((field) => field !== DUEL_STATE_FIELD),
  "aim",
];

const RECORD_FIELDS = [
  "ownStep",
  "lastSeq",
  "rewind",
  "hp",
  "shield",
  "score",
  "kills",
  "deaths",
  "assists",
  "respawnAtStep",
  "protectedUntilStep",
  "lastHurtStep",
  "lastAttackStep",
  "lastDeathX",
  "lastDeathY",
  "killer",
  "killMove",
  "lastHitDamage",
  "poseX",
  "poseY",
] as const satisfies readonly (keyof PlayerRecord)[];

const RECORD_FLAGS = [
  "active",
  "isBot",
  "isAway",
] as const satisfies readonly (keyof PlayerRecord)[];

type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Arrays that are saved whole: the same length for the whole life of a world. */
function wholeArrays(world: World): readonly NumberArray[] {
  const { ledger, dashPaths } = world;
  const { attacker, damage, step, next } = ledger;
  const { startedStep, paid, struck } = dashPaths;
  const { count, ticks, x, y, aim, lineX, lineY, lineTurn, hasLine, isLate } = world.poseTracks;
  const tracks = [count, ticks, x, y, aim, lineX, lineY, lineTurn, hasLine, isLate];
  const dashes = [startedStep, paid, struck];
  return [world.pickupReadyAtStep, ...dashes, ...tracks, attacker, damage, step, next];
}

/** Columns of the Pulses in the air. */
function pulseColumns(world: World): readonly NumberArray[] {
  const { slot, shotId, aim, bornStep, x, y, rewind, rangeU } = world.pulses;
  return [slot, shotId, aim, bornStep, x, y, rewind, rangeU];
}

/** An empty snapshot that fits `world`. */
export function makeSnapshot(world: World): WorldSnapshot {
  const perPlayer = STATE_FIELDS.length + RECORD_FIELDS.length + RECORD_FLAGS.length;
  let length = WORLD_FIELDS.length + 3 + perPlayer * world.maxPlayers;
  length += DUEL_FIELDS.length + world.maxPlayers;
  for (const array of wholeArrays(world)) length += array.length;
  for (const column of pulseColumns(world)) length += column.length;
  for (const column of orbColumns(world.orbs)) length += column.length;
  return { map: world.map, nextMap: null, values: new Float64Array(length), length: 0 };
}

/**
 * Copies `world` into `into`, made by `makeSnapshot` of a world with as many slots, or into a new
 * one.
 */
export function saveWorld(world: World, into: WorldSnapshot = makeSnapshot(world)): WorldSnapshot {
  const { values } = into;
  let at = 0;
  for (const field of WORLD_FIELDS) values[at++] = world[field];
  values[at++] = world.rng.state;
  values[at++] = world.pulses.count;
  values[at++] = world.orbs.count;
  for (const rec of world.players) {
    for (const field of STATE_FIELDS) values[at++] = rec.state[field];
    for (const field of RECORD_FIELDS) values[at++] = rec[field];
    for (const flag of RECORD_FLAGS) values[at++] = rec[flag] ? 1 : 0;
  }
  for (const array of wholeArrays(world)) {
    values.set(array, at);
    at += array.length;
  }
  for (const column of pulseColumns(world)) {
    for (let row = 0; row < world.pulses.count; row++) values[at++] = column[row] as number;
  }
  for (const column of orbColumns(world.orbs)) {
    for (let row = 0; row < world.orbs.count; row++) values[at++] = column[row] as number;
  }
  if (world.duel !== null) {
    for (const field of DUEL_FIELDS) values[at++] = world.duel[field];
    for (const { state } of world.players) values[at++] = state[DUEL_STATE_FIELD];
  }
  into.map = world.map;
  into.nextMap = world.nextMap;
  into.length = at;
  return into;
}

/**
 * Takes `world` back to `snapshot`; what follows from it (packed poses, the grid) is derived again.
 */
export function restoreWorld(world: World, snapshot: WorldSnapshot): void {
  const { values } = snapshot;
  let at = 0;
  const next = () => values[at++] as number;
  for (const field of WORLD_FIELDS) assignNumber(world, field, next());
  world.rng.state = next();
  world.pulses.count = next();
  world.orbs.count = next();
  for (const rec of world.players) {
    for (const field of STATE_FIELDS) rec.state[field] = next();
    for (const field of RECORD_FIELDS) assignNumber(rec, field, next());
    for (const flag of RECORD_FLAGS) rec[flag] = next() === 1;
    writePose(rec.state, rec);
  }
  for (const array of wholeArrays(world)) {
    for (let i = 0; i < array.length; i++) array[i] = next();
  }
  for (const column of pulseColumns(world)) {
    for (let row = 0; row < world.pulses.count; row++) column[row] = next();
  }
  for (const column of orbColumns(world.orbs)) {
    for (let row = 0; row < world.orbs.count; row++) column[row] = next();
  }
  if (world.duel !== null) {
    for (const field of DUEL_FIELDS) assignNumber(world.duel, field, next());
    for (const { state } of world.players) state[DUEL_STATE_FIELD] = next();
  }
  world.map = snapshot.map;
  world.nextMap = snapshot.nextMap;
  rebuildGrid(world.grid, world);
}

/**
 * Writes a number that was saved from this very field: narrower types (a phase, a move) hold it by
 * that.
 */
function assignNumber<K extends string>(
  target: { [key in K]: number },
  key: K,
  value: number,
): void {
  target[key] = value;
}
