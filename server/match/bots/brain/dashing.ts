// When to dash, and which way: out of a Rail or an Orb's way, aside when hit, into somebody nearly dead, away, or over
// a Gap. In: senses and plans. Out: a direction or nothing. Server only.
import { TileKind, tileAtPoint } from "../../../../shared/sim/arenaMap.ts";
import { AIM_DIRECTIONS } from "../../../../shared/sim/constants.ts";
import { dashStepsOverGap } from "../../../../shared/sim/movement.ts";
import { BLOCKS_DASH, BLOCKS_WALK, isLineClear, traceRay } from "../../../../shared/sim/raycast.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { AIM_COS, AIM_SIN, aimOf } from "../../../../shared/sim/vec2.ts";
import { DASH } from "../../../../shared/sim/weaponDefs.ts";
import { isLucky, nextWhole } from "./chance.ts";
import { type BotSkill, stepsOfMs } from "./levels.ts";
import { fieldTo, type NavFields, U_PER_COST } from "./navFields.ts";
import { nodeNear } from "./navGrid.ts";
import { isDashIntoAnyOrb } from "./orbWatch.ts";
import type { BotSenses } from "./senses.ts";
import type { Track } from "./tracks.ts";
import { isWayClear, type Point } from "./walking.ts";

const DASH_U: number = DASH.durationSteps * DASH.speedUPerStep;
const QUARTER_TURN = AIM_DIRECTIONS / 4;
/** After a dash the next is not thought of for its cooldown and this much more, steps: nobody spams. */
const PAUSE_STEPS = [20, 150] as const;
/** A dash is under way to the server for less than this, steps; from then on its cooldown shows. */
const PRESSED_STEPS = 30;
/** A chance that was not taken is not looked at again for this long. */
const RECONSIDER_STEPS = 40;
/** A hit is answered after this share of the reaction: one knows what to do. */
const DODGE_REACTION = 0.6;
/** Distances from which a dash finishes somebody with no more than its damage left. */
const FINISH_U = [60, 190] as const;
/** A dash over a Gap has to save this much of the way, in field units: 400 u. */
const GAP_SAVES_COST = 50;
/** A Gap this near is dashed over, u; one in sight is walked to. Looked for this often, steps, in 16 directions. */
const GAP_AHEAD_U = 70;
const GAP_SEEN_U = 280;
const GAP_LOOK_STEPS = 12;
const GAP_LOOK_DIRECTIONS = 256;

export interface DashPlan {
  /** No dash of choice before this step. */
  waitEndStep: number;
  /** No dash at all before this step: the last is under way. */
  pressedEndStep: number;
  /** Step at which a hit is answered, -1 for none; and where the hit came from. */
  dodgeStep: number;
  dodgeFrom: number;
  nextFinishStep: number;
  nextGapStep: number;
  /** While step < approachEndStep: where to walk to for a dash over a Gap. */
  readonly approach: Point;
  approachEndStep: number;
}

export function makeDashPlan(): DashPlan {
  return {
    waitEndStep: 0,
    pressedEndStep: 0,
    dodgeStep: -1,
    dodgeFrom: 0,
    nextFinishStep: 0,
    nextGapStep: 0,
    approach: { x: 0, y: 0 },
    approachEndStep: 0,
  };
}

/** Forgets what was about to be answered: a hit of the last life. */
export function dropDash(plan: DashPlan): void {
  plan.dodgeStep = -1;
  plan.approachEndStep = 0;
}

/** What the rest of the brain has in mind in this tick. */
export interface DashReasons {
  /** Out of a Rail or to an Orb, 0..4095; -1 without one. It cannot wait. */
  urgentAim: number;
  /** The side the bot circles to, -1..1: tried first when dodging. */
  strafe: number;
  /** Whom it fights and sees. */
  target: Track | undefined;
  isFleeing: boolean;
  /** A Rail is pressed or winds up. */
  isBusy: boolean;
  /** Goal of its way when it walks one, -1 otherwise; and the next point of that way. */
  travelNode: number;
  readonly waypoint: Point;
}

/** The direction to dash in this tick, 0..4095, or -1. */
export function wantedDash(
  plan: DashPlan,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  reasons: DashReasons,
  fields: NavFields,
): number {
  if (!skill.canDash) return -1;
  noteHit(plan, skill, rng, senses);
  if (!senses.own.isDashReady || senses.step < plan.pressedEndStep) return -1;
  const aim =
    reasons.urgentAim >= 0
      ? reasons.urgentAim
      : chosenDash(plan, skill, rng, senses, reasons, fields);
  if (aim < 0) return -1;
  // Who does not parry keeps its dashes clear of Orbs.
  if (skill.parryChance === 0 && isDashIntoAnyOrb(senses, aim)) return -1;
  const pause = nextWhole(rng, PAUSE_STEPS[0], PAUSE_STEPS[1]);
  plan.pressedEndStep = senses.step + PRESSED_STEPS;
  plan.waitEndStep = senses.step + DASH.cooldownSteps + pause;
  plan.dodgeStep = -1;
  return aim;
}

/** A dash that is a choice: it waits for its pause, and does not break off a Rail. */
function chosenDash(
  plan: DashPlan,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  reasons: DashReasons,
  fields: NavFields,
): number {
  if (senses.step < plan.waitEndStep || reasons.isBusy) return -1;
  const { target, travelNode } = reasons;
  let aim = dodgeAim(plan, senses, reasons.strafe);
  if (aim < 0 && target !== undefined) aim = finishAim(plan, skill, rng, senses, target);
  if (aim < 0 && reasons.isFleeing) aim = fleeAim(senses, reasons.waypoint);
  if (aim < 0 && travelNode >= 0) aim = gapAim(plan, senses, travelNode, fields);
  return aim;
}

function noteHit(plan: DashPlan, skill: BotSkill, rng: Rng, senses: BotSenses): void {
  if (senses.hitAim < 0 || plan.dodgeStep >= 0) return;
  if (!isLucky(rng, skill.dodgeChance)) return;
  plan.dodgeStep = senses.step + stepsOfMs(skill.reactionMs * DODGE_REACTION);
  plan.dodgeFrom = senses.hitAim;
}

/** Across the line of fire, to the side that is free. */
function dodgeAim(plan: DashPlan, senses: BotSenses, strafe: number): number {
  if (plan.dodgeStep < 0 || senses.step < plan.dodgeStep) return -1;
  plan.dodgeStep = -1;
  const turn = strafe < 0 ? -QUARTER_TURN : QUARTER_TURN;
  const first = (plan.dodgeFrom + turn) & (AIM_DIRECTIONS - 1);
  if (isDashWayClear(senses, first)) return first;
  const second = (plan.dodgeFrom - turn) & (AIM_DIRECTIONS - 1);
  return isDashWayClear(senses, second) ? second : -1;
}

function finishAim(
  plan: DashPlan,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  target: Track,
): number {
  if (target.hp + target.shield > DASH.damage || senses.step < plan.nextFinishStep) return -1;
  const aheadS = senses.sightDelayS + senses.pressDelayS;
  const dx = target.x + target.believedVx * aheadS - senses.own.x;
  const dy = target.y + target.believedVy * aheadS - senses.own.y;
  const away2 = dx * dx + dy * dy;
  if (away2 < FINISH_U[0] * FINISH_U[0] || away2 > FINISH_U[1] * FINISH_U[1]) return -1;
  plan.nextFinishStep = senses.step + RECONSIDER_STEPS;
  if (!isLucky(rng, skill.finishChance)) return -1;
  const { own, map } = senses;
  return isLineClear(map, own.x, own.y, own.x + dx, own.y + dy, BLOCKS_DASH) ? aimOf(dx, dy) : -1;
}

/** Along a straight piece of the way that is longer than the dash. */
function fleeAim(senses: BotSenses, waypoint: Point): number {
  const dx = waypoint.x - senses.own.x;
  const dy = waypoint.y - senses.own.y;
  return dx * dx + dy * dy > DASH_U * DASH_U ? aimOf(dx, dy) : -1;
}

/**
 * Over a Gap when the floor behind it is much nearer to the goal. From too far away it only notes where to dash from.
 */
function gapAim(plan: DashPlan, senses: BotSenses, travelNode: number, fields: NavFields): number {
  if (senses.step < plan.nextGapStep) return -1;
  plan.nextGapStep = senses.step + GAP_LOOK_STEPS;
  const { own, map, pressDelayS } = senses;
  const x = own.x + own.vx * pressDelayS;
  const y = own.y + own.vy * pressDelayS;
  const here = nodeNear(fields.nav, own.x, own.y);
  if (here < 0) return -1;
  const costs = fieldTo(fields, travelNode);
  let best = -1;
  let bestCost = (costs[here] as number) - GAP_SAVES_COST;
  let bestWalkU = 0;
  for (let aim = 0; aim < AIM_DIRECTIONS; aim += GAP_LOOK_DIRECTIONS) {
    const dirX = AIM_COS[aim] as number;
    const dirY = AIM_SIN[aim] as number;
    const freeU = traceRay(map, x, y, dirX, dirY, GAP_SEEN_U, BLOCKS_WALK);
    const beyondU = freeU + 1;
    if (tileAtPoint(map, x + dirX * beyondU, y + dirY * beyondU) !== TileKind.Gap) continue;
    const walkU = freeU > GAP_AHEAD_U ? freeU - GAP_AHEAD_U / 2 : 0;
    const fromX = x + dirX * walkU;
    const fromY = y + dirY * walkU;
    const dashU = dashStepsOverGap(fromX, fromY, aim, senses) * DASH.speedUPerStep;
    const toX = fromX + dirX * dashU;
    const toY = fromY + dirY * dashU;
    if (dashU === 0 || !isLineClear(map, fromX, fromY, toX, toY, BLOCKS_DASH)) continue;
    const there = nodeNear(fields.nav, toX, toY);
    if (there < 0) continue;
    const cost = (costs[there] as number) + walkU / U_PER_COST;
    if (cost >= bestCost) continue;
    best = aim;
    bestCost = cost;
    bestWalkU = walkU;
  }
  if (best < 0 || bestWalkU === 0) return best;
  plan.approach.x = x + (AIM_COS[best] as number) * bestWalkU;
  plan.approach.y = y + (AIM_SIN[best] as number) * bestWalkU;
  plan.approachEndStep = senses.step + GAP_LOOK_STEPS + senses.stepsPerTick;
  return -1;
}

function isDashWayClear(senses: BotSenses, aim: number): boolean {
  const { own, map } = senses;
  const toX = own.x + (AIM_COS[aim] as number) * DASH_U;
  const toY = own.y + (AIM_SIN[aim] as number) * DASH_U;
  return isWayClear(map, own.x, own.y, toX, toY, 18);
}
