// What bots count, as plain data that travels between processes. In: nothing. Out: types, and sums of them. All counts
// are totals since the start, so that a lost message loses nothing.
import { addTo, type Distribution, makeDistribution } from "./distribution.ts";

export type Reasons = Record<string, number>;

export interface BotFigures {
  /** Bots inside now, and those of them on the real client. */
  inside: number;
  sdkInside: number;
  joins: number;
  leaves: number;
  failedJoins: Reasons;
  /** Connections that ended without the bot's wish, by close code and name. */
  drops: Reasons;
  /** Of the drops, those that came back to their seat by themselves. */
  reconnections: number;
  /** Seats taken elsewhere because the process before went down, and scores that were lower there. */
  moves: number;
  lostScores: Reasons;
  /** WebSocket frames and their bytes, frame headers included. */
  framesIn: number;
  bytesIn: number;
  framesOut: number;
  bytesOut: number;
  /** Of the frames that came, patches, and their bytes without headers. */
  patches: number;
  patchBytes: number;
  /** Time that bots were inside, s: what bytes and frames are divided by. */
  clientS: number;
  /** Pauses between patches above 300 ms, and the longest, ms. */
  stalls: number;
  longestSilenceMs: number;
  /** Of real clients: time inside, min; corrections of the prediction above 0.01 u and above 4 u; the largest, u. */
  sdkMin: number;
  corrections: number;
  correctionsAbove4: number;
  worstCorrectionU: number;
  /** What a client could not make sense of, by what it said. */
  decodeErrors: Reasons;
  /** Round trip of a ping through the room, ms. */
  ping: Distribution;
  /** From sending an input to a patch that acknowledges it, ms. */
  input: Distribution;
  /** From such an offer to the first state elsewhere, ms. */
  moving: Distribution;
  /** How late timers of the bots' own processes fired, ms: distorts all the others. */
  late: Distribution;
}

export function makeFigures(): BotFigures {
  return {
    inside: 0,
    sdkInside: 0,
    joins: 0,
    leaves: 0,
    failedJoins: {},
    drops: {},
    reconnections: 0,
    moves: 0,
    lostScores: {},
    framesIn: 0,
    bytesIn: 0,
    framesOut: 0,
    bytesOut: 0,
    patches: 0,
    patchBytes: 0,
    clientS: 0,
    stalls: 0,
    longestSilenceMs: 0,
    sdkMin: 0,
    corrections: 0,
    correctionsAbove4: 0,
    worstCorrectionU: 0,
    decodeErrors: {},
    ping: makeDistribution(),
    input: makeDistribution(),
    moving: makeDistribution(),
    late: makeDistribution(),
  };
}

export function countReason(reasons: Reasons, reason: string, times = 1): void {
  reasons[reason] = (reasons[reason] ?? 0) + times;
}

export function totalOf(reasons: Reasons): number {
  return Object.values(reasons).reduce((sum, count) => sum + count, 0);
}

const MAXIMA: ReadonlySet<string> = new Set(["longestSilenceMs", "worstCorrectionU"]);

/** The figures of all processes as one. */
export function sumFigures(parts: readonly BotFigures[]): BotFigures {
  const sum = makeFigures();
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      const target = sum as unknown as Record<string, unknown>;
      const held = target[name];
      if (typeof value === "number") {
        const of = held as number;
        target[name] = MAXIMA.has(name) ? Math.max(of, value) : of + value;
      } else if (value instanceof Float64Array) addTo(held as Distribution, value);
      else {
        const reasons = Object.entries(value as Reasons);
        for (const [reason, times] of reasons) countReason(held as Reasons, reason, times);
      }
    }
  }
  return sum;
}
