// The whole simulation. In: nothing. Out: what became of 10,000 players of each population; the same on every run.
import { makeArrivals, POPULATIONS, type Population } from "./population.ts";
import type { Result } from "./report.ts";
import { simulate } from "./simulate.ts";

export const PLAYERS = 10_000;
export const SEED = 20_260_101;

/** @param onProgress what share of a population's players has been worked off, 0..1. */
export function runAll(
  onProgress: (population: Population, share: number) => void = () => undefined,
): Result[] {
  return POPULATIONS.map((population, i) => {
    const arrivals = makeArrivals(PLAYERS, population, SEED + i);
    return { population, outcome: simulate(arrivals, (share) => onProgress(population, share)) };
  });
}
