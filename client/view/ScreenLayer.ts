// What is fixed to the screen: crosshair with its gauge, red edges when hurt, vignette. In: the
// HUD's figures, the pointer, damage taken. Out: stamps, placed in the world where the screen shows
// them.

import type * as Phaser from "phaser";
import { MAX_HP } from "../../shared/sim/constants.ts";
import type { HudView } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import {
  ARC_RADIUS_U,
  ARC_STEPS,
  arcFrameIndex,
  EDGE_DEPTH_U,
  EDGE_LENGTH_U,
  VIGNETTE_HEIGHT_U,
  VIGNETTE_WIDTH_U,
} from "./art/iconArt.ts";
import type { StampLayer, ViewBounds } from "./StampLayer.ts";

/** Damage within this time of a flash prolongs it instead: at most 3 flashes a second. */
const FLASH_PAUSE_MS = 340;
const FLASH_FADE_S = 0.28;
const EDGE_REACH_U = 120;
/** Edges of who stands outside the ring: they swell once in this time, ms. */
const OUTSIDE_PERIOD_MS = 1200;
const LOW_HP = 0.35;
const GAUGE_RADIUS_U = 20;
/** Share of the magazine from which the gauge warns. */
const LOW_AMMO = 0.25;

export class ScreenLayer {
  private readonly layer: StampLayer;
  private readonly bounds: ViewBounds;
  private readonly hasVignette: boolean;
  private readonly crosshair: Phaser.Textures.Frame;
  private readonly edge: Phaser.Textures.Frame;
  private readonly vignette: Phaser.Textures.Frame;
  private readonly arcs: readonly Phaser.Textures.Frame[];
  private readonly lowArcs: readonly Phaser.Textures.Frame[];
  private flash = 0;
  private flashAtMs = Number.NEGATIVE_INFINITY;
  private holdUntilMs = 0;
  /** Unit vector to where the damage came from; (0, 0) for all around. */
  private fromX = 0;
  private fromY = 0;

  constructor(atlas: Atlas, layer: StampLayer, bounds: ViewBounds, hasVignette: boolean) {
    this.layer = layer;
    this.bounds = bounds;
    this.hasVignette = hasVignette;
    this.crosshair = atlas.frame("crosshair");
    this.edge = atlas.frame("edge");
    this.vignette = atlas.frame("vignette");
    const steps = Array.from({ length: ARC_STEPS + 1 }, (_, step) => step);
    this.arcs = steps.map((step) => atlas.frame(`arc${step}`));
    this.lowArcs = steps.map((step) => atlas.frame(`lowArc${step}`));
  }

  /** Damage was taken, from direction `fromRad` as seen from the own body (null: unknown). */
  hurt(damage: number, fromRad: number | null, timeMs: number): void {
    this.fromX = fromRad === null ? 0 : Math.cos(fromRad);
    this.fromY = fromRad === null ? 0 : Math.sin(fromRad);
    this.holdUntilMs = timeMs + 90;
    if (timeMs - this.flashAtMs < FLASH_PAUSE_MS) return;
    this.flashAtMs = timeMs;
    this.flash = Math.min(0.95, 0.45 + damage / 80);
  }

  /**
   * `isOutside`: the ring hurts the own body now. `pointerX`, `pointerY`: u; `pointerScale`: u per CSS px; the crosshair hides when `hasPointer`
   * is false.
   */
  draw(
    hud: HudView,
    isOutside: boolean,
    dtS: number,
    timeMs: number,
    pointerX: number,
    pointerY: number,
    pointerScale: number,
    hasPointer: boolean,
  ): void {
    if (timeMs > this.holdUntilMs) this.flash *= Math.exp(-dtS / FLASH_FADE_S);
    this.drawVignette();
    const swell = 0.5 + 0.5 * Math.sin((timeMs / OUTSIDE_PERIOD_MS) * Math.PI * 2);
    this.drawEdges(hud, isOutside ? 0.5 + 0.3 * swell : 0);
    if (hasPointer) this.drawCrosshair(hud, pointerX, pointerY, pointerScale);
  }

  private drawVignette(): void {
    if (!this.hasVignette) return;
    const { left, top, right, bottom } = this.bounds;
    const scaleX = (right - left) / VIGNETTE_WIDTH_U;
    const scaleY = (bottom - top) / VIGNETTE_HEIGHT_U;
    this.layer.draw(this.vignette, (left + right) / 2, (top + bottom) / 2, 0, scaleX, scaleY);
  }

  /** @param least how strong they are at least, all around. */
  private drawEdges(hud: HudView, least: number): void {
    const low = hud.alive ? Math.max(0, 1 - hud.hp / (MAX_HP * LOW_HP)) * 0.4 : 0;
    const around = Math.max(
      least,
      low,
      this.flash * (this.fromX === 0 && this.fromY === 0 ? 0.8 : 0.25),
    );
    if (around < 0.01 && this.flash < 0.01) return;
    const { left, top, right, bottom } = this.bounds;
    const width = right - left;
    const height = bottom - top;
    const middleX = left + width / 2;
    const middleY = top + height / 2;
    const reach = EDGE_REACH_U / 2;
    this.drawEdge(middleX, top + reach, 0, width, around, -this.fromY);
    this.drawEdge(middleX, bottom - reach, Math.PI, width, around, this.fromY);
    this.drawEdge(left + reach, middleY, -Math.PI / 2, height, around, -this.fromX);
    this.drawEdge(right - reach, middleY, Math.PI / 2, height, around, this.fromX);
  }

  private drawEdge(
    x: number,
    y: number,
    rotation: number,
    length: number,
    around: number,
    facing: number,
  ): void {
    const alpha = Math.max(around, this.flash * Math.max(0, facing));
    const scaleX = length / EDGE_LENGTH_U;
    this.layer.draw(this.edge, x, y, rotation, scaleX, EDGE_REACH_U / EDGE_DEPTH_U, alpha);
  }

  private drawCrosshair(hud: HudView, x: number, y: number, scale: number): void {
    this.layer.draw(this.crosshair, x, y, 0, scale, scale, hud.alive ? 1 : 0.35);
    if (!hud.alive) return;
    const isReloading = hud.reloadProgress >= 0;
    const rounds = hud.magazine > 0 ? hud.ammo / hud.magazine : 1;
    const share = isReloading ? hud.reloadProgress : rounds;
    const isLow = !isReloading && rounds <= LOW_AMMO;
    const frame = (isLow ? this.lowArcs : this.arcs)[arcFrameIndex(share)];
    const size = (scale * GAUGE_RADIUS_U) / ARC_RADIUS_U;
    const alpha = isReloading || isLow ? 1 : rounds === 1 ? 0.35 : 0.6;
    if (frame) this.layer.draw(frame, x, y, 0, size, size, alpha);
  }
}
