// What has to hold in every cell, as numbers. In: a cell's report. Out: a line for each claim that fails, with cell,
// figure and bound. Run by `npm run netcode` and by the test.
import { BODY_RADIUS_U } from "../../shared/sim/constants.ts";
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import { type CellReport, type CellSpec, nameOf } from "./cellReport.ts";

/** Rail: the server hits whom the screen hits, in this share of the shots; farther away a little less. */
const RAIL_AGREEMENT = 0.97;
const RAIL_AGREEMENT_FAR = 0.95;
/** From here on it is far, ms. */
const FAR_RTT_MS = 250;
/** The control: without compensation at most this share of the same shots hits, from this round trip on, ms. */
export const CONTROL_MAX = 0.3;
export const CONTROL_FROM_RTT_MS = 100;
/**
 * Pulse: mark on the screen and hit on the server go together, by distance, u, on a link without stalls and at
 * bodies that keep their way: where a body turns while the shot is under way no screen can know it. Far away the
 * screen runs the body on by the whole age of its picture, of which the link's jitter makes up to a third of a body.
 */
export const PULSE_AGREEMENT: Readonly<Record<number, number>> = { 100: 0.95, 300: 0.9, 500: 0.8 };
/** At the end of its range a Pulse touches the body where the server has it now, u: quantum and the last fading
 * of the compensation allow a little more. */
export const END_MISS_U = BODY_RADIUS_U + PULSE.radiusU + 3;
/** Corrections above 4 u of people who are pushed about, a minute. With stalls, a cell's two minutes of play hold
 * too few of them to judge it alone: there the bound is on all cells together. */
export const PUSHED_CORRECTIONS_MAX = 1;
/** A refused shot is gone this long after the round trip, ms. */
const WITHDRAW_SLACK_MS = 100;
/** Sender, server and receiver each wait for a timer, which is late by as much as the cell has measured. */
const TIMERS_ON_THE_WAY = 3;
/** After a stall the delay is back within this, ms. */
export const RECOVERY_MAX_MS = 2000;
/** Share of a cell's shots that has to be judged: a figure about a few shots is none. */
const JUDGED_MIN = 0.6;

interface Claim {
  readonly what: string;
  readonly figure: number;
  readonly bound: number;
  /** Whether the figure has to be at least or at most the bound. */
  readonly is: "least" | "most";
}

/** Shots of a cell from which on a bound holds for that cell alone, to the digit. */
export const FULL_SHOTS = 200;

export function railBound({ rttMs, shots }: CellSpec): number {
  const bound = rttMs >= FAR_RTT_MS ? RAIL_AGREEMENT_FAR : RAIL_AGREEMENT;
  return shots >= FULL_SHOTS ? bound : allow(bound, shots);
}

/** A bound on a share of few shots leaves room for two standard errors: chance is no regression. */
function allow(bound: number, shots: number): number {
  return bound - 2 * Math.sqrt((bound * (1 - bound)) / shots);
}

/** 0, which holds always, where no bound is claimed. */
export function pulseBound({ stallMs, shots }: CellSpec, rangeU: number): number {
  const bound = stallMs > 0 ? 0 : (PULSE_AGREEMENT[rangeU] ?? 0);
  // About half a shot of each distance is judged for each volley.
  return shots >= FULL_SHOTS ? bound : allow(bound, shots / 2);
}

/** The longest that a refused shot may stay: the worst round trip of the link, the slack, and the machine's lateness. */
export function withdrawBoundMs(
  { rttMs, jitterMs, stallMs }: Pick<CellSpec, "rttMs" | "jitterMs" | "stallMs">,
  lagP99Ms: number,
): number {
  return rttMs + jitterMs + stallMs + WITHDRAW_SLACK_MS + TIMERS_ON_THE_WAY * lagP99Ms;
}

function least(what: string, figure: number, bound: number): Claim {
  return { what, figure, bound, is: "least" };
}

function most(what: string, figure: number, bound: number): Claim {
  return { what, figure, bound, is: "most" };
}

function claimsOf(cell: CellReport): Claim[] {
  const { spec, rail, pulse, calm, pushed, refusals, recovery } = cell;
  const claims = [
    least("Rail shots judged", rail.judged, spec.shots * JUDGED_MIN),
    least("Rail agreement", rail.agreement, railBound(spec)),
    least("Pulse volleys", pulse.volleys, spec.shots),
    ...pulse.bands.map(({ rangeU, steadyAgreement }) =>
      least(`Pulse agreement at ${rangeU} u`, steadyAgreement, pulseBound(spec, rangeU)),
    ),
    most("u that a Pulse passed by at the end of its range", pulse.endMissU, END_MISS_U),
    most("ghosts after 10 s", refusals.ghosts, 0),
    most(
      "ms until a refused shot is withdrawn",
      refusals.longestMs,
      withdrawBoundMs(spec, cell.lagP99Ms),
    ),
  ];
  if (spec.rttMs >= CONTROL_FROM_RTT_MS)
    claims.push(most("Rail agreement without compensation", rail.control, CONTROL_MAX));
  if (spec.stallMs === 0) {
    claims.push(
      most("corrections > 0.01 u a minute", calm.abovePerMinute, 0),
      most("corrections > 4 u a minute, pushed", pushed.above4PerMinute, PUSHED_CORRECTIONS_MAX),
    );
  }
  if (recovery !== null) {
    claims.push(
      most("ms until the input delay is back", recovery.inputMs, RECOVERY_MAX_MS),
      most("ms until the interpolation delay is back", recovery.interpolationMs, RECOVERY_MAX_MS),
    );
  }
  return claims;
}

/** Claims about all cells together: cells of few shots keep their bound so, and what was to be forced was. */
function pooledClaims(cells: readonly CellReport[]): Claim[] {
  const sum = (value: (cell: CellReport) => number) =>
    cells.reduce((total, cell) => total + value(cell), 0);
  const minutes = sum(({ pushed }) => pushed.playerMinutes);
  const corrections = sum(({ pushed }) => pushed.above4PerMinute * pushed.playerMinutes);
  const perMinute = corrections / minutes;
  const refused = sum(({ refusals }) => refusals.refused);
  const knocks = sum((cell) => cell.knocks);
  const strikes = sum((cell) => cell.strikes);
  const claims = [
    least("pushes by Orbs", knocks, 1),
    least("strikes by dashes", strikes, 1),
    least("refused shots", refused, 1),
    most("corrections > 4 u a minute, pushed", perMinute, PUSHED_CORRECTIONS_MAX),
  ];
  const near = cells.filter(({ spec }) => spec.rttMs < FAR_RTT_MS);
  if (near.length === 0) return claims;
  const judged = near.reduce((total, { rail }) => total + rail.judged, 0);
  const agreed = near.reduce((total, { rail }) => total + rail.judged * rail.agreement, 0);
  const what = `Rail agreement below ${FAR_RTT_MS} ms`;
  return [...claims, least(what, agreed / judged, RAIL_AGREEMENT)];
}

/** Claims that fail, one line each; a figure that was not measured fails too. */
export function findFailures(cells: readonly CellReport[]): string[] {
  const lines = cells.flatMap((cell) => {
    const name = nameOf(cell.spec);
    const broken = brokenOf(claimsOf(cell)).map((line) => `${name}: ${line}`);
    if (cell.isValid) return broken;
    const late = `timers ${cell.lagP99Ms} ms late at p99, ${cell.droppedTicks} ticks dropped`;
    return [`${name}: not valid, ${late}`, ...broken];
  });
  return [...brokenOf(pooledClaims(cells)).map((line) => `all cells: ${line}`), ...lines];
}

function brokenOf(claims: readonly Claim[]): string[] {
  return claims
    .filter(({ figure, bound, is }) => (is === "least" ? !(figure >= bound) : !(figure <= bound)))
    .map(({ what, figure, bound, is }) => `${what} ${short(figure)}, at ${is} ${short(bound)}`);
}

function short(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
