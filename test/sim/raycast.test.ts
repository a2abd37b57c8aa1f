// Lines over tiles: sight, Pulse ranges, and what happens exactly at a corner.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tileAtPoint } from "../../shared/sim/arenaMap.ts";
import {
  BLOCKS_PULSE,
  BLOCKS_SIGHT,
  BLOCKS_WALK,
  isLineClear,
  isSightClear,
  traceRay,
} from "../../shared/sim/raycast.ts";
import { scatterMap } from "../helpers/simDrivers.ts";
import { mapOf } from "../helpers/simWorld.ts";

const row = mapOf("S...", ".#o~", "....");

test("[MOV-11] Wall stops sight and Pulse, Glass Pulse alone, Gap neither; all three stop walking", () => {
  const along = (x: number, mask: number) => traceRay(row, x, 40, 0, 1, 160, mask);
  const table = [120, 200, 280].map((x) =>
    [BLOCKS_SIGHT, BLOCKS_PULSE, BLOCKS_WALK].map((m) => along(x, m)),
  );
  expect(table).toEqual([
    [40, 40, 40],
    [160, 40, 40],
    [160, 160, 40],
  ]);
});

test("[MOV-11] distances are exact along axes and diagonals, both ways", () => {
  const walls = mapOf("S....", "...#.", ".....");
  expect(traceRay(walls, 40, 120, 1, 0, 500, BLOCKS_SIGHT)).toBe(200);
  expect(traceRay(walls, 360, 120, -1, 0, 500, BLOCKS_SIGHT)).toBe(40);
  const half = Math.SQRT1_2;
  expect(traceRay(walls, 160, 60, half, half, 500, BLOCKS_SIGHT)).toBeCloseTo(80 / half, 9);
});

test("[MOV-11] outside the map is Wall, and a line that starts in a block has no length", () => {
  expect(traceRay(row, 40, 40, -1, 0, 500, BLOCKS_SIGHT)).toBe(40);
  expect(traceRay(row, 40, 40, 0, -1, 500, BLOCKS_SIGHT)).toBe(40);
  expect(traceRay(row, 120, 120, 1, 0, 500, BLOCKS_SIGHT)).toBe(0);
  expect(traceRay(row, -40, 40, 1, 0, 500, BLOCKS_SIGHT)).toBe(0);
});

describe("[MOV-11] exactly through the corner (80, 80)", () => {
  const lines = [
    [10, 10, 150, 150],
    [150, 150, 10, 10],
  ] as const;
  const across = (...rows: string[]) =>
    lines.map(([ax, ay, bx, by]) => isSightClear(mapOf(...rows), ax, ay, bx, by));

  test("two walls that touch there stop it", () => {
    expect(across("S#", "#.")).toEqual([false, false]);
  });
  test("a lone corner is grazed", () => {
    expect(across("S#", "..")).toEqual([true, true]);
    expect(across("S.", "#.")).toEqual([true, true]);
  });
  test("the tile across stops it", () => {
    expect(across("S.", ".#")).toEqual([false, false]);
  });
});

test("[MOV-11] sight is mutual", () => {
  const map = scatterMap(20, 11);
  const coordinate = fc.oneof(
    fc.double({ min: 0, max: 1600, noNaN: true }),
    fc.integer({ min: 0, max: 20 }).map((tile) => tile * 80),
    fc.integer({ min: 0, max: 160 }).map((tenth) => tenth * 10),
  );
  fc.assert(
    fc.property(coordinate, coordinate, coordinate, coordinate, (ax, ay, bx, by) => {
      for (const mask of [BLOCKS_SIGHT, BLOCKS_PULSE, BLOCKS_WALK]) {
        expect(isLineClear(map, ax, ay, bx, by, mask)).toBe(isLineClear(map, bx, by, ax, ay, mask));
      }
    }),
    { numRuns: 3000 },
  );
});

test("[MOV-11] agrees with walking along the line in small steps", () => {
  const map = scatterMap(20, 12);
  const coordinate = fc.double({ min: 1, max: 1599, noNaN: true });
  const angle = fc.double({ min: 0, max: 6.28, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, angle, (x, y, rad) => {
      const dirX = Math.cos(rad);
      const dirY = Math.sin(rad);
      const isBlocked = (u: number) =>
        ((BLOCKS_PULSE >> tileAtPoint(map, x + dirX * u, y + dirY * u)) & 1) === 1;
      const free = traceRay(map, x, y, dirX, dirY, 520, BLOCKS_PULSE);
      for (let u = 0.5; u < free - 0.01; u += 0.5) expect(isBlocked(u)).toBe(false);
      if (free > 0 && free < 520) expect(isBlocked(free + 1e-6)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("[MOV-11] is total: a line of no length is clear, NaN ends", () => {
  expect(isSightClear(row, 40, 40, 40, 40)).toBe(true);
  expect(traceRay(row, 40, 40, Number.NaN, Number.NaN, 100, BLOCKS_SIGHT)).toBe(100);
});
