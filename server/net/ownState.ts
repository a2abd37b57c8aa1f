// A player's exact state written for its owner. In: the simulation's state, after a step. Out: the same in the schema's
// entity; an equal value writes nothing. Server only.
import type { OwnerState } from "../../shared/schema/OwnerState.ts";
import type { PlayerState } from "../../shared/sim/types.ts";

/** All of PREDICTED_FIELDS, in their order; by name, because a loop over the names takes nine times as long. */
export function writeOwnState(owner: OwnerState, state: PlayerState): void {
  owner.slot = state.slot;
  owner.alive = state.alive;
  owner.x = state.x;
  owner.y = state.y;
  owner.vx = state.vx;
  owner.vy = state.vy;
  owner.pulseAmmo = state.pulseAmmo;
  owner.pulseReadyStep = state.pulseReadyStep;
  owner.reloadEndStep = state.reloadEndStep;
  owner.dashEndStep = state.dashEndStep;
  owner.dashAim = state.dashAim;
  owner.dashOverGap = state.dashOverGap;
  owner.dashReadyStep = state.dashReadyStep;
  owner.railFireStep = state.railFireStep;
  owner.railReadyStep = state.railReadyStep;
  owner.orbReadyStep = state.orbReadyStep;
  owner.surgeEndStep = state.surgeEndStep;
  owner.knockStep = state.knockStep;
  owner.knockVx = state.knockVx;
  owner.knockVy = state.knockVy;
  owner.heldUntilStep = state.heldUntilStep;
  owner.stepBase = state.stepBase;
}
