// Whose body is held until when. In: a Duel's countdown and each player's own time. Out: `heldUntilStep`, dated so
// that a client knows it before it predicts that step. Run by the server.
import { HOLD_EARLY_STEPS, HOLD_LATE_STEPS, HOLD_NOTICE_STEPS } from "./constants.ts";
import { HELD_OPEN } from "./hold.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import type { World } from "./world.ts";

/** Holds everybody until further notice. */
export function holdAll(world: World): void {
  for (const { state } of world.players) state.heldUntilStep = HELD_OPEN;
}

/**
 * In each step of a countdown. A second before its end each player is told in which own step that will be, as its
 * inputs come now; later only what strays far from it is corrected, to the nearer bound.
 */
export function dateHolds(world: World): void {
  const left = world.phaseEndStep - world.step;
  if (left > HOLD_NOTICE_STEPS) return;
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    const { state } = rec;
    const due = dueStep(world, rec);
    if (state.heldUntilStep === HELD_OPEN) state.heldUntilStep = due;
    else if (state.heldUntilStep < due - HOLD_EARLY_STEPS) {
      state.heldUntilStep = due - HOLD_EARLY_STEPS;
    } else if (state.heldUntilStep > due + HOLD_LATE_STEPS) {
      state.heldUntilStep = due + HOLD_LATE_STEPS;
    }
  }
}

/** The own step that falls on the countdown's end when each tick brings one command from now on. */
function dueStep(world: World, rec: PlayerRecord): number {
  const nextCommandStep = (world.tick + 1) * world.stepsPerTick;
  const ahead = world.phaseEndStep - nextCommandStep;
  return rec.ownStep + (ahead > 0 ? ahead : 0);
}
