// Paints a rectangle of the map: floor, gaps, glass, walls. In: traced shapes and a context in
// world units. Out: pixels. Called once a chunk, never in the frame loop.
import { paintFloor, type WorldRect } from "./floorArt.ts";
import { BEVEL_U, type Block, isBlockIn, type MapShapes } from "./mapShapes.ts";
import { type Context, makeCanvas } from "./paint.ts";
import { COLOR, mix, rgba } from "./palette.ts";

/** Farthest that a block paints beyond its outline, u. */
const GLOW_MARGIN_U = 40;
const WALL_GLOW = mix(COLOR.azure, COLOR.wallEdge, 0.2);
/** Widths of the strokes that add up to a wall's glow, u. */
const GLOW_WIDTHS = [58, 43, 31, 21, 12];
/**
 * The glow is painted on a grid this coarse, u, and enlarged: smooth for the price of a few
 * thousand pixels, where a blur costs ten times that. Chunks share the grid, so that they join.
 */
const GLOW_GRID_U = 8;

/** Paints what lies in `rect`; the context's unit is 1 u and its origin the world's. */
export function paintMap(ctx: Context, shapes: MapShapes, rect: WorldRect): void {
  ctx.save();
  ctx.lineJoin = "round";
  paintFloor(ctx, shapes.map, rect);
  const near = (blocks: readonly Block[]): Block[] =>
    blocks.filter((b) => isBlockIn(b, rect.x, rect.y, rect.width, rect.height, GLOW_MARGIN_U));
  paintGaps(ctx, near(shapes.gaps));
  const walls = near(shapes.walls);
  paintWallGlow(ctx, walls, rect);
  paintGlass(ctx, near(shapes.glass), rect);
  paintWalls(ctx, walls, rect);
  ctx.restore();
}

function joined(blocks: readonly Block[], part: "outline" | "top"): Path2D {
  const path = new Path2D();
  for (const block of blocks) path.addPath(block[part]);
  return path;
}

function paintWallGlow(ctx: Context, walls: readonly Block[], rect: WorldRect): void {
  if (walls.length === 0) return;
  const outline = joined(walls, "outline");
  ctx.save();
  ctx.translate(5, 9);
  ctx.fillStyle = rgba("#000000", 0.3);
  ctx.fill(outline, "evenodd");
  ctx.restore();
  const grid = GLOW_GRID_U;
  const left = (Math.floor(rect.x / grid) - 2) * grid;
  const top = (Math.floor(rect.y / grid) - 2) * grid;
  const cols = Math.ceil(rect.width / grid) + 5;
  const rows = Math.ceil(rect.height / grid) + 5;
  const [canvas, glow] = makeCanvas(cols, rows);
  glow.setTransform(1 / grid, 0, 0, 1 / grid, -left / grid, -top / grid);
  glow.lineJoin = "round";
  glow.strokeStyle = rgba(WALL_GLOW, 0.18);
  for (const width of GLOW_WIDTHS) {
    glow.lineWidth = width;
    glow.stroke(outline);
  }
  ctx.save();
  ctx.imageSmoothingQuality = "high";
  ctx.globalAlpha = 0.5;
  ctx.drawImage(canvas, left, top, cols * grid, rows * grid);
  ctx.restore();
}

function paintWalls(ctx: Context, walls: readonly Block[], rect: WorldRect): void {
  if (walls.length === 0) return;
  const outline = joined(walls, "outline");
  ctx.fillStyle = COLOR.wallFill;
  ctx.fill(outline, "evenodd");
  for (const { facets } of walls) {
    for (const { color, path } of facets) {
      ctx.fillStyle = color;
      ctx.fill(path);
    }
  }
  const top = joined(walls, "top");
  paintWallTop(ctx, top, rect);
  ctx.lineWidth = 5;
  ctx.strokeStyle = rgba(WALL_GLOW, 0.35);
  ctx.stroke(outline);
  ctx.lineWidth = 3;
  ctx.strokeStyle = COLOR.wallEdge;
  ctx.stroke(outline);
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = mix(COLOR.wallEdge, COLOR.self, 0.55);
  ctx.stroke(outline);
}

/** The plateau: darker than the bevel, ruled with fine slanting lines. */
function paintWallTop(ctx: Context, top: Path2D, rect: WorldRect): void {
  ctx.fillStyle = mix(COLOR.wallFill, COLOR.background, 0.36);
  ctx.fill(top, "evenodd");
  ctx.save();
  ctx.clip(top, "evenodd");
  strokeSlants(ctx, rect, 16, rgba(COLOR.wallEdge, 0.075), 5);
  ctx.lineWidth = BEVEL_U * 0.8;
  ctx.strokeStyle = rgba(COLOR.background, 0.2);
  ctx.stroke(top);
  ctx.restore();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = rgba(COLOR.wallEdge, 0.5);
  ctx.stroke(top);
}

/** Lines at 45° across `rect`, `pitch` u apart, at places that do not depend on the rectangle. */
function strokeSlants(
  ctx: Context,
  rect: WorldRect,
  pitch: number,
  style: string,
  width: number,
  offset = 0,
): void {
  const first = Math.floor((rect.x + rect.y) / pitch) * pitch + offset;
  const last = rect.x + rect.width + rect.y + rect.height;
  ctx.beginPath();
  for (let sum = first; sum <= last; sum += pitch) {
    ctx.moveTo(sum - rect.y, rect.y);
    ctx.lineTo(sum - rect.y - rect.height, rect.y + rect.height);
  }
  ctx.lineWidth = width;
  ctx.strokeStyle = style;
  ctx.stroke();
}

function paintGlass(ctx: Context, glass: readonly Block[], rect: WorldRect): void {
  if (glass.length === 0) return;
  const outline = joined(glass, "outline");
  for (const [width, alpha] of [
    [26, 0.05],
    [16, 0.07],
    [9, 0.12],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = rgba(COLOR.glass, alpha);
    ctx.stroke(outline);
  }
  ctx.save();
  ctx.clip(outline, "evenodd");
  ctx.fillStyle = rgba(COLOR.glass, 0.3);
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  // Glints: a broad and a narrow one, as light falls through a pane.
  strokeSlants(ctx, rect, 120, rgba(COLOR.guard, 0.13), 22, 30);
  strokeSlants(ctx, rect, 120, rgba(COLOR.guard, 0.2), 5, 56);
  ctx.lineWidth = 16;
  ctx.strokeStyle = rgba(COLOR.glass, 0.25);
  ctx.stroke(outline);
  ctx.restore();
  ctx.lineWidth = 2.4;
  ctx.strokeStyle = mix(COLOR.glass, COLOR.guard, 0.35);
  ctx.stroke(outline);
  ctx.lineWidth = 1;
  ctx.strokeStyle = mix(COLOR.glass, COLOR.self, 0.7);
  ctx.stroke(outline);
}

function paintGaps(ctx: Context, gaps: readonly Block[]): void {
  if (gaps.length === 0) return;
  const outline = joined(gaps, "outline");
  ctx.fillStyle = mix(COLOR.background, "#000000", 0.45);
  ctx.fill(outline, "evenodd");
  ctx.save();
  ctx.clip(outline, "evenodd");
  // The far side of the pit, lit from above, and the shadow that its rim throws.
  ctx.save();
  ctx.translate(0, 12);
  ctx.lineWidth = 14;
  ctx.strokeStyle = rgba(COLOR.grid, 0.9);
  ctx.stroke(outline);
  ctx.restore();
  for (const [width, alpha] of [
    [64, 0.16],
    [44, 0.2],
    [26, 0.24],
    [12, 0.3],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = rgba("#000000", alpha);
    ctx.stroke(outline);
  }
  ctx.restore();
  ctx.lineWidth = 2;
  ctx.strokeStyle = rgba(COLOR.wallEdge, 0.35);
  ctx.stroke(outline);
  ctx.save();
  ctx.lineCap = "butt";
  ctx.setLineDash([12, 10]);
  ctx.lineWidth = 3;
  ctx.strokeStyle = rgba(COLOR.amber, 0.5);
  ctx.stroke(outline);
  ctx.restore();
}
