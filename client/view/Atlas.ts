// Every drawn thing but the floor and the names, baked once into one texture. In: pieces of art
// that paint themselves, u. Out: Phaser frames by name. One texture keeps WebGL to few batches.
import type * as Phaser from "phaser";
import { addCanvasTexture } from "./canvasTexture.ts";
import { type Context, makeCanvas } from "./paint.ts";

/**
 * A piece of art. `paint` finds the origin in the middle of a `width` x `height` u box, and 1 u as
 * unit.
 */
export interface FrameArt {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  paint(ctx: Context, unitPx: number): void;
}

interface Placed {
  readonly art: FrameArt;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const WIDTH_PX = 2048;
/** Empty pixels around a frame, so that filtering never reads a neighbour. */
const GAP_PX = 2;

export class Atlas {
  static readonly KEY = "atlas";
  /** Scale at which an image of this atlas is as large as its art says. */
  readonly unit: number;
  private readonly texture: Phaser.Textures.Texture;

  constructor(textures: Phaser.Textures.TextureManager, arts: readonly FrameArt[], unitPx: number) {
    this.unit = 1 / unitPx;
    const [placed, heightPx] = packShelves(arts, unitPx);
    const [canvas, ctx] = makeCanvas(WIDTH_PX, heightPx);
    for (const place of placed) paintFrame(ctx, place, unitPx);
    const texture = addCanvasTexture(textures, Atlas.KEY, canvas);
    for (const { art, x, y, width, height } of placed)
      texture.add(art.name, 0, x, y, width, height);
    this.texture = texture;
  }

  /** The frame called `name`. @throws Error when no art has that name. */
  frame(name: string): Phaser.Textures.Frame {
    if (!this.texture.has(name)) throw new Error(`no art is called "${name}"`);
    return this.texture.get(name);
  }

  /** An image of `name`, hidden, at `depth`; additive images brighten what is below. */
  image(
    scene: Phaser.Scene,
    name: string,
    depth: number,
    additive = false,
  ): Phaser.GameObjects.Image {
    const image = scene.add.image(0, 0, Atlas.KEY, name);
    image.setDepth(depth).setVisible(false).setScale(this.unit);
    if (additive) image.setBlendMode("ADD");
    return image;
  }
}

function paintFrame(ctx: Context, place: Placed, unitPx: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(place.x, place.y, place.width, place.height);
  ctx.clip();
  ctx.translate(place.x + place.width / 2, place.y + place.height / 2);
  ctx.scale(unitPx, unitPx);
  place.art.paint(ctx, unitPx);
  ctx.restore();
}

/** Rows of falling height: simple, and tight enough for pieces of similar size. */
function packShelves(arts: readonly FrameArt[], unitPx: number): [Placed[], number] {
  const tallFirst = [...arts].sort((a, b) => b.height - a.height);
  const placed: Placed[] = [];
  let x = GAP_PX;
  let y = GAP_PX;
  let rowHeight = 0;
  for (const art of tallFirst) {
    const width = Math.ceil(art.width * unitPx);
    const height = Math.ceil(art.height * unitPx);
    if (x + width + GAP_PX > WIDTH_PX) {
      x = GAP_PX;
      y += rowHeight + GAP_PX;
      rowHeight = 0;
    }
    placed.push({ art, x, y, width, height });
    x += width + GAP_PX;
    rowHeight = Math.max(rowHeight, height);
  }
  return [placed, y + rowHeight + GAP_PX];
}
