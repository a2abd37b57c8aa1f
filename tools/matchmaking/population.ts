// Players who come to the queue. In: a seed, how many come a minute. Out: who comes when, with which rating and round
// trip; the same for the same seed. Run by the matchmaking simulation.
import { makeRng, nextU32, type Rng } from "../../shared/sim/rng.ts";

/** Spread of ratings around a beginner's: that of the middle 95 % is four times this. */
const RATING = { mean: 1500, deviation: 250, min: 300 } as const;
/** Round trips are log-normal: half are below the median, 1 in 20 above 2.7 times of it. One region's players. */
const PING = { medianMs: 45, spread: 0.6, minMs: 4 } as const;

export interface Population {
  readonly name: string;
  /** Arrivals at the queue, a minute. */
  readonly perMinute: number;
}

/** From a game on its first evening to one that is known. */
export const POPULATIONS: readonly Population[] = [
  { name: "small", perMinute: 2 },
  { name: "middle", perMinute: 20 },
  { name: "large", perMinute: 200 },
];

export interface Arrival {
  readonly id: string;
  readonly atS: number;
  readonly rating: number;
  readonly pingMs: number;
}

/** In the order of their coming. */
export function makeArrivals(count: number, { perMinute }: Population, seed: number): Arrival[] {
  const rng = makeRng(seed);
  const arrivals: Arrival[] = [];
  let atS = 0;
  for (let i = 0; i < count; i++) {
    // Nobody knows of the others: the pauses between arrivals are exponential.
    atS += (-Math.log(uniform(rng)) * 60) / perMinute;
    const rating = Math.max(RATING.min, Math.round(RATING.mean + RATING.deviation * normal(rng)));
    const pingMs = Math.max(
      PING.minMs,
      Math.round(PING.medianMs * Math.exp(PING.spread * normal(rng))),
    );
    arrivals.push({ id: `p${i}`, atS, rating, pingMs });
  }
  return arrivals;
}

/** Above 0, up to 1. */
function uniform(rng: Rng): number {
  return (nextU32(rng) + 1) / 0x1_0000_0000;
}

/** Box and Muller's. */
function normal(rng: Rng): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(rng)));
  return radius * Math.cos(2 * Math.PI * uniform(rng));
}
