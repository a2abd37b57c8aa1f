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
  SILENT_TICKS_MAX,
  samplePose,
  setLine,
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
  for (const [tick, x, y = 0, aim = 0] of told) pushPose(tracks, SLOT, tick, { x, y, aim });
  return tracks;
}

/** The slot's pose at `tick`, with nothing known after `knownTick`; null when it had none. */
function poseAt(
  tracks: PoseTracks,
  tick: number,
  { knownTick = 0, aheadTicks = AHEAD_TICKS } = {},
): TrackPose | null {
  const out = makeOut();
  return samplePose(tracks, SLOT, tick, knownTick, aheadTicks, out) ? out : null;
}

describe("[NET-9] between told poses", () => {
  const tracks = tracksOf([10, 100, 50], [12, 116, 50], [15, 124, 80]);

  test("bodies move straight and evenly", () => {
    expect(poseAt(tracks, 10)).toMatchObject({ x: 100, y: 50 });
    expect(poseAt(tracks, 10.25)).toMatchObject({ x: 102, y: 50, perTickX: 8, perTickY: 0 });
    expect(poseAt(tracks, 12)).toMatchObject({ x: 116, y: 50 });
  });

  test("what left its line did so two ticks before it was told", () => {
    expect(poseAt(tracks, 13)).toMatchObject({ x: 124, y: 50 });
    expect(poseAt(tracks, 14)).toMatchObject({ x: 124, y: 65, perTickX: 0, perTickY: 15 });
    // And goes on as it came.
    expect(poseAt(tracks, 16)).toMatchObject({ x: 124, y: 95 });
  });

  test("a late pose does not change what was drawn two ticks behind the patches before it", () => {
    const known = tracksOf([10, 100], [12, 116]);
    const drawn = [12.5, 13, 13.5, 14].map((tick) => poseAt(known, tick, { knownTick: 15 })!.x);
    expect(drawn).toEqual([120, 124, 128, 132]);
    pushPose(known, SLOT, 16, { x: 100, y: 0, aim: 0 });
    expect([12.5, 13, 13.5, 14].map((tick) => poseAt(known, tick)!.x)).toEqual(drawn);
  });

  test("nothing is known of a time before the first, or of a slot never told", () => {
    expect(poseAt(tracks, 9.99)).toBeNull();
    expect(poseAt(makePoseTracks(8), 5)).toBeNull();
    expect(newestTickOf(makePoseTracks(8), SLOT)).toBe(-1);
    expect(newestTickOf(tracks, SLOT)).toBe(15);
  });

  test("slots do not mix", () => {
    const two = tracksOf([10, 100], [11, 110]);
    pushPose(two, SLOT + 1, 10, { x: 900, y: 900, aim: 0 });
    expect(poseAt(two, 10.5)).toMatchObject({ x: 105, y: 0 });
    expect(samplePose(two, SLOT - 1, 10, 0, AHEAD_TICKS, makeOut())).toBe(false);
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
    expect(poseAt(tracks, 500, { aheadTicks: 1 })!.x).toBe(124);
  });

  test("silence says that it is on its line: it runs on from the last that is known", () => {
    expect(poseAt(tracks, 16, { knownTick: 15, aheadTicks: 1 })!.x).toBe(148);
    expect(poseAt(tracks, 17, { knownTick: 15, aheadTicks: 1 })!.x).toBe(148);
  });

  test("who is silent for longer than any mover stands where it was told", () => {
    const knownTick = 12 + SILENT_TICKS_MAX + 1;
    expect(poseAt(tracks, knownTick, { knownTick })!.x).toBe(116);
  });

  test("one that was told once, and nothing else, stands", () => {
    expect(poseAt(tracksOf([10, 100]), 20)).toMatchObject({ x: 100, perTickX: 0 });
  });

  test("one that came into sight with its line is on it", () => {
    const entered = tracksOf([10, 100, 50, 1000]);
    setLine(entered, SLOT, 8, 6, -3, 20);
    expect(poseAt(entered, 7.9)).toBeNull();
    expect(poseAt(entered, 10, { knownTick: 10 })).toMatchObject({ x: 112, y: 44, aim: 1040 });
  });
});

test("a new body has no past", () => {
  const tracks = tracksOf([10, 100], [11, 108]);
  clearTrack(tracks, SLOT);
  expect(poseAt(tracks, 10.5)).toBeNull();
  pushPose(tracks, SLOT, 40, { x: 2000, y: 0, aim: 0 });
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
  for (let tick = 0; tick < 500; tick++) pushPose(tracks, SLOT, tick, { x: tick, y: 0, aim: 0 });
  expect(poseAt(tracks, 499 - 62.5)!.x).toBe(436.5);
  expect(poseAt(tracks, 499 - 64)).toBeNull();
});

describe("[NET-16] what is told", () => {
  /** At 8 u a tick to the right, last told in tick 9. */
  const runner = () => tracksOf([8, 100], [9, 108]);
  const isNews = (tracks: PoseTracks, tick: number, x: number, y = 0, aim = 0) =>
    isPoseNews(tracks, SLOT, tick, { x, y, aim });

  test("straight motion: each fourth tick", () => {
    const tracks = runner();
    const told = [10, 11, 12, 13].map((tick) => isNews(tracks, tick, 108 + (tick - 9) * 8 + 0.5));
    expect(told).toEqual([false, false, false, true]);
  });

  test("what leaves the line: in the next tick", () => {
    for (const [x, y, aim] of [
      [117.25, 0, 0],
      [116, -1.25, 0],
      [116, 0, 80],
      [116, 0, 4000],
    ] as const) {
      const tracks = runner();
      expect(isNews(tracks, 10, x, y, aim)).toBe(false);
      expect(isNews(tracks, 11, 124)).toBe(true);
    }
  });

  test("what leaves it by more than a run can: at once", () => {
    expect(isNews(runner(), 10, 120.5)).toBe(true);
    expect(isNews(runner(), 10, 116, -40)).toBe(true);
  });

  test("somebody at rest: nothing, until it moves or turns", () => {
    const tracks = tracksOf([8, 100], [9, 100]);
    for (let tick = 10; tick < 400; tick++) expect(isNews(tracks, tick, 100)).toBe(false);
    expect(isNews(tracks, 400, 100.25)).toBe(true);
    expect(isNews(tracks, 400, 100, 0, 16)).toBe(true);
  });

  test("the first two of a body, whatever they are", () => {
    expect(isNews(makePoseTracks(8), 10, 100)).toBe(true);
    expect(isNews(tracksOf([9, 100]), 10, 100)).toBe(true);
  });

  test("a told pose is never the one that was told before: it would not travel", () => {
    const match = makeDuel({ map: floorMap(40, 40), seed: 7 }, [1600, 1600], [1200, 1600]);
    const drivers = makeDrivers(2, 7);
    const last = new Map<number, string>();
    let told = 0;
    for (let i = 0; i < 1500; i++) {
      // Each second now and then, all keys are let go.
      runTick(match, i % 90 < 45 ? drivers.map((driver) => driveWildly(driver)) : []);
      for (const { slot, isPoseTold, pose, cell } of match.world.players) {
        if (!isPoseTold) continue;
        told++;
        expect(`${pose} ${cell}`).not.toBe(last.get(slot));
        last.set(slot, `${pose} ${cell}`);
      }
    }
    expect(told).toBeGreaterThan(300);
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

  test.each([30, 60])(
    "a run is drawn within 2.5 u at %i Hz, though poses are left out",
    (tickHz) => {
      const { untold, furthestU } = furthestOff(tickHz, 0);
      expect(untold).toBeGreaterThan(1000);
      expect(furthestU).toBeGreaterThan(0);
      expect(furthestU).toBeLessThan(2.5);
    },
  );

  test.each([30, 60])("a dash within half of a tick's way at %i Hz", (tickHz) => {
    // It starts against the run, in a tick whose pose is due after one that was left out.
    const perTickU = DASH.speedUPerStep * (60 / tickHz) + MAX_SPEED_U_PER_S / tickHz;
    expect(furthestOff(tickHz, Button.Dash).furthestU).toBeLessThan(perTickU / 2 + 1);
  });
});
