// Merges tiles into outlines. In: which cells are solid. Out: closed polygons around what is
// connected, with corners cut, so that blocks look designed and not tiled. Pure geometry.

/**
 * A closed polygon x, y, x, y... in u. The solid side is on the right when walking along it (y
 * down).
 */
export interface Outline {
  readonly points: Float32Array;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export interface TileRange {
  readonly col0: number;
  readonly row0: number;
  /** Exclusive. */
  readonly col1: number;
  readonly row1: number;
}

const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/**
 * Outlines of the solid cells in `range`; beyond it nothing is solid. Outer corners are cut by
 * `convexCutU`, inner ones by `concaveCutU`. Blocks that touch at a corner only stay apart.
 */
export function traceOutlines(
  range: TileRange,
  tileU: number,
  isSolid: (col: number, row: number) => boolean,
  convexCutU: number,
  concaveCutU: number,
): Outline[] {
  const edges = collectEdges(range, isSolid);
  const outlines: Outline[] = [];
  for (const [start, directions] of edges) {
    while (directions.length > 0) {
      const corners = walkLoop(edges, start, directions[0] as number);
      outlines.push(cutCorners(corners, tileU, convexCutU, concaveCutU));
    }
  }
  return outlines;
}

/**
 * Grid vertices by key, each with the directions (0 east, 1 south, 2 west, 3 north) of its edges.
 */
type Edges = Map<number, number[]>;

const KEY_OFFSET = 1 << 12;
const vertexKey = (col: number, row: number): number =>
  (row + KEY_OFFSET) * KEY_OFFSET * 2 + (col + KEY_OFFSET);

function collectEdges(range: TileRange, isSolid: (col: number, row: number) => boolean): Edges {
  const { col0, row0, col1, row1 } = range;
  const solidAt = (col: number, row: number): boolean =>
    col >= col0 && row >= row0 && col < col1 && row < row1 && isSolid(col, row);
  const edges: Edges = new Map();
  const add = (col: number, row: number, direction: number): void => {
    const key = vertexKey(col, row);
    const directions = edges.get(key);
    if (directions) directions.push(direction);
    else edges.set(key, [direction]);
  };
  for (let row = row0; row < row1; row++) {
    for (let col = col0; col < col1; col++) {
      if (!solidAt(col, row)) continue;
      if (!solidAt(col, row - 1)) add(col, row, 0);
      if (!solidAt(col + 1, row)) add(col + 1, row, 1);
      if (!solidAt(col, row + 1)) add(col + 1, row + 1, 2);
      if (!solidAt(col - 1, row)) add(col, row + 1, 3);
    }
  }
  return edges;
}

interface Corner {
  readonly col: number;
  readonly row: number;
  readonly directionIn: number;
  readonly directionOut: number;
}

/** Takes one loop out of `edges`, and returns the corners on it. */
function walkLoop(edges: Edges, startKey: number, startDirection: number): Corner[] {
  const corners: Corner[] = [];
  let col = (startKey % (KEY_OFFSET * 2)) - KEY_OFFSET;
  let row = Math.floor(startKey / (KEY_OFFSET * 2)) - KEY_OFFSET;
  let direction = startDirection;
  let key = startKey;
  do {
    const directions = edges.get(key) as number[];
    directions.splice(directions.indexOf(direction), 1);
    col += STEP_X[direction] as number;
    row += STEP_Y[direction] as number;
    key = vertexKey(col, row);
    const next = nextDirection(
      edges.get(key) as number[],
      direction,
      key === startKey,
      startDirection,
    );
    if (next !== direction) corners.push({ col, row, directionIn: direction, directionOut: next });
    direction = next;
  } while (key !== startKey || direction !== startDirection);
  return corners;
}

/** Right before straight before left: a loop stays with its own block where two touch. */
function nextDirection(
  left: readonly number[],
  direction: number,
  atStart: boolean,
  startDirection: number,
): number {
  for (const turn of [1, 0, 3]) {
    const candidate = (direction + turn) % 4;
    if (left.includes(candidate) || (atStart && candidate === startDirection)) return candidate;
  }
  throw new Error(`outline is not closed: no edge continues direction ${direction}`);
}

function cutCorners(
  corners: readonly Corner[],
  tileU: number,
  convexCutU: number,
  concaveCutU: number,
): Outline {
  const points = new Float32Array(corners.length * 4);
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  corners.forEach(({ col, row, directionIn, directionOut }, i) => {
    const x = col * tileU;
    const y = row * tileU;
    const cut = directionOut === (directionIn + 1) % 4 ? convexCutU : concaveCutU;
    points[i * 4] = x - (STEP_X[directionIn] as number) * cut;
    points[i * 4 + 1] = y - (STEP_Y[directionIn] as number) * cut;
    points[i * 4 + 2] = x + (STEP_X[directionOut] as number) * cut;
    points[i * 4 + 3] = y + (STEP_Y[directionOut] as number) * cut;
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  });
  return { points, minX, minY, maxX, maxY };
}

/** The polygon `depthU` to the right of (inside) `points`, corner by corner. */
export function insetPolygon(points: Float32Array, depthU: number): Float32Array {
  const count = points.length / 2;
  const inset = new Float32Array(points.length);
  for (let i = 0; i < count; i++) {
    const [inX, inY] = inwardNormal(points, (i + count - 1) % count);
    const [outX, outY] = inwardNormal(points, i);
    // Mitre: where the two shifted edges meet.
    const scale = depthU / (1 + inX * outX + inY * outY);
    inset[i * 2] = (points[i * 2] as number) + (inX + outX) * scale;
    inset[i * 2 + 1] = (points[i * 2 + 1] as number) + (inY + outY) * scale;
  }
  return inset;
}

/** Unit vector to the right of the edge from corner `index` to the next. */
export function inwardNormal(points: Float32Array, index: number): [number, number] {
  const next = (index + 1) % (points.length / 2);
  const dx = (points[next * 2] as number) - (points[index * 2] as number);
  const dy = (points[next * 2 + 1] as number) - (points[index * 2 + 1] as number);
  const length = Math.hypot(dx, dy) || 1;
  return [-dy / length, dx / length];
}
