// The order in which things cover each other. In: scene and atlas. Out: one stamp layer for each
// height.
import type * as Phaser from "phaser";
import type { Atlas } from "./Atlas.ts";
import { StampLayer, type ViewBounds } from "./StampLayer.ts";

/**
 * Depths, low to high. Additive layers lie together, because each change of blending ends a batch.
 */
export const DEPTH = {
  overview: 0,
  chunks: 1,
  /** The ring's shade, which is no stamp: under all that stands on the floor. */
  shade: 8,
  ground: 10,
  trails: 12,
  bodies: 20,
  tags: 22,
  sparks: 30,
  numbers: 32,
  screen: 40,
} as const;

export interface Layers {
  /** Scorches, pickups: under everything that moves. */
  readonly ground: StampLayer;
  /** Light under bodies: floor glow, afterimages, tracers. */
  readonly trails: StampLayer;
  readonly bodies: StampLayer;
  /** Light above bodies: sparks, rings, marks. */
  readonly sparks: StampLayer;
  readonly numbers: StampLayer;
  /** Fixed to the screen, though placed in the world. */
  readonly screen: StampLayer;
  readonly all: readonly StampLayer[];
}

export function makeLayers(scene: Phaser.Scene, atlas: Atlas, bounds: ViewBounds): Layers {
  const layer = (depth: number, expected: number, additive = false): StampLayer =>
    new StampLayer(scene, atlas, bounds, depth, expected, additive);
  const ground = layer(DEPTH.ground, 40);
  const trails = layer(DEPTH.trails, 160, true);
  const bodies = layer(DEPTH.bodies, 160);
  const sparks = layer(DEPTH.sparks, 240, true);
  const numbers = layer(DEPTH.numbers, 24);
  const screen = layer(DEPTH.screen, 10);
  return {
    ground,
    trails,
    bodies,
    sparks,
    numbers,
    screen,
    all: [ground, trails, bodies, sparks, numbers, screen],
  };
}
