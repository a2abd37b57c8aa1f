// A bot's mind. In: its senses of a tick and the ways of the map. Out: the command it presses, as a person would.
// Server only, deterministic: all chance comes from the bot's own generator.
import { PickupKind } from "../../../../shared/sim/arenaMap.ts";
import { AIM_DIRECTIONS, MOVE_AXIS_MAX, STEP_S } from "../../../../shared/sim/constants.ts";
import { Button, type InputCmd } from "../../../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN } from "../../../../shared/sim/vec2.ts";
import { wholeAim } from "./aiming.ts";
import { type Brain, hasJumped, wakeUp } from "./brainState.ts";
import { isLucky, nextWhole } from "./chance.ts";
import { wantedDash } from "./dashing.ts";
import { chooseTarget, moveAround } from "./fighting.ts";
import { dropGoal, planGoal } from "./goals.ts";
import { handle, isKnown, TURN_REACTION } from "./handling.ts";
import { glanceSoon } from "./looking.ts";
import type { NavFields } from "./navFields.ts";
import { nodeNear } from "./navGrid.ts";
import { watchOrbs } from "./orbWatch.ts";
import { isAimingRail } from "./railShot.ts";
import { watchRails } from "./railWatch.ts";
import { steerIntoRing } from "./ringKeeping.ts";
import type { BotSenses } from "./senses.ts";
import { isInSight, type Track, trackOf, updateTracks } from "./tracks.ts";
import { dropWay, isStuck, restAnchor, steerToGoal, steerToPoint } from "./travel.ts";
import { isLineOfFire, reloadButton } from "./trigger.ts";
import { isRoomToStep } from "./walking.ts";
import { GoalKind } from "./wishes.ts";

/** Some reached goals are worth a stop, steps. */
const REST_SHARE = 0.35;
const REST_STEPS = [16, 50] as const;
/** Smoothing of the stick, s: a thumb is not instant. */
const STICK_S = 0.05;
/** A target that cannot be shot at is followed on foot; where it is, is looked up this often, steps. */
const CHASE_STEPS = 24;
/** A target in cover is waited for this long before it is followed. */
const COVER_STEPS = 12;
/** A Mend wanted by this much, and by this much more by the bold, breaks off a fight. */
const FLEE_VALUE = 0.7;
const FLEE_BOLD_VALUE = 0.5;

/** One tick of thinking: writes the command. */
export function think(brain: Brain, senses: BotSenses, fields: NavFields, cmd: InputCmd): void {
  cmd.buttons = 0;
  // A body that cannot act has no plans: play begins with a look around.
  if (!senses.own.isAlive || senses.own.isHeld) {
    brain.isAwake = false;
    cmd.moveX = 0;
    cmd.moveY = 0;
    cmd.aim = wholeAim(brain.hand);
    return;
  }
  if (!brain.isAwake || hasJumped(brain, senses)) wakeUp(brain, senses);
  updateTracks(brain.memory, senses, brain.reactionSteps);
  chooseTarget(brain.fight, brain.memory, senses);
  watchDangers(brain, senses);
  if (senses.hitAim >= 0) brain.restEndStep = senses.step;
  const target = targetInSight(brain, senses);
  planNext(brain, senses, fields, target);
  move(brain, senses, fields, target);
  cmd.buttons = handle(brain, senses, target) | reloadButton(brain.trigger, senses);
  press(brain, senses, fields, target, cmd);
}

/** Rails that wind up and Orbs that come: what cannot wait. */
function watchDangers(brain: Brain, senses: BotSenses): void {
  const { memory, orbWatch, reactionSteps, reasons, rng, skill } = brain;
  const railAim = watchRails(memory, skill, rng, senses, reactionSteps);
  watchOrbs(orbWatch, skill, rng, senses, brain.hand.aim, reactionSteps);
  reasons.urgentAim = railAim >= 0 ? railAim : orbWatch.dashAim;
  reasons.isBusy = isAimingRail(brain.rail, senses);
}

/** The target when it is in sight and can be hurt. */
function targetInSight(brain: Brain, senses: BotSenses): Track | undefined {
  const track = trackOf(brain.memory, brain.fight.target);
  if (track === undefined || !isInSight(track, senses)) return undefined;
  if (track.isProtected || !senses.isLive) return undefined;
  brain.plan.lastEnemyStep = senses.step;
  return track;
}

function planNext(
  brain: Brain,
  senses: BotSenses,
  fields: NavFields,
  target: Track | undefined,
): void {
  const { fight, plan, rng, temper, travel } = brain;
  // The feed tells who is dead.
  if (senses.out[fight.target] === 1) fight.target = -1;
  const track = trackOf(brain.memory, fight.target);
  const lost = track !== undefined && !isInSight(track, senses) ? track : undefined;
  const { kind, node } = plan.goal;
  const isReached = planGoal(plan, temper, rng, senses, fields, lost);
  if (plan.goal.kind !== kind || plan.goal.node !== node) dropWay(travel);
  if (!isReached || target !== undefined) return;
  // Nobody there: the hunt is over.
  if (kind === GoalKind.Hunt) fight.target = -1;
  glanceSoon(brain.look, senses.step);
  if (isLucky(rng, REST_SHARE)) {
    brain.restEndStep = senses.step + nextWhole(rng, REST_STEPS[0], REST_STEPS[1]);
  }
}

/** Moves the stick: around a target, to it, along the way, or not at all. */
function move(brain: Brain, senses: BotSenses, fields: NavFields, target: Track | undefined): void {
  const { dash, fight, home, plan, reasons, rng, travel, wanted } = brain;
  const foe =
    target !== undefined && isKnown(brain, senses, target, TURN_REACTION) ? target : undefined;
  reasons.target = foe;
  reasons.isFleeing = foe !== undefined && isFleeing(brain, senses, foe);
  reasons.travelNode = -1;
  wanted.x = 0;
  wanted.y = 0;
  if (steerIntoRing(home, travel, rng, senses, fields, wanted)) {
    reasons.travelNode = home.node;
  } else if (foe !== undefined && !reasons.isFleeing) {
    if (!isChasing(brain, senses, foe)) {
      moveAround(fight, brain.skill, rng, senses, foe, wanted);
      restAnchor(travel, senses);
      dropWay(travel);
    } else {
      chase(brain, senses, fields, foe);
    }
  } else if (foe === undefined && senses.step < brain.restEndStep) {
    restAnchor(travel, senses);
  } else if (plan.goal.kind === GoalKind.None) {
    restAnchor(travel, senses);
  } else {
    steerToGoal(travel, rng, senses, fields, plan.goal, wanted);
    if (senses.step < dash.approachEndStep) steerToPoint(senses, dash.approach, wanted);
    reasons.travelNode = plan.goal.node;
    if (isStuck(travel, rng, senses)) dropGoal(plan);
  }
  stepAside(brain, senses);
  const part = senses.stepsPerTick * STEP_S;
  const share = part / (part + STICK_S);
  brain.stick.x += (wanted.x - brain.stick.x) * share;
  brain.stick.y += (wanted.y - brain.stick.y) * share;
}

/** Out of an Orb's way, before all else. */
function stepAside(brain: Brain, senses: BotSenses): void {
  const { walkAim } = brain.orbWatch;
  if (walkAim < 0) return;
  for (let turn = 0; turn <= AIM_DIRECTIONS / 2; turn += AIM_DIRECTIONS / 2) {
    const aim = (walkAim + turn) & (AIM_DIRECTIONS - 1);
    if (!isRoomToStep(senses, aim)) continue;
    brain.wanted.x = AIM_COS[aim] as number;
    brain.wanted.y = AIM_SIN[aim] as number;
    return;
  }
}

/** Neither begun for a moment's cover nor ended by a moment's view: nobody dithers at a corner. */
function isChasing(brain: Brain, senses: BotSenses, foe: Track): boolean {
  const { chase: goal, fight } = brain;
  if (!isLineOfFire(senses, foe)) return senses.step - fight.lineStep > COVER_STEPS;
  fight.lineStep = senses.step;
  return goal.subject === foe.slot && senses.step < goal.endStep;
}

/** Walks to a target that is in sight but behind Glass, around a corner, or too far for a shot. */
function chase(brain: Brain, senses: BotSenses, fields: NavFields, foe: Track): void {
  const { chase: goal, reasons, rng, travel, wanted } = brain;
  if (senses.step >= goal.endStep || goal.subject !== foe.slot) {
    goal.endStep = senses.step + CHASE_STEPS;
    goal.subject = foe.slot;
    goal.x = foe.x;
    goal.y = foe.y;
    const node = nodeNear(fields.nav, foe.x, foe.y);
    // Somebody over a Gap is followed to where it was seen on floor.
    if (node >= 0) goal.node = node;
    dropWay(travel);
  }
  if (goal.node < 0) return;
  steerToGoal(travel, rng, senses, fields, goal, wanted);
  reasons.travelNode = goal.node;
  isStuck(travel, rng, senses);
}

function isFleeing(brain: Brain, senses: BotSenses, foe: Track): boolean {
  const { goal } = brain.plan;
  const { own, map } = senses;
  if (goal.kind !== GoalKind.Pickup) return false;
  if (map.pickups[goal.subject]?.kind !== PickupKind.Mend) return false;
  if (foe.hp + foe.shield < own.hp + own.shield) return false;
  return goal.value > FLEE_VALUE + FLEE_BOLD_VALUE * brain.temper.boldness;
}

/** Writes stick, aim and a dash into the command. */
function press(
  brain: Brain,
  senses: BotSenses,
  fields: NavFields,
  target: Track | undefined,
  cmd: InputCmd,
): void {
  const { dash, fight, hand, reasons, rng, skill, stick } = brain;
  reasons.strafe = target === undefined ? 0 : fight.side;
  const dashAim = wantedDash(dash, skill, rng, senses, reasons, fields);
  if (dashAim >= 0) {
    cmd.buttons |= Button.Dash;
    stick.x = AIM_COS[dashAim] as number;
    stick.y = AIM_SIN[dashAim] as number;
  }
  cmd.moveX = Math.round(stick.x * MOVE_AXIS_MAX);
  cmd.moveY = Math.round(stick.y * MOVE_AXIS_MAX);
  cmd.aim = wholeAim(hand);
}
