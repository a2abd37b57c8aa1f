// The proof's own arithmetic: its judgements are right, and each of its claims can fail.
import { expect, test } from "vitest";
import { aimOf } from "../../shared/sim/vec2.ts";
import { floorMap } from "../helpers/simWorld.ts";
import type { CellReport } from "./cellReport.ts";
import { findFailures } from "./claims.ts";
import { distanceToPath, firstOnRay } from "./geometry.ts";
import { parseOptions } from "./options.ts";
import { recoveryMs, stallsBetween } from "./recovery.ts";
import { makeMarkdownTable } from "./report/markdown.ts";
import { makePage } from "./report/page.ts";
import { quantile, type Sample } from "./stats.ts";

const EAST = aimOf(1, 0);

/** A cell that keeps every claim. */
function goodCell(): CellReport {
  const [spec] = parseOptions(["--cells", "rtt=200,jitter=20,stall=300,hz=30"]).cells;
  if (spec === undefined) throw new Error("no such cell");
  const corrections = { playerMinutes: 2, abovePerMinute: 0, above4PerMinute: 0, worstU: 0 };
  const band = {
    shots: 250,
    answeredFirst: 0,
    judged: 220,
    agreement: 0.95,
    steadyJudged: 120,
    control: 0.5,
  };
  return {
    spec,
    measuredS: 40,
    attempts: 1,
    lagP99Ms: 4,
    droppedTicks: 0,
    isValid: true,
    rail: {
      shots: 205,
      judged: 200,
      agreement: 0.99,
      control: 0.1,
      dodged: 4,
      blocked: 1,
      disagreements: [],
    },
    pulse: {
      volleys: 200,
      shots: 750,
      bands: [100, 300, 500].map((rangeU) => ({ rangeU, steadyAgreement: 0.99, ...band })),
      agreement: 0.95,
      dodged: 1,
      blocked: 0,
      endHits: 9,
      endMissU: 24,
    },
    calm: corrections,
    pushed: corrections,
    knocks: 8,
    strikes: 6,
    sendToApplyP50Ms: 140,
    sendToApplyP99Ms: 300,
    interpolationMs: 87,
    viewAgeP50Ms: 330,
    viewAgeP99Ms: 500,
    rewindErrorMs: 0.3,
    speedErrorUPerS: 12,
    clockErrorMs: 20,
    refusals: { refused: 20, ghosts: 0, longestMs: 290 },
    recovery: { stalls: 12, inputMs: 400, interpolationMs: 0 },
  };
}

test("the first body on a ray is met, not one beside it, behind a wall, or farther along", () => {
  const map = floorMap();
  const bodies = [
    { slot: 1, x: 500, y: 340 },
    { slot: 2, x: 400, y: 315 },
    { slot: 3, x: 300, y: 325 },
  ];
  expect(firstOnRay(bodies, map, 100, 300, EAST, 560).victim).toBe(2);
  expect(firstOnRay(bodies, map, 100, 300, EAST, 270).victim).toBe(-1);
  expect(firstOnRay(bodies, map, 100, 340, EAST, 560).victim).toBe(3);
  expect(firstOnRay(bodies, map, 600, 315, EAST, 560).victim).toBe(-1);
});

test("the distance to a stretch of a path is measured to its ends too", () => {
  expect(distanceToPath(150, 20, 100, 0, EAST, 0, 100)).toBeCloseTo(20);
  expect(distanceToPath(230, 40, 100, 0, EAST, 0, 100)).toBeCloseTo(50);
});

test("a quantile is one of the values", () => {
  expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(quantile([5, 1, 4, 2, 3], 0.99)).toBe(5);
  expect(quantile([], 0.5)).toBeNaN();
});

test("a delay that falls back 700 ms after a stall has recovered then, and one that stays never", () => {
  const stall = stallsBetween(0, 300, 1000, 6000)[0];
  expect(stall).toEqual({ fromMs: 2700, toMs: 3000 });
  if (stall === undefined) return;
  const delays = (afterMs: number): Sample[] =>
    Array.from({ length: 600 }, (_, i) => ({
      atMs: i * 10,
      value: i * 10 < 2700 || i * 10 >= afterMs ? 100 : 300,
    }));
  expect(Math.abs(recoveryMs(delays(3700), stall) - 700)).toBeLessThan(250);
  expect(recoveryMs(delays(99_000), stall)).toBe(2700);
});

test("the matrix has 48 cells with seeds of their own, and cells are picked by what they are", () => {
  const { cells } = parseOptions([]);
  expect(cells).toHaveLength(48);
  expect(new Set(cells.map(({ seed }) => seed)).size).toBe(48);
  const picked = parseOptions(["--cells", "rtt=0,rtt=250,hz=60"]).cells;
  expect(picked.map(({ rttMs }) => rttMs)).toEqual([0, 0, 0, 0, 250, 250, 250, 250]);
  expect(picked.every(({ tickHz }) => tickHz === 60)).toBe(true);
  expect(() => parseOptions(["--cells", "rtt=75"])).toThrow("no such cell");
  expect(() => parseOptions(["--fast"])).toThrow("--fast");
});

test("a good cell fails nothing, and each broken claim is named with its figure and its bound", () => {
  const good = goodCell();
  expect(findFailures([good])).toEqual([]);
  const calm = { ...good, spec: { ...good.spec, stallMs: 0 }, recovery: null };
  expect(findFailures([calm])).toEqual([]);
  const broken: readonly (readonly [CellReport, string])[] = [
    [{ ...good, rail: { ...good.rail, agreement: 0.969 } }, "Rail agreement 0.969, at least 0.97"],
    [{ ...good, rail: { ...good.rail, judged: 20 } }, "Rail shots judged 20"],
    [{ ...good, rail: { ...good.rail, control: 0.9 } }, "without compensation 0.9, at most 0.3"],
    [{ ...good, pulse: { ...good.pulse, endMissU: 60 } }, "at the end of its range 60"],
    [{ ...good, pulse: { ...good.pulse, volleys: 3 } }, "Pulse volleys 3"],
    [{ ...good, pushed: { ...good.pushed, above4PerMinute: 3 } }, "all cells: corrections > 4 u"],
    [{ ...good, refusals: { ...good.refusals, ghosts: 1 } }, "ghosts after 10 s 1, at most 0"],
    [{ ...good, refusals: { ...good.refusals, longestMs: 900 } }, "withdrawn 900"],
    [{ ...good, refusals: { ...good.refusals, refused: 0 } }, "refused shots 0"],
    [
      {
        ...good,
        recovery: { ...(good.recovery ?? { stalls: 0, interpolationMs: 0 }), inputMs: 2700 },
      },
      "input delay is back 2700",
    ],
    [{ ...good, knocks: 0 }, "pushes by Orbs 0"],
    [{ ...good, isValid: false, lagP99Ms: 80 }, "timers 80 ms late"],
    [{ ...calm, pushed: { ...calm.pushed, above4PerMinute: 3 } }, "pushed 3, at most 1"],
    [{ ...calm, calm: { ...calm.calm, abovePerMinute: 1 } }, "corrections > 0.01 u a minute 1"],
    [
      {
        ...calm,
        pulse: { ...calm.pulse, bands: [] },
        rail: { ...calm.rail, agreement: Number.NaN },
      },
      "Rail agreement NaN",
    ],
  ];
  for (const [cell, words] of broken) {
    expect(
      findFailures([cell]).some((line) => line.includes(words)),
      words,
    ).toBe(true);
  }
});

test("the page holds every cell and needs no network", () => {
  const cells = [goodCell()];
  const report = {
    startedAt: "",
    durationS: 60,
    quick: false,
    node: process.version,
    cells,
    failures: [],
  };
  const page = makePage(report);
  expect(page).toContain("Every claim holds in all 1 cells");
  expect(page).toContain("99.0 %");
  expect(page).not.toMatch(/https?:|<script|<link|url\(/);
  expect(makeMarkdownTable(cells)).toContain("| 200 ± 20 ms, stalls | 99.0 % |");
});
