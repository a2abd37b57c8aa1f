// The aiming hand: it turns with a limited speed, eases in and out, and wanders about its mark. In: a wanted
// direction. Out: the aim of a command. Server only.
import { AIM_DIRECTIONS, STEP_HZ } from "../../../../shared/sim/constants.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { aimOf } from "../../../../shared/sim/vec2.ts";
import { ORB, PULSE } from "../../../../shared/sim/weaponDefs.ts";
import { makeWander, type Wander, wanderAt } from "./chance.ts";
import { type BotSkill, DIRECTIONS_PER_DEG } from "./levels.ts";
import type { BotSenses } from "./senses.ts";
import type { Track } from "./tracks.ts";

/** Time to reach the full turning speed, s. */
const SPIN_UP_S = 0.08;
/** Legs of the error's wandering, steps: a third of a second to one. */
const ERROR_LEG_STEPS = [20, 60] as const;
/** What a move's shot needs for a unit of its way, s: what the lead is reckoned with. A Rail needs nothing. */
export const FLIGHT_S_PER_U = {
  pulse: 1 / (PULSE.speedUPerStep * STEP_HZ),
  rail: 0,
  orb: 1 / (ORB.speedUPerStep * STEP_HZ),
} as const;

export interface Hand {
  /** Where it points, aim directions with a fraction, 0 <= aim < 4096. */
  aim: number;
  /** How fast it turns, directions per second; positive is clockwise. */
  perS: number;
  readonly error: Wander;
}

export function makeHand(): Hand {
  return { aim: 0, perS: 0, error: makeWander() };
}

/** The shortest turn between two aims with fractions, -2048 <= turn < 2048. */
export function turnBetween(from: number, to: number): number {
  const turn = to - from + AIM_DIRECTIONS / 2;
  return turn - Math.floor(turn / AIM_DIRECTIONS) * AIM_DIRECTIONS - AIM_DIRECTIONS / 2;
}

/** Turns the hand toward `wanted` for `dtS`; `haste` is the share of its fastest turn that it uses, 0..1. */
export function turnHand(
  hand: Hand,
  skill: BotSkill,
  wanted: number,
  haste: number,
  dtS: number,
): void {
  const { closingPerS, turnDegPerS } = skill;
  const turn = turnBetween(hand.aim, wanted);
  const most = turnDegPerS * DIRECTIONS_PER_DEG * haste;
  const spin = most / SPIN_UP_S;
  const away = Math.abs(turn);
  // The second bound is what the hand can still brake from: it does not overshoot.
  const speed = Math.min(most, away * closingPerS, Math.sqrt(2 * spin * away));
  const change = (turn < 0 ? -speed : speed) - hand.perS;
  const limit = spin * dtS;
  hand.perS += Math.abs(change) < limit ? change : change < 0 ? -limit : limit;
  const aim = hand.aim + hand.perS * dtS;
  hand.aim = aim - Math.floor(aim / AIM_DIRECTIONS) * AIM_DIRECTIONS;
}

/** The aim of a command: whole, 0..4095. */
export function wholeAim(hand: Hand): number {
  return Math.round(hand.aim) & (AIM_DIRECTIONS - 1);
}

/**
 * Where the bot wants to point to hit a track: at where it believes that it will be when a shot gets there, and off
 * by its error. Advances `rng` and the error's wander.
 * @param flightSPerU of FLIGHT_S_PER_U: the move that it aims with.
 */
export function wantedAim(
  hand: Hand,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  track: Track,
  flightSPerU: number,
): number {
  const { own, sightDelayS, pressDelayS, step } = senses;
  // The shot leaves from where the bot will be when the press arrives.
  const fromX = own.x + own.vx * pressDelayS;
  const fromY = own.y + own.vy * pressDelayS;
  const flightS = Math.sqrt(square(track.x - fromX) + square(track.y - fromY)) * flightSPerU;
  const doubt = track.restlessness * skill.patience;
  const aheadS =
    (flightS + sightDelayS + pressDelayS + 1 / skill.closingPerS) * (1 - doubt) * skill.leadShare;
  const atX = track.x + (track.meanX - track.x) * doubt + track.believedVx * aheadS;
  const atY = track.y + (track.meanY - track.y) * doubt + track.believedVy * aheadS;
  const error = wanderAt(hand.error, rng, step, ERROR_LEG_STEPS[0], ERROR_LEG_STEPS[1]);
  const direction = aimOf(atX - fromX, atY - fromY);
  return direction + error * skill.aimErrorDeg * DIRECTIONS_PER_DEG;
}

function square(u: number): number {
  return u * u;
}
