// Where a bot looks when it has nobody to shoot at: ahead, with glances aside. In: its own way. Out: a direction.
// Server only.
import { AIM_DIRECTIONS } from "../../../../shared/sim/constants.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { aimOf } from "../../../../shared/sim/vec2.ts";
import { isLucky, makeWander, nextWhole, type Wander, wanderAt } from "./chance.ts";
import { DIRECTIONS_PER_DEG } from "./levels.ts";

/** A glance: how far aside, degrees, how long, and how long until the next, steps. */
const GLANCE_DEG = [40, 110] as const;
const GLANCE_STEPS = [20, 48] as const;
const GLANCE_EVERY_STEPS = [70, 260] as const;
/** The aim drifts about the way by this much, degrees, in legs of so many steps. */
const DRIFT_DEG = 14;
const DRIFT_STEPS = [40, 110] as const;
/** Slower than this a bot has no way that it could look along, of the stick's 0..1. */
const STILL = 0.2;

export interface Look {
  /** Direction of the way when it last had one, 0..4095. */
  ahead: number;
  glance: number;
  glanceEndStep: number;
  nextGlanceStep: number;
  readonly drift: Wander;
}

export function makeLook(): Look {
  return { ahead: 0, glance: 0, glanceEndStep: 0, nextGlanceStep: 0, drift: makeWander() };
}

/** Glances at once: something ended, or the bot has stopped. */
export function glanceSoon(look: Look, step: number): void {
  look.nextGlanceStep = step;
}

/** Looks into a direction from now on. */
export function lookAlong(look: Look, aim: number): void {
  look.ahead = aim & (AIM_DIRECTIONS - 1);
}

/** The wanted aim of a bot that walks in direction (moveX, moveY). Advances `rng`. */
export function lookAround(
  look: Look,
  rng: Rng,
  step: number,
  moveX: number,
  moveY: number,
): number {
  if (moveX * moveX + moveY * moveY > STILL * STILL) look.ahead = aimOf(moveX, moveY);
  if (step >= look.nextGlanceStep) {
    const sign = isLucky(rng, 0.5) ? 1 : -1;
    look.glance = sign * nextWhole(rng, GLANCE_DEG[0], GLANCE_DEG[1]) * DIRECTIONS_PER_DEG;
    look.glanceEndStep = step + nextWhole(rng, GLANCE_STEPS[0], GLANCE_STEPS[1]);
    look.nextGlanceStep = step + nextWhole(rng, GLANCE_EVERY_STEPS[0], GLANCE_EVERY_STEPS[1]);
  }
  const drift = wanderAt(look.drift, rng, step, DRIFT_STEPS[0], DRIFT_STEPS[1]);
  const glance = step < look.glanceEndStep ? look.glance : 0;
  return look.ahead + glance + drift * DRIFT_DEG * DIRECTIONS_PER_DEG;
}
