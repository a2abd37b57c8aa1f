// Where the tick's dashes went. In: each sub-step of a dash as commands are applied. Out: segments
// for dashStrikes.ts. Run by the server; preallocated, and empty again at the end of each tick.
import { MAX_COMMANDS_PER_TICK } from "./inbox.ts";

/** Before every step. */
const LONG_AGO = -1_000_000;

/**
 * Segments 0..count-1 of this tick, by slot, then own step; and whom each running dash has struck.
 */
export interface DashPaths {
  count: number;
  readonly slot: Int16Array;
  /** Sub-step of the tick in which the segment strikes. */
  readonly subStep: Uint8Array;
  readonly x0: Float32Array;
  readonly y0: Float32Array;
  readonly x1: Float32Array;
  readonly y1: Float32Array;
  /** By slot: world step in which its last dash began. */
  readonly startedStep: Int32Array;
  /** By slot: 1 once its last dash has been paid for a dodge. */
  readonly paid: Uint8Array;
  /** Words of 32 slots in a row of `struck`. */
  readonly wordsPerRow: number;
  /** Bit set: row `slot` holds those whom its dash has struck. */
  readonly struck: Int32Array;
}

export function makeDashPaths(maxPlayers: number, stepsPerTick: number): DashPaths {
  // One more for a path that is begun and not kept.
  const size = maxPlayers * stepsPerTick * MAX_COMMANDS_PER_TICK + 1;
  const wordsPerRow = (maxPlayers + 31) >> 5;
  return {
    count: 0,
    slot: new Int16Array(size),
    subStep: new Uint8Array(size),
    x0: new Float32Array(size),
    y0: new Float32Array(size),
    x1: new Float32Array(size),
    y1: new Float32Array(size),
    startedStep: new Int32Array(maxPlayers).fill(LONG_AGO),
    paid: new Uint8Array(maxPlayers),
    wordsPerRow,
    struck: new Int32Array(maxPlayers * wordsPerRow),
  };
}

/**
 * Notes where a sub-step starts, in case it turns out to be a dash: the next `endDashPath` keeps
 * it.
 */
export function beginDashPath(
  paths: DashPaths,
  from: { readonly x: number; readonly y: number },
): void {
  paths.x0[paths.count] = from.x;
  paths.y0[paths.count] = from.y;
}

/** Keeps the way from the last `beginDashPath` to here, for the strikes of sub-step `subStep`. */
export function endDashPath(
  paths: DashPaths,
  slot: number,
  subStep: number,
  to: { readonly x: number; readonly y: number },
): void {
  const row = paths.count++;
  paths.slot[row] = slot;
  paths.subStep[row] = subStep;
  paths.x1[row] = to.x;
  paths.y1[row] = to.y;
}

/** Writes the point of a segment that is nearest to (x, y) to `out`. */
export function nearestOnPath(
  paths: DashPaths,
  row: number,
  x: number,
  y: number,
  out: { x: number; y: number },
): void {
  const x0 = paths.x0[row] as number;
  const y0 = paths.y0[row] as number;
  const wayX = (paths.x1[row] as number) - x0;
  const wayY = (paths.y1[row] as number) - y0;
  const way2 = wayX * wayX + wayY * wayY;
  const along = (x - x0) * wayX + (y - y0) * wayY;
  const part = along > 0 ? (along < way2 ? along / way2 : 1) : 0;
  out.x = x0 + wayX * part;
  out.y = y0 + wayY * part;
}

/** A new dash begins in world step `step`: it has struck and dodged nobody. */
export function startDash(paths: DashPaths, slot: number, step: number): void {
  paths.startedStep[slot] = step;
  paths.paid[slot] = 0;
  const first = slot * paths.wordsPerRow;
  paths.struck.fill(0, first, first + paths.wordsPerRow);
}

/** Whether the slot's dash has struck `target` already. */
export function isStruck(paths: DashPaths, slot: number, target: number): boolean {
  const word = paths.struck[slot * paths.wordsPerRow + (target >> 5)] as number;
  return ((word >> (target & 31)) & 1) === 1;
}

/** Marks `target` as struck by the slot's dash. */
export function markStruck(paths: DashPaths, slot: number, target: number): void {
  const index = slot * paths.wordsPerRow + (target >> 5);
  paths.struck[index] = (paths.struck[index] as number) | (1 << (target & 31));
}
