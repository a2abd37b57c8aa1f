// The rules that maps are laid out by, as functions. In: a map. Out: figures and offending places.
import { type ArenaMap, TileKind, tileAt } from "../../shared/sim/arenaMap.ts";
import { BODY_RADIUS_U, TILE_U } from "../../shared/sim/constants.ts";
import { BLOCKS_SIGHT, traceRay } from "../../shared/sim/raycast.ts";

/** Where in a tile lines of sight start, in tiles: where a body can stand that touches the tile's sides. */
const SIGHT_STARTS = [BODY_RADIUS_U / TILE_U, 0.375, 0.5, 0.625, 1 - BODY_RADIUS_U / TILE_U];
const SIGHT_DIRECTIONS = 720;

/** Share of Wall, Glass and Gap tiles. */
export function blockedShare(map: ArenaMap): number {
  return map.tiles.filter((kind) => kind !== TileKind.Floor).length / map.tiles.length;
}

/** Tiles of a kind. */
export function countTiles(map: ArenaMap, kind: TileKind): number {
  return map.tiles.filter((tile) => tile === kind).length;
}

/** Whether a body of 160 u, the width of a corridor, stands free on the tiles (col, row) to (col + 1, row + 1). */
function isBlockFree(map: ArenaMap, col: number, row: number): boolean {
  for (let y = row; y <= row + 1; y++) {
    for (let x = col; x <= col + 1; x++) if (tileAt(map, x, y) !== TileKind.Floor) return false;
  }
  return true;
}

/** Floor tiles that no free block of 2 x 2 covers: corridors below 160 u. */
export function narrowTiles(map: ArenaMap): string[] {
  return floorTiles(map)
    .filter(([col, row]) => {
      const blocks = [
        [col, row],
        [col - 1, row],
        [col, row - 1],
        [col - 1, row - 1],
      ];
      return !blocks.some(([x = 0, y = 0]) => isBlockFree(map, x, y));
    })
    .map(String);
}

/** Free blocks of 2 x 2, by their north-western tile. */
function freeBlocks(map: ArenaMap): Set<string> {
  const free = new Set<string>();
  for (let row = 0; row < map.rows; row++) {
    for (let col = 0; col < map.cols; col++)
      if (isBlockFree(map, col, row)) free.add(`${col},${row}`);
  }
  return free;
}

/** Takes the block, and what can be reached from it in steps of one tile, out of `free`. @returns what it took. */
function takeReached(free: Set<string>, first: string): string[] {
  const queue = free.delete(first) ? [first] : [];
  for (const block of queue) {
    const [col = 0, row = 0] = block.split(",").map(Number);
    for (const next of [
      `${col + 1},${row}`,
      `${col - 1},${row}`,
      `${col},${row + 1}`,
      `${col},${row - 1}`,
    ]) {
      if (free.delete(next)) queue.push(next);
    }
  }
  return queue;
}

/** Free blocks of 2 x 2 that cannot be reached from the first in steps of one tile. */
export function unreachedBlocks(map: ArenaMap): number {
  const free = freeBlocks(map);
  const [first] = free;
  if (first !== undefined) takeReached(free, first);
  return free.size;
}

/** Free blocks of 2 x 2, none with a spawn, that all ways of 160 u from the first spawn to the second lead over. */
export function chokePoints(map: ArenaMap): string[] {
  const [from, to] = map.spawns.map(({ x, y }) => blocksOver(x, y));
  return [...freeBlocks(map)].filter((taken) => {
    if (from?.includes(taken) || to?.includes(taken)) return false;
    const free = freeBlocks(map);
    const [col = 0, row = 0] = taken.split(",").map(Number);
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = col - 1; x <= col + 1; x++) free.delete(`${x},${y}`);
    }
    const reached = from?.flatMap((block) => takeReached(free, block)) ?? [];
    return !reached.some((block) => to?.includes(block));
  });
}

/** The four blocks that the tile at (x, y), u, is in. */
function blocksOver(x: number, y: number): string[] {
  const [col, row] = [Math.floor(x / TILE_U), Math.floor(y / TILE_U)];
  return [`${col},${row}`, `${col - 1},${row}`, `${col},${row - 1}`, `${col - 1},${row - 1}`];
}

/** Largest distance from a floor tile's centre to the edge of Wall or Glass, u; the map's own edge is no cover. */
export function farthestFromCover(map: ArenaMap): number {
  const cover: (readonly [number, number])[] = [];
  map.tiles.forEach((kind, index) => {
    const isCover = kind === TileKind.Wall || kind === TileKind.Glass;
    if (isCover) cover.push([index % map.cols, Math.floor(index / map.cols)]);
  });
  const distances = floorTiles(map).map(([col, row]) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const [x, y] of cover) {
      const dx = Math.max(0, Math.abs(x - col) - 0.5);
      const dy = Math.max(0, Math.abs(y - row) - 0.5);
      nearest = Math.min(nearest, dx * dx + dy * dy);
    }
    return Math.sqrt(nearest) * TILE_U;
  });
  return Math.max(...distances);
}

/** Longest line from where a body can stand to a Wall, over ground, Gaps and Glass, u, and where it starts. */
export function longestSight(map: ArenaMap): { lengthU: number; from: string } {
  const longest = { lengthU: 0, from: "" };
  map.tiles.forEach((kind, index) => {
    if (kind === TileKind.Wall) return;
    const col = index % map.cols;
    const row = Math.floor(index / map.cols);
    // The longest lines begin beside a wall.
    if (!touchesWall(map, col, row)) return;
    for (const fx of SIGHT_STARTS) {
      for (const fy of SIGHT_STARTS) {
        const lengthU = longestFrom(map, (col + fx) * TILE_U, (row + fy) * TILE_U);
        if (lengthU <= longest.lengthU) continue;
        longest.lengthU = lengthU;
        longest.from = `${col},${row}`;
      }
    }
  });
  return longest;
}

function longestFrom(map: ArenaMap, x: number, y: number): number {
  let longest = 0;
  for (let i = 0; i < SIGHT_DIRECTIONS; i++) {
    const angle = ((i + 0.137) * 2 * Math.PI) / SIGHT_DIRECTIONS;
    const length = traceRay(map, x, y, Math.cos(angle), Math.sin(angle), 4000, BLOCKS_SIGHT);
    longest = Math.max(longest, length);
  }
  return longest;
}

function touchesWall(map: ArenaMap, col: number, row: number): boolean {
  for (let y = row - 1; y <= row + 1; y++) {
    for (let x = col - 1; x <= col + 1; x++) if (tileAt(map, x, y) === TileKind.Wall) return true;
  }
  return false;
}

function floorTiles(map: ArenaMap): (readonly [number, number])[] {
  const tiles: (readonly [number, number])[] = [];
  map.tiles.forEach((kind, index) => {
    if (kind === TileKind.Floor) tiles.push([index % map.cols, Math.floor(index / map.cols)]);
  });
  return tiles;
}
