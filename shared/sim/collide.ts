// A body against the tile map. In: a circle, a way to go and what blocks. Out: where it comes to
// rest, sliding. Run by both sides; exact against boxes and their corners, so that a wall's end is
// rounded smoothly.
import type { ArenaMap } from "./arenaMap.ts";
import { BODY_RADIUS_U, STEP_S, TILE_U } from "./constants.ts";
import { isTileBlocked } from "./raycast.ts";

/** What `moveBody` moves; a PlayerState fits. */
export interface Body {
  x: number;
  y: number;
  /** Velocity, u/s: its part into a touched surface is taken away. */
  vx: number;
  vy: number;
}

/**
 * Air left between a resting body and a solid, u. Rounding to float32 (0.0005 u at most) cannot
 * close it.
 */
const SKIN_U = 1 / 64;
/**
 * A body is clear from here on; half a skin short of rest, so that rest is never taken for contact.
 */
const CLEAR_U = BODY_RADIUS_U + SKIN_U / 2;
const REST_U = BODY_RADIUS_U + SKIN_U;
/**
 * Longest piece of a move, u: half a radius, so that no centre gets into a solid and corners are
 * cut by < 0.7 u.
 */
const PIECE_U = BODY_RADIUS_U / 2;
/** Totality: nothing moves 640 u in a step, and an absurd velocity must not hang the room. */
const PIECES_MAX = 64;
/** Surfaces that one piece may be pushed off: two faces of an inner corner, and as many again. */
const PUSHES_MAX = 4;

/**
 * Where the body is tried, and what `findContact` finds there. Scratch, written and read within one
 * call of an export: numbers passed as arguments would be boxed, twice for each player and step.
 */
const trial = { x: 0, y: 0, nx: 0, ny: 0, distance: 0 };

/**
 * Moves `body` for one step along its velocity, sliding along tiles in `mask`. Started clear of
 * them it ends clear of them: a piece that cannot be resolved is not made.
 */
export function moveBody(map: ArenaMap, body: Body, mask: number): void {
  const dx = body.vx * STEP_S;
  const dy = body.vy * STEP_S;
  const length = Math.sqrt(dx * dx + dy * dy);
  const wanted = Math.ceil(length / PIECE_U);
  const pieces = wanted > 1 ? (wanted < PIECES_MAX ? wanted : PIECES_MAX) : 1;
  const pieceX = dx / pieces;
  const pieceY = dy / pieces;
  let { vx, vy } = body;
  trial.x = body.x;
  trial.y = body.y;
  for (let piece = 0; piece < pieces; piece++) {
    const startX = trial.x;
    const startY = trial.y;
    trial.x += pieceX;
    trial.y += pieceY;
    let pushes = 0;
    while (findContact(map, mask)) {
      if (trial.distance === 0 || ++pushes > PUSHES_MAX) {
        trial.x = startX;
        trial.y = startY;
        break;
      }
      const { nx, ny } = trial;
      const push = REST_U - trial.distance;
      trial.x += nx * push;
      trial.y += ny * push;
      const into = vx * nx + vy * ny;
      if (into >= 0) continue;
      vx -= nx * into;
      vy -= ny * into;
    }
  }
  body.x = trial.x;
  body.y = trial.y;
  body.vx = vx;
  body.vy = vy;
}

/** Whether a body at (x, y) touches no tile in `mask`. */
export function isBodyClear(map: ArenaMap, x: number, y: number, mask: number): boolean {
  trial.x = x;
  trial.y = y;
  return !findContact(map, mask);
}

/** Whether a disc at (x, y) touches no tile in `mask`: what flies, without a body's skin. */
export function isDiscClear(
  map: ArenaMap,
  x: number,
  y: number,
  radiusU: number,
  mask: number,
): boolean {
  const lastCol = Math.floor((x + radiusU) / TILE_U);
  const lastRow = Math.floor((y + radiusU) / TILE_U);
  for (let row = Math.floor((y - radiusU) / TILE_U); row <= lastRow; row++) {
    for (let col = Math.floor((x - radiusU) / TILE_U); col <= lastCol; col++) {
      if (isTileBlocked(map, col, row, mask) && tileDistance2(x, y, col, row) < radiusU * radiusU) {
        return false;
      }
    }
  }
  return true;
}

/** Square of the distance from (x, y) to a tile, u². */
function tileDistance2(x: number, y: number, col: number, row: number): number {
  const left = col * TILE_U;
  const top = row * TILE_U;
  const offX = x < left ? left - x : x > left + TILE_U ? x - left - TILE_U : 0;
  const offY = y < top ? top - y : y > top + TILE_U ? y - top - TILE_U : 0;
  return offX * offX + offY * offY;
}

/**
 * Finds the tile that the body at `trial` is deepest in; of equals the first in reading order.
 * Deepest first is what makes a row of tiles one smooth wall: the tile below pushes before the next
 * one's corner can.
 */
function findContact(map: ArenaMap, mask: number): boolean {
  const { x, y } = trial;
  const firstCol = Math.floor((x - CLEAR_U) / TILE_U);
  const lastCol = Math.floor((x + CLEAR_U) / TILE_U);
  const firstRow = Math.floor((y - CLEAR_U) / TILE_U);
  const lastRow = Math.floor((y + CLEAR_U) / TILE_U);
  let nearest2 = CLEAR_U * CLEAR_U;
  let offX = 0;
  let offY = 0;
  let found = false;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let col = firstCol; col <= lastCol; col++) {
      if (!isTileBlocked(map, col, row, mask)) continue;
      const left = col * TILE_U;
      const top = row * TILE_U;
      const nearX = x < left ? left : x > left + TILE_U ? left + TILE_U : x;
      const nearY = y < top ? top : y > top + TILE_U ? top + TILE_U : y;
      const distance2 = (x - nearX) * (x - nearX) + (y - nearY) * (y - nearY);
      if (distance2 >= nearest2) continue;
      nearest2 = distance2;
      offX = x - nearX;
      offY = y - nearY;
      found = true;
    }
  }
  if (!found) return false;
  const distance = Math.sqrt(nearest2);
  trial.distance = distance;
  trial.nx = distance > 0 ? offX / distance : 0;
  trial.ny = distance > 0 ? offY / distance : 0;
  return true;
}
