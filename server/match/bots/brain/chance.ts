// Chance as bots use it: plain draws, and slow wandering. In: a bot's own generator. Out: numbers. Server only.
import { nextBelow, nextU32, type Rng } from "../../../../shared/sim/rng.ts";

/** A number in [min, max). Advances `rng`. */
export function nextBetween(rng: Rng, min: number, max: number): number {
  return min + (nextU32(rng) / 4294967296) * (max - min);
}

/** A whole number in min..max, both included. Advances `rng`. */
export function nextWhole(rng: Rng, min: number, max: number): number {
  return min + nextBelow(rng, max - min + 1);
}

/** True in `share` (0..1) of the cases. Advances `rng`. */
export function isLucky(rng: Rng, share: number): boolean {
  return nextU32(rng) < share * 4294967296;
}

/** A value that drifts between -1 and 1 without a kink, as a hand does; white noise would look like a tremor. */
export interface Wander {
  from: number;
  to: number;
  startStep: number;
  endStep: number;
}

/** A wander that starts at 0. */
export function makeWander(): Wander {
  return { from: 0, to: 0, startStep: 0, endStep: 0 };
}

/** Its value at `step`, -1..1; each leg lasts minSteps..maxSteps. Calls go forward in time. Advances `rng`. */
export function wanderAt(
  wander: Wander,
  rng: Rng,
  step: number,
  minSteps: number,
  maxSteps: number,
): number {
  if (step >= wander.endStep) {
    wander.from = wander.to;
    wander.to = nextBetween(rng, -1, 1);
    wander.startStep = step;
    wander.endStep = step + nextWhole(rng, minSteps, maxSteps);
  }
  const t = (step - wander.startStep) / (wander.endStep - wander.startStep);
  return wander.from + (wander.to - wander.from) * t * t * (3 - 2 * t);
}
