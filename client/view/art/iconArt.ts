// Baked art of pickups and of what is fixed to the screen: countdown arcs, crosshair, damage edge,
// vignette.
import type { FrameArt } from "../Atlas.ts";
import { arcPath, type Context, fillGlow, polygon, strokeNeon } from "../paint.ts";
import { COLOR, mix, rgba } from "../palette.ts";

/** Steps in which arcs fill: fine enough at their size, coarse enough to bake. */
export const ARC_STEPS = 36;
/** Radius of the arcs in their frames, u. */
export const ARC_RADIUS_U = 25;
export const EDGE_LENGTH_U = 32;
export const EDGE_DEPTH_U = 64;
export const VIGNETTE_WIDTH_U = 160;
export const VIGNETTE_HEIGHT_U = 90;

const plus = polygon([
  -4, -13, 4, -13, 4, -4, 13, -4, 13, 4, 4, 4, 4, 13, -4, 13, -4, 4, -13, 4, -13, -4, -4, -4,
]);
const shield = polygon([0, -14, 12, -9, 12, 1, 7, 9, 0, 14, -7, 9, -12, 1, -12, -9]);
const bolt = polygon([4, -15, -9, 3, -1, 3, -4, 15, 9, -3, 1, -3]);

export const iconArt: readonly FrameArt[] = [
  pickup("pickMend", plus, COLOR.mend),
  pickup("pickGuard", shield, COLOR.guard),
  pickup("pickSurge", bolt, COLOR.surge),
  faint("waitMend", plus, COLOR.mend),
  faint("waitGuard", shield, COLOR.guard),
  faint("waitSurge", bolt, COLOR.surge),
  ...arcs("arc", COLOR.muted, 3),
  ...arcs("lowArc", COLOR.warn, 3),
  { name: "crosshair", width: 44, height: 44, paint: paintCrosshair },
  {
    name: "edge",
    width: EDGE_LENGTH_U,
    height: EDGE_DEPTH_U,
    paint: (ctx) => {
      const fade = ctx.createLinearGradient(0, -EDGE_DEPTH_U / 2, 0, EDGE_DEPTH_U / 2);
      fade.addColorStop(0, rgba(COLOR.bad, 0.85));
      fade.addColorStop(0.25, rgba(COLOR.bad, 0.4));
      fade.addColorStop(0.6, rgba(COLOR.bad, 0.1));
      fade.addColorStop(1, rgba(COLOR.bad, 0));
      ctx.fillStyle = fade;
      ctx.fillRect(-EDGE_LENGTH_U / 2, -EDGE_DEPTH_U / 2, EDGE_LENGTH_U, EDGE_DEPTH_U);
    },
  },
  { name: "vignette", width: VIGNETTE_WIDTH_U, height: VIGNETTE_HEIGHT_U, paint: paintVignette },
];

/** Name of the frame of a countdown or gauge that is `share` (0..1) full. */
export function arcFrameIndex(share: number): number {
  return Math.max(0, Math.min(ARC_STEPS, Math.round(share * ARC_STEPS)));
}

function pickup(name: string, outline: Path2D, color: string): FrameArt {
  const paint = (ctx: Context, unitPx: number): void => {
    fillGlow(ctx, 0, 0, 36, color, 0.5);
    ctx.fillStyle = mix(COLOR.background, color, 0.45);
    ctx.fill(outline);
    strokeNeon(ctx, unitPx, outline, { color, width: 2.4, glow: 10, heat: 0.7 });
  };
  return { name, width: 76, height: 76, paint };
}

/** The same shape while it is taken: there, but plainly not ready. */
function faint(name: string, outline: Path2D, color: string): FrameArt {
  const paint = (ctx: Context): void => {
    ctx.lineJoin = "round";
    ctx.strokeStyle = rgba(mix(color, COLOR.wallEdge, 0.4), 0.55);
    ctx.lineWidth = 1.6;
    ctx.stroke(outline);
  };
  return { name, width: 36, height: 36, paint };
}

function arcs(prefix: string, color: string, width: number): FrameArt[] {
  const size = (ARC_RADIUS_U + 4) * 2;
  const top = -Math.PI / 2;
  return Array.from({ length: ARC_STEPS + 1 }, (_, step) => ({
    name: `${prefix}${step}`,
    width: size,
    height: size,
    paint: (ctx: Context) => {
      ctx.lineWidth = width * 0.6;
      ctx.strokeStyle = rgba(color, 0.22);
      ctx.stroke(arcPath(ARC_RADIUS_U));
      if (step === 0) return;
      ctx.lineWidth = width;
      ctx.lineCap = "butt";
      ctx.strokeStyle = rgba(color, 0.95);
      ctx.stroke(arcPath(ARC_RADIUS_U, top, top + (step / ARC_STEPS) * Math.PI * 2));
    },
  }));
}

function paintCrosshair(ctx: Context): void {
  ctx.lineCap = "round";
  // Dark first: the cross must stay readable over a white flash.
  for (const [color, width] of [
    [rgba(COLOR.background, 0.8), 4.6],
    [COLOR.self, 2.2],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (const [x, y] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      ctx.moveTo(x * 7, y * 7);
      ctx.lineTo(x * 13, y * 13);
    }
    ctx.stroke();
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.arc(0, 0, width * 0.7, 0, Math.PI * 2);
    ctx.fill();
  }
}

function paintVignette(ctx: Context): void {
  ctx.scale(VIGNETTE_WIDTH_U / 2, VIGNETTE_HEIGHT_U / 2);
  const dark = ctx.createRadialGradient(0, 0, 0.55, 0, 0, 1.42);
  dark.addColorStop(0, rgba(COLOR.background, 0));
  dark.addColorStop(0.5, rgba(COLOR.background, 0.22));
  dark.addColorStop(1, rgba(COLOR.background, 0.85));
  ctx.fillStyle = dark;
  ctx.fillRect(-1, -1, 2, 2);
}
