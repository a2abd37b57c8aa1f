// Who can see whose body. In: the map, two bodies. Out: whether any part of one can be seen from the
// other. Run by the server: interest, and the cover that ends lag compensation.
import type { ArenaMap } from "./arenaMap.ts";
import { BODY_RADIUS_U } from "./constants.ts";
import { isSightClear } from "./raycast.ts";

/**
 * Whether any part of a body at (bx, by) can be seen from (ax, ay): centre to centre first, then to
 * both rims of the target and from both sides of the viewer, each `leadU` further out (for a viewer
 * who will have moved that far when it is told).
 */
export function isBodyVisible(
  map: ArenaMap,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  leadU: number,
): boolean {
  if (isSightClear(map, ax, ay, bx, by)) return true;
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return true;
  const out = BODY_RADIUS_U + leadU;
  const sideX = (-dy / length) * out;
  const sideY = (dx / length) * out;
  return (
    isSightClear(map, ax, ay, bx + sideX, by + sideY) ||
    isSightClear(map, ax, ay, bx - sideX, by - sideY) ||
    isSightClear(map, ax + sideX, ay + sideY, bx, by) ||
    isSightClear(map, ax - sideX, ay - sideY, bx, by)
  );
}
