// What is drawn of a Duel's ring: shade, line, teeth, and where it will rest.
import type * as Phaser from "phaser";
import { describe, expect, test } from "vitest";
import type { RingView } from "../../client/game/DuelView.ts";
import type { Atlas } from "../../client/view/Atlas.ts";
import type { Layers } from "../../client/view/layers.ts";
import { RingLayer } from "../../client/view/RingLayer.ts";

const RING: RingView = {
  x: 800,
  y: 600,
  radiusU: 500,
  finalRadiusU: 250,
  closesInMs: 0,
  isClosing: true,
  isOutside: false,
};
const SCREEN = { left: 0, top: 150, right: 1600, bottom: 1050 };

/** Draws once. Out: where each piece of art was put, and the corners of the shade. */
function drawRing(changes: Partial<RingView>, bounds = SCREEN) {
  const stamps: { name: string; fromMiddleU: number }[] = [];
  const corners: number[] = [];
  const corner = (x: number, y: number): void => {
    corners.push(Math.hypot(x - RING.x, y - RING.y));
  };
  const shade = {
    setDepth: () => shade,
    clear: () => undefined,
    fillStyle: () => undefined,
    beginPath: () => undefined,
    moveTo: corner,
    lineTo: corner,
    closePath: () => undefined,
    fillPath: () => undefined,
  };
  const scene = { add: { graphics: () => shade } } as unknown as Phaser.Scene;
  const layer = {
    draw: (name: string, x: number, y: number) => {
      stamps.push({ name, fromMiddleU: Math.hypot(x - RING.x, y - RING.y) });
    },
  };
  const layers = { trails: layer, ground: layer } as unknown as Layers;
  const atlas = { frame: (name: string) => name } as unknown as Atlas;
  new RingLayer(scene, atlas, layers, bounds).draw({ ...RING, ...changes }, 250);
  const at = (name: string) => stamps.filter((stamp) => stamp.name === name);
  return { stamps, corners, at };
}

describe("the ring", () => {
  test("[UI-41] a line lies on its edge all around, and everything beyond is shaded", () => {
    const { at, corners } = drawRing({});
    const line = at("ringLine");
    expect(line.length).toBeGreaterThan(60);
    for (const { fromMiddleU } of line) expect(fromMiddleU).toBeCloseTo(500, 6);
    expect(Math.min(...corners)).toBeCloseTo(500, 6);
    expect(Math.max(...corners)).toBeGreaterThan(Math.hypot(1600, 900));
  });

  test("[UI-41] teeth point inward while it closes, and dashes show where it will rest", () => {
    const closing = drawRing({});
    expect(closing.at("ringTooth").length).toBeGreaterThan(12);
    for (const { fromMiddleU } of closing.at("ringTooth")) expect(fromMiddleU).toBeLessThan(500);
    for (const { fromMiddleU } of closing.at("ringDot")) expect(fromMiddleU).toBeCloseTo(250, 6);
    const resting = drawRing({ radiusU: 250, isClosing: false });
    expect(resting.at("ringTooth")).toEqual([]);
    expect(resting.at("ringDot")).toEqual([]);
  });

  test("[UI-41] before it appears, only where it will rest is shown, 8 s ahead", () => {
    const none = { radiusU: Number.POSITIVE_INFINITY, isClosing: false };
    expect(drawRing({ ...none, closesInMs: 9000 }).stamps).toEqual([]);
    const soon = drawRing({ ...none, closesInMs: 7000 });
    expect(soon.at("ringDot").length).toBeGreaterThan(20);
    expect(soon.stamps.length).toBe(soon.at("ringDot").length);
    expect(soon.corners).toEqual([]);
  });

  test("[UI-41] nothing is shaded while the whole screen is inside", () => {
    const { corners } = drawRing({}, { left: 700, top: 500, right: 900, bottom: 700 });
    expect(corners).toEqual([]);
  });
});
