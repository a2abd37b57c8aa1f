// The trigger finger: bursts with rests, and reloading when it is quiet. In: senses and the mark. Out: buttons.
// Server only.
import { BLOCKS_PULSE, isLineClear } from "../../../../shared/sim/raycast.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { Button } from "../../../../shared/sim/types.ts";
import { PULSE } from "../../../../shared/sim/weaponDefs.ts";
import { turnBetween } from "./aiming.ts";
import { nextWhole } from "./chance.ts";
import { type BotSkill, DIRECTIONS_PER_DEG } from "./levels.ts";
import type { BotSenses } from "./senses.ts";
import type { Track } from "./tracks.ts";

/** Off its mark by more than this the finger waits for the hand. */
const ON_MARK_DIRECTIONS: number = 7 * DIRECTIONS_PER_DEG;
/** Longest range worth a shot: a little short of where a Pulse ends. */
const RANGE_U: number = PULSE.speedUPerStep * PULSE.lifeSteps - 30;
/** Quiet for this long, a magazine below this many rounds is changed. */
const QUIET_STEPS = 75;
const RELOAD_BELOW = 12;

export interface Trigger {
  /** Steps at which the running burst, and the rest after it, end. */
  burstEndStep: number;
  restEndStep: number;
  lastMarkStep: number;
}

export function makeTrigger(): Trigger {
  return { burstEndStep: 0, restEndStep: 0, lastMarkStep: 0 };
}

/** Whether a Pulse from the bot could reach the track where it was seen. */
export function isLineOfFire(senses: BotSenses, track: Track): boolean {
  const { own, map } = senses;
  const awayX = track.x - own.x;
  const awayY = track.y - own.y;
  if (awayX * awayX + awayY * awayY > RANGE_U * RANGE_U) return false;
  return isLineClear(map, own.x, own.y, track.x, track.y, BLOCKS_PULSE);
}

/**
 * Whether to hold Fire at a mark that is in sight and known for a reaction.
 * @param aim where the hand points; `wanted`: where it should.
 */
export function isFiring(
  trigger: Trigger,
  skill: BotSkill,
  rng: Rng,
  step: number,
  aim: number,
  wanted: number,
): boolean {
  trigger.lastMarkStep = step;
  if (step < trigger.restEndStep && step >= trigger.burstEndStep) return false;
  if (Math.abs(turnBetween(aim, wanted)) > ON_MARK_DIRECTIONS) return false;
  if (step >= trigger.burstEndStep) {
    const shots = nextWhole(rng, skill.burstShots[0], skill.burstShots[1]);
    const restSteps = nextWhole(rng, skill.burstRestSteps[0], skill.burstRestSteps[1]);
    trigger.burstEndStep = step + shots * PULSE.cooldownSteps;
    trigger.restEndStep = trigger.burstEndStep + restSteps;
  }
  return true;
}

/** `Button.Reload` in the quiet after a fight, 0 otherwise. */
export function reloadButton(trigger: Trigger, senses: BotSenses): number {
  const { own, step } = senses;
  const isQuiet = step - trigger.lastMarkStep > QUIET_STEPS;
  return isQuiet && own.ammo < RELOAD_BELOW && !own.isReloading ? Button.Reload : 0;
}
