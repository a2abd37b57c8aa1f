// Finds where on a map a fight is worth a picture. In: a map. Out: a place in the open with pickups in view, and
// places around it that it sees.
import type { ArenaMap, MapPoint } from "../../shared/sim/arenaMap.ts";
import { TileKind, tileAt, tileAtPoint } from "../../shared/sim/arenaMap.ts";
import { TILE_U } from "../../shared/sim/constants.ts";
import { isSightClear } from "../../shared/sim/raycast.ts";

export type Place = MapPoint;

export interface Stage extends Place {
  /** Nearest first. */
  readonly around: readonly Place[];
}

/** The view at 16:9, u. */
const VIEW_WIDTH_U = 1600;
const VIEW_HEIGHT_U = 900;
/** Half of it, less a margin. */
const HALF_SCREEN_X_U = 680;
const HALF_SCREEN_Y_U = 380;
/** Worth of a pickup in view, in tiles of open floor. */
const PICKUP_WORTH = 25;
/** Worth of a place for somebody to fight. */
const FOE_WORTH = 15;
/** Nearer than this hides what is between; nearer to each other, names overlap, u. */
const NEAREST_U = 240;
const APART_U = 200;
const CAST = 7;

/** The most open place of the map with pickups in view and no edge of the map; the first of equals. */
export function chooseStage(map: ArenaMap): Stage {
  const floor = floorTiles(map);
  const stages = floor.filter(({ x, y }) => isInside(map, x, y));
  let best: Stage = { x: map.widthU / 2, y: map.heightU / 2, around: [] };
  let bestWorth = -1;
  for (const place of stages) {
    const around = chooseAround(map, floor, place);
    const isSeen = (other: Place): boolean => isShown(place, other) && sees(map, place, other);
    const open = floor.filter(isSeen);
    const toTheEast = open.filter(({ x }) => x > place.x).length;
    const worth =
      // A wall right beside the middle would hide half of the scene.
      2 * Math.min(toTheEast, open.length - toTheEast) +
      map.pickups.filter((pickup) => isOnScreen(place, pickup)).length * PICKUP_WORTH +
      countScenery(map, place) +
      around.length * FOE_WORTH;
    if (worth <= bestWorth) continue;
    best = { ...place, around };
    bestWorth = worth;
  }
  return best;
}

function floorTiles(map: ArenaMap): Place[] {
  const places: Place[] = [];
  for (let row = 0; row < map.rows; row++) {
    for (let col = 0; col < map.cols; col++) {
      if (tileAt(map, col, row) !== TileKind.Floor) continue;
      places.push({ x: (col + 0.5) * TILE_U, y: (row + 0.5) * TILE_U });
    }
  }
  return places;
}

/** Places in sight of `from`, apart from each other, the nearest first. */
function chooseAround(map: ArenaMap, floor: readonly Place[], from: Place): Place[] {
  const chosen: Place[] = [];
  const candidates = floor
    .filter((place) => isShown(from, place) && sees(map, from, place))
    .filter((place) => distanceU(from, place) >= NEAREST_U)
    .sort((a, b) => distanceU(from, a) - distanceU(from, b));
  for (const place of candidates) {
    if (chosen.length === CAST) break;
    if (chosen.every((other) => distanceU(other, place) >= APART_U)) chosen.push(place);
  }
  return chosen;
}

function isInside(map: ArenaMap, x: number, y: number): boolean {
  const isInX = x >= VIEW_WIDTH_U / 2 && x <= map.widthU - VIEW_WIDTH_U / 2;
  return isInX && y >= VIEW_HEIGHT_U / 2 && y <= map.heightU - VIEW_HEIGHT_U / 2;
}

/** Tiles of Glass and Gap on screen. */
function countScenery(map: ArenaMap, from: Place): number {
  let count = 0;
  for (let dx = -HALF_SCREEN_X_U; dx <= HALF_SCREEN_X_U; dx += TILE_U) {
    for (let dy = -HALF_SCREEN_Y_U; dy <= HALF_SCREEN_Y_U; dy += TILE_U) {
      const kind = tileAtPoint(map, from.x + dx, from.y + dy);
      if (kind === TileKind.Glass || kind === TileKind.Gap) count++;
    }
  }
  return count;
}

function isOnScreen(from: Place, to: Place): boolean {
  return Math.abs(to.x - from.x) < HALF_SCREEN_X_U && Math.abs(to.y - from.y) < HALF_SCREEN_Y_U;
}

/** Whether it is on screen and not behind a part of the HUD: dock, feed, the panel of a death. */
function isShown(from: Place, to: Place): boolean {
  const dx = Math.abs(to.x - from.x);
  const dy = to.y - from.y;
  if (!isOnScreen(from, to)) return false;
  if (dy > 240) return dx > 330 && to.x < from.x + 500;
  return dy > -110 || dx > 400;
}

function sees(map: ArenaMap, from: Place, to: Place): boolean {
  return isSightClear(map, from.x, from.y, to.x, to.y);
}

function distanceU(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
