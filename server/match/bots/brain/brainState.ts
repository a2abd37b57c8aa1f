// What a bot carries from tick to tick. In: its level and seed. Out: a fresh mind, or one that has just spawned.
// Server only.
import { makeRng, type Rng } from "../../../../shared/sim/rng.ts";
import { aimOf } from "../../../../shared/sim/vec2.ts";
import { type Hand, makeHand } from "./aiming.ts";
import { nextBetween, nextWhole } from "./chance.ts";
import { type DashPlan, type DashReasons, dropDash, makeDashPlan } from "./dashing.ts";
import { dropFight, type Fight, makeFight } from "./fighting.ts";
import { dropGoal, type GoalPlan, makeGoalPlan } from "./goals.ts";
import { BOT_SKILLS, type BotLevel, type BotSkill, stepsOfMs } from "./levels.ts";
import { glanceSoon, type Look, lookAlong, makeLook } from "./looking.ts";
import { dropOrb, makeOrbPlan, type OrbPlan } from "./orbThrow.ts";
import { makeOrbWatch, type OrbWatch } from "./orbWatch.ts";
import { dropRail, makeRailPlan, type RailPlan } from "./railShot.ts";
import type { BotSenses } from "./senses.ts";
import { forgetTracks, makeTrackMemory, type TrackMemory } from "./tracks.ts";
import { dropWay, makeTravel, restAnchor, type Travel } from "./travel.ts";
import { makeTrigger, type Trigger } from "./trigger.ts";
import type { Point } from "./walking.ts";
import { type Goal, makeGoal, type Temper } from "./wishes.ts";

/** A fresh life begins with a look around, steps. */
const WAKE_STEPS = [14, 40] as const;
/** A jump of this much, u, is no movement: another round has begun. */
const JUMP_U = 250;

export interface Brain {
  readonly skill: BotSkill;
  readonly reactionSteps: number;
  readonly temper: Temper;
  readonly rng: Rng;
  readonly memory: TrackMemory;
  readonly hand: Hand;
  readonly trigger: Trigger;
  readonly plan: GoalPlan;
  readonly travel: Travel;
  readonly fight: Fight;
  readonly dash: DashPlan;
  readonly look: Look;
  readonly rail: RailPlan;
  readonly orb: OrbPlan;
  readonly orbWatch: OrbWatch;
  /** Where a target is that has to be walked to. */
  readonly chase: Goal;
  /** The way back into a Duel's ring. */
  readonly home: Goal;
  readonly reasons: DashReasons;
  /** The stick, length 0..1, and where it is being moved to. */
  readonly stick: Point;
  readonly wanted: Point;
  isAwake: boolean;
  restEndStep: number;
  lastX: number;
  lastY: number;
}

/** A mind of this level; two with the same seed and senses press the same. */
export function makeBrain(level: BotLevel, seed: number): Brain {
  const rng = makeRng(seed);
  const skill = BOT_SKILLS[level];
  const travel = makeTravel();
  return {
    skill,
    reactionSteps: stepsOfMs(skill.reactionMs),
    temper: { boldness: nextBetween(rng, 0, 1), greed: nextBetween(rng, 0, 1) },
    rng,
    memory: makeTrackMemory(),
    hand: makeHand(),
    trigger: makeTrigger(),
    plan: makeGoalPlan(),
    travel,
    fight: makeFight(),
    dash: makeDashPlan(),
    look: makeLook(),
    chase: makeGoal(),
    home: makeGoal(),
    rail: makeRailPlan(),
    orb: makeOrbPlan(),
    orbWatch: makeOrbWatch(),
    reasons: {
      urgentAim: -1,
      isBusy: false,
      strafe: 0,
      target: undefined,
      isFleeing: false,
      travelNode: -1,
      waypoint: travel.waypoint,
    },
    stick: { x: 0, y: 0 },
    wanted: { x: 0, y: 0 },
    isAwake: false,
    restEndStep: 0,
    lastX: 0,
    lastY: 0,
  };
}

/** Whether the bot is elsewhere than it could have walked to since the last call. */
export function hasJumped(brain: Brain, senses: BotSenses): boolean {
  const dx = senses.own.x - brain.lastX;
  const dy = senses.own.y - brain.lastY;
  brain.lastX = senses.own.x;
  brain.lastY = senses.own.y;
  return dx * dx + dy * dy > JUMP_U * JUMP_U;
}

/** A new life: nobody is known, nothing is planned. */
export function wakeUp(brain: Brain, senses: BotSenses): void {
  const { rng, look } = brain;
  brain.isAwake = true;
  brain.lastX = senses.own.x;
  brain.lastY = senses.own.y;
  forgetTracks(brain.memory);
  dropFight(brain.fight);
  dropGoal(brain.plan);
  dropDash(brain.dash);
  dropRail(brain.rail);
  dropOrb(brain.orb);
  dropWay(brain.travel);
  restAnchor(brain.travel, senses);
  brain.plan.lastEnemyStep = senses.step;
  brain.restEndStep = senses.step + nextWhole(rng, WAKE_STEPS[0], WAKE_STEPS[1]);
  brain.stick.x = 0;
  brain.stick.y = 0;
  // From a spawn one looks to the middle, where the others are.
  const { map, own } = senses;
  lookAlong(look, aimOf(map.widthU / 2 - own.x, map.heightU / 2 - own.y));
  glanceSoon(look, senses.step);
}
