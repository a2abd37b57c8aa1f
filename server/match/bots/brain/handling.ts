// The bot's hands: where it turns its aim, and which triggers it pulls. In: its mind and the mark. Out: held buttons.
// Server only.
import { STEP_S } from "../../../../shared/sim/constants.ts";
import { Button } from "../../../../shared/sim/types.ts";
import { aimOf } from "../../../../shared/sim/vec2.ts";
import { FLIGHT_S_PER_U, turnBetween, turnHand, wantedAim, wholeAim } from "./aiming.ts";
import type { Brain } from "./brainState.ts";
import { lookAlong, lookAround } from "./looking.ts";
import { isOrbDue, isThrowing, planOrb } from "./orbThrow.ts";
import { isAimingRail, isRailWanted } from "./railShot.ts";
import type { BotSenses } from "./senses.ts";
import { isInSight, type Track, trackOf } from "./tracks.ts";
import { isFiring, isLineOfFire } from "./trigger.ts";
import { GoalKind } from "./wishes.ts";

/** People turn slower when nothing is at stake; and begin to turn to a target before they shoot. */
const CALM_TURN = 0.55;
export const TURN_REACTION = 0.6;
/** A hit from nowhere is turned to for this long after the reaction, steps. */
const ALARM_STEPS = 50;
/** Whom the bot lost is thrown an Orb round the corner within this, steps. */
const LOST_STEPS = 50;

/** Whether the track is in sight for that share of the bot's reaction. */
export function isKnown(brain: Brain, senses: BotSenses, track: Track, share: number): boolean {
  return senses.step - track.firstSeenStep >= brain.reactionSteps * share;
}

/** Turns the hand and works the triggers. Returns the held buttons. */
export function handle(brain: Brain, senses: BotSenses, target: Track | undefined): number {
  if (senses.step < brain.orbWatch.parryEndStep) {
    turnToThrower(brain, senses);
    return 0;
  }
  const lost = lostMark(brain, senses);
  const mark = target ?? lost;
  if (mark !== undefined && isKnown(brain, senses, mark, 1)) {
    if (!isAimingRail(brain.rail, senses) && !isThrowing(brain.orb, senses)) {
      planOrb(brain.orb, brain.skill, brain.rng, senses, mark);
    }
    if (isThrowing(brain.orb, senses)) return throwOrb(brain, senses, mark);
  }
  if (target !== undefined && isKnown(brain, senses, target, TURN_REACTION)) {
    return shoot(brain, senses, target);
  }
  lookOut(brain, senses);
  return 0;
}

/** Whom the bot fought and saw a moment ago. */
function lostMark(brain: Brain, senses: BotSenses): Track | undefined {
  const lost = trackOf(brain.memory, brain.fight.target);
  if (lost === undefined || isInSight(lost, senses) || !senses.isLive) return undefined;
  return senses.step - lost.lastSeenStep < LOST_STEPS ? lost : undefined;
}

/** A parried Orb flies where its parrier aims: back at who threw it. */
function turnToThrower(brain: Brain, senses: BotSenses): void {
  const { hand, look, memory, orbWatch, rng, skill } = brain;
  const thrower = trackOf(memory, orbWatch.thrower);
  const wanted =
    thrower !== undefined && isInSight(thrower, senses)
      ? wantedAim(hand, skill, rng, senses, thrower, FLIGHT_S_PER_U.orb)
      : orbWatch.throwerAim;
  turnHand(hand, skill, wanted, 1, senses.stepsPerTick * STEP_S);
  lookAlong(look, wanted);
}

function throwOrb(brain: Brain, senses: BotSenses, mark: Track): number {
  const { hand, look, orb, rng, skill } = brain;
  const wanted =
    orb.bankAim >= 0 ? orb.bankAim : wantedAim(hand, skill, rng, senses, mark, FLIGHT_S_PER_U.orb);
  turnHand(hand, skill, wanted, 1, senses.stepsPerTick * STEP_S);
  lookAlong(look, wanted);
  const isDue = isOrbDue(orb, rng, senses, mark, wholeAim(hand), turnBetween(hand.aim, wanted));
  return isDue ? Button.Orb : 0;
}

/** Aims Rail or Pulse at a target in sight, and fires what the moment calls for. */
function shoot(brain: Brain, senses: BotSenses, target: Track): number {
  const { hand, look, rail, rng, skill, trigger } = brain;
  const isRail = isAimingRail(rail, senses);
  const flight = isRail ? FLIGHT_S_PER_U.rail : FLIGHT_S_PER_U.pulse;
  const wanted = wantedAim(hand, skill, rng, senses, target, flight);
  turnHand(hand, skill, wanted, 1, senses.stepsPerTick * STEP_S);
  lookAlong(look, wanted);
  if (isRail || !isKnown(brain, senses, target, 1)) return 0;
  const offMark = turnBetween(hand.aim, wanted);
  if (isRailWanted(rail, skill, rng, senses, target, offMark)) return Button.Rail;
  if (!isLineOfFire(senses, target)) return 0;
  return isFiring(trigger, skill, rng, senses.step, hand.aim, wanted) ? Button.Fire : 0;
}

/** Nobody to shoot at: to where a hit came from, to where somebody went, or about. */
function lookOut(brain: Brain, senses: BotSenses): void {
  const { fight, hand, look, rng, skill, stick } = brain;
  const { own, step } = senses;
  const dtS = senses.stepsPerTick * STEP_S;
  const sinceHit = step - fight.hitStep - brain.reactionSteps;
  const lost = trackOf(brain.memory, fight.target);
  if (fight.hitAim >= 0 && sinceHit >= 0 && sinceHit < ALARM_STEPS) {
    turnHand(hand, skill, fight.hitAim, 1, dtS);
    lookAlong(look, fight.hitAim);
  } else if (lost !== undefined && brain.plan.goal.kind === GoalKind.Hunt) {
    const at = aimOf(lost.x - own.x, lost.y - own.y);
    turnHand(hand, skill, at, CALM_TURN, dtS);
  } else {
    const wanted = lookAround(look, rng, step, stick.x, stick.y);
    turnHand(hand, skill, wanted, CALM_TURN, dtS);
  }
}
