// How fast a delay comes back after a stall. In: delays over time, and when the link stalled. Out: the longest time
// until it is within 20 ms of what it was before. Run by the netcode proof; pure.
import { median, type Sample, valuesBetween } from "./stats.ts";

/** Stalls end each period of the link's clock. */
export const STALL_EVERY_MS = 3000;
/** "Back" is this near to the delay before, ms. */
const NEAR_MS = 20;
/** Single values jitter: medians over this long are compared, in steps of the second, ms. */
const WINDOW_MS = 400;
const STRIDE_MS = 50;
/** The value before is the median of this long, ending this long ahead of the stall, ms. */
const BEFORE_MS = 600;
const BEFORE_GAP_MS = 50;

export interface StallSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The stalls of a link whose clock started at `startMs`, whole with their recoveries in [fromMs, toMs). */
export function stallsBetween(
  startMs: number,
  lengthMs: number,
  fromMs: number,
  toMs: number,
): StallSpan[] {
  const stalls: StallSpan[] = [];
  for (let endMs = startMs; endMs + STALL_EVERY_MS - lengthMs <= toMs; endMs += STALL_EVERY_MS) {
    const stall = { fromMs: endMs - lengthMs, toMs: endMs };
    if (stall.fromMs - BEFORE_MS - BEFORE_GAP_MS >= fromMs) stalls.push(stall);
  }
  return stalls;
}

/** Time from the stall's end until the delay is near its value before again, ms; NaN without samples. */
export function recoveryMs(samples: readonly Sample[], stall: StallSpan): number {
  const beforeMs = stall.fromMs - BEFORE_GAP_MS;
  const before = median(valuesBetween(samples, beforeMs - BEFORE_MS, beforeMs));
  const nextMs = stall.toMs + STALL_EVERY_MS - (stall.toMs - stall.fromMs);
  for (let fromMs = stall.toMs; fromMs + WINDOW_MS <= nextMs; fromMs += STRIDE_MS) {
    const now = median(valuesBetween(samples, fromMs, fromMs + WINDOW_MS));
    if (Math.abs(now - before) <= NEAR_MS) return fromMs - stall.toMs;
  }
  return Number.isNaN(before) ? Number.NaN : nextMs - stall.toMs;
}
