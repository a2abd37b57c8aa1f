// What a player's moves do in one step: triggers, magazine, cooldowns. In: a player's state, its
// command, its own step. Out: changed timers, and a report to the sink. Run by both sides.
import { AIM_DIRECTIONS, BODY_RADIUS_U } from "./constants.ts";
import { dashStepsOverGap } from "./movement.ts";
import { quantizeU } from "./quantize.ts";
import { hashU32 } from "./rng.ts";
import {
  Button,
  type InputCmd,
  type PlayerSink,
  type PlayerState,
  type SimQueries,
} from "./types.ts";
import { AIM_COS, AIM_SIN, aimOf } from "./vec2.ts";
import { DASH, ORB, PULSE, RAIL } from "./weaponDefs.ts";

/** A shot is named by its own step, modulo 65,536. */
const SHOT_ID_MASK = 0xffff;
/** An Orb starts this far from the centre, u: rounded to a quantum it is still inside the body's own room. */
const ORB_START_U = BODY_RADIUS_U - ORB.radiusU - 0.5;

/** Whether a dash runs in own step `ownStep`. */
export function isDashing(p: PlayerState, ownStep: number): boolean {
  return ownStep < p.dashEndStep;
}

/** A cooldown that starts now: half as long while Surge runs. */
function cooldownSteps(p: PlayerState, ownStep: number, steps: number): number {
  return ownStep < p.surgeEndStep ? steps >> 1 : steps;
}

/** Fills the magazine in the step in which a reload ends. */
export function stepReload(p: PlayerState, ownStep: number): void {
  if (p.reloadEndStep === 0 || ownStep < p.reloadEndStep) return;
  p.reloadEndStep = 0;
  p.pulseAmmo = PULSE.magazine;
}

/**
 * Starts a dash when wanted and ready: the way the player moves, or the way it aims when it stands.
 */
export function tryDash(
  p: PlayerState,
  cmd: InputCmd,
  ownStep: number,
  queries: SimQueries,
  sink: PlayerSink,
): void {
  if ((cmd.buttons & Button.Dash) === 0 || ownStep < p.dashReadyStep || isDashing(p, ownStep)) {
    return;
  }
  breakOffRail(p, ownStep);
  const isMoving = cmd.moveX !== 0 || cmd.moveY !== 0;
  p.dashAim = isMoving ? aimOf(cmd.moveX, cmd.moveY) : p.aim;
  const overGap = dashStepsOverGap(p.x, p.y, p.dashAim, queries);
  p.dashOverGap = overGap > 0 ? 1 : 0;
  p.dashEndStep = ownStep + (overGap > 0 ? overGap : DASH.durationSteps);
  p.dashReadyStep = ownStep + cooldownSteps(p, ownStep, DASH.cooldownSteps);
  sink.dashStarted(p.slot, p.x, p.y, p.dashAim);
}

/**
 * Fires a Pulse when wanted and ready; never during a dash or a reload. The last round starts a
 * reload.
 */
export function tryFire(p: PlayerState, cmd: InputCmd, ownStep: number, sink: PlayerSink): void {
  if ((cmd.buttons & Button.Fire) === 0 || ownStep < p.pulseReadyStep || p.pulseAmmo <= 0) return;
  if (p.reloadEndStep !== 0 || isDashing(p, ownStep)) return;
  p.pulseAmmo--;
  p.pulseReadyStep = ownStep + cooldownSteps(p, ownStep, PULSE.cooldownSteps);
  firePulse(p, ownStep, sink);
  if (p.pulseAmmo === 0) startReload(p, ownStep, sink);
}

/**
 * Fires the Rail whose wind-up is over, or starts to wind one up when wanted and ready. Pulse stays
 * locked from the start until 6 steps after the ray.
 */
export function stepRail(p: PlayerState, cmd: InputCmd, ownStep: number, sink: PlayerSink): void {
  if (p.railFireStep !== 0) {
    if (ownStep < p.railFireStep) return;
    p.railFireStep = 0;
    const { slot, aim } = p;
    sink.railFired(slot, ownStep & SHOT_ID_MASK, muzzleX(p, aim), muzzleY(p, aim), aim);
    return;
  }
  if ((cmd.buttons & Button.Rail) === 0 || ownStep < p.railReadyStep || isDashing(p, ownStep)) {
    return;
  }
  p.railFireStep = ownStep + RAIL.windUpSteps;
  p.railReadyStep = p.railFireStep + cooldownSteps(p, ownStep, RAIL.cooldownSteps);
  const unlockStep = p.railFireStep + RAIL.pulseLockSteps;
  if (p.pulseReadyStep < unlockStep) p.pulseReadyStep = unlockStep;
  sink.railWindingUp(p.slot);
}

/** A dash ends a wind-up without a ray: Rail is ready again, and Pulse unlocked. */
function breakOffRail(p: PlayerState, ownStep: number): void {
  if (p.railFireStep === 0) return;
  p.railFireStep = 0;
  p.railReadyStep = ownStep;
  p.pulseReadyStep = ownStep;
}

/** Throws an Orb when wanted and ready; never during a dash or a wind-up. */
export function tryOrb(p: PlayerState, cmd: InputCmd, ownStep: number, sink: PlayerSink): void {
  if ((cmd.buttons & Button.Orb) === 0 || ownStep < p.orbReadyStep) return;
  if (isDashing(p, ownStep) || p.railFireStep !== 0) return;
  p.orbReadyStep = ownStep + cooldownSteps(p, ownStep, ORB.cooldownSteps);
  const x = quantizeU(p.x + (AIM_COS[p.aim] as number) * ORB_START_U);
  const y = quantizeU(p.y + (AIM_SIN[p.aim] as number) * ORB_START_U);
  sink.orbFired(p.slot, ownStep & SHOT_ID_MASK, x, y, p.aim);
}

/** Starts a reload when wanted, none runs, and a round is missing. */
export function tryReload(p: PlayerState, cmd: InputCmd, ownStep: number, sink: PlayerSink): void {
  if ((cmd.buttons & Button.Reload) === 0 || p.reloadEndStep !== 0) return;
  if (p.pulseAmmo < PULSE.magazine) startReload(p, ownStep, sink);
}

function startReload(p: PlayerState, ownStep: number, sink: PlayerSink): void {
  p.reloadEndStep = ownStep + cooldownSteps(p, ownStep, PULSE.reloadSteps);
  sink.reloadStarted(p.slot);
}

/**
 * The muzzle is at the body's rim, in the shot's direction, at the quantum of public positions: so
 * a shot's start is inside no solid and travels exactly in two 16-bit numbers.
 */
function muzzleX(p: PlayerState, aim: number): number {
  return quantizeU(p.x + (AIM_COS[aim] as number) * BODY_RADIUS_U);
}

function muzzleY(p: PlayerState, aim: number): number {
  return quantizeU(p.y + (AIM_SIN[aim] as number) * BODY_RADIUS_U);
}

function firePulse(p: PlayerState, ownStep: number, sink: PlayerSink): void {
  const shotId = ownStep & SHOT_ID_MASK;
  const aim = (p.aim + spreadOf(p.slot, shotId)) & (AIM_DIRECTIONS - 1);
  sink.pulseFired(p.slot, shotId, muzzleX(p, aim), muzzleY(p, aim), aim);
}

/**
 * Spread of a shot, aim directions: -17..17, a function of whose shot it is, so that prediction
 * knows it.
 */
export function spreadOf(slot: number, shotId: number): number {
  return (hashU32(slot, shotId) % (2 * PULSE.spreadDirections + 1)) - PULSE.spreadDirections;
}
