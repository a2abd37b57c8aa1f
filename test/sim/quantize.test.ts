// The public pose: what travels is what is drawn and what is hit.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  packPose,
  poseCell,
  quantizeU,
  unpackPoseAim,
  unpackPoseX,
  unpackPoseY,
  writePose,
} from "../../shared/sim/quantize.ts";
import { makeMatch, placeAt, runTick } from "../helpers/simWorld.ts";

const position = fc.double({ min: 0, max: 6400, noNaN: true });
const aims = fc.integer({ min: 0, max: 4095 });

test("[MOV-12] a position is at most 0.125 u from its pose, an aim at most 8 directions", () => {
  fc.assert(
    fc.property(position, position, aims, (x, y, aim) => {
      const pose = packPose(x, y, aim);
      const cell = poseCell(x, y);
      expect(Math.abs(unpackPoseX(pose, cell) - x)).toBeLessThanOrEqual(0.125);
      expect(Math.abs(unpackPoseY(pose, cell) - y)).toBeLessThanOrEqual(0.125);
      expect(Math.abs(unpackPoseAim(pose) - aim)).toBeLessThanOrEqual(8);
    }),
    { numRuns: 2000 },
  );
});

test("[MOV-12] packing what was unpacked changes nothing, and unpacking gives quantizeU", () => {
  fc.assert(
    fc.property(position, position, aims, (x, y, aim) => {
      const pose = packPose(x, y, aim);
      const cell = poseCell(x, y);
      const x2 = unpackPoseX(pose, cell);
      const y2 = unpackPoseY(pose, cell);
      expect([x2, y2]).toEqual([quantizeU(x), quantizeU(y)]);
      expect(packPose(x2, y2, unpackPoseAim(pose))).toBe(pose);
      expect(poseCell(x2, y2)).toBe(cell);
    }),
    { numRuns: 2000 },
  );
});

test("[MOV-12] writePose writes what the others give, all over the map", () => {
  fc.assert(
    fc.property(position, position, aims, (x, y, aim) => {
      const out = { poseX: 0, poseY: 0, pose: 0, cell: 0 };
      writePose({ x, y, aim }, out);
      expect(out).toEqual({
        poseX: quantizeU(x),
        poseY: quantizeU(y),
        pose: packPose(x, y, aim),
        cell: poseCell(x, y),
      });
    }),
    { numRuns: 2000 },
  );
});

test("[MOV-12] every quantum of the map's edges and of a cell's seam has its own pose", () => {
  const seen = new Set<number>();
  for (const from of [0, 1023, 6399]) {
    for (let x = from; x <= from + 2 && x <= 6400; x += 0.25) {
      const pose = packPose(x, 6400, 0);
      const cell = poseCell(x, 6400);
      expect([unpackPoseX(pose, cell), unpackPoseY(pose, cell)]).toEqual([x, 6400]);
      seen.add(pose + cell * 2 ** 32);
    }
  }
  expect(seen.size).toBe(9 + 9 + 5);
});

test("[MOV-12] positions outside the cells are kept at their edge", () => {
  for (const [odd, kept] of [
    [-5, 0],
    [Number.NaN, 0],
    [9000, 8191.75],
    [Infinity, 8191.75],
  ] as const) {
    expect(quantizeU(odd)).toBe(kept);
    expect(unpackPoseX(packPose(odd, 0, 0), poseCell(odd, 0))).toBe(kept);
  }
});

test("[MOV-12] a record's pose is its packed one", () => {
  const match = makeMatch({ players: 1 });
  runTick(match);
  placeAt(match.world, 0, 1234.56, 987.65);
  runTick(match, [{ moveX: 31, aim: 777 }]);
  const rec = match.world.players[0]!;
  expect(rec.poseX).toBe(unpackPoseX(rec.pose, rec.cell));
  expect(rec.poseY).toBe(unpackPoseY(rec.pose, rec.cell));
  expect(rec.poseX).toBe(quantizeU(rec.state.x));
  expect(unpackPoseAim(rec.pose)).toBe(776);
});
