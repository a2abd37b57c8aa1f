// Baked art of moments: tracers, muzzle, sparks, rings, marks, fragments, scorch, digits. Colours
// are baked, because the Canvas renderer ignores tints.
import type { FrameArt } from "../Atlas.ts";
import {
  arcPath,
  type Context,
  fillGlow,
  fillNeon,
  hashPoint,
  polygon,
  strokeNeon,
} from "../paint.ts";
import { COLOR, mix, rgba } from "../palette.ts";
import { SELF_GLOW } from "./bodyArt.ts";

export const TRACER_LENGTH_U = 58;
/** Space before a tracer's head in its frame, u: its glow. */
export const TRACER_MARGIN_U = 10;
export const DIGIT_WIDTH_U = 22;
/** Radius of the ring in its frame, u. */
export const RING_RADIUS_U = 60;

/** Colours come in two casts: own and others'. */
export const CASTS = [
  { suffix: "Own", color: SELF_GLOW, hot: COLOR.self },
  { suffix: "Enemy", color: COLOR.enemy, hot: mix(COLOR.enemy, COLOR.self, 0.75) },
] as const;

export const effectArt: readonly FrameArt[] = [
  ...CASTS.flatMap(({ suffix, color, hot }) => castArt(suffix, color, hot)),
  glow("glowOwn", SELF_GLOW),
  glow("glowEnemy", COLOR.enemy),
  glow("glowSurge", COLOR.surge),
  glow("glowCrown", COLOR.crown),
  glow("glowWhite", COLOR.self),
  ...(
    [
      ["ringMend", COLOR.mend],
      ["ringGuard", COLOR.guard],
      ["ringSurge", COLOR.surge],
      ["ringCrown", COLOR.crown],
    ] as const
  ).map(([name, color]) => ring(name, color)),
  ...(
    [
      ["dotMend", COLOR.mend],
      ["dotGuard", COLOR.guard],
      ["dotSurge", COLOR.surge],
    ] as const
  ).map(([name, color]) => dot(name, color)),
  mark("crossThin", 1.4, COLOR.guard, 5, 13, 3),
  mark("crossSolid", 3.4, COLOR.self, 5, 15, 7),
  mark("crossKill", 4.2, COLOR.enemy, 6, 21, 10),
  { name: "scorch", width: 112, height: 112, paint: paintScorch },
  ...Array.from({ length: 10 }, (_, digit) => digitArt(digit)),
];

function castArt(suffix: string, color: string, hot: string): FrameArt[] {
  return [
    {
      name: `tracer${suffix}`,
      width: TRACER_LENGTH_U + TRACER_MARGIN_U * 2,
      height: 26,
      paint: (ctx, unitPx) => paintTracer(ctx, unitPx, color, hot),
    },
    {
      name: `muzzle${suffix}`,
      width: 64,
      height: 48,
      paint: (ctx, unitPx) => paintMuzzle(ctx, unitPx, color, hot),
    },
    {
      name: `spark${suffix}`,
      width: 30,
      height: 12,
      paint: (ctx, px) => paintSpark(ctx, px, color, hot),
    },
    ...[0, 1, 2].map((shape) => shard(`shard${suffix}${shape}`, shape, color)),
    ring(`ring${suffix}`, color),
    dot(`dot${suffix}`, color),
  ];
}

function glow(name: string, color: string): FrameArt {
  return { name, width: 96, height: 96, paint: (ctx) => fillGlow(ctx, 0, 0, 48, color, 1) };
}

function ring(name: string, color: string): FrameArt {
  const size = (RING_RADIUS_U + 18) * 2;
  const paint = (ctx: Context, unitPx: number): void => {
    strokeNeon(ctx, unitPx, arcPath(RING_RADIUS_U), { color, width: 2.5, glow: 14, heat: 0.5 });
  };
  return { name, width: size, height: size, paint };
}

function dot(name: string, color: string): FrameArt {
  const paint = (ctx: Context): void => {
    fillGlow(ctx, 0, 0, 8, color, 0.9);
    fillGlow(ctx, 0, 0, 3.2, mix(color, COLOR.self, 0.7), 1);
  };
  return { name, width: 16, height: 16, paint };
}

/** Four strokes around the middle, diagonal; from `inner` to `outer` u. */
function mark(
  name: string,
  width: number,
  color: string,
  inner: number,
  outer: number,
  glowU: number,
): FrameArt {
  const size = (outer + glowU) * 2;
  const paint = (ctx: Context, unitPx: number): void => {
    const path = new Path2D();
    for (const [sx, sy] of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ] as const) {
      path.moveTo((sx * inner) / Math.SQRT2, (sy * inner) / Math.SQRT2);
      path.lineTo((sx * outer) / Math.SQRT2, (sy * outer) / Math.SQRT2);
    }
    strokeNeon(ctx, unitPx, path, { color, width, glow: glowU });
  };
  return { name, width: size, height: size, paint };
}

function paintTracer(ctx: Context, unitPx: number, color: string, hot: string): void {
  const tail = -TRACER_LENGTH_U / 2;
  const head = TRACER_LENGTH_U / 2;
  const streak = ctx.createLinearGradient(tail, 0, head, 0);
  streak.addColorStop(0, rgba(color, 0));
  streak.addColorStop(0.55, rgba(color, 0.55));
  streak.addColorStop(1, rgba(color, 1));
  const body = polygon([tail, 0, head - 8, -3, head, 0, head - 8, 3]);
  ctx.save();
  ctx.shadowColor = color;
  ctx.fillStyle = streak;
  for (const blur of [12, 5]) {
    ctx.shadowBlur = blur * unitPx;
    ctx.fill(body);
  }
  ctx.restore();
  const core = ctx.createLinearGradient(tail * 0.4, 0, head, 0);
  core.addColorStop(0, rgba(hot, 0));
  core.addColorStop(0.6, hot);
  core.addColorStop(1, hot);
  ctx.fillStyle = core;
  ctx.fill(polygon([tail * 0.4, 0, head - 7, -1.7, head - 1, 0, head - 7, 1.7]));
  fillGlow(ctx, head - 5, 0, 11, color, 0.6);
}

function paintMuzzle(ctx: Context, unitPx: number, color: string, hot: string): void {
  fillGlow(ctx, -10, 0, 22, color, 0.8);
  const flare = polygon([-18, 0, -6, -4, -2, -13, 3, -3.5, 26, 0, 3, 3.5, -2, 13, -6, 4]);
  fillNeon(ctx, unitPx, flare, color, 10);
  ctx.fillStyle = hot;
  ctx.fill(polygon([-13, 0, -5, -2.5, 16, 0, -5, 2.5]));
}

function paintSpark(ctx: Context, unitPx: number, color: string, hot: string): void {
  fillNeon(ctx, unitPx, polygon([-9, 0, 5, -1.6, 9, 0, 5, 1.6]), color, 5);
  ctx.fillStyle = hot;
  ctx.fill(polygon([-5, 0, 5, -0.9, 8, 0, 5, 0.9]));
}

function shard(name: string, shape: number, color: string): FrameArt {
  const outlines = [
    [-7, -4, 8, 0, -4, 6],
    [-5, -6, 6, -4, 3, 6, -6, 3],
    [-10, -1.5, 10, -2.5, 7, 2],
  ];
  const outline = polygon(outlines[shape] ?? []);
  const paint = (ctx: Context, unitPx: number): void => {
    ctx.fillStyle = rgba(color, 0.4);
    ctx.fill(outline);
    strokeNeon(ctx, unitPx, outline, { color, width: 1.8, glow: 7 });
  };
  return { name, width: 36, height: 32, paint };
}

function paintScorch(ctx: Context): void {
  fillGlow(ctx, 0, 0, 56, "#000000", 0.75);
  fillGlow(ctx, 0, 0, 26, COLOR.enemy, 0.16);
  ctx.lineCap = "round";
  for (let i = 0; i < 18; i++) {
    const h = hashPoint(i, 71);
    const isEmber = i % 3 === 0;
    const angle = ((i + (h & 63) / 90) / 18) * Math.PI * 2;
    const from = 8 + ((h >>> 6) & 15);
    const to = from + 6 + ((h >>> 10) & 15);
    ctx.strokeStyle = isEmber ? rgba(COLOR.enemy, 0.45) : rgba("#000000", 0.16);
    ctx.lineWidth = isEmber ? 1.2 : 2 + ((h >>> 15) & 3);
    ctx.beginPath();
    ctx.moveTo(Math.cos(angle) * from, Math.sin(angle) * from);
    ctx.lineTo(Math.cos(angle) * to, Math.sin(angle) * to);
    ctx.stroke();
  }
}

function digitArt(digit: number): FrameArt {
  const paint = (ctx: Context, unitPx: number): void => {
    ctx.font = '700 24px "Oxanium Variable", system-ui, sans-serif';
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.strokeStyle = rgba(COLOR.background, 0.9);
    ctx.lineWidth = 4;
    ctx.strokeText(String(digit), 0, 1);
    ctx.shadowColor = COLOR.amber;
    ctx.shadowBlur = 6 * unitPx;
    ctx.fillStyle = mix(COLOR.crown, COLOR.self, 0.7);
    ctx.fillText(String(digit), 0, 1);
  };
  return { name: `digit${digit}`, width: DIGIT_WIDTH_U, height: 32, paint };
}
