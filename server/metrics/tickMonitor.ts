// Whether a room keeps its rate. In: the duration of each tick. Out: its 95th percentile, "busy", and the operator's
// figures.
import type { RoomMetrics } from "./roomMetrics.ts";

/** SPEC.md, NET-14: players are told when the 95th percentile stays above this share of a tick for 2 s. */
const BUSY_SHARE = 1.25;
const WINDOW_S = 2;

export class TickMonitor {
  private readonly metrics: RoomMetrics;
  private readonly budgetMs: number;
  private readonly durations: Float64Array;
  private readonly sorted: Float64Array;
  private count = 0;
  busy = false;

  /**
   * @param tickHz the room's tick rate.
   * @param metrics of its kind.
   */
  constructor(tickHz: number, metrics: RoomMetrics) {
    this.metrics = metrics;
    this.budgetMs = 1000 / tickHz;
    this.durations = new Float64Array(WINDOW_S * tickHz);
    this.sorted = new Float64Array(WINDOW_S * tickHz);
  }

  /** Once a tick: the time it took, and how much of it went into patches and moments. */
  note(durationMs: number, patchMs: number): void {
    const { metrics } = this;
    metrics.ticks.observe(durationMs / 1000);
    metrics.patches.observe(patchMs / 1000);
    if (durationMs > this.budgetMs) metrics.overruns++;
    this.durations[this.count++ % this.durations.length] = durationMs;
    if (this.count % (this.durations.length / WINDOW_S) !== 0) return;
    this.busy = this.count >= this.durations.length && this.p95Ms() > this.budgetMs * BUSY_SHARE;
  }

  /** 95th percentile of the last 2 s, ms. */
  p95Ms(): number {
    this.sorted.set(this.durations);
    this.sorted.sort();
    return this.sorted[Math.floor(this.sorted.length * 0.95)] ?? 0;
  }
}
