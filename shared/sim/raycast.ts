// Straight lines over the tile map. In: a start, a direction and what blocks. Out: how far the line
// is free. Run by both sides: a Pulse's range, sight, a dash's reach, a bot's eyes.
import { type ArenaMap, TileKind, tileAt } from "./arenaMap.ts";
import { TILE_U } from "./constants.ts";

/** Masks of what stops a line or a body: a set bit per `TileKind`. */
export const BLOCKS_SIGHT: number = 1 << TileKind.Wall;
export const BLOCKS_PULSE: number = (1 << TileKind.Wall) | (1 << TileKind.Glass);
export const BLOCKS_DASH: number = BLOCKS_PULSE;
export const BLOCKS_WALK: number = BLOCKS_PULSE | (1 << TileKind.Gap);

/** Whether tile (col, row) is of a kind in `mask`. Outside the map is Wall. */
export function isTileBlocked(map: ArenaMap, col: number, row: number, mask: number): boolean {
  return ((mask >> tileAt(map, col, row)) & 1) === 1;
}

/**
 * Distance from (x, y) along (dirX, dirY) to the first tile in `mask`, at most `maxLength`; both in
 * multiples of the direction's length, so in u for a unit vector. 0 when it starts in a blocked
 * tile. Grid traversal after Amanatides and Woo, every crossing computed from its grid line, so
 * that errors never add up. A line exactly through a tile corner is stopped by the tile across, or
 * when both tiles beside it block: nothing slips between two walls that touch by a corner, and a
 * lone corner may be grazed.
 */
export function traceRay(
  map: ArenaMap,
  x: number,
  y: number,
  dirX: number,
  dirY: number,
  maxLength: number,
  mask: number,
): number {
  let col = Math.floor(x / TILE_U);
  let row = Math.floor(y / TILE_U);
  if (isTileBlocked(map, col, row, mask)) return 0;
  const stepCol = dirX > 0 ? 1 : -1;
  const stepRow = dirY > 0 ? 1 : -1;
  const edgeCol = dirX > 0 ? 1 : 0;
  const edgeRow = dirY > 0 ? 1 : 0;
  let tx = dirX === 0 ? Infinity : ((col + edgeCol) * TILE_U - x) / dirX;
  let ty = dirY === 0 ? Infinity : ((row + edgeRow) * TILE_U - y) / dirY;
  for (;;) {
    const t = tx < ty ? tx : ty;
    // Written so that a NaN ends the walk too.
    if (!(t < maxLength)) return maxLength;
    if (tx === ty) {
      const besideBlocked =
        isTileBlocked(map, col + stepCol, row, mask) &&
        isTileBlocked(map, col, row + stepRow, mask);
      if (besideBlocked) return t;
    }
    // A division costs more than the rest of a step: only what has changed is divided again.
    if (tx === t) {
      col += stepCol;
      tx = ((col + edgeCol) * TILE_U - x) / dirX;
    }
    if (ty === t) {
      row += stepRow;
      ty = ((row + edgeRow) * TILE_U - y) / dirY;
    }
    if (isTileBlocked(map, col, row, mask)) return t;
  }
}

/**
 * Whether no tile in `mask` touches the line between the two points. The same in both directions.
 */
export function isLineClear(
  map: ArenaMap,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  mask: number,
): boolean {
  const forward = ax < bx || (ax === bx && ay <= by);
  const fromX = forward ? ax : bx;
  const fromY = forward ? ay : by;
  const toX = forward ? bx : ax;
  const toY = forward ? by : ay;
  return traceRay(map, fromX, fromY, toX - fromX, toY - fromY, 1, mask) >= 1;
}

/** Whether the two points see each other: Wall blocks, Glass and Gap do not. Sight is mutual. */
export function isSightClear(
  map: ArenaMap,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): boolean {
  return isLineClear(map, ax, ay, bx, by, BLOCKS_SIGHT);
}
