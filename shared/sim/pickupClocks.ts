// When pickups are there. In: the map's pickups and the world step. Out: the step from which each
// can be taken. Run by the server; clients read the same steps to draw rings and the Surge's
// announcement.
import { type ArenaMap, PickupKind } from "./arenaMap.ts";
import { GUARD_RESPAWN_STEPS, MEND_RESPAWN_STEPS, SURGE_RESPAWN_STEPS } from "./constants.ts";

/** Most pickups of a map: the clocks are allocated once, for every map of a room's life. */
export const MAX_PICKUPS = 128;

/** Steps until a pickup of this kind is back after it was taken. */
export function pickupRespawnSteps(kind: PickupKind): number {
  switch (kind) {
    case PickupKind.Mend:
      return MEND_RESPAWN_STEPS;
    case PickupKind.Guard:
      return GUARD_RESPAWN_STEPS;
    case PickupKind.Surge:
      return SURGE_RESPAWN_STEPS;
  }
}

/**
 * Starts the clocks of a round in world step `step`: Mend lies ready, Guard too unless it is delayed, Surge comes
 * after its interval.
 * @throws Error when the map has more than `MAX_PICKUPS`.
 */
export function resetPickupClocks(
  map: ArenaMap,
  readyAtStep: Int32Array,
  step: number,
  guardDelaySteps = 0,
): void {
  if (map.pickups.length > MAX_PICKUPS) {
    throw new Error(`map "${map.id}": ${map.pickups.length} pickups, at most ${MAX_PICKUPS}`);
  }
  readyAtStep.fill(0);
  for (let i = 0; i < map.pickups.length; i++) {
    const kind = map.pickups[i]?.kind;
    if (kind === PickupKind.Surge) readyAtStep[i] = step + SURGE_RESPAWN_STEPS;
    else readyAtStep[i] = kind === PickupKind.Guard ? step + guardDelaySteps : step;
  }
}

/** Moves the clocks that still ran at `fromStep` on by `steps`: they stood meanwhile. */
export function shiftPickupClocks(readyAtStep: Int32Array, fromStep: number, steps: number): void {
  for (let i = 0; i < readyAtStep.length; i++) {
    const ready = readyAtStep[i] as number;
    if (ready > fromStep) readyAtStep[i] = ready + steps;
  }
}
