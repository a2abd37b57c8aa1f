// What the ticks of this process cost, by kind of room. In: durations, each tick. Out: histograms and counts for the
// operator; one for all rooms of a kind, so that their number does not grow with the rooms.
import { Histogram } from "./histogram.ts";

export interface RoomMetrics {
  /** Whole ticks, and the encoding and sending of their patches. */
  readonly ticks: Histogram;
  readonly patches: Histogram;
  /** Ticks that took longer than their budget, and ticks that were never run. */
  overruns: number;
  dropped: number;
}

/** Upper bounds, s: from a thirtieth of a tick's budget at 60 Hz to twenty times it. */
const TICKS_S = [
  0.0005, 0.001, 0.002, 0.004, 0.008, 0.012, 0.0167, 0.025, 0.0333, 0.05, 0.1, 0.2, 0.4,
] as const;

const byKind = new Map<string, RoomMetrics>();

/** @param kind a room's name: arena, duel, lab. */
export function roomMetricsOf(kind: string): RoomMetrics {
  let metrics = byKind.get(kind);
  if (metrics === undefined) {
    metrics = {
      ticks: new Histogram(TICKS_S),
      patches: new Histogram(TICKS_S),
      overruns: 0,
      dropped: 0,
    };
    byKind.set(kind, metrics);
  }
  return metrics;
}

export function allRoomMetrics(): ReadonlyMap<string, RoomMetrics> {
  return byKind;
}
