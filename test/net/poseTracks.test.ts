// The interpolation that clients draw with and the server looks back with: told poses, and lines between them.
// In: told poses, and whole matches. Out: poses at any instant.
import { describe, expect, test } from "vitest";
import { MAX_SPEED_U_PER_S } from "../../shared/sim/constants.ts";
import {
  clearTrack,
  isPoseNews,
  makePoseTracks,
  newestTickOf,
  type PoseTracks,
  pushPose,
  samplePose,
  type TrackPose,
} from "../../shared/sim/poseTracks.ts";
import { presentTick, rewindPose } from "../../shared/sim/rewind.ts";
import { Button } from "../../shared/sim/types.ts";
import { DASH } from "../../shared/sim/weaponDefs.ts";
import { driveWildly, makeDrivers } from "../helpers/simDrivers.ts";
import { eventsOf, floorMap, makeDuel, makeMatch, runTick } from "../helpers/simWorld.ts";

const SLOT = 3;
const AHEAD_TICKS = 3;

const makeOut = (): TrackPose => ({ x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 });

/** Tracks in which slot 3 was told [tick, x, y?, aim?] in turn. */
function tracksOf(...told: readonly (readonly [number, number, number?, number?])[]): PoseTracks {
  const tracks = makePoseTracks(8);
  for (const [tick, x, y = 0, aim = 0] of told) pushPose(tracks, SLOT, tick, x, y, aim);
  return tracks;
}

/** The slot's pose at `tick`; null when it had none. */
function poseAt(tracks: PoseTracks, tick: number, aheadTicks = AHEAD_TICKS): TrackPose | null {
  const out = makeOut();
  return samplePose(tracks, SLOT, tick, aheadTicks, out) ? out : null;
}

describe("[NET-9] between told poses", () => {
  const tracks = tracksOf([10, 100, 50], [12, 116, 50], [15, 116, 80]);

  test("bodies move straight and evenly, however far apart they were told", () => {
    expect(poseAt(tracks, 10)).toMatchObject({ x: 100, y: 50 });
    expect(poseAt(tracks, 10.25)).toMatchObject({ x: 102, y: 50, perTickX: 8, perTickY: 0 });
    expect(poseAt(tracks, 12)).toMatchObject({ x: 116, y: 50 });
    expect(poseAt(tracks, 14)).toMatchObject({ x: 116, y: 70, perTickX: 0, perTickY: 10 });
  });

  test("nothing is known of a time before the first, or of a slot never told", () => {
    expect(poseAt(tracks, 9.99)).toBeNull();
    expect(poseAt(makePoseTracks(8), 5)).toBeNull();
    expect(newestTickOf(makePoseTracks(8), SLOT)).toBe(-1);
    expect(newestTickOf(tracks, SLOT)).toBe(15);
  });

  test("slots do not mix", () => {
    const two = tracksOf([10, 100], [11, 110]);
    pushPose(two, SLOT + 1, 10, 900, 900, 0);
    expect(poseAt(two, 10.5)).toMatchObject({ x: 105, y: 0 });
    expect(samplePose(two, SLOT - 1, 10, AHEAD_TICKS, makeOut())).toBe(false);
  });

  test("aims turn the shorter way, over the end of the scale too", () => {
    expect(poseAt(tracksOf([1, 0, 0, 4000], [3, 0, 0, 104]), 2)!.aim).toBeCloseTo(4, 6);
    expect(poseAt(tracksOf([1, 0, 0, 104], [3, 0, 0, 4000]), 2)!.aim).toBeCloseTo(4, 6);
    expect(poseAt(tracksOf([1, 0, 0, 1000], [3, 0, 0, 2000]), 2)!.aim).toBeCloseTo(1500, 6);
  });

  test("a teleport is one jump: the old place until the tick of the new one", () => {
    const jump = tracksOf([10, 100], [12, 1000]);
    expect(poseAt(jump, 11.99)).toMatchObject({ x: 100, perTickX: 0 });
    expect(poseAt(jump, 12)!.x).toBe(1000);
    // Nor is it run on with.
    expect(poseAt(jump, 13)!.x).toBe(1000);
    // A dash is none: 40 u a tick.
    expect(poseAt(tracksOf([10, 100], [12, 180]), 11)!.x).toBe(140);
  });
});

describe("[NET-9] beyond the newest", () => {
  const tracks = tracksOf([10, 100], [12, 116]);

  test("a body runs on straight, for so long and no longer", () => {
    expect(poseAt(tracks, 13)!.x).toBe(124);
    expect(poseAt(tracks, 15)!.x).toBe(140);
    expect(poseAt(tracks, 15.5)!.x).toBe(140);
    expect(poseAt(tracks, 500)!.x).toBe(140);
    expect(poseAt(tracks, 500, 1)!.x).toBe(124);
  });

  test("one that was told once stands", () => {
    expect(poseAt(tracksOf([10, 100]), 20)).toMatchObject({ x: 100, perTickX: 0 });
  });
});

test("a new body has no past", () => {
  const tracks = tracksOf([10, 100], [11, 108]);
  clearTrack(tracks, SLOT);
  expect(poseAt(tracks, 10.5)).toBeNull();
  pushPose(tracks, SLOT, 40, 2000, 0, 0);
  expect(poseAt(tracks, 39.9)).toBeNull();
  expect(poseAt(tracks, 40.5)).toMatchObject({ x: 2000, perTickX: 0 });
  const match = makeMatch({ players: 1 });
  for (let i = 0; i < 10; i++) runTick(match);
  const rec = match.world.players[0]!;
  rec.hp = 0;
  while (eventsOf(match, "spawned").length < 2) runTick(match);
  // Seen from the next tick: the pose that it spawned with, and the tick before.
  expect(rewindPose(match.world, rec, 1, makeOut())).toBe(true);
  expect(rewindPose(match.world, rec, 2, makeOut())).toBe(false);
  expect(rewindPose(match.world, rec, 1.25, makeOut())).toBe(false);
});

test("the last 64 told poses are kept: over a second at 60 Hz", () => {
  const tracks = makePoseTracks(8);
  for (let tick = 0; tick < 500; tick++) pushPose(tracks, SLOT, tick, tick, 0, 0);
  expect(poseAt(tracks, 499 - 62.5)!.x).toBe(436.5);
  expect(poseAt(tracks, 499 - 64)).toBeNull();
});

describe("what is told", () => {
  test("straight motion: every second tick, and at once what leaves the line", () => {
    const tracks = tracksOf([8, 100], [9, 108]);
    // Due in odd ticks, as slot 3 is.
    expect(isPoseNews(tracks, SLOT, 10, 116, 0)).toBe(false);
    expect(isPoseNews(tracks, SLOT, 10, 116.75, 0.75)).toBe(false);
    expect(isPoseNews(tracks, SLOT, 10, 117.25, 0)).toBe(true);
    expect(isPoseNews(tracks, SLOT, 10, 116, -1.25)).toBe(true);
    expect(isPoseNews(tracks, SLOT, 11, 124, 0)).toBe(true);
  });

  test("the first two of a body, whatever they are", () => {
    expect(isPoseNews(makePoseTracks(8), SLOT, 10, 100, 0)).toBe(true);
    expect(isPoseNews(tracksOf([9, 100]), SLOT, 10, 100, 0)).toBe(true);
  });

  /** Largest distance between bodies and what a viewer two ticks late draws of them, u. */
  function furthestOff(tickHz: number, buttons: number): { untold: number; furthestU: number } {
    // In the middle of a floor so large that nobody comes to a wall.
    const middle = Array.from({ length: 6 }, (_, i): [number, number] => [4000, 4000 + i]);
    const match = makeDuel({ map: floorMap(100, 100), tickHz, seed: 5 }, ...middle);
    const { world } = match;
    const drivers = makeDrivers(6, 5);
    const truth = new Map<string, readonly [number, number]>();
    const out = makeOut();
    const found = { untold: 0, furthestU: 0 };
    for (let i = 0; i < 1500; i++) {
      const cmds = drivers.map((driver) => {
        const cmd = driveWildly(driver);
        return { ...cmd, buttons: cmd.buttons & buttons };
      });
      runTick(match, cmds);
      const seenTick = world.tick - 2;
      for (const rec of world.players) {
        truth.set(`${rec.slot}:${world.tick}`, [rec.poseX, rec.poseY]);
        if (!rec.isPoseTold) found.untold++;
        const was = truth.get(`${rec.slot}:${seenTick}`);
        const ticksAgo = presentTick(world) - seenTick;
        if (was === undefined || !rewindPose(world, rec, ticksAgo, out)) continue;
        found.furthestU = Math.max(found.furthestU, Math.hypot(out.x - was[0], out.y - was[1]));
      }
    }
    return found;
  }

  test.each([30, 60])("a run is drawn within 2 u at %i Hz, though poses are left out", (tickHz) => {
    const { untold, furthestU } = furthestOff(tickHz, 0);
    expect(untold).toBeGreaterThan(1000);
    expect(furthestU).toBeGreaterThan(0);
    expect(furthestU).toBeLessThan(2);
  });

  test.each([30, 60])("a dash within half of a tick's way at %i Hz", (tickHz) => {
    // It starts against the run, in a tick whose pose is due after one that was left out.
    const perTickU = DASH.speedUPerStep * (60 / tickHz) + MAX_SPEED_U_PER_S / tickHz;
    expect(furthestOff(tickHz, Button.Dash).furthestU).toBeLessThan(perTickU / 2 + 1);
  });
});
