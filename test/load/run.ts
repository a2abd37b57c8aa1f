// A load test from its first bot to its report. In: options, and who watches. Out: a LoadReport. The command line is in
// loadtest.ts.
import { setTimeout as sleep } from "node:timers/promises";
import { STALL_EVERY_MS } from "../netcode/recovery.ts";
import { Crew } from "./crew.ts";
import { type BotFigures, totalOf } from "./figures.ts";
import { type LoadReport, type LoadSample, sampleBetween, summaryOf } from "./loadReport.ts";
import type { LoadOptions } from "./options.ts";
import { figuresBetween, type Samples, type ServerFigures } from "./scrape.ts";
import { openTarget, pinnedBeside, type Target, tryScrape } from "./target.ts";
import { findFailures, findNotes } from "./verdict.ts";

const SAMPLE_MS = 1000;
/** What is measured begins this long after the ramp at the latest, s. */
const JOIN_PATIENCE_S = 30;

/** @param onSample once a second. @param signal ends the run early, with a report. */
export async function runLoadTest(
  options: LoadOptions,
  onSample: (sample: LoadSample) => void,
  signal: AbortSignal,
): Promise<LoadReport> {
  const startedAt = new Date().toISOString();
  const target = await openTarget(options);
  const crew = startCrew(options, target);
  try {
    const watch = new Watch(target, crew);
    const { bots, rampS, durationS } = options;
    let isOn = await watch.follow(rampS, onSample, signal);
    // A machine that is busy lets them in later.
    while (isOn && watch.triedToJoin < bots && watch.elapsedS() < rampS + JOIN_PATIENCE_S) {
      isOn = await watch.follow(watch.elapsedS() + 1, onSample, signal);
    }
    const atFull = await watch.scrape();
    if (isOn) await watch.follow(watch.elapsedS() + durationS, onSample, signal);
    const server = watch.serverSince(atFull);
    const all = await crew.stop();
    return makeReport({ options, startedAt, target, watch, server, all, crew });
  } finally {
    crew.kill();
    target.stop();
  }
}

function startCrew(options: LoadOptions, target: Target): Crew {
  const { rttMs, jitterMs, stallMs, url } = options;
  const stall = stallMs > 0 ? { everyMs: STALL_EVERY_MS, lengthMs: stallMs } : undefined;
  const hasLink = rttMs + jitterMs + stallMs > 0;
  // Jitter adds to either direction: the mean round trip is the one asked for.
  const link = hasLink ? { rttMs: Math.max(0, rttMs - jitterMs), jitterMs, stall } : null;
  return new Crew({
    ...options,
    url: target.url,
    link,
    prefix: url === null ? pinnedBeside(0) : [],
  });
}

interface Reading {
  readonly samples: Samples | null;
  readonly atMs: number;
}

/** Reads bots and server once a second. */
class Watch {
  readonly samples: LoadSample[] = [];
  private readonly target: Target;
  private readonly crew: Crew;
  private readonly startedMs = performance.now();
  private before: BotFigures;
  private last: Reading = { samples: null, atMs: performance.now() };

  constructor(target: Target, crew: Crew) {
    this.target = target;
    this.crew = crew;
    this.before = crew.figures();
  }

  /** Until so much time has passed since the start. @returns false when it was ended before. */
  async follow(
    untilS: number,
    onSample: (sample: LoadSample) => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    while (this.elapsedS() < untilS) {
      const waitMs = SAMPLE_MS - ((performance.now() - this.startedMs) % SAMPLE_MS);
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      onSample(await this.take());
      if (signal.aborted || this.crew.failure !== "") return false;
    }
    return true;
  }

  /** Joins that have succeeded or failed. */
  get triedToJoin(): number {
    const { joins, failedJoins } = this.crew.figures();
    return joins + totalOf(failedJoins);
  }

  async scrape(): Promise<Reading> {
    const samples = await tryScrape(this.target.metrics);
    return { samples, atMs: performance.now() };
  }

  serverSince(reading: Reading): ServerFigures | null {
    return between(reading, this.last);
  }

  private async take(): Promise<LoadSample> {
    const reading = await this.scrape();
    const now = this.crew.figures();
    const server = between(this.last, reading);
    const sample = sampleBetween(this.before, now, this.elapsedS(), server);
    this.before = now;
    if (reading.samples !== null) this.last = reading;
    this.samples.push(sample);
    return sample;
  }

  /** Since the start, s. */
  elapsedS(): number {
    return (performance.now() - this.startedMs) / 1000;
  }
}

function between(before: Reading, now: Reading): ServerFigures | null {
  if (before.samples === null || now.samples === null || now.atMs <= before.atMs) return null;
  return figuresBetween(before.samples, now.samples, (now.atMs - before.atMs) / 1000);
}

interface Measured {
  readonly options: LoadOptions;
  readonly startedAt: string;
  readonly target: Target;
  readonly watch: Watch;
  readonly server: ServerFigures | null;
  readonly all: BotFigures;
  readonly crew: Crew;
}

function makeReport({
  options,
  startedAt,
  target,
  watch,
  server,
  all,
  crew,
}: Measured): LoadReport {
  const summary = summaryOf(all);
  const failures = findFailures(summary, options.stallMs);
  if (crew.failure !== "") failures.unshift(crew.failure);
  return {
    startedAt,
    target: target.describe,
    node: process.version,
    options: { ...options },
    summary,
    server,
    samples: watch.samples,
    failures,
    notes: findNotes(summary, server),
  };
}
