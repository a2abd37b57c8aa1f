// Lag compensation in real matches: what a viewer drew from the poses it was told is what its shots meet.
// In: seeded movers, and commands that look back. Out: hits, denials and their evidence.
import { describe, expect, test } from "vitest";
import { RemoteTimeline } from "../../client/net/remoteTimeline.ts";
import { BODY_RADIUS_U } from "../../shared/sim/constants.ts";
import { presentTick, REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { Button } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN, aimOf } from "../../shared/sim/vec2.ts";
import { Move, PULSE, RAIL } from "../../shared/sim/weaponDefs.ts";
import { spreadOf } from "../../shared/sim/weapons.ts";
import { driveWildly, makeDrivers } from "../helpers/simDrivers.ts";
import {
  eventsOf,
  floorMap,
  type Match,
  makeDuel,
  placeAt,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const MAP = floorMap(40, 40);
const MIDDLE_U = 1600;
const HIT_U = BODY_RADIUS_U + PULSE.radiusU;

/** Lets slot 0's Rail fire in its next command. */
function loadRail(match: Match): void {
  const rec = match.world.players[0]!;
  rec.state.railFireStep = rec.ownStep;
}

/** The command with which slot 0 fires a Pulse toward `aim`, its spread taken back. */
function pulseCmd(match: Match, aim: number): { aim: number; buttons: number } {
  const rec = match.world.players[0]!;
  rec.state.pulseReadyStep = 0;
  rec.state.pulseAmmo = PULSE.magazine;
  rec.state.reloadEndStep = 0;
  return { aim: (aim - spreadOf(0, rec.ownStep & 0xffff)) & 4095, buttons: Button.Fire };
}

/** A client's picture of the others: it is told what the server tells, `transitTicks` late. */
class Viewer {
  readonly timeline: RemoteTimeline;
  /** From the first patch on there is something to draw. */
  private isLive = false;
  private readonly tickMs: number;
  private readonly transitTicks: number;
  private readonly patches: { tick: number; told: [number, number, number][] }[] = [];

  constructor(match: Match, transitTicks: number) {
    this.tickMs = 1000 / match.world.tickHz;
    this.transitTicks = transitTicks;
    this.timeline = new RemoteTimeline(match.world.maxPlayers, this.tickMs);
  }

  /** After a tick: its patch is under way. */
  send({ world }: Match): void {
    const told: [number, number, number][] = [];
    for (const rec of world.players) {
      if (rec.isPoseTold) told.push([rec.slot, rec.poseX, rec.poseY]);
    }
    this.patches.push({ tick: world.tick, told });
  }

  /** Draws the frame at server time `ticks`. */
  draw(ticks: number): void {
    for (;;) {
      const next = this.patches[0];
      if (next === undefined || next.tick + this.transitTicks > ticks) break;
      this.patches.shift();
      this.timeline.notePatch(next.tick, (next.tick + this.transitTicks) * this.tickMs);
      for (const [slot, x, y] of next.told) {
        this.timeline.push(slot, x, y, 0);
        // Everybody was told of as they came into the world, at rest.
        if (next.tick === 1) this.timeline.setLine(slot, 0, 0, 0, 0);
      }
      this.isLive = true;
    }
    if (this.isLive) this.timeline.advance(ticks * this.tickMs);
  }
}

interface Tally {
  shots: number;
  wrong: number;
  furthestOffU: number;
}

/**
 * Slot 0 stands in the middle and fires a Rail a tick at one of those who run around it, as drawn
 * half a round trip after and before the server's own time, up to 32 u beside it.
 */
function duelWithMovers(tickHz: number, rttMs: number, seed: number, compensated = true): Tally {
  const places = Array.from({ length: 7 }, (_, i): [number, number] => {
    const aim = i * 585;
    return [MIDDLE_U + AIM_COS[aim]! * 300, MIDDLE_U + AIM_SIN[aim]! * 300];
  });
  places[0] = [MIDDLE_U, MIDDLE_U];
  const match = makeDuel({ map: MAP, tickHz, seed }, ...places);
  match.world.lagCompensation = compensated;
  const oneWayTicks = (rttMs * tickHz) / 2000;
  const viewer = new Viewer(match, oneWayTicks);
  const drivers = makeDrivers(7, seed);
  const drawn = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };
  const tally = { shots: 0, wrong: 0, furthestOffU: 0 };
  for (let i = 0; i < 600; i++) {
    const present = presentTick(match.world);
    viewer.draw(present - oneWayTicks);
    const stamp = Math.round(viewer.timeline.viewTick * REWIND_PER_TICK);
    const target = 1 + (i % 6);
    const cmds = drivers.map((driver) => ({ ...driveWildly(driver), buttons: 0 }));
    const seen = i > 60 && viewer.timeline.sample(target, drawn);
    const beside = (i * 13) % 33;
    const toX = drawn.x - MIDDLE_U;
    const toY = drawn.y - MIDDLE_U;
    const distanceU = Math.hypot(toX, toY);
    const aim = aimOf(toX - (toY * beside) / distanceU, toY + (toX * beside) / distanceU);
    cmds[0] = { moveX: 0, moveY: 0, aim, buttons: 0 };
    if (seen) loadRail(match);
    match.events.length = 0;
    runTick(match, cmds, Math.max(0, present * REWIND_PER_TICK - stamp));
    viewer.send(match);
    for (const rec of match.world.players) rec.hp = 100;
    if (!seen || distanceU > RAIL.rangeU) continue;
    // By what is drawn: how far the ray passes beside the target's middle.
    const passU = Math.abs(toX * AIM_SIN[aim]! - toY * AIM_COS[aim]!);
    const [hit] = eventsOf(match, "hit");
    if (Math.abs(passU - BODY_RADIUS_U) < 0.25 || (hit && hit.victim !== target)) continue;
    tally.shots++;
    if ((hit !== undefined) !== passU < BODY_RADIUS_U) tally.wrong++;
    const { hitSeenX, hitSeenY } = match.world.players[target]!;
    if (hit) {
      const offU = Math.hypot(hitSeenX - drawn.x, hitSeenY - drawn.y);
      tally.furthestOffU = Math.max(tally.furthestOffU, offU);
    }
  }
  return tally;
}

describe("[LAG-2] a Rail meets bodies as its shooter saw them", () => {
  test.each([
    [30, 0],
    [30, 97],
    [30, 200],
    [60, 50],
    [60, 203],
  ])("at %i Hz, %i ms: hits and misses as drawn, to a tenth of a unit", (tickHz, rttMs) => {
    const tally = duelWithMovers(tickHz, rttMs, 11 + rttMs);
    expect(tally.shots).toBeGreaterThan(300);
    expect(tally.wrong).toBe(0);
    expect(tally.furthestOffU).toBeLessThan(0.1);
  });

  test("without compensation the same shots disagree: the control", () => {
    const { shots, wrong } = duelWithMovers(30, 200, 211, false);
    expect(wrong / shots).toBeGreaterThan(0.3);
  });

  test("no further back than its cap, however old the picture is said to be", () => {
    for (const rewindMs of [RAIL.rewindMaxMs / 2, RAIL.rewindMaxMs, RAIL.rewindMaxMs + 400]) {
      const { match, ticksAgo, seenAgoU } = shootRunner(RAIL.rewindMaxMs, rewindMs);
      const usedMs = Math.min(rewindMs, RAIL.rewindMaxMs);
      expect(eventsOf(match, "hit").length, `${rewindMs}`).toBe(1);
      expect((ticksAgo * 1000) / 30).toBeCloseTo(usedMs, 6);
      expect(Math.abs(seenAgoU - (260 * usedMs) / 1000)).toBeLessThan(1);
    }
  });
});

/**
 * A runner crosses the line of fire to the right; slot 0 fires a Rail at where it was `agoMs` ago with a picture that
 * claims to be `rewindMs` old. What the hit is told to have seen: how long ago, and how far from the runner.
 */
function shootRunner(agoMs: number, rewindMs: number) {
  const match = makeDuel({ map: MAP, tickHz: 30 }, [1600, 1600], [900, 1300]);
  runTicks(match, 80, [undefined, { moveX: 127 }]);
  const runner = match.world.players[1]!;
  // The pose that this tick's hits are tested against is one tick on.
  const usedMs = Math.min(agoMs, rewindMs);
  const seenX = runner.poseX + 260 / 30 - (260 * usedMs) / 1000;
  loadRail(match);
  const cmd = { aim: aimOf(seenX - 1600, runner.poseY - 1600) };
  const rewind = Math.round((rewindMs * 30 * REWIND_PER_TICK) / 1000);
  runTick(match, [cmd, { moveX: 127 }], rewind);
  const { hitTicksAgo, hitSeenX, poseX } = runner;
  return { match, ticksAgo: hitTicksAgo, seenAgoU: poseX - hitSeenX };
}

describe("[LAG-3] a Pulse looks back less the further it has flown", () => {
  test.each([100, 300, 500])(
    "at %i u it meets a runner where 250 ms have faded to",
    (distanceU) => {
      const match = makeDuel({ map: MAP }, [1600, 1600], [1000, 1600 - 20 - distanceU]);
      const runner = match.world.players[1]!;
      const north = aimOf(0, -1);
      const left = 1 - distanceU / (PULSE.lifeSteps * PULSE.speedUPerStep);
      const expectedTicks = (PULSE.rewindMaxMs * 60 * left) / 1000;
      const expectedAgoU = (260 * PULSE.rewindMaxMs * left) / 1000;
      // It crosses the line of fire as it is seen when the Pulse comes there.
      const untilU = ((distanceU / PULSE.speedUPerStep) * 260) / 60;
      while (runner.poseX + untilU - expectedAgoU < 1600)
        runTick(match, [undefined, { moveX: 127 }]);
      const rewind = ((PULSE.rewindMaxMs + 100) * 60 * REWIND_PER_TICK) / 1000;
      runTick(match, [pulseCmd(match, north), { moveX: 127 }], rewind);
      while (match.world.pulses.count > 0) runTick(match, [undefined, { moveX: 127 }]);
      const [hit] = eventsOf(match, "hit");
      expect(hit).toMatchObject({ victim: 1, move: Move.Pulse });
      // A step of flight is judged as one.
      expect(Math.abs(runner.hitTicksAgo - expectedTicks)).toBeLessThan(1.2);
      expect(Math.abs(hit!.x - runner.hitSeenX - expectedAgoU)).toBeLessThan(5);
    },
  );
});

describe("[LAG-3] in 20 seeded brawls, runners and dashers at the end of its range", () => {
  const stepU = PULSE.speedUPerStep;
  const rangeU = stepU * PULSE.lifeSteps;

  /** How far each hit's Pulse passed from the victim's present pose, with how far it had flown, u. */
  function passes(seed: number, tickHz: number): { flownU: number; passU: number }[] {
    const places = Array.from({ length: 12 }, (_, i): [number, number] => {
      const aim = i * 372;
      return [MIDDLE_U + AIM_COS[aim]! * 530, MIDDLE_U + AIM_SIN[aim]! * 530];
    });
    places[0] = [MIDDLE_U, MIDDLE_U];
    const match = makeDuel({ map: MAP, tickHz, seed }, ...places);
    const drivers = makeDrivers(12, seed);
    for (let i = 0; i < 400; i++) {
      const cmds = drivers.map((driver) => {
        const cmd = { ...driveWildly(driver) };
        return { ...cmd, buttons: cmd.buttons & Button.Dash };
      });
      cmds[0] = { moveX: 0, moveY: 0, ...pulseCmd(match, (i * 372 + (i % 41) - 20) & 4095) };
      runTick(match, cmds, (PULSE.rewindMaxMs * tickHz * REWIND_PER_TICK) / 1000);
      for (const rec of match.world.players) {
        rec.hp = 100;
        rec.state.dashReadyStep = Math.min(rec.state.dashReadyStep, rec.ownStep + 40);
        // Back to the ring, for who has run away.
        const [x, y] = places[rec.slot]!;
        if (Math.hypot(rec.poseX - x, rec.poseY - y) > 200) placeAt(match.world, rec.slot, x, y);
      }
    }
    const fired = new Map(eventsOf(match, "pulseFired").map((shot) => [shot.shotId, shot]));
    return eventsOf(match, "hit").flatMap(({ attacker, shotId, x, y }) => {
      const shot = fired.get(shotId);
      if (attacker !== 0 || shot === undefined) return [];
      const ended = eventsOf(match, "pulseEnded").find((end) => end.shotId === shotId)!;
      const flownU = Math.hypot(ended.x - shot.x, ended.y - shot.y);
      const alongU = (x - shot.x) * AIM_COS[shot.aim]! + (y - shot.y) * AIM_SIN[shot.aim]!;
      const atU = Math.min(rangeU, Math.max(0, alongU));
      const offX = x - shot.x - AIM_COS[shot.aim]! * atU;
      const offY = y - shot.y - AIM_SIN[shot.aim]! * atU;
      return [{ flownU, passU: Math.hypot(offX, offY) }];
    });
  }

  test("nobody is hit there by a Pulse that passes where it no longer is", () => {
    const all = Array.from({ length: 20 }, (_, seed) =>
      passes(seed, seed % 2 === 0 ? 30 : 60),
    ).flat();
    const atEnd = all.filter(({ flownU }) => flownU > rangeU - stepU);
    expect(atEnd.length).toBeGreaterThan(100);
    for (const { passU } of atEnd) expect(passU).toBeLessThanOrEqual(HIT_U);
  });
});
