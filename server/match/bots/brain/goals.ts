// Where a bot is going: one goal, kept or exchanged. In: senses, memory. Out: the goal.
// Server only; decided about twice a second, each bot on its own steps.
import { STEP_HZ } from "../../../../shared/sim/constants.ts";
import { nextBelow, type Rng } from "../../../../shared/sim/rng.ts";
import { type NavFields, UNREACHABLE } from "./navFields.ts";
import { nodeAround } from "./navGrid.ts";
import { isBeyondRing } from "./ringKeeping.ts";
import type { BotSenses } from "./senses.ts";
import type { Track } from "./tracks.ts";
import { wayCost } from "./walking.ts";
import {
  distanceTo,
  type Goal,
  GoalKind,
  isThereInTime,
  isUseful,
  makeGoal,
  REACHED_U,
  type Temper,
  wantCall,
  wantCrown,
  wantLost,
  wantNearby,
  wantPickups,
  wantRoam,
} from "./wishes.ts";

export interface GoalPlan {
  readonly goal: Goal;
  /** Scratch: the best of what is being compared. */
  readonly best: Goal;
  nextPlanStep: number;
  lastEnemyStep: number;
}

/** A plan holds this long and up to 6 steps more, so that bots do not all plan in the same tick. */
const PLAN_STEPS = 28;
/** A goal is exchanged for another that is wanted by this much more: nobody turns around twice a second. */
const STICKINESS = 0.25;
/** A goal that is not reached by then was a bad one. */
const GOAL_STEPS = 14 * STEP_HZ;
/** After this long without an enemy in sight a bot is drawn to where others will be. */
const BORED_STEPS = 9 * STEP_HZ;

export function makeGoalPlan(): GoalPlan {
  return { goal: makeGoal(), best: makeGoal(), nextPlanStep: 0, lastEnemyStep: 0 };
}

/** Drops the goal; the next plan is made in the next tick. */
export function dropGoal(plan: GoalPlan): void {
  plan.goal.kind = GoalKind.None;
  plan.nextPlanStep = 0;
}

/**
 * Keeps or changes the goal. `lost` is whom the bot fought and does not see now.
 * @returns whether the old goal was reached in this tick: a moment to look around.
 */
export function planGoal(
  plan: GoalPlan,
  temper: Temper,
  rng: Rng,
  senses: BotSenses,
  fields: NavFields,
  lost: Track | undefined,
): boolean {
  const { goal, best } = plan;
  const isReached = isGoalReached(goal, senses);
  const isHuntOver = isReached && goal.kind === GoalKind.Hunt;
  if (isReached || isOver(goal, senses)) dropGoal(plan);
  if (senses.step < plan.nextPlanStep) return isReached;
  plan.nextPlanStep = senses.step + PLAN_STEPS + nextBelow(rng, 7);

  best.kind = GoalKind.None;
  best.value = 0;
  wantPickups(best, temper, senses);
  if (lost !== undefined && !isHuntOver) wantLost(best, temper, senses, lost);
  wantCrown(best, temper, senses, bored(plan, senses));
  wantCall(best, senses, fields);
  if (best.kind === GoalKind.None && goal.kind === GoalKind.None) {
    wantRoam(best, temper, rng, senses, fields, bored(plan, senses));
  }
  takeBest(plan, senses, fields);
  if (goal.kind === GoalKind.None) {
    wantNearby(best, rng, senses, fields);
    takeBest(plan, senses, fields);
  }
  return isReached;
}

/** 0..1: how long the bot has seen nobody. */
function bored(plan: GoalPlan, senses: BotSenses): number {
  return Math.min(1, (senses.step - plan.lastEnemyStep) / BORED_STEPS);
}

function takeBest(plan: GoalPlan, senses: BotSenses, fields: NavFields): void {
  const { goal, best } = plan;
  if (best.kind === GoalKind.None || isBeyondRing(senses, best)) return;
  const isSame = best.kind === goal.kind && best.subject === goal.subject;
  const isBetter = goal.kind === GoalKind.None || best.value > goal.value + STICKINESS;
  if (!isSame && !isBetter) return;
  best.node = nodeAround(fields.nav, best.x, best.y);
  if (best.node < 0) return;
  if (wayCost(fields, senses.own.x, senses.own.y, best.node) === UNREACHABLE) return;
  if (!isSame) goal.endStep = senses.step + GOAL_STEPS;
  goal.kind = best.kind;
  goal.node = best.node;
  goal.subject = best.subject;
  goal.value = best.value;
  goal.x = best.x;
  goal.y = best.y;
}

function isGoalReached(goal: Goal, senses: BotSenses): boolean {
  const awayU = distanceTo(senses, goal.x, goal.y);
  switch (goal.kind) {
    case GoalKind.Hunt:
      return awayU < REACHED_U.hunt;
    case GoalKind.Crown:
      return awayU < REACHED_U.crown;
    case GoalKind.Roam:
      return awayU < REACHED_U.roam;
    case GoalKind.Call:
      return awayU < REACHED_U.call;
    // A pickup is stood on until it is taken: then it is gone.
    case GoalKind.Pickup:
    case GoalKind.None:
      return false;
  }
}

function isOver(goal: Goal, senses: BotSenses): boolean {
  if (goal.kind === GoalKind.None) return false;
  if (senses.step >= goal.endStep) return true;
  if (isBeyondRing(senses, goal)) return true;
  if (goal.kind === GoalKind.Crown) return senses.crownX < 0;
  if (goal.kind !== GoalKind.Pickup) return false;
  const kind = senses.map.pickups[goal.subject]?.kind;
  if (kind === undefined || !isUseful(kind, senses)) return true;
  return !isThereInTime(senses, goal.subject, distanceTo(senses, goal.x, goal.y));
}
