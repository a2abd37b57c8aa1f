// What a server says of itself on its operator's port, read once a second. In: the address of GET /metrics. Out: the
// figures of the time between two readings.

/** A reading: every sample by its name and labels, as the text has them. */
export type Samples = ReadonlyMap<string, number>;

export interface ServerFigures {
  /** Of rooms that are played in. Ticks, and of them encoding and sending; ms, from buckets: NaN without ticks. */
  readonly tickP50Ms: number;
  readonly tickP95Ms: number;
  readonly tickP99Ms: number;
  readonly patchP50Ms: number;
  readonly patchP95Ms: number;
  readonly patchP99Ms: number;
  readonly ticks: number;
  readonly overruns: number;
  readonly ticksDropped: number;
  /** 99th percentile of the event loop's own timer, ms; 10 to 11 when it is idle. */
  readonly eventLoopP99Ms: number;
  /** Of one core. */
  readonly cpuShare: number;
  readonly residentMb: number;
  readonly heapMb: number;
  /** By reason. */
  readonly refusals: Readonly<Record<string, number>>;
}

const TIMEOUT_MS = 2000;
const MB = 2 ** 20;

/** @throws Error that says what to do when the address does not answer with metrics. */
export async function scrape(address: string): Promise<Samples> {
  const url = new URL(address);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
  let response: Response;
  try {
    response = await fetch(url, {
      headers: password === "" ? {} : { authorization },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new Error(`no metrics at ${url}: ${String((error as Error).cause ?? error)}`);
  }
  if (response.status === 401)
    throw new Error(`${url} wants the operator's password: http://x:PASSWORD@${url.host}/metrics`);
  if (!response.ok) throw new Error(`no metrics at ${url}: status ${response.status}`);
  return parseSamples(await response.text());
}

export function parseSamples(text: string): Samples {
  const samples = new Map<string, number>();
  for (const line of text.split("\n")) {
    const space = line.lastIndexOf(" ");
    if (line.startsWith("#") || space < 0) continue;
    samples.set(line.slice(0, space), Number(line.slice(space + 1)));
  }
  return samples;
}

/** @param overS time between the two, s. */
export function figuresBetween(before: Samples, now: Samples, overS: number): ServerFigures {
  const ticks = bucketsOf("fraywire_tick_seconds", before, now);
  const patches = bucketsOf("fraywire_patch_seconds", before, now);
  const grown = (name: string) => sumOf(name, now) - sumOf(name, before);
  const cpuS = grown("process_cpu_user_seconds_total") + grown("process_cpu_system_seconds_total");
  return {
    tickP50Ms: quantileIn(ticks, 0.5),
    tickP95Ms: quantileIn(ticks, 0.95),
    tickP99Ms: quantileIn(ticks, 0.99),
    patchP50Ms: quantileIn(patches, 0.5),
    patchP95Ms: quantileIn(patches, 0.95),
    patchP99Ms: quantileIn(patches, 0.99),
    ticks: grown("fraywire_tick_seconds_count"),
    overruns: grown("fraywire_tick_overruns_total"),
    ticksDropped: grown("fraywire_ticks_dropped_total"),
    eventLoopP99Ms: sumOf("nodejs_eventloop_lag_p99_seconds", now) * 1000,
    cpuShare: cpuS / overS,
    residentMb: sumOf("process_resident_memory_bytes", now) / MB,
    heapMb: sumOf("nodejs_heap_size_used_bytes", now) / MB,
    refusals: refusalsBetween(before, now),
  };
}

/** All samples of a metric, whatever their labels. */
function sumOf(name: string, samples: Samples): number {
  let sum = 0;
  for (const [sample, value] of samples) {
    if (sample === name || sample.startsWith(`${name}{`)) sum += value;
  }
  return sum;
}

interface Bucket {
  readonly upToS: number;
  /** Cumulative. */
  readonly count: number;
}

function bucketsOf(name: string, before: Samples, now: Samples): Bucket[] {
  const counts = new Map<number, number>();
  for (const [sample, value] of now) {
    if (!sample.startsWith(`${name}_bucket{`)) continue;
    const text = /le="([^"]+)"/.exec(sample)?.[1] ?? "";
    const upToS = text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text);
    counts.set(upToS, (counts.get(upToS) ?? 0) + value - (before.get(sample) ?? 0));
  }
  const buckets = [...counts].map(([upToS, count]) => ({ upToS, count }));
  return buckets.sort((a, b) => a.upToS - b.upToS);
}

/** Linear within a bucket, as Prometheus' histogram_quantile; ms. */
function quantileIn(buckets: readonly Bucket[], share: number): number {
  const wanted = (buckets.at(-1)?.count ?? 0) * share;
  if (wanted === 0) return Number.NaN;
  let from = { upToS: 0, count: 0 };
  for (const bucket of buckets) {
    if (bucket.count >= wanted) {
      if (!Number.isFinite(bucket.upToS)) return from.upToS * 1000;
      const part = (wanted - from.count) / (bucket.count - from.count);
      return (from.upToS + part * (bucket.upToS - from.upToS)) * 1000;
    }
    from = bucket;
  }
  return Number.NaN;
}

function refusalsBetween(before: Samples, now: Samples): Record<string, number> {
  const refusals: Record<string, number> = {};
  for (const [sample, value] of now) {
    if (!sample.startsWith("fraywire_refusals_total{")) continue;
    const grown = value - (before.get(sample) ?? 0);
    const reason = /reason="([^"]+)"/.exec(sample)?.[1] ?? sample;
    if (grown > 0) refusals[reason] = grown;
  }
  return refusals;
}
