// What a load test has measured, as plain data: loadtest-report.json is this. In: figures of bots and server. Out: types,
// and a second's sample. Times in ms unless named; NaN (null in JSON): nothing to measure.
import { quantileOf, since } from "./distribution.ts";
import { type BotFigures, type Reasons, totalOf } from "./figures.ts";
import type { ServerFigures } from "./scrape.ts";

/** A second of the run. */
export interface LoadSample {
  /** Since the start, s. */
  readonly atS: number;
  readonly inside: number;
  readonly sdkInside: number;
  readonly joins: number;
  readonly failedJoins: number;
  readonly drops: number;
  readonly stalls: number;
  readonly corrections: number;
  readonly decodeErrors: number;
  /** Per client and second. */
  readonly bytesIn: number;
  readonly framesIn: number;
  readonly bytesOut: number;
  readonly framesOut: number;
  readonly pingP50: number;
  readonly pingP95: number;
  readonly inputP50: number;
  readonly inputP95: number;
  readonly inputP99: number;
  readonly lateP99: number;
  /** Null without metrics. */
  readonly server: ServerFigures | null;
}

export interface LoadSummary {
  readonly joins: number;
  readonly leaves: number;
  readonly failedJoins: Reasons;
  readonly drops: Reasons;
  readonly reconnections: number;
  readonly moves: number;
  readonly lostScores: Reasons;
  readonly movingP50: number;
  readonly movingP99: number;
  readonly decodeErrors: Reasons;
  readonly patches: number;
  readonly stalls: number;
  readonly longestSilenceMs: number;
  readonly bytesInPerClientS: number;
  readonly framesInPerClientS: number;
  readonly bytesOutPerClientS: number;
  readonly framesOutPerClientS: number;
  readonly pingP50: number;
  readonly pingP95: number;
  readonly pingP99: number;
  readonly inputP50: number;
  readonly inputP95: number;
  readonly inputP99: number;
  readonly lateP99: number;
  readonly sdkMin: number;
  readonly correctionsPerMin: number;
  readonly correctionsAbove4PerMin: number;
  readonly worstCorrectionU: number;
}

export interface LoadReport {
  readonly startedAt: string;
  readonly target: string;
  readonly node: string;
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
  /** Of the whole run, ramp and goodbyes included. */
  readonly summary: LoadSummary;
  /** Of the time after the ramp; null without metrics. */
  readonly server: ServerFigures | null;
  readonly samples: readonly LoadSample[];
  /** Each makes the run fail. */
  readonly failures: readonly string[];
  /** What is worth knowing and no failure. */
  readonly notes: readonly string[];
}

export function sampleBetween(
  before: BotFigures,
  now: BotFigures,
  atS: number,
  server: ServerFigures | null,
): LoadSample {
  const clientS = now.clientS - before.clientS;
  const each = (name: "bytesIn" | "framesIn" | "bytesOut" | "framesOut") =>
    (now[name] - before[name]) / clientS;
  const ping = since(now.ping, before.ping);
  const input = since(now.input, before.input);
  return {
    atS,
    inside: now.inside,
    sdkInside: now.sdkInside,
    joins: now.joins - before.joins,
    failedJoins: totalOf(now.failedJoins) - totalOf(before.failedJoins),
    drops: totalOf(now.drops) - totalOf(before.drops),
    stalls: now.stalls - before.stalls,
    corrections: now.corrections - before.corrections,
    decodeErrors: totalOf(now.decodeErrors) - totalOf(before.decodeErrors),
    bytesIn: each("bytesIn"),
    framesIn: each("framesIn"),
    bytesOut: each("bytesOut"),
    framesOut: each("framesOut"),
    pingP50: quantileOf(ping, 0.5),
    pingP95: quantileOf(ping, 0.95),
    inputP50: quantileOf(input, 0.5),
    inputP95: quantileOf(input, 0.95),
    inputP99: quantileOf(input, 0.99),
    lateP99: quantileOf(since(now.late, before.late), 0.99),
    server,
  };
}

export function summaryOf(all: BotFigures): LoadSummary {
  const { clientS, sdkMin } = all;
  return {
    joins: all.joins,
    leaves: all.leaves,
    failedJoins: all.failedJoins,
    drops: all.drops,
    reconnections: all.reconnections,
    moves: all.moves,
    lostScores: all.lostScores,
    movingP50: quantileOf(all.moving, 0.5),
    movingP99: quantileOf(all.moving, 0.99),
    decodeErrors: all.decodeErrors,
    patches: all.patches,
    stalls: all.stalls,
    longestSilenceMs: all.longestSilenceMs,
    bytesInPerClientS: all.bytesIn / clientS,
    framesInPerClientS: all.framesIn / clientS,
    bytesOutPerClientS: all.bytesOut / clientS,
    framesOutPerClientS: all.framesOut / clientS,
    pingP50: quantileOf(all.ping, 0.5),
    pingP95: quantileOf(all.ping, 0.95),
    pingP99: quantileOf(all.ping, 0.99),
    inputP50: quantileOf(all.input, 0.5),
    inputP95: quantileOf(all.input, 0.95),
    inputP99: quantileOf(all.input, 0.99),
    lateP99: quantileOf(all.late, 0.99),
    sdkMin,
    correctionsPerMin: all.corrections / sdkMin,
    correctionsAbove4PerMin: all.correctionsAbove4 / sdkMin,
    worstCorrectionU: all.worstCorrectionU,
  };
}
