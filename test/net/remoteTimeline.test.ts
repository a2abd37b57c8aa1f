// Where remote bodies are drawn, over links with jitter, stalls and gaps: time is driven, nothing sleeps.
import { describe, expect, test } from "vitest";
import { type DrawnPose, RemoteTimeline } from "../../client/net/remoteTimeline.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";

const TICK_MS = 1000 / 30;
const FRAME_MS = 1000 / 60;
const SLOT = 3;
const SPEED_U_PER_S = 260;

interface Run {
  /** Speed drawn in each frame, u/s. */
  readonly speeds: number[];
  readonly delaysMs: number[];
  /** Drawn position minus the true one at the drawn instant, u. */
  readonly errorsU: number[];
}

/** A body at 260 u/s to the right, over a link with `transitMs(tick)`, watched for `seconds` after the first. */
function watch(seconds: number, transitMs: (tick: number) => number): Run {
  const timeline = new RemoteTimeline(8, TICK_MS);
  const out: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };
  const run: Run = { speeds: [], delaysMs: [], errorsU: [] };
  let tick = 1;
  let arrivesMs = 0;
  let lastX = Number.NaN;
  for (let nowMs = 0; nowMs < (seconds + 1) * 1000; nowMs += FRAME_MS) {
    for (;;) {
      // Ordered delivery: a patch never overtakes the one before it.
      const dueMs = Math.max(arrivesMs, tick * TICK_MS + transitMs(tick));
      if (dueMs > nowMs) break;
      arrivesMs = dueMs;
      timeline.notePatch(tick, dueMs);
      timeline.push(SLOT, (SPEED_U_PER_S * tick * TICK_MS) / 1000, 50, 100);
      tick++;
    }
    timeline.advance(nowMs);
    if (!timeline.sample(SLOT, out) || nowMs < 1000) continue;
    run.speeds.push(((out.x - lastX) * 1000) / FRAME_MS);
    run.errorsU.push(out.x - (SPEED_U_PER_S * timeline.drawnMs) / 1000);
    run.delaysMs.push(timeline.delayMs);
    lastX = out.x;
  }
  run.speeds.shift();
  return run;
}

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

describe("[NET-9] the remote timeline", () => {
  test("draws an even motion evenly on a steady link, two patches behind", () => {
    const { speeds, delaysMs, errorsU } = watch(5, () => 50);
    expect(Math.max(...speeds)).toBeLessThan(SPEED_U_PER_S * 1.06);
    expect(Math.min(...speeds)).toBeGreaterThan(SPEED_U_PER_S * 0.94);
    expect(delaysMs.at(-1)).toBeCloseTo(2 * TICK_MS, 0);
    expect(largest(errorsU)).toBeLessThan(0.1);
  });

  test("widens its delay by the jitter, and never draws faster than speed and slew allow", () => {
    const rng = makeRng(7);
    const { speeds, delaysMs, errorsU } = watch(10, () => 100 + nextBelow(rng, 20));
    expect(Math.max(...speeds)).toBeLessThan(SPEED_U_PER_S * 1.06);
    expect(Math.min(...speeds)).toBeGreaterThan(SPEED_U_PER_S * 0.94);
    expect(delaysMs.at(-1)).toBeGreaterThan(2 * TICK_MS + 8);
    expect(delaysMs.at(-1)).toBeLessThan(2 * TICK_MS + 25);
    expect(largest(errorsU)).toBeLessThan(0.1);
  });

  test("runs on for at most 100 ms when patches stay out, and comes back without growing its delay", () => {
    const stall = (tick: number) => (tick >= 90 && tick < 99 ? 50 + (99 - tick) * TICK_MS : 50);
    const { delaysMs, errorsU } = watch(8, stall);
    const furthestBehindU = Math.min(...errorsU);
    // 300 ms without patches, less 67 ms of delay and 100 ms of running on: 133 ms held.
    expect(furthestBehindU).toBeGreaterThan((-SPEED_U_PER_S * 170) / 1000);
    expect(Math.abs((delaysMs.at(-1) ?? 0) - 2 * TICK_MS)).toBeLessThan(20);
  });

  test("keeps a body that is no longer told as far as its way is certain, then drops it", () => {
    const timeline = new RemoteTimeline(8, TICK_MS);
    const out: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };
    for (let tick = 1; tick <= 30; tick++) {
      timeline.notePatch(tick, tick * TICK_MS);
      timeline.push(SLOT, tick, 0, 0);
      timeline.advance(tick * TICK_MS - 1);
    }
    timeline.remove(SLOT);
    expect(timeline.sample(SLOT, out)).toBe(true);
    timeline.advance(30 * TICK_MS + FRAME_MS);
    expect(timeline.sample(SLOT, out)).toBe(false);
  });

  test("shows a teleport as one jump, with nothing between", () => {
    const timeline = new RemoteTimeline(8, TICK_MS);
    const out: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };
    const drawn = new Set<number>();
    for (let nowMs = 0, tick = 1; nowMs < 2000; nowMs += FRAME_MS) {
      while (tick * TICK_MS <= nowMs) {
        timeline.notePatch(tick, tick * TICK_MS);
        timeline.push(SLOT, tick < 30 ? 100 : 1500, 0, 0);
        tick++;
      }
      timeline.advance(nowMs);
      if (timeline.sample(SLOT, out)) drawn.add(out.x);
    }
    expect([...drawn]).toEqual([100, 1500]);
  });

  test("turns aims the shorter way", () => {
    const timeline = new RemoteTimeline(8, TICK_MS);
    const out: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };
    for (let nowMs = 0, tick = 1; nowMs < 1000; nowMs += FRAME_MS) {
      while (tick * TICK_MS <= nowMs) {
        timeline.notePatch(tick, tick * TICK_MS);
        timeline.push(SLOT, 0, 0, tick % 2 === 0 ? 4090 : 6);
        tick++;
      }
      timeline.advance(nowMs);
      if (timeline.sample(SLOT, out)) expect(out.aim > 4000 || out.aim < 100).toBe(true);
    }
  });
});
