// Walking to a goal: which way to hold the stick, when to stop, and how to get free. In: a goal and the field to it.
// Out: a wanted direction. Server only.
import type { Rng } from "../../../../shared/sim/rng.ts";
import { AIM_COS, AIM_SIN } from "../../../../shared/sim/vec2.ts";
import { makeWander, nextWhole, type Wander, wanderAt } from "./chance.ts";
import type { NavFields } from "./navFields.ts";
import type { BotSenses } from "./senses.ts";
import { findWaypoint, isWayClear, type Point } from "./walking.ts";
import type { Goal } from "./wishes.ts";

/** The waypoint is looked for this often, steps; between, the bot walks to the last one. */
const LOOK_STEPS = 8;
/** Nearer than this to a goal, the stick is let go, u. */
const ARRIVED_U = 10;
/** A bot that has pushed for a second and not left a circle of this radius is stuck. */
const STUCK_U = 30;
const STUCK_STEPS = 60;
/** Way and time of getting free. */
const DETOUR_U = 110;
const DETOUR_STEPS = [24, 44] as const;

/** Nobody walks along a ruler: this much aside (tangent of the angle), in legs of so many steps, on longer ways. */
const SWAY = 0.15;
const SWAY_STEPS = [30, 80] as const;
const SWAY_FROM_U = 160;

export interface Travel {
  readonly waypoint: Point;
  hasWay: boolean;
  nextLookStep: number;
  /** Where and when the bot was last seen to get on. */
  anchorX: number;
  anchorY: number;
  anchorStep: number;
  /** While step < detourEndStep the bot walks to the waypoint of its detour, whatever the goal. */
  detourEndStep: number;
  readonly sway: Wander;
}

export function makeTravel(): Travel {
  return {
    waypoint: { x: 0, y: 0 },
    hasWay: false,
    nextLookStep: 0,
    anchorX: 0,
    anchorY: 0,
    anchorStep: 0,
    detourEndStep: 0,
    sway: makeWander(),
  };
}

/** Forgets the way: the goal is another. */
export function dropWay(travel: Travel): void {
  travel.hasWay = false;
  travel.nextLookStep = 0;
}

/** Says that standing still is wanted now: it does not count as being stuck. */
export function restAnchor(travel: Travel, senses: BotSenses): void {
  travel.anchorX = senses.own.x;
  travel.anchorY = senses.own.y;
  travel.anchorStep = senses.step;
}

/** Writes the wanted direction (length 0 or 1) on the way to `goal`, from where a press of now takes effect. */
export function steerToGoal(
  travel: Travel,
  rng: Rng,
  senses: BotSenses,
  fields: NavFields,
  goal: Goal,
  out: Point,
): void {
  const { own, step, pressDelayS } = senses;
  const x = own.x + own.vx * pressDelayS;
  const y = own.y + own.vy * pressDelayS;
  const isDetour = step < travel.detourEndStep;
  if (!isDetour && step >= travel.nextLookStep) {
    travel.nextLookStep = step + LOOK_STEPS;
    // From where the body is, not from where it will be: that point may lie in a wall.
    travel.hasWay = findWaypoint(fields, own.x, own.y, goal.node, goal, travel.waypoint);
  }
  const dx = travel.waypoint.x - x;
  const dy = travel.waypoint.y - y;
  const length = Math.sqrt(dx * dx + dy * dy);
  const isThere = length < ARRIVED_U;
  // At a waypoint that is not the goal the next one is due; until it is known the bot runs on.
  if (isThere && !isDetour) travel.nextLookStep = step;
  const drift = wanderAt(travel.sway, rng, step, SWAY_STEPS[0], SWAY_STEPS[1]) * SWAY;
  const aside = length > SWAY_FROM_U ? drift : 0;
  const push = (travel.hasWay || isDetour) && !isThere ? 1 / length : 0;
  const scale = push / Math.sqrt(1 + aside * aside);
  out.x = (dx - dy * aside) * scale;
  out.y = (dy + dx * aside) * scale;
}

/** Writes the wanted direction straight to a point. */
export function steerToPoint(senses: BotSenses, point: Point, out: Point): void {
  const { own, pressDelayS } = senses;
  const dx = point.x - own.x - own.vx * pressDelayS;
  const dy = point.y - own.y - own.vy * pressDelayS;
  const length = Math.sqrt(dx * dx + dy * dy);
  const push = length < ARRIVED_U ? 0 : 1 / length;
  out.x = dx * push;
  out.y = dy * push;
}

/**
 * Whether the bot has pushed without getting on for a second; then a detour to a random free side has begun, and
 * the goal had better be dropped.
 */
export function isStuck(travel: Travel, rng: Rng, senses: BotSenses): boolean {
  const { own, step, map } = senses;
  const dx = own.x - travel.anchorX;
  const dy = own.y - travel.anchorY;
  if (dx * dx + dy * dy > STUCK_U * STUCK_U) {
    restAnchor(travel, senses);
    return false;
  }
  if (step - travel.anchorStep < STUCK_STEPS) return false;
  restAnchor(travel, senses);
  travel.detourEndStep = step + nextWhole(rng, DETOUR_STEPS[0], DETOUR_STEPS[1]);
  const first = nextWhole(rng, 0, 15);
  for (let i = 0; i < 16; i++) {
    const aim = ((first + i * 5) & 15) << 8;
    travel.waypoint.x = own.x + (AIM_COS[aim] as number) * DETOUR_U;
    travel.waypoint.y = own.y + (AIM_SIN[aim] as number) * DETOUR_U;
    if (isWayClear(map, own.x, own.y, travel.waypoint.x, travel.waypoint.y, 18)) break;
  }
  return true;
}
