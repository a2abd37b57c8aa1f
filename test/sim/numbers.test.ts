// Seeded chance and integer directions: the arithmetic that both sides must agree on to the bit.
import { describe, expect, test } from "vitest";
import { AIM_DIRECTIONS } from "../../shared/sim/constants.ts";
import { hashU32, makeRng, nextBelow, nextU32 } from "../../shared/sim/rng.ts";
import { AIM_COS, AIM_SIN, aimDiff, aimOf } from "../../shared/sim/vec2.ts";

const RAD_PER_AIM = (2 * Math.PI) / AIM_DIRECTIONS;

describe("generator", () => {
  test("[REC-1] is a function of its seed: the first numbers of seed 1 never change", () => {
    const rng = makeRng(1);
    expect([nextU32(rng), nextU32(rng), nextU32(rng)]).toEqual([2693262067, 11749833, 2265367787]);
  });

  test("[REC-1] goes on from a copy of its state", () => {
    const rng = makeRng(99);
    nextU32(rng);
    const copy = { ...rng };
    expect(nextU32(copy)).toBe(nextU32(rng));
  });

  test("nextBelow covers 0..n-1 evenly", () => {
    const rng = makeRng(7);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) counts[nextBelow(rng, 10)]!++;
    for (const count of counts) expect(count).toBeGreaterThan(850);
  });

  test("hashU32 tells neighbours apart", () => {
    const seen = new Set<number>();
    for (let a = 0; a < 100; a++) for (let b = 0; b < 100; b++) seen.add(hashU32(a, b));
    expect(seen.size).toBe(10_000);
  });
});

describe("aim", () => {
  test("[MOV-10] 4096 directions, clockwise from +x, at most 1e-6 from the true ones", () => {
    for (let aim = 0; aim < AIM_DIRECTIONS; aim++) {
      expect(Math.abs(AIM_COS[aim]! - Math.cos(aim * RAD_PER_AIM))).toBeLessThan(1e-6);
      expect(Math.abs(AIM_SIN[aim]! - Math.sin(aim * RAD_PER_AIM))).toBeLessThan(1e-6);
    }
  });

  test("[MOV-10] axes and diagonals are exact", () => {
    expect([AIM_COS[0], AIM_SIN[0]]).toEqual([1, 0]);
    expect([AIM_COS[1024], AIM_SIN[1024]]).toEqual([0, 1]);
    expect([AIM_COS[2048], AIM_SIN[2048]]).toEqual([-1, 0]);
    expect([AIM_COS[3072], AIM_SIN[3072]]).toEqual([0, -1]);
    for (const aim of [512, 1536, 2560, 3584]) {
      expect(Math.abs(AIM_COS[aim]!)).toBe(Math.abs(AIM_SIN[aim]!));
    }
  });

  test("[MOV-10] aimOf is the inverse of the table, at any length", () => {
    for (let aim = 0; aim < AIM_DIRECTIONS; aim++) {
      for (const length of [1e-3, 1, 20, 5000]) {
        expect(aimOf(AIM_COS[aim]! * length, AIM_SIN[aim]! * length)).toBe(aim);
      }
    }
  });

  test("[MOV-10] aimOf is the nearest direction", () => {
    const rng = makeRng(3);
    for (let i = 0; i < 20_000; i++) {
      const dx = nextBelow(rng, 2001) - 1000;
      const dy = nextBelow(rng, 2001) - 1000;
      if (dx === 0 && dy === 0) continue;
      const off = aimOf(dx, dy) - Math.atan2(dy, dx) / RAD_PER_AIM;
      const turns = Math.round(off / AIM_DIRECTIONS) * AIM_DIRECTIONS;
      expect(Math.abs(off - turns)).toBeLessThan(0.5 + 1e-6);
    }
  });

  test("[MOV-10] aimOf is total", () => {
    expect(aimOf(0, 0)).toBe(0);
    for (const odd of [Number.NaN, Infinity, -Infinity, 1e308, -1e-308]) {
      const aim = aimOf(odd, 1);
      expect(Number.isInteger(aim) && aim >= 0 && aim < AIM_DIRECTIONS, `${odd}: ${aim}`).toBe(
        true,
      );
    }
  });

  test("aimDiff is the shortest signed turn", () => {
    expect(aimDiff(0, 10)).toBe(10);
    expect(aimDiff(10, 0)).toBe(-10);
    expect(aimDiff(4090, 4)).toBe(10);
    expect(aimDiff(4, 4090)).toBe(-10);
    expect(aimDiff(0, 2048)).toBe(-2048);
  });
});
