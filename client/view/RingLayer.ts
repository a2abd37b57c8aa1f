// The ring of a Duel on the floor. In: its centre and radius, once a frame. Out: what lies outside in shade, a line
// of light at its edge with teeth that point inward while it closes, and dots where it will come to rest.
import type * as Phaser from "phaser";
import type { RingView } from "../game/DuelView.ts";
import type { Atlas } from "./Atlas.ts";
import { RING_LINE_FADE } from "./art/ringArt.ts";
import { DEPTH, type Layers } from "./layers.ts";
import { COLOR, colorNumber, mix } from "./palette.ts";
import type { ViewBounds } from "./StampLayer.ts";
import { LINE_PIECE_U } from "./stampLine.ts";

/** Dark enough to be another ground, light enough to see floor and walls through. */
const SHADE_COLOR = colorNumber(mix(COLOR.background, COLOR.bad, 0.22));
const SHADE_ALPHA = 0.62;
/** Corners of the circle: at 900 u its sides differ from the arc by 0.3 u. */
const CORNERS = 120;
/** Pieces of the line lie about this far apart, u: each is straight, the circle is none to the eye. */
const PIECE_EVERY_U = 30;
/** Between two teeth, and between two dots of where it will rest, u. */
const TOOTH_EVERY_U = 110;
const DOT_EVERY_U = 34;
/** Where it will rest is shown this long before it begins to close, ms. */
const ANNOUNCED_MS = 8000;

export class RingLayer {
  private readonly shade: Phaser.GameObjects.Graphics;
  private readonly layers: Layers;
  private readonly bounds: ViewBounds;
  private readonly line: Phaser.Textures.Frame;
  private readonly tooth: Phaser.Textures.Frame;
  private readonly dot: Phaser.Textures.Frame;

  constructor(scene: Phaser.Scene, atlas: Atlas, layers: Layers, bounds: ViewBounds) {
    this.shade = scene.add.graphics().setDepth(DEPTH.shade);
    this.layers = layers;
    this.bounds = bounds;
    this.line = atlas.frame("ringLine");
    this.tooth = atlas.frame("ringTooth");
    this.dot = atlas.frame("ringDot");
  }

  /** `ring` is null outside of Duels. */
  draw(ring: RingView | null, timeMs: number): void {
    this.shade.clear();
    if (ring === null) return;
    if (Number.isFinite(ring.radiusU)) {
      this.drawShade(ring);
      this.drawLine(ring);
      if (ring.isClosing) this.drawTeeth(ring, timeMs);
    }
    const isAhead = ring.radiusU > ring.finalRadiusU + 1;
    if (isAhead && ring.closesInMs <= ANNOUNCED_MS) this.drawRest(ring);
  }

  /**
   * One polygon: around the screen, along a slit to the circle, and back around that, so that nothing is shaded
   * twice.
   */
  private drawShade({ x, y, radiusU }: RingView): void {
    const { left, top, right, bottom } = this.bounds;
    const farthestX = Math.max(Math.abs(left - x), Math.abs(right - x));
    const farthestY = Math.max(Math.abs(top - y), Math.abs(bottom - y));
    if (Math.hypot(farthestX, farthestY) <= radiusU) return;
    const outerU = radiusU + Math.hypot(right - left, bottom - top) + 400;
    const { shade } = this;
    shade.fillStyle(SHADE_COLOR, SHADE_ALPHA);
    shade.beginPath();
    shade.moveTo(x + outerU, y);
    for (const [dx, dy] of AROUND) shade.lineTo(x + dx * outerU, y + dy * outerU);
    for (let i = CORNERS; i >= 0; i--) {
      const angle = (i / CORNERS) * Math.PI * 2;
      shade.lineTo(x + Math.cos(angle) * radiusU, y + Math.sin(angle) * radiusU);
    }
    shade.closePath();
    shade.fillPath();
  }

  private drawLine({ x, y, radiusU }: RingView): void {
    const { trails } = this.layers;
    const pieces = Math.max(24, Math.ceil((Math.PI * 2 * radiusU) / PIECE_EVERY_U));
    // Each fades into its neighbour, so that light adds up evenly.
    const pieceU = (Math.PI * 2 * radiusU) / pieces / (1 - RING_LINE_FADE);
    for (let i = 0; i < pieces; i++) {
      const angle = ((i + 0.5) / pieces) * Math.PI * 2;
      const atX = x + Math.cos(angle) * radiusU;
      const atY = y + Math.sin(angle) * radiusU;
      trails.draw(this.line, atX, atY, angle + Math.PI / 2, pieceU / LINE_PIECE_U, 1, 1);
    }
  }

  /** They run inward and fade, once a second. */
  private drawTeeth({ x, y, radiusU }: RingView, timeMs: number): void {
    const { trails } = this.layers;
    const teeth = Math.max(12, Math.round((Math.PI * 2 * radiusU) / TOOTH_EVERY_U));
    const share = (timeMs % 1000) / 1000;
    const atU = radiusU - 12 - share * 22;
    const alpha = 0.9 * Math.sin(share * Math.PI);
    for (let i = 0; i < teeth; i++) {
      const angle = (i / teeth) * Math.PI * 2;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      trails.draw(this.tooth, x + cos * atU, y + sin * atU, angle + Math.PI, 1, 1, alpha);
    }
  }

  private drawRest({ x, y, finalRadiusU }: RingView): void {
    const { ground } = this.layers;
    const dots = Math.round((Math.PI * 2 * finalRadiusU) / DOT_EVERY_U);
    for (let i = 0; i < dots; i++) {
      const angle = (i / dots) * Math.PI * 2;
      const atX = x + Math.cos(angle) * finalRadiusU;
      const atY = y + Math.sin(angle) * finalRadiusU;
      ground.draw(this.dot, atX, atY, angle + Math.PI / 2, 1, 1, 0.75);
    }
  }
}

/** A square around the middle, clockwise from (1, 0) and back to it. */
const AROUND = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
  [1, 0],
] as const;
