// The map on screen. In: a map, the camera. Out: chunks of it as textures, baked when the camera
// comes near and reused when it leaves, so that memory does not grow with the map; a blurred
// overview stands in meanwhile.
import type * as Phaser from "phaser";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { addCanvasTexture } from "./canvasTexture.ts";
import { DEPTH } from "./layers.ts";
import { paintMap } from "./mapArt.ts";
import { type MapShapes, makeMapShapes } from "./mapShapes.ts";
import { type Context, makeCanvas } from "./paint.ts";
import type { ViewBounds } from "./StampLayer.ts";

/** Side of a chunk, u: small enough that baking one does not cost a frame. */
const CHUNK_U = 512;
/** Chunks are baked this far ahead of the screen's edge, u: about a second's run. */
const AHEAD_U = 220;
/** Pixels of overlap on each side: rounding never leaves a seam. */
const GUTTER_PX = 1;
/** Above this many px per u, chunks are enlarged instead: memory grows with the square. */
const MAX_BAKE_SCALE = 1.5;
const VISIBLE_BAKES_PER_FRAME = 2;
const OVERVIEW_PX = 512;
const OVERVIEW_MARGIN_U = 700;
const OVERVIEW_KEY = "overview";

interface Chunk {
  readonly key: string;
  readonly image: Phaser.GameObjects.Image;
  readonly texture: Phaser.Textures.Texture;
  readonly ctx: Context;
  col: number;
  row: number;
  lastUsed: number;
}

export class MapLayer {
  private readonly scene: Phaser.Scene;
  /** Whether chunks sit on whole pixels: on a Canvas that makes drawing them a plain copy. */
  private readonly snaps: boolean;
  private readonly chunks: Chunk[] = [];
  private readonly byPlace = new Map<number, Chunk>();
  private overview: Phaser.GameObjects.Image | null = null;
  private shapes: MapShapes | null = null;
  private bakeScale = 1;
  private zoom = 1;
  private clock = 0;
  private isFresh = true;

  constructor(scene: Phaser.Scene, snaps: boolean) {
    this.scene = scene;
    this.snaps = snaps;
  }

  /** Takes another map; everything is baked anew. */
  setMap(map: ArenaMap): void {
    if (this.shapes?.map === map) return;
    this.shapes = makeMapShapes(map);
    this.forget();
    this.bakeOverview(map);
  }

  /** Device px per u changed: what was baked for the old one goes. */
  setZoom(zoom: number): void {
    if (zoom === this.zoom && this.chunks.length > 0) return;
    this.zoom = zoom;
    this.bakeScale = Math.min(zoom, MAX_BAKE_SCALE);
    this.forget();
    for (const chunk of this.chunks.splice(0)) {
      chunk.image.destroy();
      this.scene.textures.remove(chunk.key);
    }
  }

  /** Places the chunks that `bounds` shows, and bakes a few of those that it shows or soon will. */
  update(bounds: ViewBounds): void {
    if (!this.shapes) return;
    this.clock++;
    for (const chunk of this.chunks) chunk.image.visible = false;
    const missing = this.showRange(
      bounds,
      this.isFresh ? Number.POSITIVE_INFINITY : VISIBLE_BAKES_PER_FRAME,
    );
    this.isFresh = false;
    if (this.overview) this.overview.visible = missing > 0;
    if (missing === 0) this.bakeAhead(bounds);
  }

  /** Returns how many visible chunks are still missing after baking at most `bakes`. */
  private showRange(bounds: ViewBounds, bakes: number): number {
    let left = bakes;
    let missing = 0;
    const row1 = Math.floor(bounds.bottom / CHUNK_U);
    const col1 = Math.floor(bounds.right / CHUNK_U);
    for (let row = Math.floor(bounds.top / CHUNK_U); row <= row1; row++) {
      for (let col = Math.floor(bounds.left / CHUNK_U); col <= col1; col++) {
        let chunk = this.byPlace.get(placeKey(col, row));
        if (!chunk && left > 0) {
          chunk = this.bake(col, row);
          left--;
        }
        if (chunk) this.show(chunk, bounds);
        else missing++;
      }
    }
    return missing;
  }

  private bakeAhead(bounds: ViewBounds): void {
    const row1 = Math.floor((bounds.bottom + AHEAD_U) / CHUNK_U);
    const col1 = Math.floor((bounds.right + AHEAD_U) / CHUNK_U);
    for (let row = Math.floor((bounds.top - AHEAD_U) / CHUNK_U); row <= row1; row++) {
      for (let col = Math.floor((bounds.left - AHEAD_U) / CHUNK_U); col <= col1; col++) {
        const chunk = this.byPlace.get(placeKey(col, row));
        if (chunk) chunk.lastUsed = this.clock;
        else {
          this.bake(col, row);
          return;
        }
      }
    }
  }

  private show(chunk: Chunk, bounds: ViewBounds): void {
    chunk.lastUsed = this.clock;
    let x = chunk.col * CHUNK_U;
    let y = chunk.row * CHUNK_U;
    if (this.snaps) {
      x = bounds.left + Math.round((x - bounds.left) * this.zoom) / this.zoom;
      y = bounds.top + Math.round((y - bounds.top) * this.zoom) / this.zoom;
    }
    chunk.image.x = x - GUTTER_PX / this.bakeScale;
    chunk.image.y = y - GUTTER_PX / this.bakeScale;
    chunk.image.visible = true;
  }

  private bake(col: number, row: number): Chunk {
    const chunk = this.idleChunk();
    this.byPlace.delete(placeKey(chunk.col, chunk.row));
    chunk.col = col;
    chunk.row = row;
    chunk.lastUsed = this.clock;
    this.byPlace.set(placeKey(col, row), chunk);
    const scale = this.bakeScale;
    const marginU = GUTTER_PX / scale;
    const x = col * CHUNK_U - marginU;
    const y = row * CHUNK_U - marginU;
    const sizeU = chunk.ctx.canvas.width / scale;
    chunk.ctx.setTransform(scale, 0, 0, scale, -x * scale, -y * scale);
    paintMap(chunk.ctx, this.shapes as MapShapes, { x, y, width: sizeU, height: sizeU });
    chunk.texture.source[0]?.update();
    return chunk;
  }

  /** A chunk that neither this frame nor the last needed, or a new one. */
  private idleChunk(): Chunk {
    let oldest: Chunk | null = null;
    for (const chunk of this.chunks) {
      if (chunk.lastUsed < (oldest?.lastUsed ?? this.clock - 1)) oldest = chunk;
    }
    return oldest ?? this.addChunk();
  }

  private addChunk(): Chunk {
    const sizePx = Math.ceil(CHUNK_U * this.bakeScale) + GUTTER_PX * 2;
    const key = `chunk${this.chunks.length}`;
    const [canvas, ctx] = makeCanvas(sizePx, sizePx);
    const texture = addCanvasTexture(this.scene.textures, key, canvas);
    const image = this.scene.add.image(0, 0, key).setOrigin(0, 0).setDepth(DEPTH.chunks);
    image.setScale(1 / this.bakeScale).setVisible(false);
    const chunk = { key, image, texture, ctx, col: -9999, row: 0, lastUsed: -1 };
    this.chunks.push(chunk);
    return chunk;
  }

  private forget(): void {
    this.byPlace.clear();
    this.isFresh = true;
    for (const chunk of this.chunks) {
      chunk.lastUsed = -1;
      chunk.image.visible = false;
    }
  }

  private bakeOverview(map: ArenaMap): void {
    this.overview?.destroy();
    if (this.scene.textures.exists(OVERVIEW_KEY)) this.scene.textures.remove(OVERVIEW_KEY);
    const width = map.widthU + OVERVIEW_MARGIN_U * 2;
    const height = map.heightU + OVERVIEW_MARGIN_U * 2;
    const scale = OVERVIEW_PX / Math.max(width, height);
    const [canvas, ctx] = makeCanvas(width * scale, height * scale);
    const origin = -OVERVIEW_MARGIN_U;
    ctx.setTransform(scale, 0, 0, scale, -origin * scale, -origin * scale);
    paintMap(ctx, this.shapes as MapShapes, { x: origin, y: origin, width, height });
    addCanvasTexture(this.scene.textures, OVERVIEW_KEY, canvas);
    this.overview = this.scene.add.image(origin, origin, OVERVIEW_KEY).setOrigin(0, 0);
    this.overview
      .setScale(1 / scale)
      .setDepth(DEPTH.overview)
      .setVisible(false);
  }
}

/** Chunks lie within ±128 of the origin: the largest map is 6400 u. */
function placeKey(col: number, row: number): number {
  return (row + 128) * 256 + col + 128;
}
