// Who is met by a ray, computed apart from the game's own code, so that it can judge it. In: bodies, a ray.
// Out: the first body on it. Run by the netcode proof on what a screen drew, and on the server's present.
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { BODY_RADIUS_U } from "../../shared/sim/constants.ts";
import { BLOCKS_SIGHT, traceRay } from "../../shared/sim/raycast.ts";
import { AIM_COS, AIM_SIN } from "../../shared/sim/vec2.ts";

export interface Body {
  readonly slot: number;
  readonly x: number;
  readonly y: number;
}

export interface RayResult {
  /** Slot of the first body on the ray; -1 for none. */
  readonly victim: number;
  /** How far from its middle the ray passes, u; NaN for none. */
  readonly offU: number;
  readonly alongU: number;
}

const NOBODY: RayResult = { victim: -1, offU: Number.NaN, alongU: Number.NaN };

/** The first of `bodies` that the ray from (x, y) toward `aim` (0..4095) meets before a wall or its range. */
export function firstOnRay(
  bodies: readonly Body[],
  map: ArenaMap,
  x: number,
  y: number,
  aim: number,
  rangeU: number,
): RayResult {
  const dirX = AIM_COS[aim] as number;
  const dirY = AIM_SIN[aim] as number;
  const lengthU = traceRay(map, x, y, dirX, dirY, rangeU, BLOCKS_SIGHT);
  let first = NOBODY;
  let firstU = lengthU;
  for (const body of bodies) {
    const dx = body.x - x;
    const dy = body.y - y;
    const offU = Math.abs(dx * dirY - dy * dirX);
    if (offU > BODY_RADIUS_U) continue;
    const halfU = Math.sqrt(BODY_RADIUS_U ** 2 - offU ** 2);
    const alongU = dx * dirX + dy * dirY;
    const entryU = Math.max(0, alongU - halfU);
    // Of equals the lowest slot, as in the game.
    if (alongU + halfU < 0 || entryU >= firstU) continue;
    firstU = entryU;
    first = { victim: body.slot, offU, alongU: firstU };
  }
  return first;
}

/** Distance of the point (px, py) from the stretch [fromU, toU] of the ray from (x, y) toward `aim`, u. */
export function distanceToPath(
  px: number,
  py: number,
  x: number,
  y: number,
  aim: number,
  fromU: number,
  toU: number,
): number {
  const dirX = AIM_COS[aim] as number;
  const dirY = AIM_SIN[aim] as number;
  const alongU = Math.max(fromU, Math.min(toU, (px - x) * dirX + (py - y) * dirY));
  return Math.hypot(px - x - dirX * alongU, py - y - dirY * alongU);
}
