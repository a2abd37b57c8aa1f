// Baked art of Rail and Orb, of the words of a denied shot, and of the server's ghosts. Colours are
// baked, because the Canvas renderer ignores tints.
import { BODY_RADIUS_U } from "../../../shared/sim/constants.ts";
import { ORB } from "../../../shared/sim/weaponDefs.ts";
import type { FrameArt } from "../Atlas.ts";
import {
  arcPath,
  type Context,
  fillGlow,
  fillNeon,
  polygon,
  regularPolygon,
  strokeNeon,
} from "../paint.ts";
import { COLOR, mix, rgba } from "../palette.ts";
import { LINE_PIECE_U } from "../stampLine.ts";
import { SELF_GLOW } from "./bodyArt.ts";
import { CASTS } from "./effectArt.ts";

/** Radius of the small rings in their frames, u. */
export const HALO_RADIUS_U = 26;
const ORB_BOX_U = 76;
const WORD_SIZE_U = 17;
/** Dashes of a ghost's rim: eight, with gaps almost as long, u. */
const GHOST_DASH_U = (Math.PI * 2 * BODY_RADIUS_U) / 16;

export const chargeArt: readonly FrameArt[] = [
  ...CASTS.flatMap(({ suffix, color, hot }) => castArt(suffix, color, hot)),
  word("wordDodged", "DODGED", mix(SELF_GLOW, COLOR.guard, 0.5), SELF_GLOW),
  word("wordBlocked", "BLOCKED", mix(COLOR.muted, COLOR.self, 0.35), COLOR.wallEdge),
  { name: "ghost", width: 56, height: 56, paint: paintGhostRim },
  line("ghostLine", 6, (ctx) => fillBand(ctx, COLOR.warn, 0.9, 1.6)),
];

function castArt(suffix: string, color: string, hot: string): FrameArt[] {
  const isOwn = suffix === "Own";
  return [
    line(`aim${suffix}`, 14, (ctx) => {
      fadeBand(ctx, color, 0.5, 14);
      fillBand(ctx, isOwn ? COLOR.self : mix(color, COLOR.self, 0.25), 0.95, 1.8);
    }),
    line(`beam${suffix}`, 56, (ctx) => {
      fadeBand(ctx, color, 0.5, 56);
      fadeBand(ctx, color, 0.9, 22);
      fadeBand(ctx, color, 1, 13);
    }),
    line(`core${suffix}`, 12, (ctx) => {
      fadeBand(ctx, hot, 0.8, 12);
      fillBand(ctx, COLOR.self, 1, 4.5);
    }),
    {
      name: `halo${suffix}`,
      width: (HALO_RADIUS_U + 12) * 2,
      height: (HALO_RADIUS_U + 12) * 2,
      paint: (ctx, unitPx) =>
        strokeNeon(ctx, unitPx, arcPath(HALO_RADIUS_U), { color, width: 1.8, glow: 8, heat: 0.6 }),
    },
    {
      name: `orb${suffix}`,
      width: ORB_BOX_U,
      height: ORB_BOX_U,
      paint: (ctx, unitPx) => paintOrb(ctx, unitPx, color, hot, isOwn),
    },
    {
      name: `wake${suffix}`,
      width: 32,
      height: 32,
      paint: (ctx) => {
        fillGlow(ctx, 0, 0, 16, color, 0.8);
        fillGlow(ctx, 0, 0, 7, hot, 0.9);
      },
    },
    {
      name: `star${suffix}`,
      width: 120,
      height: 120,
      paint: (ctx, unitPx) => paintStar(ctx, unitPx, color, hot),
    },
  ];
}

/** A piece that may be stretched along x: the same at each x. */
function line(name: string, height: number, paint: (ctx: Context) => void): FrameArt {
  return { name, width: LINE_PIECE_U, height, paint };
}

function fillBand(ctx: Context, color: string, alpha: number, width: number): void {
  ctx.fillStyle = rgba(color, alpha);
  ctx.fillRect(-LINE_PIECE_U / 2, -width / 2, LINE_PIECE_U, width);
}

/** A band that fades to both sides, as light does. */
function fadeBand(ctx: Context, color: string, alpha: number, width: number): void {
  const fade = ctx.createLinearGradient(0, -width / 2, 0, width / 2);
  for (const [at, share] of [
    [0, 0],
    [0.2, 0.1],
    [0.36, 0.36],
    [0.5, 1],
    [0.64, 0.36],
    [0.8, 0.1],
    [1, 0],
  ] as const) {
    fade.addColorStop(at, rgba(color, alpha * share));
  }
  ctx.fillStyle = fade;
  ctx.fillRect(-LINE_PIECE_U / 2, -width / 2, LINE_PIECE_U, width);
}

/** Shape says what colour says: the own one is round, others' have six sides. */
function paintOrb(ctx: Context, unitPx: number, color: string, hot: string, own: boolean): void {
  const rim = own ? arcPath(ORB.radiusU - 1) : regularPolygon(6, ORB.radiusU);
  fillGlow(ctx, 0, 0, ORB_BOX_U / 2, color, 0.55);
  ctx.fillStyle = mix(COLOR.background, color, 0.4);
  ctx.fill(rim);
  strokeNeon(ctx, unitPx, rim, { color, width: 2.6, glow: 12, heat: own ? 1 : 0.5 });
  fillGlow(ctx, 0, 0, 11, hot, 1);
  ctx.fillStyle = COLOR.self;
  ctx.fill(own ? arcPath(3.6) : regularPolygon(6, 4));
}

/** Four long points and four short ones: a blow, not a glow. */
function paintStar(ctx: Context, unitPx: number, color: string, hot: string): void {
  const points: number[] = [];
  for (let i = 0; i < 16; i++) {
    const reach = i % 4 === 0 ? 54 : i % 4 === 2 ? 28 : 7;
    const angle = (i / 16) * Math.PI * 2;
    points.push(Math.cos(angle) * reach, Math.sin(angle) * reach);
  }
  const star = polygon(points);
  fillGlow(ctx, 0, 0, 48, color, 0.7);
  fillNeon(ctx, unitPx, star, color, 8);
  ctx.scale(0.8, 0.8);
  ctx.fillStyle = hot;
  ctx.fill(star);
}

function word(name: string, text: string, color: string, glow: string): FrameArt {
  const paint = (ctx: Context, unitPx: number): void => {
    ctx.font = `700 ${WORD_SIZE_U}px "Oxanium Variable", system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.letterSpacing = "1.2px";
    ctx.strokeStyle = rgba(COLOR.background, 0.9);
    ctx.lineWidth = 4;
    ctx.strokeText(text, 0, 1);
    ctx.shadowColor = glow;
    ctx.shadowBlur = 5 * unitPx;
    ctx.fillStyle = color;
    ctx.fillText(text, 0, 1);
  };
  return { name, width: 116, height: 30, paint };
}

function paintGhostRim(ctx: Context): void {
  const rim = arcPath(BODY_RADIUS_U);
  ctx.setLineDash([GHOST_DASH_U * 1.1, GHOST_DASH_U * 0.9]);
  for (const [color, width] of [
    [rgba(COLOR.background, 0.6), 3.6],
    [rgba(COLOR.warn, 0.9), 1.6],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke(rim);
  }
  fillGlow(ctx, 0, 0, 5, COLOR.warn, 0.9);
}
