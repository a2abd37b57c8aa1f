// Durations in buckets, counted without allocating: noted each tick, read when somebody scrapes. In: seconds.
// Out: the samples of one Prometheus histogram. Own instead of prom-client's Histogram (15.1), whose observe() makes a
// key and an object each time.

export interface Sample {
  /** Where it is not the metric's own. */
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export class Histogram {
  private readonly boundsS: readonly number[];
  private readonly counts: Float64Array;
  private sumS = 0;

  /** @param boundsS upper bounds of the buckets, ascending; one without a bound follows. */
  constructor(boundsS: readonly number[]) {
    this.boundsS = boundsS;
    this.counts = new Float64Array(boundsS.length + 1);
  }

  observe(seconds: number): void {
    const { boundsS } = this;
    let bucket = 0;
    while (bucket < boundsS.length && seconds > (boundsS[bucket] as number)) bucket++;
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.sumS += seconds;
  }

  /** Cumulative, as Prometheus wants them. */
  samples(name: string, labels: Readonly<Record<string, string>>): Sample[] {
    let total = 0;
    const samples: Sample[] = [];
    for (const [i, count] of this.counts.entries()) {
      total += count;
      const le = this.boundsS[i] ?? "+Inf";
      samples.push({ metricName: `${name}_bucket`, labels: { ...labels, le }, value: total });
    }
    samples.push({ metricName: `${name}_sum`, labels, value: this.sumS });
    samples.push({ metricName: `${name}_count`, labels, value: total });
    return samples;
  }
}
