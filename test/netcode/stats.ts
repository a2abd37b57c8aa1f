// Percentiles, shares and running medians. In: numbers. Out: numbers. Run by the netcode proof; pure.

/** One measurement and when it was made, ms of performance.now(). */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

/** The value below which `share` (0..1) of the values lie; NaN when there are none. Does not reorder them. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[at] as number;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** `part` of `whole` as a share 0..1; NaN when there is no whole: nothing was measured. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : part / whole;
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** Values of the samples in [fromMs, toMs). The samples are in order of time. */
export function valuesBetween(
  samples: readonly Sample[],
  fromMs: number,
  toMs: number,
): readonly number[] {
  const values: number[] = [];
  for (let i = lowerBound(samples, fromMs); i < samples.length; i++) {
    const sample = samples[i] as Sample;
    if (sample.atMs >= toMs) break;
    values.push(sample.value);
  }
  return values;
}

/** Index of the first sample at or after `atMs`. */
function lowerBound(samples: readonly Sample[], atMs: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle] as Sample).atMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
