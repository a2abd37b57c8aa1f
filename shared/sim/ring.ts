// The ring that closes in a Duel. In: the step of the round, the map. Out: its radius, who is outside.
// Run by both sides: the server takes HP by it, clients draw it; a function of time, so nothing of it travels.
import type { ArenaMap } from "./arenaMap.ts";
import { RING_CLOSING_STEPS, RING_FROM_U, RING_START_STEPS, RING_TO_U } from "./constants.ts";
import { Move } from "./weaponDefs.ts";

/** The move that a death by the ring is reported with; nobody can hit himself with it. */
export const RING_DEATH_MOVE = Move.Pulse;

/** Whether a death that was reported with this killer and move was the ring's. */
export function isRingDeath(killer: number, move: Move): boolean {
  return killer < 0 && move === RING_DEATH_MOVE;
}

/**
 * Radius of the ring around the map's centre, u: `Infinity` before it appears, then 900 falling evenly to 250.
 * @param roundStep steps of the round that are over: the round's length less what is left of it.
 */
export function ringRadiusU(roundStep: number): number {
  const closing = roundStep - RING_START_STEPS;
  if (closing < 0) return Number.POSITIVE_INFINITY;
  if (closing >= RING_CLOSING_STEPS) return RING_TO_U;
  return RING_FROM_U + ((RING_TO_U - RING_FROM_U) * closing) / RING_CLOSING_STEPS;
}

/** Whether the point, u, is outside a ring of that radius: there it hurts. */
export function isOutsideRing(map: ArenaMap, radiusU: number, x: number, y: number): boolean {
  const offX = x - map.widthU / 2;
  const offY = y - map.heightU / 2;
  return offX * offX + offY * offY > radiusU * radiusU;
}
