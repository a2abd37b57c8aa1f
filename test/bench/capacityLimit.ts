// How many players a room holds before its core or its ticks are full. In: measurements at some numbers of players. Out:
// the number to try next, and the answer. Pure.
import { OPEN_ARENA_TICK_HZ } from "../../shared/sim/constants.ts";

/** Above this share of a core nothing is left for a bad moment. */
const CPU_MAX = 0.8;
/** A tick's own time. */
const TICK_P99_MAX_MS = 1000 / OPEN_ARENA_TICK_HZ;
/** A step towards the limit is at most this much up or down. */
const STEP_MAX = 3;
/** Numbers of players are tried in multiples of it. */
const GRAIN = 10;

export interface LimitPoint {
  readonly clients: number;
  readonly cpuShare: number;
  readonly tickP99Ms: number;
}

/** 1 at the limit: of the core or of the ticks, whichever is nearer. */
export function loadOf({ cpuShare, tickP99Ms }: LimitPoint): number {
  return Math.max(cpuShare / CPU_MAX, tickP99Ms / TICK_P99_MAX_MS);
}

/** The number of players to measure next. */
export function nextGuess(points: readonly LimitPoint[]): number {
  const last = points.at(-1) as LimitPoint;
  const wanted = points.length === 1 ? last.clients / loadOf(last) : playersAtLimit(points);
  const bounded = Math.max(last.clients / STEP_MAX, Math.min(last.clients * STEP_MAX, wanted));
  return Math.max(GRAIN, Math.round(bounded / GRAIN) * GRAIN);
}

/** Between the nearest measurements below and above; by the slope of the last two when all are on one side. */
export function playersAtLimit(points: readonly LimitPoint[]): number {
  const sorted = points.toSorted((a, b) => a.clients - b.clients);
  const above = sorted.findIndex((point) => loadOf(point) > 1);
  const at = above < 0 ? sorted.length - 1 : Math.max(1, above);
  const high = sorted[at] as LimitPoint;
  const low = sorted[at - 1];
  if (low === undefined) return Math.round(high.clients / loadOf(high));
  const slope = (loadOf(high) - loadOf(low)) / (high.clients - low.clients);
  // Noise: more players cost less. The nearest measurement is the best guess.
  if (!(slope > 0)) return Math.round(high.clients / loadOf(high));
  return Math.max(1, Math.round(low.clients + (1 - loadOf(low)) / slope));
}
