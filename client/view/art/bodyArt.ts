// Baked art of players: bodies, what surrounds them, health bars. Shape says what colour says:
// the own body is a circle with a chevron, enemies are hexagons, bots have a dashed rim.
import { BODY_RADIUS_U } from "../../../shared/sim/constants.ts";
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

const BODY_BOX_U = 84;
const RING_BOX_U = 100;
/**
 * Corners of the hexagon lie a little outside the body's circle, so that its area looks the same.
 */
const HEXAGON_RADIUS_U = BODY_RADIUS_U + 1.5;
/** Glow of the own body: ice, so that white stays the brightest thing on the screen. */
export const SELF_GLOW = mix(COLOR.guard, COLOR.azure, 0.45);

export const BAR_WIDTH_U = 44;
export const BAR_HEIGHT_U = 5;

// Long and narrow: it must point somewhere at a glance.
const chevron = polygon([13.5, 0, -9, 8.5, -4, 0, -9, -8.5]);
const smallChevron = polygon([10, 0, -7, 6, -3, 0, -7, -6]);
const nose = polygon([31, 0, 23.5, 5, 23.5, -5]);

export const bodyArt: readonly FrameArt[] = [
  body("self", paintSelf),
  body("enemy", (ctx, unitPx) => paintEnemy(ctx, unitPx, false)),
  body("bot", (ctx, unitPx) => paintEnemy(ctx, unitPx, true)),
  // The two of a Duel, for who watches it.
  body("amber", (ctx, unitPx) => paintEnemy(ctx, unitPx, false, COLOR.amber)),
  body("amberBot", (ctx, unitPx) => paintEnemy(ctx, unitPx, true, COLOR.amber)),
  body("azure", (ctx, unitPx) => paintEnemy(ctx, unitPx, false, COLOR.azure)),
  body("azureBot", (ctx, unitPx) => paintEnemy(ctx, unitPx, true, COLOR.azure)),
  body("ghostSelf", (ctx, unitPx) => paintGhost(ctx, unitPx, true)),
  body("ghostEnemy", (ctx, unitPx) => paintGhost(ctx, unitPx, false)),
  ring("shield", (ctx, unitPx) => {
    strokeNeon(ctx, unitPx, arcPath(28), { color: COLOR.guard, width: 2.5, glow: 9, heat: 0.8 });
  }),
  ring("protection", (ctx, unitPx) => {
    paintArcs(ctx, unitPx, 33, 3, 0.34, COLOR.self, SELF_GLOW);
    paintArcs(ctx, unitPx, 38, 6, 0.09, COLOR.guard, SELF_GLOW);
  }),
  ring("surge", (ctx, unitPx) => {
    fillGlow(ctx, 0, 0, 48, COLOR.surge, 0.55);
    paintArcs(ctx, unitPx, 30, 5, 0.38, COLOR.surge, COLOR.surge);
  }),
  { name: "crown", width: 44, height: 38, paint: paintCrown },
  { name: "emote", width: 48, height: 46, paint: paintEmote },
  {
    name: "barBack",
    width: BAR_WIDTH_U + 4,
    height: BAR_HEIGHT_U + 4,
    paint: (ctx) => {
      ctx.fillStyle = rgba(COLOR.background, 0.85);
      ctx.strokeStyle = rgba(COLOR.wallEdge, 0.7);
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.roundRect(
        -BAR_WIDTH_U / 2 - 1,
        -BAR_HEIGHT_U / 2 - 1,
        BAR_WIDTH_U + 2,
        BAR_HEIGHT_U + 2,
        2,
      );
      ctx.fill();
      ctx.stroke();
    },
  },
  bar("barSelf", COLOR.ok),
  bar("barEnemy", COLOR.enemy),
  bar("barShield", COLOR.guard),
];

function body(name: string, paint: FrameArt["paint"]): FrameArt {
  return { name, width: BODY_BOX_U, height: BODY_BOX_U, paint };
}

function ring(name: string, paint: FrameArt["paint"]): FrameArt {
  return { name, width: RING_BOX_U, height: RING_BOX_U, paint };
}

/** Fillings of the health bar are stretched along x. */
function bar(name: string, color: string): FrameArt {
  return {
    name,
    width: 8,
    height: BAR_HEIGHT_U,
    paint: (ctx) => {
      ctx.fillStyle = color;
      ctx.fillRect(-4, -BAR_HEIGHT_U / 2, 8, BAR_HEIGHT_U);
      ctx.fillStyle = rgba(COLOR.self, 0.35);
      ctx.fillRect(-4, -BAR_HEIGHT_U / 2, 8, BAR_HEIGHT_U * 0.35);
    },
  };
}

function paintSelf(ctx: Context, unitPx: number): void {
  const rim = arcPath(BODY_RADIUS_U - 1.5);
  fillGlow(ctx, 0, 0, 42, SELF_GLOW, 0.6);
  ctx.fillStyle = mix(COLOR.background, COLOR.azure, 0.25);
  ctx.fill(rim);
  // Twice: the first lays the icy glow, the second keeps the line itself white.
  strokeNeon(ctx, unitPx, rim, { color: SELF_GLOW, width: 3, glow: 15, heat: 1 });
  strokeNeon(ctx, unitPx, rim, { color: COLOR.self, width: 3, glow: 3 });
  fillNeon(ctx, unitPx, chevron, SELF_GLOW, 6);
  fillNeon(ctx, unitPx, nose, SELF_GLOW, 6);
  ctx.fillStyle = COLOR.self;
  ctx.fill(chevron);
  ctx.fill(nose);
}

function paintEnemy(
  ctx: Context,
  unitPx: number,
  dashed: boolean,
  color: string = COLOR.enemy,
): void {
  const rim = regularPolygon(6, HEXAGON_RADIUS_U - 1.5);
  const side = HEXAGON_RADIUS_U - 1.5;
  fillGlow(ctx, 0, 0, 42, color, 0.42);
  ctx.fillStyle = mix(COLOR.background, color, 0.24);
  ctx.fill(rim);
  strokeNeon(ctx, unitPx, rim, {
    color,
    width: 3,
    glow: 13,
    heat: 0.5,
    // Two dashes a side, the corners kept: still a hexagon at a glance.
    ...(dashed ? { dash: [side * 0.3, side * 0.4, side * 0.3, 0] } : {}),
  });
  fillNeon(ctx, unitPx, nose, color, 6);
  fillNeon(ctx, unitPx, smallChevron, color, 5);
  ctx.fillStyle = mix(color, COLOR.self, 0.55);
  ctx.fill(nose);
  if (!dashed) ctx.fill(smallChevron);
}

function paintGhost(ctx: Context, unitPx: number, own: boolean): void {
  const color = own ? SELF_GLOW : COLOR.enemy;
  const rim = own ? arcPath(BODY_RADIUS_U - 2) : regularPolygon(6, HEXAGON_RADIUS_U - 2);
  ctx.fillStyle = rgba(color, 0.28);
  ctx.fill(rim);
  strokeNeon(ctx, unitPx, rim, { color, width: 2, glow: 12, heat: 0.4 });
}

/** `count` arcs, evenly spread, each covering `share` of its sector. */
function paintArcs(
  ctx: Context,
  unitPx: number,
  radius: number,
  count: number,
  share: number,
  color: string,
  glowColor: string,
): void {
  const sector = (Math.PI * 2) / count;
  for (let i = 0; i < count; i++) {
    const arc = arcPath(radius, i * sector, (i + share) * sector);
    strokeNeon(ctx, unitPx, arc, { color: glowColor, width: 2, glow: 8 });
    ctx.strokeStyle = mix(color, COLOR.self, 0.4);
    ctx.lineWidth = 1.6;
    ctx.lineCap = "round";
    ctx.stroke(arc);
  }
}

/** A speech bubble with a laughing face, its tail down to the body. */
function paintEmote(ctx: Context, unitPx: number): void {
  const bubble = new Path2D();
  bubble.roundRect(-16, -17, 32, 26, 9);
  const tail = polygon([-5, 8.5, 5, 8.5, 0, 15]);
  ctx.fillStyle = rgba(COLOR.background, 0.9);
  ctx.fill(bubble);
  strokeNeon(ctx, unitPx, bubble, { color: COLOR.self, width: 1.8, glow: 5 });
  ctx.fillStyle = COLOR.self;
  ctx.fill(tail);
  ctx.translate(0, -5);
  ctx.fill(polygon([-8, 0, -8, -5, -4, -5, -4, 0]));
  ctx.fill(polygon([4, 0, 4, -5, 8, -5, 8, 0]));
  ctx.fill(arcPath(8, 0.25, Math.PI - 0.25));
}

function paintCrown(ctx: Context, unitPx: number): void {
  const outline = polygon([-12, 8, -14, -6, -6.5, 0, 0, -9, 6.5, 0, 14, -6, 12, 8]);
  ctx.fillStyle = rgba(COLOR.crown, 0.3);
  ctx.fill(outline);
  strokeNeon(ctx, unitPx, outline, { color: COLOR.crown, width: 2.2, glow: 9, heat: 0.6 });
}
