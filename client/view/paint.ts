// Canvas 2D helpers for art that is baked once. In: a context whose unit is u. Out: strokes and
// glows. Blurs are in u too: `unitPx` is the context's device px per u, because canvas shadows
// ignore transforms.
import { mix, rgba } from "./palette.ts";

export type Context = CanvasRenderingContext2D;

/** A canvas of `width` x `height` px and its context. @throws Error when the browser gives none. */
export function makeCanvas(width: number, height: number): [HTMLCanvasElement, Context] {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.ceil(width));
  canvas.height = Math.max(1, Math.ceil(height));
  const context = canvas.getContext("2d");
  if (!context) throw new Error(`no 2d context for a canvas of ${width} x ${height} px`);
  return [canvas, context];
}

export interface NeonStyle {
  readonly color: string;
  /** Width of the line, u. */
  readonly width: number;
  /** Reach of the glow, u. */
  readonly glow: number;
  /** Line dash, u. */
  readonly dash?: readonly number[];
  /** How far the line's middle goes to white, 0..1. */
  readonly heat?: number;
}

/** Strokes `path` as a lit tube: wide glow, near glow, line, hot middle. */
export function strokeNeon(ctx: Context, unitPx: number, path: Path2D, style: NeonStyle): void {
  ctx.save();
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  if (style.dash) ctx.setLineDash([...style.dash]);
  ctx.strokeStyle = style.color;
  ctx.shadowColor = style.color;
  ctx.lineWidth = style.width;
  for (const [reach, alpha] of [
    [1, 0.8],
    [0.45, 0.7],
  ] as const) {
    ctx.globalAlpha = alpha;
    ctx.shadowBlur = style.glow * reach * unitPx;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  ctx.shadowBlur = 0;
  ctx.stroke(path);
  ctx.strokeStyle = mix(style.color, "#FFFFFF", style.heat ?? 0.65);
  ctx.lineWidth = style.width * 0.45;
  ctx.stroke(path);
  ctx.restore();
}

/** Fills `path` in `color` with a glow of `glow` u around it. */
export function fillNeon(
  ctx: Context,
  unitPx: number,
  path: Path2D,
  color: string,
  glow: number,
): void {
  ctx.save();
  ctx.fillStyle = color;
  ctx.shadowColor = color;
  ctx.shadowBlur = glow * unitPx;
  ctx.fill(path);
  ctx.shadowBlur = glow * 0.4 * unitPx;
  ctx.fill(path);
  ctx.restore();
}

/**
 * A soft disc around (x, y): `alpha` in the middle, nothing at `radius`, with a falloff like
 * light's.
 */
export function fillGlow(
  ctx: Context,
  x: number,
  y: number,
  radius: number,
  color: string,
  alpha: number,
): void {
  const gradient = ctx.createRadialGradient(x, y, 0, x, y, radius);
  for (const [at, share] of [
    [0, 1],
    [0.2, 0.68],
    [0.4, 0.36],
    [0.6, 0.15],
    [0.8, 0.04],
    [1, 0],
  ] as const) {
    gradient.addColorStop(at, rgba(color, alpha * share));
  }
  ctx.fillStyle = gradient;
  ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** A closed path through points given as x, y, x, y... */
export function polygon(points: ArrayLike<number>): Path2D {
  const path = new Path2D();
  addPolygon(path, points);
  return path;
}

/** Adds a closed polygon, x, y, x, y..., to `path`. */
export function addPolygon(path: Path2D, points: ArrayLike<number>): void {
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.closePath();
}

/** A regular polygon around the origin with a corner at `startRad`. */
export function regularPolygon(sides: number, radius: number, startRad = 0): Path2D {
  const points: number[] = [];
  for (let i = 0; i < sides; i++) {
    const angle = startRad + (i * Math.PI * 2) / sides;
    points.push(Math.cos(angle) * radius, Math.sin(angle) * radius);
  }
  return polygon(points);
}

/** A circle, or the arc of it between two angles. */
export function arcPath(radius: number, fromRad = 0, toRad = Math.PI * 2): Path2D {
  const path = new Path2D();
  path.arc(0, 0, radius, fromRad, toRad);
  return path;
}

/**
 * A whole number in 0..2^32-1 that looks random and depends on (x, y) alone: places of floor
 * details.
 */
export function hashPoint(x: number, y: number): number {
  let h = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}
