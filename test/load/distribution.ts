// Many durations in little memory, and their percentiles. In: ms. Out: quantiles to within 5 %. Distributions of several
// processes add up; the difference of two readings of one is what came between them.

/** Each bucket is this much wider than the one before: the precision of a quantile. */
const GROWTH = 1.05;
/** Everything below is in the first bucket, ms. */
const LEAST_MS = 0.1;
/** Reaches 10 minutes. */
const BUCKETS = 320;
const LOG_GROWTH = Math.log(GROWTH);

export type Distribution = Float64Array;

export function makeDistribution(): Distribution {
  return new Float64Array(BUCKETS);
}

export function note(into: Distribution, ms: number): void {
  const bucket = ms <= LEAST_MS ? 0 : Math.ceil(Math.log(ms / LEAST_MS) / LOG_GROWTH);
  const at = Math.min(BUCKETS - 1, bucket);
  into[at] = (into[at] ?? 0) + 1;
}

export function addTo(into: Distribution, more: Distribution): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) + (more[i] ?? 0);
}

/** What `now` has and `before` had not. */
export function since(now: Distribution, before: Distribution): Distribution {
  return now.map((count, i) => count - (before[i] ?? 0));
}

/** The value that `share` (0..1) of all are not above, ms; NaN when there are none. */
export function quantileOf(distribution: Distribution, share: number): number {
  const total = distribution.reduce((sum, count) => sum + count, 0);
  if (total === 0) return Number.NaN;
  let seen = 0;
  for (const [i, count] of distribution.entries()) {
    seen += count;
    if (seen >= share * total) return LEAST_MS * GROWTH ** (i - 0.5);
  }
  return Number.NaN;
}
