// The figures behind the load test and the benchmarks: sums, percentiles, limits, verdicts. Pure.
import { describe, expect, test } from "vitest";
import { loadOf, nextGuess, playersAtLimit } from "../bench/capacityLimit.ts";
import { makeDistribution, note, quantileOf, since } from "../load/distribution.ts";
import { type BotFigures, makeFigures, sumFigures } from "../load/figures.ts";
import { summaryOf } from "../load/loadReport.ts";
import { figuresBetween, parseSamples } from "../load/scrape.ts";
import { findFailures, findNotes } from "../load/verdict.ts";

function figuresWith(change: Partial<BotFigures>): BotFigures {
  return { ...makeFigures(), joins: 1, patches: 1, ...change };
}

function failuresOf(change: Partial<BotFigures>, stallMs = 0): string[] {
  return findFailures(summaryOf(figuresWith(change)), stallMs);
}

describe("[LOAD-1] a run fails", () => {
  test("for what no client could decode, drops without an explanation, and refused joins", () => {
    expect(failuresOf({})).toEqual([]);
    expect(failuresOf({ decodeErrors: { "refId not found": 2 } })).toEqual([
      "2 decode errors: refId not found",
    ]);
    expect(failuresOf({ drops: { "1006 abnormal": 1 } })).toEqual([
      "1 unexplained drop: 1006 abnormal",
    ]);
    expect(failuresOf({ failedJoins: { "503 full": 1 } })).toEqual(["1 failed join: 503 full"]);
    expect(failuresOf({ lostScores: { "5 of 40": 1 } })).toEqual(["1 lost score: 5 of 40"]);
  });

  test("when nothing was tested", () => {
    expect(failuresOf({ joins: 0 })).toEqual(["nobody came in"]);
    expect(failuresOf({ patches: 0 })).toEqual(["nobody was sent a patch"]);
  });

  test("not for the end of a match, nor for what stalls that were asked for bring about", () => {
    expect(failuresOf({ drops: { "4104 finished": 3 } })).toEqual([]);
    expect(failuresOf({ drops: { "4010 watchdog": 1 } }, 2000)).toEqual([]);
    expect(failuresOf({ drops: { "4010 watchdog": 1 } }, 300)).toHaveLength(1);
  });

  test("and says what else is worth knowing", () => {
    const late = makeDistribution();
    note(late, 60);
    const notes = findNotes(
      summaryOf(figuresWith({ late, sdkMin: 2, correctionsAbove4: 9 })),
      null,
    ).join("\n");
    expect(notes).toMatch(/4.5 corrections above 4 u a minute/);
    expect(notes).toMatch(/timers were .* late/);
    expect(notes).toMatch(/--metrics/);
  });
});

describe("[LOAD-5] figures", () => {
  test("of several processes add up; the longest and the largest stay", () => {
    const sum = sumFigures([
      figuresWith({ patches: 3, longestSilenceMs: 40, drops: { a: 1 } }),
      figuresWith({ patches: 4, longestSilenceMs: 90, drops: { a: 2, b: 1 } }),
    ]);
    expect(sum).toMatchObject({
      joins: 2,
      patches: 7,
      longestSilenceMs: 90,
      drops: { a: 3, b: 1 },
    });
  });

  test("have percentiles to within 5 %, of all and of what came since", () => {
    const all = makeDistribution();
    for (let ms = 1; ms <= 1000; ms++) note(all, ms);
    const before = all.slice();
    for (let i = 0; i < 10; i++) note(all, 5000);
    expect(Math.abs(quantileOf(before, 0.5) / 500 - 1)).toBeLessThan(0.05);
    expect(Math.abs(quantileOf(before, 0.99) / 990 - 1)).toBeLessThan(0.05);
    expect(Math.abs(quantileOf(since(all, before), 0.5) / 5000 - 1)).toBeLessThan(0.05);
    expect(quantileOf(makeDistribution(), 0.5)).toBeNaN();
  });

  test("of a server are those of the time between two readings", () => {
    const text = (fast: number, slow: number, cpuS: number) =>
      [
        "# HELP fraywire_tick_seconds Duration",
        `fraywire_tick_seconds_bucket{room="arena",le="0.001"} ${fast}`,
        `fraywire_tick_seconds_bucket{room="arena",le="0.002"} ${fast + slow}`,
        `fraywire_tick_seconds_bucket{room="arena",le="+Inf"} ${fast + slow}`,
        `fraywire_tick_seconds_count{room="arena"} ${fast + slow}`,
        `process_cpu_user_seconds_total ${cpuS}`,
        `fraywire_refusals_total{reason="flood"} ${slow}`,
      ].join("\n");
    const before = parseSamples(text(1000, 0, 5));
    const figures = figuresBetween(before, parseSamples(text(1050, 50, 6)), 2);
    expect(figures.ticks).toBe(100);
    expect(figures.cpuShare).toBe(0.5);
    expect(figures.tickP50Ms).toBeCloseTo(1);
    expect(figures.tickP99Ms).toBeCloseTo(1.98);
    expect(figures.refusals).toEqual({ flood: 50 });
  });
});

describe("[LOAD-6] the players that fit", () => {
  const point = (clients: number, cpuShare: number, tickP99Ms = 1) => ({
    clients,
    cpuShare,
    tickP99Ms,
  });

  test("are bounded by 80 % of a core, and by the ticks' 99th percentile within a tick", () => {
    expect(loadOf(point(400, 0.8))).toBe(1);
    expect(loadOf(point(400, 0.1, 50))).toBeCloseTo(1.5);
  });

  test("lie between the nearest measurements", () => {
    expect(playersAtLimit([point(400, 0.6), point(600, 1.0)])).toBe(500);
    expect(playersAtLimit([point(600, 1.0), point(400, 0.6), point(100, 0.1)])).toBe(500);
    // All below: along the slope. Slower with fewer: the nearest one alone.
    expect(playersAtLimit([point(200, 0.2), point(400, 0.4)])).toBe(800);
    expect(playersAtLimit([point(200, 0.5), point(400, 0.4)])).toBe(800);
  });

  test("are looked for in steps of at most three times", () => {
    expect(nextGuess([point(400, 0.4)])).toBe(800);
    expect(nextGuess([point(400, 0.01)])).toBe(1200);
    expect(nextGuess([point(400, 0.1, 3000)])).toBe(130);
  });
});
