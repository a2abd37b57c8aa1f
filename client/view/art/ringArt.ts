// Baked art of the ring of a Duel: a piece of its edge, a tooth that points inward, a dash of where it comes to
// rest.

import type { FrameArt } from "../Atlas.ts";
import { type Context, polygon, strokeNeon } from "../paint.ts";
import { COLOR, mix, rgba } from "../palette.ts";
import { LINE_PIECE_U } from "../stampLine.ts";

const LINE_BOX_U = 56;
/** Share of the piece's length in which it fades at each end, into its neighbour. */
export const RING_LINE_FADE = 0.25;

export const ringArt: readonly FrameArt[] = [
  { name: "ringLine", width: LINE_PIECE_U, height: LINE_BOX_U, paint: paintLine },
  {
    name: "ringTooth",
    width: 30,
    height: 30,
    paint: (ctx, unitPx) => {
      const chevron = new Path2D();
      chevron.moveTo(-4, -7);
      chevron.lineTo(4, 0);
      chevron.lineTo(-4, 7);
      strokeNeon(ctx, unitPx, chevron, { color: COLOR.bad, width: 2.6, glow: 6, heat: 0.4 });
    },
  },
  {
    name: "ringDot",
    width: 22,
    height: 8,
    paint: (ctx) => {
      ctx.fillStyle = rgba(mix(COLOR.bad, COLOR.self, 0.15), 0.8);
      ctx.fill(polygon([-8, -1.2, 8, -1.2, 8, 1.2, -8, 1.2]));
    },
  },
];

/** Light that falls off to both sides, and evenly at both ends. */
function paintLine(ctx: Context): void {
  const half = LINE_BOX_U / 2;
  const glow = ctx.createLinearGradient(0, -half, 0, half);
  for (const [at, alpha] of [
    [0, 0],
    [0.2, 0.05],
    [0.36, 0.2],
    [0.46, 0.5],
    [0.5, 0.8],
    [0.54, 0.5],
    [0.64, 0.2],
    [0.8, 0.05],
    [1, 0],
  ] as const) {
    glow.addColorStop(at, rgba(COLOR.bad, alpha));
  }
  const left = -LINE_PIECE_U / 2;
  ctx.fillStyle = glow;
  ctx.fillRect(left, -half, LINE_PIECE_U, LINE_BOX_U);
  ctx.fillStyle = rgba(mix(COLOR.bad, COLOR.self, 0.55), 1);
  ctx.fillRect(left, -1.8, LINE_PIECE_U, 3.6);
  const ends = ctx.createLinearGradient(left, 0, -left, 0);
  for (const [at, alpha] of [
    [0, 0],
    [RING_LINE_FADE, 1],
    [1 - RING_LINE_FADE, 1],
    [1, 0],
  ] as const) {
    ends.addColorStop(at, rgba(COLOR.self, alpha));
  }
  ctx.globalCompositeOperation = "destination-in";
  ctx.fillStyle = ends;
  ctx.fillRect(left, -half, LINE_PIECE_U, LINE_BOX_U);
}
