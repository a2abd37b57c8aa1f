// Paints the floor of a rectangle of the map: panels of hexagons, faint coloured light, pads. In: a
// context in world units. Out: pixels. Every detail depends on its place alone, so that chunks join
// without seams.
import {
  type ArenaMap,
  type MapPickup,
  type MapPoint,
  PickupKind,
} from "../../shared/sim/arenaMap.ts";
import { type Context, fillGlow, hashPoint } from "./paint.ts";
import { COLOR, mix, rgba } from "./palette.ts";

/** A rectangle of the world, u. */
export interface WorldRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Hexagons stand on a corner, one tile wide. */
const HEX_WIDTH_U = 80;
const HEX_RADIUS_U = HEX_WIDTH_U / Math.sqrt(3);
const HEX_ROW_U = HEX_RADIUS_U * 1.5;
const LIGHT_PITCH_U = 720;
const LIGHT_RADIUS_U = 620;
const SPECK_PITCH_U = 96;
const PAD_RADIUS_U = 44;
const SPAWN_RADIUS_U = 30;

export function paintFloor(ctx: Context, map: ArenaMap, rect: WorldRect): void {
  ctx.fillStyle = COLOR.background;
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  strokeHexes(ctx, rect, rgba(COLOR.grid, 0.35));
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, map.widthU, map.heightU);
  ctx.clip();
  ctx.fillStyle = COLOR.floor;
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  fillLights(ctx, rect);
  fillHexes(ctx, rect);
  strokeHexes(ctx, rect, mix(COLOR.grid, COLOR.wallFill, 0.12));
  fillSpecks(ctx, rect);
  for (const spawn of map.spawns) if (isNear(rect, spawn)) paintSpawnPad(ctx, spawn);
  for (const pickup of map.pickups) if (isNear(rect, pickup)) paintPickupPad(ctx, pickup);
  ctx.restore();
}

function isNear(rect: WorldRect, point: MapPoint): boolean {
  const reach = PAD_RADIUS_U * 3;
  return (
    point.x > rect.x - reach &&
    point.y > rect.y - reach &&
    point.x < rect.x + rect.width + reach &&
    point.y < rect.y + rect.height + reach
  );
}

/** Calls `visit` with the middle of every hexagon that touches `rect`. */
function forEachHex(rect: WorldRect, visit: (x: number, y: number) => void): void {
  const row0 = Math.floor(rect.y / HEX_ROW_U) - 1;
  const row1 = Math.ceil((rect.y + rect.height) / HEX_ROW_U) + 1;
  for (let row = row0; row <= row1; row++) {
    const shift = (row & 1) * 0.5;
    const col0 = Math.floor(rect.x / HEX_WIDTH_U) - 1;
    const col1 = Math.ceil((rect.x + rect.width) / HEX_WIDTH_U) + 1;
    for (let col = col0; col <= col1; col++) visit((col + shift) * HEX_WIDTH_U, row * HEX_ROW_U);
  }
}

function strokeHexes(ctx: Context, rect: WorldRect, style: string): void {
  const half = HEX_WIDTH_U / 2;
  ctx.beginPath();
  forEachHex(rect, (x, y) => {
    // Three of the six sides: the neighbours draw the others.
    ctx.moveTo(x, y - HEX_RADIUS_U);
    ctx.lineTo(x + half, y - HEX_RADIUS_U / 2);
    ctx.lineTo(x + half, y + HEX_RADIUS_U / 2);
    ctx.lineTo(x, y + HEX_RADIUS_U);
  });
  ctx.lineWidth = 1.4;
  ctx.strokeStyle = style;
  ctx.stroke();
}

/** A few hexagons stand out a little: enough to see that one moves, too little to distract. */
function fillHexes(ctx: Context, rect: WorldRect): void {
  const inner = HEX_RADIUS_U - 4;
  const half = (inner * Math.sqrt(3)) / 2;
  for (const [share, style] of [
    [20, rgba(COLOR.grid, 0.55)],
    [4, rgba(COLOR.azure, 0.06)],
  ] as const) {
    ctx.beginPath();
    forEachHex(rect, (x, y) => {
      if (hashPoint(Math.round(x), Math.round(y)) % 256 >= share) return;
      ctx.moveTo(x, y - inner);
      ctx.lineTo(x + half, y - inner / 2);
      ctx.lineTo(x + half, y + inner / 2);
      ctx.lineTo(x, y + inner);
      ctx.lineTo(x - half, y + inner / 2);
      ctx.lineTo(x - half, y - inner / 2);
      ctx.closePath();
    });
    ctx.fillStyle = style;
    ctx.fill();
  }
}

/**
 * Wide, weak pools of colour: the floor has places, and glowing things have something to sit in.
 */
function fillLights(ctx: Context, rect: WorldRect): void {
  const colors = [COLOR.azure, COLOR.surge, COLOR.azure, COLOR.ok];
  const col0 = Math.floor((rect.x - LIGHT_RADIUS_U) / LIGHT_PITCH_U);
  const col1 = Math.floor((rect.x + rect.width + LIGHT_RADIUS_U) / LIGHT_PITCH_U);
  const row0 = Math.floor((rect.y - LIGHT_RADIUS_U) / LIGHT_PITCH_U);
  const row1 = Math.floor((rect.y + rect.height + LIGHT_RADIUS_U) / LIGHT_PITCH_U);
  for (let row = row0; row <= row1; row++) {
    for (let col = col0; col <= col1; col++) {
      const h = hashPoint(col * 3 + 1, row * 7 + 5);
      const x = (col + (h & 255) / 255) * LIGHT_PITCH_U;
      const y = (row + ((h >>> 8) & 255) / 255) * LIGHT_PITCH_U;
      const color = colors[(h >>> 16) & 3] ?? COLOR.azure;
      const radius = LIGHT_RADIUS_U * (0.55 + (((h >>> 18) & 63) / 63) * 0.45);
      fillGlow(ctx, x, y, radius, color, color === COLOR.azure ? 0.13 : 0.08);
    }
  }
}

function fillSpecks(ctx: Context, rect: WorldRect): void {
  const col0 = Math.floor(rect.x / SPECK_PITCH_U) - 1;
  const col1 = Math.ceil((rect.x + rect.width) / SPECK_PITCH_U);
  const row0 = Math.floor(rect.y / SPECK_PITCH_U) - 1;
  const row1 = Math.ceil((rect.y + rect.height) / SPECK_PITCH_U);
  for (let row = row0; row <= row1; row++) {
    for (let col = col0; col <= col1; col++) {
      const h = hashPoint(col, row);
      const size = 1 + ((h >>> 16) & 3) * 0.35;
      ctx.fillStyle = rgba(COLOR.muted, 0.1 + ((h >>> 20) & 7) * 0.035);
      const x = (col + (h & 255) / 255) * SPECK_PITCH_U;
      const y = (row + ((h >>> 8) & 255) / 255) * SPECK_PITCH_U;
      ctx.fillRect(x, y, size, size);
    }
  }
}

function strokeRing(
  ctx: Context,
  at: MapPoint,
  radius: number,
  style: string,
  width: number,
): void {
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, Math.PI * 2);
  ctx.lineWidth = width;
  ctx.strokeStyle = style;
  ctx.stroke();
}

function paintSpawnPad(ctx: Context, at: MapPoint): void {
  ctx.save();
  ctx.setLineDash([10, 8]);
  strokeRing(ctx, at, SPAWN_RADIUS_U, rgba(COLOR.wallEdge, 0.22), 1.5);
  ctx.restore();
  strokeRing(ctx, at, SPAWN_RADIUS_U - 9, rgba(COLOR.wallEdge, 0.1), 4);
}

function paintPickupPad(ctx: Context, at: MapPickup): void {
  const color = padColor(at.kind);
  const scale = at.kind === PickupKind.Surge ? 2 : 1;
  const radius = PAD_RADIUS_U * scale;
  fillGlow(ctx, at.x, at.y, radius * 1.5, color, 0.14);
  ctx.beginPath();
  for (let i = 0; i < 6; i++) {
    const angle = (i * Math.PI) / 3;
    ctx.lineTo(at.x + Math.cos(angle) * radius, at.y + Math.sin(angle) * radius);
  }
  ctx.closePath();
  ctx.fillStyle = rgba(COLOR.background, 0.5);
  ctx.fill();
  ctx.lineWidth = 5;
  ctx.strokeStyle = rgba(color, 0.12);
  ctx.stroke();
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = rgba(color, 0.5);
  ctx.stroke();
  if (at.kind !== PickupKind.Surge) return;
  ctx.save();
  ctx.setLineDash([18, 12]);
  strokeRing(ctx, at, radius * 1.18, rgba(color, 0.35), 2);
  ctx.restore();
  strokeRing(ctx, at, radius * 0.66, rgba(color, 0.3), 1.5);
}

function padColor(kind: PickupKind): string {
  if (kind === PickupKind.Mend) return COLOR.mend;
  return kind === PickupKind.Guard ? COLOR.guard : COLOR.surge;
}
