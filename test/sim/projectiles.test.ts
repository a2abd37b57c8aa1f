// Pulses in flight: their path, what ends them, whom they hit.
import { describe, expect, test } from "vitest";
import { pulsePositionAt, pulseRangeU } from "../../shared/sim/projectiles.ts";
import { Button, PulseEnd } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN, aimOf } from "../../shared/sim/vec2.ts";
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import { spreadOf } from "../../shared/sim/weapons.ts";
import {
  eventsOf,
  floorMap,
  type Match,
  makeDuel,
  mapOf,
  placeAt,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const WIDE = floorMap(30, 30);
const fire = { buttons: Button.Fire };

/** Fires one Pulse of slot 0 exactly at `aim`, its spread taken back. */
function fireAt(match: Match, aim: number): void {
  const { state } = match.world.players[0]!;
  const ownStep = match.world.players[0]!.ownStep;
  const spread = spreadOf(0, ownStep & 0xffff);
  runTick(match, [{ ...fire, aim: (aim - spread) & 4095 }]);
  expect(eventsOf(match, "pulseFired").at(-1)?.aim).toBe(aim);
  state.pulseReadyStep = 0;
}

describe("path", () => {
  test("[WPN-5] 20 u a step, 26 steps, 520 u: then its range ends it", () => {
    const match = makeDuel({ map: WIDE }, [600, 600]);
    fireAt(match, 333);
    runTicks(match, 24);
    expect(eventsOf(match, "pulseEnded")).toEqual([]);
    expect(match.world.pulses.count).toBe(1);
    runTick(match);
    const [fired] = eventsOf(match, "pulseFired");
    const [ended] = eventsOf(match, "pulseEnded");
    expect(ended).toMatchObject({ slot: 0, shotId: fired!.shotId, end: PulseEnd.Range });
    expect(ended!.tick - fired!.tick).toBe(25);
    expect(Math.hypot(ended!.x - fired!.x, ended!.y - fired!.y)).toBeCloseTo(520, 3);
    expect(match.world.pulses.count).toBe(0);
  });

  test("[WPN-5] pulsePositionAt and pulseRangeU tell a client the same end", () => {
    const map = mapOf("S.......", "....#...", "..o.....", ".~......");
    for (let aim = 5; aim < 4096; aim += 97) {
      const match = makeDuel({ map }, [200, 120]);
      fireAt(match, aim);
      runTicks(match, 26);
      const fired = eventsOf(match, "pulseFired")[0]!;
      const ended = eventsOf(match, "pulseEnded")[0]!;
      const rangeU = pulseRangeU(map, fired.x, fired.y, aim);
      const at = { x: 0, y: 0 };
      pulsePositionAt(fired.x, fired.y, aim, rangeU / PULSE.speedUPerStep, at);
      expect(ended.x).toBeCloseTo(at.x, 6);
      expect(ended.y).toBeCloseTo(at.y, 6);
      expect(ended.end).toBe(rangeU < 520 ? PulseEnd.Wall : PulseEnd.Range);
    }
  });

  test("[WPN-5] Wall and Glass end it, a Gap does not", () => {
    const map = mapOf("S......#", ".......o", "...~...~");
    for (const [y, endX] of [
      [40, 560],
      [120, 560],
      [200, 640],
    ] as const) {
      const match = makeDuel({ map }, [240, y]);
      fireAt(match, 0);
      runTicks(match, 26);
      expect(eventsOf(match, "pulseEnded")[0]).toMatchObject({ x: endX, end: PulseEnd.Wall });
    }
  });

  test("[WPN-5] fired in sub-step k of a tick, it moves first in that world step", () => {
    // 26 steps from world step T x 2 + k end in step T x 2 + k + 25: a tick later for k = 1.
    for (const [subStep, ticks] of [
      [0, 12],
      [1, 13],
    ] as const) {
      const match = makeDuel({ map: WIDE, tickHz: 30 }, [600, 600]);
      const rec = match.world.players[0]!;
      rec.state.pulseReadyStep = rec.ownStep + subStep;
      const { tick } = match.world;
      runTick(match, [fire]);
      expect(match.world.pulses.bornStep[0]).toBe(tick * 2 + subStep);
      runTicks(match, 20);
      expect(eventsOf(match, "pulseEnded")[0]!.tick - tick).toBe(ticks);
    }
  });
});

describe("[WPN-6] hits", () => {
  test("a pose within 24 u of the path, and not one beyond", () => {
    for (const [offset, isHit] of [
      [23.75, true],
      [24, true],
      [24.25, false],
      [-24, true],
      [-24.25, false],
    ] as const) {
      const match = makeDuel({ map: WIDE }, [600, 600], [800, 600 + offset]);
      fireAt(match, 0);
      runTicks(match, 25);
      expect(eventsOf(match, "hit").length, `${offset}`).toBe(isHit ? 1 : 0);
    }
  });

  test("as far as its range, and no farther", () => {
    for (const [distance, isHit] of [
      [520 + 20 + 24, true],
      [520 + 20 + 24.5, false],
    ] as const) {
      const match = makeDuel({ map: WIDE }, [600, 600], [600 + distance, 600]);
      fireAt(match, 0);
      runTicks(match, 26);
      expect(eventsOf(match, "hit").length).toBe(isHit ? 1 : 0);
    }
  });

  test("the nearest first: one Pulse hits one player", () => {
    const match = makeDuel({ map: WIDE }, [600, 600], [830, 600], [825, 605], [835, 600]);
    fireAt(match, 0);
    runTicks(match, 26);
    expect(eventsOf(match, "hit").map(({ victim }) => victim)).toEqual([2]);
  });

  test("point blank, where bodies overlap", () => {
    const match = makeDuel({ map: WIDE }, [600, 600], [610, 600]);
    fireAt(match, 0);
    expect(eventsOf(match, "hit").length).toBe(1);
  });

  test("not who steps into its path behind it", () => {
    const match = makeDuel({ map: WIDE }, [600, 600], [900, 900]);
    fireAt(match, 0);
    runTicks(match, 9);
    // The next sweep begins at 620 + 10 x 20 u.
    placeAt(match.world, 1, 820 - 15, 620);
    runTicks(match, 16);
    expect(eventsOf(match, "hit")).toEqual([]);
  });

  test("never its owner, even one that overtakes it", () => {
    const match = makeDuel({ map: WIDE }, [600, 600]);
    fireAt(match, 0);
    runTicks(match, 12, [{ moveX: 127, buttons: Button.Dash }]);
    runTicks(match, 26);
    expect(eventsOf(match, "hit")).toEqual([]);
  });

  test("not through a wall, even when the target is nearer than a step", () => {
    const map = mapOf("S.......", "...#....", "........");
    const match = makeDuel({ map }, [215, 120], [345, 120]);
    fireAt(match, 0);
    runTicks(match, 26);
    expect(eventsOf(match, "hit")).toEqual([]);
  });

  test("the pose, not the position: what is seen is what is tested", () => {
    const match = makeDuel({ map: WIDE }, [600, 600], [800, 624.1]);
    expect(match.world.players[1]!.poseY).toBe(624);
    fireAt(match, 0);
    runTicks(match, 26);
    expect(eventsOf(match, "hit").length).toBe(1);
  });

  test("ends at a protected player without damage", () => {
    const match = makeDuel({ map: WIDE }, [600, 600], [800, 600]);
    match.world.players[1]!.protectedUntilStep = 1000;
    fireAt(match, 0);
    runTicks(match, 26);
    expect(eventsOf(match, "pulseEnded")[0]!.end).toBe(PulseEnd.Player);
    expect(eventsOf(match, "hit")).toEqual([]);
    expect(match.world.players[1]!.hp).toBe(100);
  });

  test("every direction: straight at a player is a hit", () => {
    for (let i = 0; i < 64; i++) {
      const x = 1200 + AIM_COS[i * 64]! * 300;
      const y = 1200 + AIM_SIN[i * 64]! * 300;
      const match = makeDuel({ map: WIDE }, [1200, 1200], [x, y]);
      fireAt(match, aimOf(x - 1200, y - 1200));
      runTicks(match, 26);
      const [hit] = eventsOf(match, "hit");
      expect(hit).toMatchObject({ attacker: 0, victim: 1, damage: 12, move: 0 });
      expect(hit!.shotId).toBe(eventsOf(match, "pulseFired")[0]!.shotId);
    }
  });
});

test("[WPN-6] many in the air keep their order and none is lost", () => {
  const players = Array.from({ length: 16 }, (_, i): [number, number] => [
    300 + 100 * i,
    300 + 100 * i,
  ]);
  const match = makeDuel({ map: WIDE }, ...players);
  const cmds = players.map((_, slot) => ({ ...fire, aim: slot * 256 }));
  runTicks(match, 200, cmds);
  runTicks(match, 30);
  const fired = eventsOf(match, "pulseFired").length;
  expect(fired).toBeGreaterThan(200);
  expect(eventsOf(match, "pulseEnded").length).toBe(fired);
  expect(match.world.pulses).toMatchObject({ count: 0, dropped: 0 });
});
