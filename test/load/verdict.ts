// What makes a load test fail, and what is only worth knowing. In: what was measured. Out: lines. Pure.
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { WATCHDOG_MS } from "../../shared/net/netConstants.ts";
import { PUSHED_CORRECTIONS_MAX } from "../netcode/claims.ts";
import type { Reasons } from "./figures.ts";
import type { LoadSummary } from "./loadReport.ts";
import type { ServerFigures } from "./scrape.ts";

/** Ends that a server may give without a fault of anybody: the match is over, the player is called elsewhere. */
const ORDERLY: readonly number[] = [CloseReason.Finished, CloseReason.Moved];
/** Ends that a link which stalls for longer than the watchdog waits brings about. */
const OF_STALLS: readonly number[] = [CloseReason.Watchdog, CloseReason.Abnormal];
/** Timers of the bots that are this late make their own delays part of every figure, ms. */
const LATE_MS = 25;

/** Each is a reason to end with 1. */
export function findFailures(summary: LoadSummary, stallMs: number): string[] {
  const { patches, joins } = summary;
  const unexplained = Object.fromEntries(
    Object.entries(summary.drops).filter(([reason]) => !isExplained(reason, stallMs)),
  );
  return [
    ...linesOf("decode error", summary.decodeErrors),
    ...linesOf("unexplained drop", unexplained),
    ...linesOf("failed join", summary.failedJoins),
    ...linesOf("lost score", summary.lostScores),
    ...(joins === 0 ? ["nobody came in"] : []),
    ...(joins > 0 && patches === 0 ? ["nobody was sent a patch"] : []),
  ];
}

export function findNotes(summary: LoadSummary, server: ServerFigures | null): string[] {
  const { correctionsAbove4PerMin: corrections, lateP99, sdkMin } = summary;
  const notes: string[] = [];
  if (sdkMin === 0) notes.push("no bot was on the real client: nothing was decoded");
  if (corrections > PUSHED_CORRECTIONS_MAX)
    notes.push(
      `${corrections.toFixed(1)} corrections above 4 u a minute: the netcode proof's limit is ${PUSHED_CORRECTIONS_MAX}`,
    );
  if (lateP99 > LATE_MS)
    notes.push(
      `the bots' own timers were ${lateP99.toFixed(0)} ms late (99th percentile): round trips, stalls and corrections are theirs in part`,
    );
  if (summary.moves > 0)
    notes.push(
      `${summary.moves} bots were led to another process, in ${summary.movingP50.toFixed(0)} ms (p50), ${summary.movingP99.toFixed(0)} ms (p99)`,
    );
  if (server === null)
    notes.push("no metrics: give --metrics to see the server's ticks, CPU and memory");
  else if (server.ticksDropped > 0)
    notes.push(`the server has dropped ${server.ticksDropped} ticks of ${server.ticks}`);
  const refusals = Object.entries(server?.refusals ?? {});
  if (refusals.length > 0)
    notes.push(
      `refused by the server: ${refusals.map(([reason, n]) => `${reason} ${n}`).join(", ")}`,
    );
  return notes;
}

function isExplained(reason: string, stallMs: number): boolean {
  const code = Number.parseInt(reason, 10);
  return ORDERLY.includes(code) || (stallMs >= WATCHDOG_MS && OF_STALLS.includes(code));
}

function linesOf(what: string, reasons: Reasons): string[] {
  return Object.entries(reasons).map(
    ([reason, times]) => `${times} ${what}${times === 1 ? "" : "s"}: ${reason}`,
  );
}
