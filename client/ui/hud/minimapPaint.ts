// The minimap's marks. In: a 2D context whose units are world units, and how large a pixel is
// there. Out: pixels. Shapes are those of the arena: circle with a line for oneself, hexagons for
// enemies, plus, shield and bolt.
import { type ArenaMap, PickupKind, TileKind } from "../../../shared/sim/arenaMap.ts";
import { TILE_U } from "../../../shared/sim/constants.ts";
import type { RingView } from "../../game/DuelView.ts";

type Context = CanvasRenderingContext2D;

const TILE_COLORS: Readonly<Record<TileKind, string>> = {
  [TileKind.Floor]: "#131a26",
  [TileKind.Wall]: "#56698c",
  [TileKind.Glass]: "#35506f",
  [TileKind.Gap]: "#07090e",
};

const PICKUP_COLORS: Readonly<Record<PickupKind, string>> = {
  [PickupKind.Mend]: "#46d977",
  [PickupKind.Guard]: "#cdeeff",
  [PickupKind.Surge]: "#ec86f2",
};

/** Everything that never changes, one rectangle a tile. */
export function paintTiles(context: Context, map: ArenaMap): void {
  for (let row = 0; row < map.rows; row++) {
    for (let col = 0; col < map.cols; col++) {
      context.fillStyle = TILE_COLORS[map.tiles[row * map.cols + col] as TileKind];
      // Slightly over the edge: scaled tiles would otherwise show seams.
      context.fillRect(col * TILE_U - 2, row * TILE_U - 2, TILE_U + 4, TILE_U + 4);
    }
  }
}

/** Far beyond every map, u. */
const EVERYTHING_U = 20_000;

/** What lies outside the ring in shade, its edge as a line. */
export function paintRing(context: Context, ring: RingView, pixel: number): void {
  if (!Number.isFinite(ring.radiusU)) return;
  const around = Math.PI * 2;
  context.fillStyle = "rgb(232 96 122 / 26%)";
  context.beginPath();
  context.rect(-EVERYTHING_U, -EVERYTHING_U, 2 * EVERYTHING_U, 2 * EVERYTHING_U);
  context.arc(ring.x, ring.y, ring.radiusU, 0, around);
  context.fill("evenodd");
  context.strokeStyle = "#e8607a";
  context.lineWidth = 1.8 * pixel;
  context.beginPath();
  context.arc(ring.x, ring.y, ring.radiusU, 0, around);
  context.stroke();
}

/** A pickup; one that is away is faint. */
export function paintPickup(
  context: Context,
  kind: PickupKind,
  x: number,
  y: number,
  ready: boolean,
  pixel: number,
): void {
  context.globalAlpha = ready ? 1 : 0.28;
  context.strokeStyle = PICKUP_COLORS[kind];
  context.lineWidth = 1.6 * pixel;
  context.beginPath();
  for (const [index, [dx, dy]] of pickupShape(kind).entries()) {
    // Pairs of points are strokes of their own in a plus; the others are one line.
    const isMove = index === 0 || (kind === PickupKind.Mend && index % 2 === 0);
    if (isMove) context.moveTo(x + dx * pixel, y + dy * pixel);
    else context.lineTo(x + dx * pixel, y + dy * pixel);
  }
  context.stroke();
  context.globalAlpha = 1;
}

type Shape = readonly (readonly [number, number])[];

const PLUS: Shape = [
  [0, -3],
  [0, 3],
  [-3, 0],
  [3, 0],
];
const SHIELD: Shape = [
  [0, -3.5],
  [3, -2],
  [2.4, 2],
  [0, 3.8],
  [-2.4, 2],
  [-3, -2],
  [0, -3.5],
];
const BOLT: Shape = [
  [1.5, -4.5],
  [-2, 0.5],
  [2, -0.5],
  [-1.5, 4.5],
];

function pickupShape(kind: PickupKind): Shape {
  switch (kind) {
    case PickupKind.Mend:
      return PLUS;
    case PickupKind.Guard:
      return SHIELD;
    case PickupKind.Surge:
      return BOLT;
  }
}

/** Colours of somebody else, and of the two of a Duel for who watches it. */
export const ENEMY_COLOR = "#ff6b4a";
export const LEFT_COLOR = "#ffb000";
export const RIGHT_COLOR = "#4c9bff";

/** Somebody else: a hexagon. */
export function paintEnemy(
  context: Context,
  x: number,
  y: number,
  pixel: number,
  color: string,
): void {
  context.fillStyle = color;
  context.beginPath();
  for (let i = 0; i < 6; i++) {
    const angle = (i * Math.PI) / 3;
    context.lineTo(x + Math.cos(angle) * 3.4 * pixel, y + Math.sin(angle) * 3.4 * pixel);
  }
  context.fill();
}

/** Oneself: a circle with a line toward the aim. */
export function paintSelf(
  context: Context,
  x: number,
  y: number,
  aimRad: number,
  pixel: number,
): void {
  context.fillStyle = "#ffffff";
  context.strokeStyle = "#ffffff";
  context.lineWidth = 1.8 * pixel;
  context.beginPath();
  context.arc(x, y, 3.6 * pixel, 0, Math.PI * 2);
  context.fill();
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + Math.cos(aimRad) * 9 * pixel, y + Math.sin(aimRad) * 9 * pixel);
  context.stroke();
}

/** The crown, above the place it is at. */
export function paintCrown(context: Context, x: number, y: number, pixel: number): void {
  const points = [
    [-5, -3],
    [-2.4, 0],
    [0, -4.5],
    [2.4, 0],
    [5, -3],
    [3.8, 4],
    [-3.8, 4],
  ] as const;
  context.fillStyle = "#fff06a";
  context.strokeStyle = "#0b0f17";
  context.lineWidth = 2 * pixel;
  context.beginPath();
  for (const [dx, dy] of points) context.lineTo(x + dx * pixel, y + (dy - 8) * pixel);
  context.closePath();
  context.stroke();
  context.fill();
}

/** What the screen shows of the map. */
export function paintViewFrame(
  context: Context,
  x: number,
  y: number,
  pixel: number,
  viewAreaU2: number,
): void {
  const aspect = Math.min(21 / 9, Math.max(1, innerWidth / innerHeight));
  const width = Math.sqrt(viewAreaU2 * aspect);
  const height = viewAreaU2 / width;
  context.strokeStyle = "rgb(255 255 255 / 26%)";
  context.lineWidth = pixel;
  context.strokeRect(x - width / 2, y - height / 2, width, height);
}
