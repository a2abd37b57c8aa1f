// When a bot throws an Orb, and which way: straight, or round a corner by a bounce. In: senses and the mark.
// Out: a direction, then a press. Server only; rays are tried only a few times a second.
import { AIM_DIRECTIONS, STEP_S } from "../../../../shared/sim/constants.ts";
import { type OrbFlight, stepOrbFlight } from "../../../../shared/sim/orbFlight.ts";
import { BLOCKS_PULSE, isLineClear, traceRay } from "../../../../shared/sim/raycast.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { AIM_COS, AIM_SIN, aimOf } from "../../../../shared/sim/vec2.ts";
import { ORB } from "../../../../shared/sim/weaponDefs.ts";
import { isLucky, nextWhole } from "./chance.ts";
import { type BotSkill, DIRECTIONS_PER_DEG } from "./levels.ts";
import type { BotSenses, SeenPlayer } from "./senses.ts";
import { isRushing, type Track } from "./tracks.ts";

/** From how far Orbs are thrown, u. */
const RANGE_U = [150, 450] as const;
/** Nothing to burst on may be nearer: an enemy, whose burst would reach the thrower, and a wall ahead, u. */
const SAFE_U: number = ORB.splashRadiusU + 20;
const WALL_AHEAD_U = 60;
/** With no more health than its own splash takes at most, nobody throws. */
const SAFE_HP: number = ORB.splashMost * ORB.selfShare;
/** Enemies this near to each other are a group, u, for which this many times the chance is right. */
const GROUP_U = 170;
const GROUP_TIMES = 2;
/** A moment that was not taken is followed by the next after this; a throw by the next after its cooldown and this. */
const RECONSIDER_STEPS = 36;
const PAUSE_STEPS = [20, 140] as const;
/** The hand has this long to turn to the throw, and is on it within so much. */
const TURN_STEPS = 40;
const ON_MARK_DIRECTIONS: number = 4 * DIRECTIONS_PER_DEG;
/** Bounces are tried in these turns off the straight line, degrees; a path this near to the mark is taken, u. */
const BANK_DEG = [14, -14, 28, -28, 42, -42, 56, -56] as const;
const BANK_HIT_U = 50;
/** Length of a tried path, steps. */
const BANK_STEPS: number = RANGE_U[1] / ORB.speedUPerStep;

export interface OrbPlan {
  nextLookStep: number;
  /** Until then the hand turns to the throw. */
  turnEndStep: number;
  /** Direction of a throw by a bounce, -1 for a straight one. */
  bankAim: number;
}

export function makeOrbPlan(): OrbPlan {
  return { nextLookStep: 0, turnEndStep: 0, bankAim: -1 };
}

/** Forgets a throw that was begun. */
export function dropOrb(plan: OrbPlan): void {
  plan.turnEndStep = 0;
}

/** Whether the hand is turning to a throw: to `plan.bankAim`, or straight at the mark. */
export function isThrowing(plan: OrbPlan, senses: BotSenses): boolean {
  return senses.step < plan.turnEndStep;
}

/** Thinks of a throw at a mark that is in sight, or went out of it a moment ago: then round its corner. */
export function planOrb(
  plan: OrbPlan,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  mark: Track,
): void {
  const { own, step, map } = senses;
  if (skill.orbChance === 0 || !own.isOrbReady || own.isWindingUp) return;
  if (step < plan.nextLookStep || own.hp + own.shield <= SAFE_HP) return;
  if (isCrowded(senses) || isRushing(mark, senses)) return;
  plan.nextLookStep = step + RECONSIDER_STEPS;
  const unseenS = (step - mark.lastSeenStep) * STEP_S;
  const atX = mark.x + mark.believedVx * unseenS;
  const atY = mark.y + mark.believedVy * unseenS;
  const away2 = (atX - own.x) * (atX - own.x) + (atY - own.y) * (atY - own.y);
  if (away2 < RANGE_U[0] * RANGE_U[0] || away2 > RANGE_U[1] * RANGE_U[1]) return;
  const isClear = isLineClear(map, own.x, own.y, atX, atY, BLOCKS_PULSE);
  // Not where it was expected: it is somewhere else.
  if (isClear && unseenS > 0) return;
  if (!isLucky(rng, skill.orbChance * (isInGroup(senses, mark) ? GROUP_TIMES : 1))) return;
  plan.bankAim = isClear ? -1 : findBank(senses, mark, unseenS);
  if (!isClear && plan.bankAim < 0) return;
  plan.turnEndStep = step + TURN_STEPS;
}

/** Whether to press Orb with the hand at `aim`, `offMark` directions off its mark. */
export function isOrbDue(
  plan: OrbPlan,
  rng: Rng,
  senses: BotSenses,
  mark: Track,
  aim: number,
  offMark: number,
): boolean {
  if (Math.abs(offMark) > ON_MARK_DIRECTIONS) return false;
  plan.turnEndStep = 0;
  if (isCrowded(senses) || isRushing(mark, senses) || !isFreeAhead(senses, aim)) return false;
  plan.nextLookStep =
    senses.step + ORB.cooldownSteps + nextWhole(rng, PAUSE_STEPS[0], PAUSE_STEPS[1]);
  return true;
}

/** Whether somebody in sight is so near that a burst on it would reach the bot. */
function isCrowded(senses: BotSenses): boolean {
  return countNear(senses, senses.own.x, senses.own.y, SAFE_U) > 0;
}

/** The mark itself counts as one. */
function isInGroup(senses: BotSenses, mark: Track): boolean {
  return countNear(senses, mark.x, mark.y, GROUP_U) > 1;
}

function countNear(senses: BotSenses, x: number, y: number, withinU: number): number {
  let count = 0;
  for (let i = 0; i < senses.seenCount; i++) {
    const seen = senses.seen[i] as SeenPlayer;
    const dx = seen.x - x;
    const dy = seen.y - y;
    if (dx * dx + dy * dy < withinU * withinU) count++;
  }
  return count;
}

function isFreeAhead(senses: BotSenses, aim: number): boolean {
  const { own, map } = senses;
  const dirX = AIM_COS[aim] as number;
  const dirY = AIM_SIN[aim] as number;
  return traceRay(map, own.x, own.y, dirX, dirY, WALL_AHEAD_U, BLOCKS_PULSE) >= WALL_AHEAD_U;
}

/** The path that is tried; scratch of one call. */
const flight: OrbFlight = { x: 0, y: 0, aim: 0, bounces: 0 };

/** A direction from which a bounce leads to the mark, or -1. */
function findBank(senses: BotSenses, mark: Track, unseenS: number): number {
  const { own } = senses;
  const straight = aimOf(mark.x - own.x, mark.y - own.y);
  for (let i = 0; i < BANK_DEG.length; i++) {
    const turn = Math.round((BANK_DEG[i] as number) * DIRECTIONS_PER_DEG);
    const aim = (straight + turn) & (AIM_DIRECTIONS - 1);
    if (isFreeAhead(senses, aim) && isBankHit(senses, mark, unseenS, aim)) return aim;
  }
  return -1;
}

function isBankHit(senses: BotSenses, mark: Track, unseenS: number, aim: number): boolean {
  const { own, map, sightDelayS, pressDelayS } = senses;
  flight.x = own.x;
  flight.y = own.y;
  flight.aim = aim;
  flight.bounces = 0;
  for (let steps = 1; steps <= BANK_STEPS; steps++) {
    if (!stepOrbFlight(map, flight)) return false;
    const aheadS = unseenS + sightDelayS + pressDelayS + steps * STEP_S;
    const dx = mark.x + mark.believedVx * aheadS - flight.x;
    const dy = mark.y + mark.believedVy * aheadS - flight.y;
    if (dx * dx + dy * dy > BANK_HIT_U * BANK_HIT_U) continue;
    const ownX = flight.x - own.x;
    const ownY = flight.y - own.y;
    return ownX * ownX + ownY * ownY > SAFE_U * SAFE_U;
  }
  return false;
}
