// The ground of the landing page's fight. In: nothing. Out: where walls are, and what is open.
// Scene units are world units: the arena's 80 u tiles.
import { TILE_U } from "../../../shared/sim/constants.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
}

// Walls and bodies keep to the right, where the page shows nothing else; the view is cut from the
// left.
const ROWS = [
  "....................",
  "..........##...##...",
  "..........#.....#...",
  "....................",
  "............##......",
  "............##....#.",
  "..................#.",
  "............#...#...",
  "................##..",
  "............##......",
  "....................",
  "....................",
] as const;

export const SCENE_COLS = 20;
/** Bodies keep to the east of this. */
const FIRST_COL = 10;
export const SCENE_ROWS = ROWS.length;
export const SCENE_WIDTH = SCENE_COLS * TILE_U;
export const SCENE_HEIGHT = SCENE_ROWS * TILE_U;

/** Whether the tile at (col, row) is a wall; outside is open, so that the picture has no frame. */
export function isSceneWall(col: number, row: number): boolean {
  return ROWS[row]?.charAt(col) === "#";
}

/** The middle of some open tile, for a body to stand on or go to. */
export function openPlace(random: () => number): Place {
  for (;;) {
    const col = FIRST_COL + Math.floor(random() * (SCENE_COLS - 1 - FIRST_COL));
    const row = 1 + Math.floor(random() * (SCENE_ROWS - 3));
    if (!isSceneWall(col, row)) return { x: (col + 0.5) * TILE_U, y: (row + 0.5) * TILE_U };
  }
}

/** Whether a body with `margin` around it fits all the way along the line. */
export function isClear(from: Place, to: Place, margin: number): boolean {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 16);
  for (let i = 1; i < steps; i++) {
    const x = from.x + ((to.x - from.x) * i) / steps;
    const y = from.y + ((to.y - from.y) * i) / steps;
    if (isWallNear(x, y, margin)) return false;
  }
  return true;
}

/** Whether a square of half side `margin` around the point touches a wall with its corners. */
export function isWallNear(x: number, y: number, margin: number): boolean {
  return (
    isWallAt(x - margin, y - margin) ||
    isWallAt(x + margin, y - margin) ||
    isWallAt(x - margin, y + margin) ||
    isWallAt(x + margin, y + margin)
  );
}

/** Whether the point is in a wall. */
export function isWallAt(x: number, y: number): boolean {
  return isSceneWall(Math.floor(x / TILE_U), Math.floor(y / TILE_U));
}
