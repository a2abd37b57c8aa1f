// One player, one step of 1/60 s. In: its state, its command, its own step, world queries. Out: its
// next state. Run by the server when it applies a command, and by the owner's client when it
// predicts and replays one.
import { AIM_DIRECTIONS } from "./constants.ts";
import { isHeld, stepHeld } from "./hold.ts";
import { applyKnock, roundBody, stepDash, stepWalk } from "./movement.ts";
import type { InputCmd, PlayerSink, PlayerState, SimQueries } from "./types.ts";
import { isDashing, stepRail, stepReload, tryDash, tryFire, tryOrb, tryReload } from "./weapons.ts";

/**
 * Advances `p` by one step and reports to `sink`. Reads nothing but its arguments and writes only
 * `p`; total for any integers in `cmd`. The dead and the held only turn their aim.
 */
export function stepPlayer(
  p: PlayerState,
  cmd: InputCmd,
  ownStep: number,
  queries: SimQueries,
  sink: PlayerSink,
): void {
  p.aim = cmd.aim & (AIM_DIRECTIONS - 1);
  if (p.alive === 0) return;
  if (isHeld(p, ownStep)) {
    stepHeld(p, ownStep);
    return;
  }
  stepReload(p, ownStep);
  applyKnock(p, ownStep);
  tryDash(p, cmd, ownStep, queries, sink);
  if (isDashing(p, ownStep)) stepDash(p, queries);
  else stepWalk(p, cmd, queries);
  roundBody(p);
  stepRail(p, cmd, ownStep, sink);
  tryOrb(p, cmd, ownStep, sink);
  tryFire(p, cmd, ownStep, sink);
  tryReload(p, cmd, ownStep, sink);
}

/** The player's own step in sub-step `subStep` of its command `seq`. */
export function ownStepOf(
  p: PlayerState,
  seq: number,
  stepsPerTick: number,
  subStep: number,
): number {
  return p.stepBase + seq * stepsPerTick + subStep;
}

/** Applies command `seq` whole: what a predicting client runs for each input, new or replayed. */
export function stepCommand(
  p: PlayerState,
  cmd: InputCmd,
  seq: number,
  stepsPerTick: number,
  queries: SimQueries,
  sink: PlayerSink,
): void {
  for (let subStep = 0; subStep < stepsPerTick; subStep++) {
    stepPlayer(p, cmd, ownStepOf(p, seq, stepsPerTick, subStep), queries, sink);
  }
}
