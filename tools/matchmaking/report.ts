// What a simulated queue comes to. In: outcomes. Out: a table, as rows and as Markdown. Run by the matchmaking simulation.
import type { Population } from "./population.ts";
import type { Outcome } from "./simulate.ts";

export interface Result {
  readonly population: Population;
  readonly outcome: Outcome;
}

const HEAD = [
  "population",
  "arrivals a minute",
  "median wait",
  "wait, 95 %",
  "rating gap, median",
  "rating gap, 95 %",
  "offered a bot",
  "without an opponent",
] as const;

/** The value below which `share` (0..1) of the values lie: the nearest rank. @throws Error for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error(`quantile ${share} of ${values.length} values`);
  return value;
}

export function markdownTable(results: readonly Result[]): string {
  const rows = results.map(rowOf);
  const align = HEAD.map((_, i) => (i === 0 ? "---" : "---:"));
  return [HEAD, align, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf({ population, outcome }: Result): string[] {
  const { waitsS, gaps, offeredBot, gaveUp } = outcome;
  const seconds = (share: number) => `${quantile(waitsS, share).toFixed(1)} s`;
  const perCent = (count: number) => `${((100 * count) / waitsS.length).toFixed(1)} %`;
  return [
    population.name,
    String(population.perMinute),
    seconds(0.5),
    seconds(0.95),
    String(quantile(gaps, 0.5)),
    String(quantile(gaps, 0.95)),
    perCent(offeredBot),
    perCent(gaveUp),
  ];
}
