// Who is near a point. In: the players' poses, once a tick. Out: slots within a radius, in slot
// order. Run by the server (hit tests, interest, bots); typed arrays that are reused, nothing
// allocated.

/** Side of a cell, u: a Pulse's query touches at most 4 cells, a view's about 54. */
const CELL_U = 256;
/**
 * Cells in a row and rows: 25 x 256 u hold the largest map, so that a change of map needs no new
 * grid.
 */
const CELLS_PER_ROW = 25;
const CELL_COUNT = CELLS_PER_ROW * CELLS_PER_ROW;

/** What the grid reads of a player. */
export interface GridPlayer {
  readonly active: boolean;
  readonly state: { readonly alive: number };
  readonly poseX: number;
  readonly poseY: number;
}

/**
 * Players by cell: the slots of cell c are `slots[cellStart[c]] .. slots[cellStart[c + 1] - 1]`, in
 * slot order.
 */
export interface PlayerGrid {
  readonly cellStart: Int32Array;
  readonly slots: Int32Array;
  /** Cell of each slot, -1 when it is not in the grid. */
  readonly cellOf: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Arguments of the query that runs: x, y, radius. */
  readonly query: Float64Array;
}

export function makeGrid(maxPlayers: number): PlayerGrid {
  return {
    cellStart: new Int32Array(CELL_COUNT + 1),
    slots: new Int32Array(maxPlayers),
    cellOf: new Int32Array(maxPlayers).fill(-1),
    x: new Float64Array(maxPlayers),
    y: new Float64Array(maxPlayers),
    query: new Float64Array(3),
  };
}

function cellIndexOf(u: number): number {
  const index = Math.floor(u / CELL_U);
  return index > 0 ? (index < CELLS_PER_ROW ? index : CELLS_PER_ROW - 1) : 0;
}

/**
 * Sorts the living players into cells by their quantised poses (a counting sort: three passes, no
 * comparison).
 */
export function rebuildGrid(
  grid: PlayerGrid,
  world: { readonly players: readonly GridPlayer[] },
): void {
  const { cellStart, cellOf, slots } = grid;
  const players = world.players;
  cellStart.fill(0);
  for (let slot = 0; slot < players.length; slot++) {
    const player = players[slot] as GridPlayer;
    if (!player.active || player.state.alive === 0) {
      cellOf[slot] = -1;
      continue;
    }
    const cell = cellIndexOf(player.poseY) * CELLS_PER_ROW + cellIndexOf(player.poseX);
    cellOf[slot] = cell;
    grid.x[slot] = player.poseX;
    grid.y[slot] = player.poseY;
    cellStart[cell] = (cellStart[cell] as number) + 1;
  }
  // Counts become ends; filling backwards turns ends into starts and leaves each cell in slot
  // order.
  let end = 0;
  for (let cell = 0; cell <= CELL_COUNT; cell++) {
    end += cellStart[cell] as number;
    cellStart[cell] = end;
  }
  for (let slot = players.length - 1; slot >= 0; slot--) {
    const cell = cellOf[slot] as number;
    if (cell < 0) continue;
    const index = (cellStart[cell] as number) - 1;
    cellStart[cell] = index;
    slots[index] = slot;
  }
}

/**
 * Writes the slots whose pose is at most `radiusU` from (x, y) to `out`, in slot order, and returns
 * how many. `out` needs room for all players.
 */
export function playersNear(
  grid: PlayerGrid,
  x: number,
  y: number,
  radiusU: number,
  out: Int32Array,
): number {
  // Small enough to be inlined; the search itself is not, and would have its arguments boxed.
  grid.query[0] = x;
  grid.query[1] = y;
  grid.query[2] = radiusU;
  return searchGrid(grid, out);
}

function searchGrid(grid: PlayerGrid, out: Int32Array): number {
  const x = grid.query[0] as number;
  const y = grid.query[1] as number;
  const radiusU = grid.query[2] as number;
  const firstCol = cellIndexOf(x - radiusU);
  const lastCol = cellIndexOf(x + radiusU);
  const lastRow = cellIndexOf(y + radiusU);
  const reach2 = radiusU * radiusU;
  let count = 0;
  for (let row = cellIndexOf(y - radiusU); row <= lastRow; row++) {
    const from = grid.cellStart[row * CELLS_PER_ROW + firstCol] as number;
    const end = grid.cellStart[row * CELLS_PER_ROW + lastCol + 1] as number;
    for (let i = from; i < end; i++) {
      const slot = grid.slots[i] as number;
      const dx = (grid.x[slot] as number) - x;
      const dy = (grid.y[slot] as number) - y;
      if (dx * dx + dy * dy > reach2) continue;
      let at = count++;
      for (; at > 0 && (out[at - 1] as number) > slot; at--) out[at] = out[at - 1] as number;
      out[at] = slot;
    }
  }
  return count;
}
