// Where a body can walk, as a lattice. In: a map. Out: nodes, the node near any point, places worth a visit.
// Nodes are tile corners with four walkable tiles around them: the middle of every corridor, 80 u off all walls.
import { type ArenaMap, PickupKind } from "../../../../shared/sim/arenaMap.ts";
import { TILE_U } from "../../../../shared/sim/constants.ts";
import { BLOCKS_WALK, isTileBlocked } from "../../../../shared/sim/raycast.ts";

/** Side of a district, u: a screen is about 1600 x 900. */
const DISTRICT_U = 800;
/** The four sides of a tile. */
const SIDE_COLS = [0, -1, 1, 0] as const;
const SIDE_ROWS = [-1, 0, 0, 1] as const;

/** Node (col, row) is the corner at (col * 80, row * 80) u and has the index `row * width + col`. */
export interface NavGrid {
  readonly map: ArenaMap;
  /** Nodes in a row; those on the map's border are never open, so that neighbours need no bounds. */
  readonly width: number;
  /** By node: 1 when a body can stand on it. Open neighbours, diagonals too, have a free way between them. */
  readonly open: Uint8Array;
  /** By tile: the node that is the fewest tiles away on foot; -1 for tiles that cannot be walked. */
  readonly nodeOfTile: Int32Array;
  /** By tile: the next tile on foot to that node; itself when the node is a corner of it. */
  readonly exitOfTile: Int32Array;
  /** A node in each district that has one. */
  readonly districts: readonly number[];
  /** Node in the middle: where Surge is, or else the map's centre. */
  readonly centre: number;
}

/** Reads the lattice off `map`. About 1 ms for the largest map: once per map, not per tick. */
export function makeNavGrid(map: ArenaMap): NavGrid {
  const width = map.cols + 1;
  const open = new Uint8Array(width * (map.rows + 1));
  for (let row = 1; row < map.rows; row++) {
    for (let col = 1; col < map.cols; col++) {
      if (isCornerFree(map, col, row)) open[row * width + col] = 1;
    }
  }
  const nodeOfTile = new Int32Array(map.cols * map.rows).fill(-1);
  const exitOfTile = new Int32Array(map.cols * map.rows).fill(-1);
  spreadNodes(map, width, open, nodeOfTile, exitOfTile);
  const surge = map.pickups.find((pickup) => pickup.kind === PickupKind.Surge);
  const centreX = surge?.x ?? map.widthU / 2;
  const centreY = surge?.y ?? map.heightU / 2;
  return {
    map,
    width,
    open,
    nodeOfTile,
    exitOfTile,
    districts: findDistricts(map, width, open),
    centre: nearestOpen(map, width, open, centreX, centreY, map.widthU + map.heightU),
  };
}

/** Position of a node, u. */
export function nodeX(nav: NavGrid, node: number): number {
  return (node % nav.width) * TILE_U;
}

export function nodeY(nav: NavGrid, node: number): number {
  return Math.floor(node / nav.width) * TILE_U;
}

/** A node on the way to or from the point; -1 when no body can stand there. */
export function nodeNear(nav: NavGrid, x: number, y: number): number {
  const { map, width, open } = nav;
  const col = Math.floor(x / TILE_U);
  const row = Math.floor(y / TILE_U);
  if (isTileBlocked(map, col, row, BLOCKS_WALK)) return -1;
  const nearest = Math.round(y / TILE_U) * width + Math.round(x / TILE_U);
  if (open[nearest] === 1) return nearest;
  return nav.nodeOfTile[row * map.cols + col] as number;
}

/**
 * Writes the middle of the next tile on the way out of a nook that no node touches.
 * @returns false, and nothing written, for a point that is in no nook.
 */
export function nookExit(
  nav: NavGrid,
  x: number,
  y: number,
  out: { x: number; y: number },
): boolean {
  const { map } = nav;
  const tile = Math.floor(y / TILE_U) * map.cols + Math.floor(x / TILE_U);
  const exit = nav.exitOfTile[tile] ?? -1;
  if (exit < 0 || exit === tile) return false;
  out.x = ((exit % map.cols) + 0.5) * TILE_U;
  out.y = (Math.floor(exit / map.cols) + 0.5) * TILE_U;
  return true;
}

/** As `nodeNear`, but a point in a wall is taken for the floor beside it; -1 when there is none. */
export function nodeAround(nav: NavGrid, x: number, y: number): number {
  const half = TILE_U / 2;
  let node = nodeNear(nav, x, y);
  for (let i = 0; i < 4 && node < 0; i++) {
    node = nodeNear(nav, x + (i & 1 ? half : -half), y + (i & 2 ? half : -half));
  }
  return node;
}

function isCornerFree(map: ArenaMap, col: number, row: number): boolean {
  for (let dr = -1; dr <= 0; dr++) {
    for (let dc = -1; dc <= 0; dc++) {
      if (isTileBlocked(map, col + dc, row + dr, BLOCKS_WALK)) return false;
    }
  }
  return true;
}

/** Breadth first from all tiles that touch a node: nooks one tile wide learn the way out. */
function spreadNodes(
  map: ArenaMap,
  width: number,
  open: Uint8Array,
  nodeOfTile: Int32Array,
  exitOfTile: Int32Array,
): void {
  const queue: number[] = [];
  for (let tile = 0; tile < nodeOfTile.length; tile++) {
    const node = openCorner(width, open, tile % map.cols, Math.floor(tile / map.cols));
    if (node < 0) continue;
    nodeOfTile[tile] = node;
    exitOfTile[tile] = tile;
    queue.push(tile);
  }
  for (let i = 0; i < queue.length; i++) {
    const tile = queue[i] as number;
    const col = tile % map.cols;
    const row = Math.floor(tile / map.cols);
    for (let side = 0; side < 4; side++) {
      const nextCol = col + (SIDE_COLS[side] as number);
      const nextRow = row + (SIDE_ROWS[side] as number);
      if (isTileBlocked(map, nextCol, nextRow, BLOCKS_WALK)) continue;
      const next = nextRow * map.cols + nextCol;
      if (nodeOfTile[next] !== -1) continue;
      nodeOfTile[next] = nodeOfTile[tile] as number;
      exitOfTile[next] = tile;
      queue.push(next);
    }
  }
}

/** An open corner of the tile, the first in reading order; -1 for none. */
function openCorner(width: number, open: Uint8Array, col: number, row: number): number {
  const first = row * width + col;
  for (let corner = 0; corner < 4; corner++) {
    const node = first + (corner & 1) + (corner >> 1) * width;
    if (open[node] === 1) return node;
  }
  return -1;
}

function findDistricts(map: ArenaMap, width: number, open: Uint8Array): number[] {
  const districts: number[] = [];
  for (let y = DISTRICT_U / 2; y < map.heightU; y += DISTRICT_U) {
    for (let x = DISTRICT_U / 2; x < map.widthU; x += DISTRICT_U) {
      const node = nearestOpen(map, width, open, x, y, DISTRICT_U / 2);
      if (node >= 0) districts.push(node);
    }
  }
  return districts;
}

/** The open node nearest to the point in steps along the axes, at most `reachU` away; -1 for none. */
function nearestOpen(
  map: ArenaMap,
  width: number,
  open: Uint8Array,
  x: number,
  y: number,
  reachU: number,
): number {
  let best = -1;
  let bestU = reachU;
  for (let row = 1; row < map.rows; row++) {
    for (let col = 1; col < map.cols; col++) {
      if (open[row * width + col] !== 1) continue;
      const awayU = Math.abs(col * TILE_U - x) + Math.abs(row * TILE_U - y);
      if (awayU >= bestU) continue;
      best = row * width + col;
      bestU = awayU;
    }
  }
  return best;
}
