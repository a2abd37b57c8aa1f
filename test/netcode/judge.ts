// What the screens showed, beside what the server decided. In: the logs of a cell. Out: its CellReport.
// Run by the netcode proof; pure.
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import type {
  CellReport,
  CellSpec,
  CorrectionReport,
  PulseBand,
  PulseReport,
  RailReport,
  RecoveryReport,
  RefusalReport,
} from "./cellReport.ts";
import type { PlayerLog, SeenRail } from "./playerLog.ts";
import { recoveryMs, stallsBetween } from "./recovery.ts";
import { isSteady, type Walker } from "./scene.ts";
import type { Denial, ServerLog, ServerPulse, ServerShot } from "./serverLog.ts";
import { BANDS_U } from "./shooter.ts";
import { quantile, round, type Sample, shareOf, valuesBetween } from "./stats.ts";

/** All that was watched in a cell. Times are of performance.now(). */
export interface Gathered {
  readonly spec: CellSpec;
  readonly calm: readonly PlayerLog[];
  readonly pushed: readonly PlayerLog[];
  readonly calmServer: ServerLog;
  readonly pushedServer: ServerLog;
  readonly walkers: readonly Walker[];
  readonly speedErrors: readonly number[];
  readonly volleys: number;
  readonly lagP99Ms: number;
  /** When the measuring process itself was late, and by how much. */
  readonly hiccups: readonly Sample[];
  readonly droppedTicks: number;
  readonly linkStartMs: number;
  /** The measured part, and the end of the wait for its last answers. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly endMs: number;
}

/** A run is repeated when its own timers were later than this, ms: the machine was busy elsewhere. */
const LAG_MAX_MS = 15;
/** Ticks that the server may have lost to a busy machine, ms: each loss shifts its clock for every player. */
const DROPPED_MAX_MS = 170;
/** A stall is not judged when the machine itself hiccuped so long before its end or after it, ms. */
const HICCUP_NEAR_MS = 2000;
/** Longer on the screen without the server's word, a predicted shot is a ghost, ms. */
const GHOST_MS = 10_000;
/** Answers under way: later shots are not judged yet, ms. */
const ANSWER_MS = 1200;
/** Nearer to the server its word on a hit may be here before the screen's own shot is: no mark is due any more. */
const ANSWER_FIRST_RTT_MS = 50;
/** No screen is further behind the server than this, steps. */
const SEEN_STEPS = 36;
/** The last step of a Pulse's range begins here, u: by then the server looks at the present. */
const RANGE_END_U = 500;

export function makeReport(cell: Gathered): CellReport {
  const { spec, calm, pushed, endMs, lagP99Ms, droppedTicks } = cell;
  const droppedMs = (droppedTicks * 1000) / spec.tickHz;
  const inputDelays = calm.flatMap((log) => log.sendToApply.map(({ value }) => value));
  const interpolation = calm.flatMap((log) => log.interpolation.map(({ value }) => value));
  const recovery = spec.stallMs > 0 ? judgeRecovery(cell) : null;
  const looks = calm.flatMap((log) => [...log.looks.values()]);
  const viewAges = looks.map(({ ageMs }) => ageMs);
  const rewindErrors = looks.map(({ ageMs, rewindMs }) => Math.abs(rewindMs - ageMs));
  const clockErrors = calm.flatMap((log) => log.clockErrorsMs);
  return {
    spec,
    measuredS: round((cell.toMs - cell.fromMs) / 1000, 1),
    attempts: 1,
    lagP99Ms: round(lagP99Ms, 1),
    droppedTicks,
    isValid: lagP99Ms <= LAG_MAX_MS && droppedMs <= DROPPED_MAX_MS && recovery?.stalls !== 0,
    rail: judgeRails(calm, cell.calmServer, endMs),
    pulse: judgePulses(cell),
    calm: countCorrections(calm, cell),
    pushed: countCorrections(pushed, cell),
    knocks: cell.pushedServer.knocks,
    strikes: cell.pushedServer.strikes,
    sendToApplyP50Ms: round(quantile(inputDelays, 0.5), 1),
    sendToApplyP99Ms: round(quantile(inputDelays, 0.99), 1),
    interpolationMs: round(quantile(interpolation, 0.5), 1),
    viewAgeP50Ms: round(quantile(viewAges, 0.5), 1),
    viewAgeP99Ms: round(quantile(viewAges, 0.99), 1),
    rewindErrorMs: round(quantile(rewindErrors, 0.99), 1),
    speedErrorUPerS: round(quantile(cell.speedErrors, 0.95), 1),
    clockErrorMs: round(quantile(clockErrors, 0.95), 1),
    refusals: judgeRefusals([...calm, ...pushed], cell),
    recovery,
  };
}

/** Each Rail that left a screen: same victim on the server, or not. Denied ones are counted apart. */
export function judgeRails(
  logs: readonly PlayerLog[],
  server: ServerLog,
  nowMs: number,
): RailReport {
  const counts = { shots: 0, judged: 0, agreed: 0, control: 0, seen: 0, dodged: 0, blocked: 0 };
  const disagreements: string[] = [];
  const all = logs.flatMap((log) => log.rails.map((seen) => ({ seen, log })));
  for (const { seen, log } of all) {
    if (nowMs - seen.atMs < ANSWER_MS) continue;
    // A shot that the server never fired hit nobody there.
    const shot = server.rails.get(seen.key);
    const victim = shot?.victim ?? -1;
    counts.shots++;
    if (countDenied(counts, shot?.denied ?? null)) continue;
    if (seen.victim < 0 && victim < 0) continue;
    counts.judged++;
    if (seen.victim >= 0) counts.seen++;
    if (seen.victim >= 0 && shot?.controlVictim === seen.victim) counts.control++;
    if (seen.victim === victim) counts.agreed++;
    else disagreements.push(describe(seen, shot, log));
  }
  return {
    shots: counts.shots,
    judged: counts.judged,
    agreement: shareOf(counts.agreed, counts.judged),
    control: shareOf(counts.control, counts.seen),
    dodged: counts.dodged,
    blocked: counts.blocked,
    disagreements,
  };
}

function countDenied(counts: { dodged: number; blocked: number }, denied: Denial | null): boolean {
  if (denied !== null) counts[denied]++;
  return denied !== null;
}

function describe(seen: SeenRail, shot: ServerShot | undefined, log: PlayerLog): string {
  const look = log.looks.get(seen.seq);
  const screen = `screen ${seen.victim} (${round(seen.offU, 1)} u off its middle at ${round(seen.alongU, 0)} u)`;
  const ages = `view ${look?.ageMs.toFixed(0)} ms old, taken for ${look?.rewindMs.toFixed(0)}`;
  const server = shot === undefined ? "never fired" : shot.victim;
  return `slot ${log.slot} step ${seen.key & 0xffff}: ${screen}, server ${server}; ${ages}`;
}

function judgePulses(cell: Gathered): PulseReport {
  const denied = { dodged: 0, blocked: 0 };
  const bands = BANDS_U.map((rangeU) => judgeBand(cell, rangeU, denied));
  const judged = bands.reduce((sum, band) => sum + band.judged, 0);
  const agreed = bands.reduce((sum, { judged: of, agreement }) => sum + (of && of * agreement), 0);
  const fired = [...cell.calmServer.pulses.values()];
  const atEnd = fired.filter(({ hitAtU }) => hitAtU >= RANGE_END_U);
  return {
    volleys: cell.volleys,
    shots: bands.reduce((sum, { shots }) => sum + shots, 0),
    bands,
    agreement: shareOf(agreed, judged),
    ...denied,
    endHits: atEnd.length,
    endMissU: round(Math.max(0, ...atEnd.map(({ hitMissU }) => hitMissU)), 2),
  };
}

function judgeBand(
  { spec, calm, calmServer, walkers, endMs }: Gathered,
  rangeU: number,
  denied: { dodged: number; blocked: number },
): PulseBand {
  const counts = {
    shots: 0,
    answered: 0,
    judged: 0,
    agreed: 0,
    steady: 0,
    steadyAgreed: 0,
    control: 0,
  };
  for (const seen of calm.flatMap(({ shots }) => shots)) {
    const shot = calmServer.pulses.get(seen.key);
    if (seen.volley?.bandU !== rangeU || shot === undefined || endMs - seen.atMs < ANSWER_MS)
      continue;
    counts.shots++;
    if (countDenied(denied, shot.denied)) continue;
    const hit = shot.victim >= 0;
    if (!hit && !seen.marked) continue;
    const isEarly = hit && !seen.marked && seen.flownU <= shot.hitAtU + PULSE.speedUPerStep;
    if (isEarly && spec.rttMs < ANSWER_FIRST_RTT_MS) {
      counts.answered++;
      continue;
    }
    counts.judged++;
    const agrees = hit === seen.marked;
    if (agrees) counts.agreed++;
    if (seen.marked && shot.controlVictim >= 0) counts.control++;
    if (!isTargetSteady(walkers, seen.volley.target, shot)) continue;
    counts.steady++;
    if (agrees) counts.steadyAgreed++;
  }
  return {
    rangeU,
    shots: counts.shots,
    answeredFirst: counts.answered,
    judged: counts.judged,
    agreement: shareOf(counts.agreed, counts.judged),
    steadyJudged: counts.steady,
    steadyAgreement: shareOf(counts.steadyAgreed, counts.steady),
    control: shareOf(counts.control, counts.judged),
  };
}

/** Whether the target walked on from before it was seen until the Pulse's life was over, and nobody else was hit. */
function isTargetSteady(walkers: readonly Walker[], target: number, shot: ServerPulse): boolean {
  const walker = walkers.find(({ record }) => record.slot === target);
  if (walker === undefined || (shot.victim >= 0 && shot.victim !== target)) return false;
  const { bornStep } = shot;
  return isSteady(walker, bornStep - SEEN_STEPS, bornStep + PULSE.lifeSteps);
}

function countCorrections(
  logs: readonly PlayerLog[],
  { fromMs, endMs }: Gathered,
): CorrectionReport {
  const sizesU = logs.flatMap(({ correctionsU }) => correctionsU);
  const minutes = (logs.length * (endMs - fromMs)) / 60_000;
  return {
    playerMinutes: round(minutes, 2),
    abovePerMinute: round(sizesU.length / minutes, 2),
    above4PerMinute: round(sizesU.filter((sizeU) => sizeU > 4).length / minutes, 2),
    worstU: round(Math.max(0, ...sizesU), 2),
  };
}

/** Shots of the prediction that the server never fired, and how long they stayed on the screen, hiccups aside. */
function judgeRefusals(
  logs: readonly PlayerLog[],
  { calmServer, pushedServer, hiccups, endMs }: Gathered,
): RefusalReport {
  let refused = 0;
  let ghosts = 0;
  let longestMs = 0;
  for (const log of logs) {
    const server = log.server === calmServer ? calmServer : pushedServer;
    for (const shot of log.shots) {
      const isFired =
        shot.move === "pulse" ? server.pulses.has(shot.key) : server.orbs.has(shot.key);
      if (isFired || endMs - shot.atMs < ANSWER_MS) continue;
      refused++;
      const lateMs = Math.max(0, ...valuesBetween(hiccups, shot.atMs, shot.goneAtMs));
      const shownMs = shot.goneAtMs - shot.atMs - lateMs;
      if (shot.view !== null && shownMs > GHOST_MS) ghosts++;
      longestMs = Math.max(longestMs, shownMs);
    }
  }
  return { refused, ghosts, longestMs: round(longestMs, 0) };
}

function judgeRecovery(cell: Gathered): RecoveryReport {
  const { spec, calm, hiccups, linkStartMs, fromMs, toMs } = cell;
  const stalls = stallsBetween(linkStartMs, spec.stallMs, fromMs, toMs).filter(
    ({ toMs: at }) => valuesBetween(hiccups, at - HICCUP_NEAR_MS, at + HICCUP_NEAR_MS).length === 0,
  );
  const inputs = inOrder(calm.flatMap((log) => log.sendToApply));
  const timelines = inOrder(calm.flatMap((log) => log.interpolation));
  const longest = (samples: readonly Sample[]) =>
    round(Math.max(...stalls.map((stall) => recoveryMs(samples, stall))), 0);
  return {
    stalls: stalls.length,
    inputMs: longest(inputs),
    interpolationMs: longest(timelines),
  };
}

function inOrder(samples: readonly Sample[]): readonly Sample[] {
  return samples.toSorted((a, b) => a.atMs - b.atMs);
}
