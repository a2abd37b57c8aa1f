// Immediate drawing over Phaser's retained list. In: frames with a place, once a frame. Out: images
// moved, the unused ones hidden. Images are reused in order, so a steady frame allocates nothing.
import type * as Phaser from "phaser";
import type { Atlas } from "./Atlas.ts";

/** What is visible this frame, u: layers skip what lies outside. */
export interface ViewBounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class StampLayer {
  private readonly scene: Phaser.Scene;
  private readonly atlas: Atlas;
  private readonly bounds: ViewBounds;
  private readonly depth: number;
  private readonly additive: boolean;
  private readonly images: Phaser.GameObjects.Image[] = [];
  private used = 0;
  private usedBefore = 0;

  /** `expected` images are made at once, more when a frame needs them. */
  constructor(
    scene: Phaser.Scene,
    atlas: Atlas,
    bounds: ViewBounds,
    depth: number,
    expected: number,
    additive = false,
  ) {
    this.scene = scene;
    this.atlas = atlas;
    this.bounds = bounds;
    this.depth = depth;
    this.additive = additive;
    for (let i = 0; i < expected; i++) this.addImage();
  }

  /** Starts a frame: everything is to be drawn anew. */
  begin(): void {
    this.used = 0;
  }

  /**
   * Draws `frame` with its middle at (x, y) u, turned and scaled about it. Invisible ones cost
   * nothing.
   */
  draw(
    frame: Phaser.Textures.Frame,
    x: number,
    y: number,
    rotation = 0,
    scaleX = 1,
    scaleY = scaleX,
    alpha = 1,
  ): void {
    const unit = this.atlas.unit;
    const size = frame.width + frame.height;
    const reach = size * unit * 0.5 * Math.max(Math.abs(scaleX), Math.abs(scaleY));
    const { left, top, right, bottom } = this.bounds;
    if (alpha <= 0.004) return;
    if (x + reach < left || x - reach > right || y + reach < top || y - reach > bottom) return;
    const image = this.images[this.used++] ?? this.addImage();
    if (image.frame !== frame) image.setFrame(frame);
    image.x = x;
    image.y = y;
    image.rotation = rotation;
    image.scaleX = scaleX * unit;
    image.scaleY = scaleY * unit;
    image.alpha = alpha;
    image.visible = true;
  }

  /** Ends a frame: hides what the last frame used beyond this one's need. */
  end(): void {
    for (let i = this.used; i < this.usedBefore; i++) {
      const image = this.images[i];
      if (image) image.visible = false;
    }
    this.usedBefore = this.used;
  }

  private addImage(): Phaser.GameObjects.Image {
    const image = this.atlas.image(this.scene, "glowWhite", this.depth, this.additive);
    this.images.push(image);
    return image;
  }
}
