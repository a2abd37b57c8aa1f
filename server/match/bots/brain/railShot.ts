// When a bot fires its Rail, and for how long it aims with it. In: senses and the mark. Out: yes or no. Server only.
// Bots meet the server's present: what a person's rewind does for it, the bot's lead has to.
import { STEP_HZ } from "../../../../shared/sim/constants.ts";
import { BLOCKS_SIGHT, isLineClear } from "../../../../shared/sim/raycast.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { RAIL } from "../../../../shared/sim/weaponDefs.ts";
import { isLucky } from "./chance.ts";
import { type BotSkill, DIRECTIONS_PER_DEG } from "./levels.ts";
import type { BotSenses, SeenPlayer } from "./senses.ts";
import { isRushing, type Track } from "./tracks.ts";

/** From how far a Rail is worth its wind-up, u; at the far end the mark may still walk away. */
const RANGE_U = [250, RAIL.rangeU - 25] as const;
/** Nobody winds up with somebody this near, u, or while its mark rushes in. */
const PRESSED_U = 200;
/** A mark with less restlessness goes straight enough; one with no more health than this is tried in any case. */
const STEADY = 0.4;
const LOW_HP: number = RAIL.damage;
/** The hand may still be this far off: the wind-up is time to turn it. */
const OFF_MARK_DIRECTIONS: number = 20 * DIRECTIONS_PER_DEG;
/** A moment that was not taken, or not there, is followed by the next look after this, steps. */
const RECONSIDER_STEPS = 24;
/** The ray leaves this much later than reckoned at most, steps: a tick, and the gate. */
const LATE_STEPS = 4;

export interface RailPlan {
  nextLookStep: number;
  /** Until then the hand aims for the ray. */
  aimEndStep: number;
}

export function makeRailPlan(): RailPlan {
  return { nextLookStep: 0, aimEndStep: 0 };
}

/** Forgets a ray of the last life. */
export function dropRail(plan: RailPlan): void {
  plan.aimEndStep = 0;
}

/** Whether a ray is on its way: pressed, or winding up. */
export function isAimingRail(plan: RailPlan, senses: BotSenses): boolean {
  return senses.own.isWindingUp || senses.step < plan.aimEndStep;
}

/** Whether to press Rail now. @param offMark turn that the hand is off its mark, directions. */
export function isRailWanted(
  plan: RailPlan,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  mark: Track,
  offMark: number,
): boolean {
  const { step, own, pressDelayS } = senses;
  if (skill.railChance === 0 || !own.isRailReady || step < plan.nextLookStep) return false;
  if (Math.abs(offMark) > OFF_MARK_DIRECTIONS || !isGoodMark(senses, mark)) return false;
  if (isPressed(senses, mark)) return false;
  plan.nextLookStep = step + RECONSIDER_STEPS;
  if (!isLucky(rng, skill.railChance)) return false;
  plan.aimEndStep = step + Math.ceil(pressDelayS * STEP_HZ) + RAIL.windUpSteps + LATE_STEPS;
  return true;
}

/** Steady or low, at a distance, and still in clear sight when the ray leaves. */
function isGoodMark(senses: BotSenses, mark: Track): boolean {
  const isLow = mark.hp + mark.shield <= LOW_HP;
  if (!isLow && (mark.restlessness > STEADY || mark.surprisedStep >= 0)) return false;
  const { own, map, pressDelayS, sightDelayS } = senses;
  const aheadS = sightDelayS + pressDelayS + RAIL.windUpSteps / STEP_HZ;
  const atX = mark.x + mark.believedVx * aheadS;
  const atY = mark.y + mark.believedVy * aheadS;
  const away2 = (atX - own.x) * (atX - own.x) + (atY - own.y) * (atY - own.y);
  if (away2 < RANGE_U[0] * RANGE_U[0] || away2 > RANGE_U[1] * RANGE_U[1]) return false;
  if (!isLineClear(map, own.x, own.y, mark.x, mark.y, BLOCKS_SIGHT)) return false;
  return isLineClear(map, own.x, own.y, atX, atY, BLOCKS_SIGHT);
}

function isPressed(senses: BotSenses, mark: Track): boolean {
  const { own } = senses;
  for (let i = 0; i < senses.seenCount; i++) {
    const seen = senses.seen[i] as SeenPlayer;
    const near2 = (seen.x - own.x) * (seen.x - own.x) + (seen.y - own.y) * (seen.y - own.y);
    if (near2 < PRESSED_U * PRESSED_U) return true;
  }
  return isRushing(mark, senses);
}
