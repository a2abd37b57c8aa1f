// A body that is held: a Duel's countdown, or its pause for a lost connection. In: a player's state, its own step.
// Out: the same body a step later, its timers as far ahead as before. Run by both sides, from `stepPlayer`.
import type { PlayerState } from "./types.ts";

/** `heldUntilStep` of a body that is held until further notice. */
export const HELD_OPEN = 0xffffffff;

const TIMERS = [
  "pulseReadyStep",
  "reloadEndStep",
  "dashEndStep",
  "dashReadyStep",
  "railFireStep",
  "railReadyStep",
  "orbReadyStep",
  "surgeEndStep",
  "knockStep",
] as const satisfies readonly (keyof PlayerState)[];

/** Whether the body is held in own step `ownStep`. */
export function isHeld(p: PlayerState, ownStep: number): boolean {
  return ownStep < p.heldUntilStep;
}

/**
 * One held step: nothing changes, and what runs (a dash, a cooldown, a reload, a wind-up, a due push) has as much
 * before it as it had: a pause lets nobody reload, and leaves nobody over a Gap.
 */
export function stepHeld(p: PlayerState, ownStep: number): void {
  for (const timer of TIMERS) if (p[timer] > ownStep) p[timer]++;
}
