// An Orb's path, one step at a time: a function of where it is, which way it goes and the map. In: a
// flight. Out: the same flight 1/60 s later. Run by both sides, to the same bits: only the start, a
// parry and the burst travel.
import type { ArenaMap } from "./arenaMap.ts";
import { isDiscClear } from "./collide.ts";
import { AIM_DIRECTIONS } from "./constants.ts";
import { BLOCKS_PULSE } from "./raycast.ts";
import { AIM_COS, AIM_SIN } from "./vec2.ts";
import { ORB } from "./weaponDefs.ts";

export interface OrbFlight {
  /** Centre, u, float32. */
  x: number;
  y: number;
  /** Direction, 0..4095: bounces mirror it exactly. */
  aim: number;
  /** Bounces made. */
  bounces: number;
}

/**
 * Moves an Orb by one step. Each axis is moved by itself: an axis that would touch Wall or Glass is
 * turned round and stands still for the step.
 * @returns false when it met a solid with no bounce left: it bursts where it is.
 */
export function stepOrbFlight(map: ArenaMap, orb: OrbFlight): boolean {
  const { aim } = orb;
  const nextX = Math.fround(orb.x + (AIM_COS[aim] as number) * ORB.speedUPerStep);
  const nextY = Math.fround(orb.y + (AIM_SIN[aim] as number) * ORB.speedUPerStep);
  const turnsX = !isDiscClear(map, nextX, orb.y, ORB.radiusU, BLOCKS_PULSE);
  const x = turnsX ? orb.x : nextX;
  const turnsY = !isDiscClear(map, x, nextY, ORB.radiusU, BLOCKS_PULSE);
  orb.x = x;
  if (!turnsY) orb.y = nextY;
  if (!turnsX && !turnsY) return true;
  if (orb.bounces >= ORB.bounces) return false;
  orb.bounces++;
  if (turnsX) orb.aim = (AIM_DIRECTIONS / 2 - orb.aim) & (AIM_DIRECTIONS - 1);
  if (turnsY) orb.aim = -orb.aim & (AIM_DIRECTIONS - 1);
  return true;
}
