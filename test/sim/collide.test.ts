// A body among tiles: it slides, it rounds corners, it never gets in.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ArenaMap, TileKind } from "../../shared/sim/arenaMap.ts";
import { type Body, isBodyClear, moveBody } from "../../shared/sim/collide.ts";
import { STEP_S } from "../../shared/sim/constants.ts";
import { BLOCKS_DASH, BLOCKS_WALK } from "../../shared/sim/raycast.ts";
import { scatterMap } from "../helpers/simDrivers.ts";
import { distanceToTiles, mapOf } from "../helpers/simWorld.ts";

const REST_U = 20 + 1 / 64;

function bodyAt(x: number, y: number): Body {
  return { x, y, vx: 0, vy: 0 };
}

/** One step of a body that wants to go (dx, dy) u in it. */
function push(map: ArenaMap, body: Body, dx: number, dy: number, mask: number): void {
  body.vx = dx / STEP_S;
  body.vy = dy / STEP_S;
  moveBody(map, body, mask);
}

describe("[MOV-4] solids", () => {
  test("stop a body at its radius, and the velocity into them", () => {
    const map = mapOf("S..#", "....");
    const body = bodyAt(200, 40);
    for (let i = 0; i < 40; i++) push(map, body, 4, 0, BLOCKS_WALK);
    expect(body).toEqual({ x: 240 - REST_U, y: 40, vx: 0, vy: 0 });
  });

  test("the map's border stops it like a Wall", () => {
    const map = mapOf("S.", "..");
    const body = bodyAt(80, 80);
    push(map, body, -400, -400, BLOCKS_WALK);
    expect([body.x, body.y]).toEqual([REST_U, REST_U]);
  });

  test("a Gap stops a walk and not a dash; Glass stops both", () => {
    const map = mapOf("S~..", "....", "So..");
    for (const [y, mask, isFree] of [
      [40, BLOCKS_WALK, false],
      [40, BLOCKS_DASH, true],
      [200, BLOCKS_DASH, false],
    ] as const) {
      const body = bodyAt(40, y);
      push(map, body, 160, 0, mask);
      expect(body.x).toBe(isFree ? 200 : 80 - REST_U);
    }
  });
});

describe("[MOV-5] sliding", () => {
  test("along a row of tiles is as smooth as along one", () => {
    const map = mapOf("S.......", "########");
    const body = bodyAt(40, 80 - REST_U);
    for (let i = 0; i < 100; i++) {
      push(map, body, 4, 4, BLOCKS_WALK);
      expect(body.y).toBe(80 - REST_U);
      expect([body.vx, body.vy]).toEqual([4 / STEP_S, 0]);
    }
    expect(body.x).toBeCloseTo(440, 9);
  });

  test("goes round a corner as round a circle", () => {
    const map = mapOf("S...", "##..", "....");
    const body = bodyAt(150, 80 - REST_U);
    for (let i = 0; i < 60; i++) {
      push(map, body, 0, 1, BLOCKS_WALK);
      const distance = distanceToTiles(map, body.x, body.y, [TileKind.Wall]);
      expect(distance).toBeGreaterThanOrEqual(20);
      expect(distance).toBeLessThan(20.1);
      if (body.x > 160 && body.y < 90)
        expect(Math.hypot(body.x - 160, body.y - 80)).toBeCloseTo(REST_U, 6);
    }
    // Straight down on a flat top goes nowhere; past the edge it would slide off.
    expect(body.x).toBe(150);
    body.x = 170;
    for (let i = 0; i < 200; i++) push(map, body, 0, 1, BLOCKS_WALK);
    expect(body.x).toBeCloseTo(160 + REST_U, 3);
    expect(body.y).toBeGreaterThan(100);
  });

  test("into an inner corner rests in it", () => {
    const map = mapOf("S..#", "...#", "####");
    const body = bodyAt(120, 80);
    for (let i = 0; i < 60; i++) push(map, body, 5, 4, BLOCKS_WALK);
    expect(body).toEqual({ x: 240 - REST_U, y: 160 - REST_U, vx: 0, vy: 0 });
  });

  test("does not slip between two walls that touch by a corner", () => {
    const map = mapOf("S#", "#.");
    const body = bodyAt(40, 40);
    for (let i = 0; i < 60; i++) push(map, body, 5, 5, BLOCKS_WALK);
    expect([body.x, body.y]).toEqual([80 - REST_U, 80 - REST_U]);
  });
});

test("[MOV-4] a body that starts clear ends clear, however it is moved", () => {
  const map = scatterMap(16, 21);
  const kinds = [TileKind.Wall, TileKind.Glass, TileKind.Gap];
  const reach = fc.double({ min: -30, max: 30, noNaN: true });
  const moves = fc.array(fc.tuple(reach, reach), { minLength: 1, maxLength: 60 });
  const spawnIndex = fc.integer({ min: 0, max: map.spawns.length - 1 });
  fc.assert(
    fc.property(spawnIndex, moves, (index, steps) => {
      const { x, y } = map.spawns[index]!;
      const body = bodyAt(x, y);
      for (const [dx, dy] of steps) {
        const { x: fromX, y: fromY } = body;
        push(map, body, dx, dy, BLOCKS_WALK);
        body.x = Math.fround(body.x);
        body.y = Math.fround(body.y);
        expect(distanceToTiles(map, body.x, body.y, kinds)).toBeGreaterThanOrEqual(20);
        expect(Math.hypot(body.vx, body.vy) * STEP_S).toBeLessThanOrEqual(
          Math.hypot(dx, dy) + 1e-9,
        );
        expect(Math.hypot(body.x - fromX, body.y - fromY)).toBeLessThan(
          Math.hypot(dx, dy) * 1.1 + 0.1,
        );
      }
    }),
    { numRuns: 300 },
  );
});

test("[MOV-4] a move of any length ends, inside the map", () => {
  const map = mapOf("S..", "...", "...");
  const body = bodyAt(120, 120);
  push(map, body, 1e9, -1e9, BLOCKS_WALK);
  expect(isBodyClear(map, body.x, body.y, BLOCKS_WALK)).toBe(true);
});
