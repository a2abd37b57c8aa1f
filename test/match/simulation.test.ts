// The simulated queue behind the figures of server/match/README.md.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { maxPingAfter } from "../../server/match/matchmaker.ts";
import { plot } from "../../tools/matchmaking/plot.ts";
import { makeArrivals, POPULATIONS } from "../../tools/matchmaking/population.ts";
import { markdownTable, quantile, type Result } from "../../tools/matchmaking/report.ts";
import { PLAYERS, runAll, SEED } from "../../tools/matchmaking/runAll.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

let results: Result[] = [];
beforeAll(() => {
  results = runAll();
});

describe("[MM-8] the simulated queue", () => {
  test("pairs everybody whose round trip allows it, of each population", () => {
    for (const [i, { outcome, population }] of results.entries()) {
      const arrivals = makeArrivals(PLAYERS, population, SEED + i);
      const farAway = arrivals.filter(({ pingMs }) => pingMs > maxPingAfter(Infinity));
      expect(outcome.waitsS).toHaveLength(PLAYERS);
      expect(2 * outcome.gaps.length + outcome.gaveUp).toBe(PLAYERS);
      expect(outcome.gaveUp).toBeGreaterThanOrEqual(farAway.length);
      expect(outcome.gaveUp - farAway.length).toBeLessThan(0.005 * PLAYERS);
    }
  });

  test("waits less and plays closer the more there are", () => {
    const figures = results.map(({ outcome: { waitsS, gaps, offeredBot } }) => [
      quantile(waitsS, 0.5),
      quantile(waitsS, 0.95),
      quantile(gaps, 0.5),
      quantile(gaps, 0.95),
      offeredBot,
    ]);
    expect(figures).toHaveLength(POPULATIONS.length);
    for (const [i, row] of figures.slice(1).entries())
      for (const [k, value] of row.entries()) expect(value).toBeLessThan(figures[i]?.[k] ?? 0);
  });

  test("is the one that README and plot show: npm run matchmaking:sim writes them", () => {
    expect(read("server/match/README.md")).toContain(markdownTable(results));
    expect(read("docs/images/matchmaking.svg")).toBe(plot(results, PLAYERS));
  });
});
