// A map as shapes to paint. In: the tiles. Out: paths of walls with their bevels, of glass and of
// gaps, each with its bounds, so that painting a part of the map touches only what lies there.
import { type ArenaMap, TileKind, tileAt } from "../../shared/sim/arenaMap.ts";
import { TILE_U } from "../../shared/sim/constants.ts";
import { insetPolygon, inwardNormal, type Outline, traceOutlines } from "./mapOutline.ts";
import { addPolygon } from "./paint.ts";
import { COLOR, mix } from "./palette.ts";

export interface Block {
  readonly bounds: Outline;
  readonly outline: Path2D;
  /** The flat top inside the bevel. */
  readonly top: Path2D;
  /** Sides of the bevel, by the colour that light from above left gives them. */
  readonly facets: readonly { readonly color: string; readonly path: Path2D }[];
}

export interface MapShapes {
  readonly map: ArenaMap;
  readonly walls: readonly Block[];
  readonly glass: readonly Block[];
  readonly gaps: readonly Block[];
}

const WALL_CUT_U = 16;
const WALL_INNER_CUT_U = 8;
const GLASS_CUT_U = 10;
const GAP_CUT_U = 10;
export const BEVEL_U = 15;
const LIGHT_X = -0.5;
const LIGHT_Y = -0.866;

/** Traces all of `map`. */
export function makeMapShapes(map: ArenaMap): MapShapes {
  const ring = hasClosedBorder(map) ? 0 : 1;
  const range = { col0: -ring, row0: -ring, col1: map.cols + ring, row1: map.rows + ring };
  const blocks = (kind: TileKind, convexCutU: number, concaveCutU: number): Block[] =>
    traceOutlines(
      range,
      TILE_U,
      // Beyond the map is Wall: on an open border it becomes a frame of one tile.
      (col, row) => tileAt(map, col, row) === kind,
      convexCutU,
      concaveCutU,
    ).map(makeBlock);
  return {
    map,
    walls: blocks(TileKind.Wall, WALL_CUT_U, WALL_INNER_CUT_U),
    glass: blocks(TileKind.Glass, GLASS_CUT_U, GLASS_CUT_U),
    gaps: blocks(TileKind.Gap, GAP_CUT_U, GAP_CUT_U),
  };
}

/** Whether the block may show in the rectangle, with `marginU` for its glow. */
export function isBlockIn(
  block: Block,
  x: number,
  y: number,
  width: number,
  height: number,
  marginU: number,
): boolean {
  const { minX, minY, maxX, maxY } = block.bounds;
  return (
    maxX + marginU > x &&
    maxY + marginU > y &&
    minX - marginU < x + width &&
    minY - marginU < y + height
  );
}

function hasClosedBorder(map: ArenaMap): boolean {
  for (let col = 0; col < map.cols; col++) {
    if (tileAt(map, col, 0) !== TileKind.Wall) return false;
    if (tileAt(map, col, map.rows - 1) !== TileKind.Wall) return false;
  }
  for (let row = 0; row < map.rows; row++) {
    if (tileAt(map, 0, row) !== TileKind.Wall) return false;
    if (tileAt(map, map.cols - 1, row) !== TileKind.Wall) return false;
  }
  return true;
}

function makeBlock(bounds: Outline): Block {
  const inset = insetPolygon(bounds.points, BEVEL_U);
  const outline = new Path2D();
  addPolygon(outline, bounds.points);
  const top = new Path2D();
  addPolygon(top, inset);
  return { bounds, outline, top, facets: makeFacets(bounds.points, inset) };
}

function makeFacets(outer: Float32Array, inner: Float32Array): Block["facets"] {
  const byColor = new Map<string, Path2D>();
  const count = outer.length / 2;
  for (let i = 0; i < count; i++) {
    const next = (i + 1) % count;
    const [nx, ny] = inwardNormal(outer, i);
    const color = facetColor(-(nx * LIGHT_X + ny * LIGHT_Y));
    let path = byColor.get(color);
    if (!path) {
      path = new Path2D();
      byColor.set(color, path);
    }
    const at = (points: Float32Array, corner: number): [number, number] => [
      points[corner * 2] as number,
      points[corner * 2 + 1] as number,
    ];
    addPolygon(path, [...at(outer, i), ...at(outer, next), ...at(inner, next), ...at(inner, i)]);
  }
  return [...byColor].map(([color, path]) => ({ color, path }));
}

/** `facing` is 1 toward the light, -1 away from it. */
function facetColor(facing: number): string {
  return facing > 0
    ? mix(COLOR.wallFill, COLOR.wallEdge, 0.42 * facing)
    : mix(COLOR.wallFill, COLOR.background, -0.6 * facing);
}
