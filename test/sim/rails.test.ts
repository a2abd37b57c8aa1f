// Rail: its wind-up, its ray, whom it hits. In: commands of a real match. Out: events and states.
import { describe, expect, test } from "vitest";
import { BODY_RADIUS_U, MAX_SPEED_U_PER_S, PROTECTION_STEPS } from "../../shared/sim/constants.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN, aimOf } from "../../shared/sim/vec2.ts";
import { Move, PULSE, RAIL } from "../../shared/sim/weaponDefs.ts";
import {
  eventsOf,
  floorMap,
  type Match,
  makeDuel,
  makeMatch,
  mapOf,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const MAP = floorMap(30, 30);
const rail = { buttons: Button.Rail };
const SHOOTER_X_U = 600;
/** Where a ray to the right starts. */
const MUZZLE_X_U = SHOOTER_X_U + BODY_RADIUS_U;

/** Winds up and fires one Rail of slot 0 toward `aim`. */
function fireRail(match: Match, aim = 0): void {
  runTick(match, [{ ...rail, aim }]);
  runTicks(match, RAIL.windUpSteps / match.world.stepsPerTick, [{ aim }]);
}

/** Own steps, since the first command, in which slot 0 did something, under the same command. */
function stepsOf(
  cmd: Partial<InputCmd>,
  count: number,
  type: "railWindingUp" | "railFired" | "pulseFired" | "orbFired",
  surge = false,
): number[] {
  const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600]);
  const rec = match.world.players[0]!;
  if (surge) rec.state.surgeEndStep = rec.ownStep + count;
  const { tick } = match.world;
  runTicks(match, count, [cmd]);
  return eventsOf(match, type).map((event) => event.tick - tick);
}

describe("[WPN-26] the ray", () => {
  test.each([30, 60])(
    "leaves 12 own steps after the trigger, in that step's aim, at %i Hz",
    (tickHz) => {
      const match = makeDuel({ map: MAP, tickHz }, [SHOOTER_X_U, 600], [SHOOTER_X_U, 900]);
      const { step } = match.world;
      const south = aimOf(0, 1);
      runTick(match, [{ ...rail, aim: 0 }]);
      while (eventsOf(match, "railFired").length === 0) runTick(match, [{ aim: south }]);
      const stepsPerTick = 60 / tickHz;
      const [fired] = eventsOf(match, "railFired");
      expect(fired!.tick * stepsPerTick - step).toBe(RAIL.windUpSteps);
      expect(fired).toMatchObject({ slot: 0, aim: south, x: SHOOTER_X_U, y: 600 + BODY_RADIUS_U });
      expect(eventsOf(match, "hit")[0]).toMatchObject({
        attacker: 0,
        victim: 1,
        damage: RAIL.damage,
        move: Move.Rail,
        shotId: fired!.shotId,
      });
    },
  );

  test("is as wide as a body: 20 u beside it hits, 20.25 u misses", () => {
    for (const [offsetU, hits] of [
      [19.75, 1],
      [20, 1],
      [20.25, 0],
      [-20, 1],
      [-20.25, 0],
    ] as const) {
      const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [900, 600 + offsetU]);
      fireRail(match);
      expect(eventsOf(match, "hit").length, `${offsetU}`).toBe(hits);
    }
  });

  test("reaches rims within 560 u, and no farther", () => {
    const reachU = MUZZLE_X_U + RAIL.rangeU + BODY_RADIUS_U;
    for (const [x, hits] of [
      [reachU - 0.25, 1],
      [reachU + 0.25, 0],
    ] as const) {
      const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [x, 600]);
      fireRail(match);
      expect(eventsOf(match, "hit").length, `${x}`).toBe(hits);
      expect(eventsOf(match, "railEnded")[0]!.lengthU).toBeCloseTo(RAIL.rangeU, 0);
    }
  });

  test("does not hit who stands behind the muzzle, nor its shooter", () => {
    const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [SHOOTER_X_U - 30, 600]);
    fireRail(match);
    expect(eventsOf(match, "hit")).toEqual([]);
  });

  test("passes Glass and Gap, and ends at Wall", () => {
    for (const [tile, lengthU, hits] of [
      ["#", 400 - 140, 0],
      ["o", 500 - 20 - 140, 1],
      ["~", 500 - 20 - 140, 1],
    ] as const) {
      const match = makeDuel({ map: mapOf(`S....${tile}..`) }, [120, 40], [500, 40]);
      fireRail(match);
      expect(eventsOf(match, "railEnded")[0]!.lengthU, tile).toBeCloseTo(lengthU, 6);
      expect(eventsOf(match, "hit").length, tile).toBe(hits);
    }
  });

  test("takes from the first body alone, of equals from the lowest slot", () => {
    const nearest = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [900, 600], [800, 610], [850, 600]);
    fireRail(nearest);
    expect(eventsOf(nearest, "hit").map(({ victim }) => victim)).toEqual([2]);
    const equal = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [900, 610], [900, 590]);
    fireRail(equal);
    expect(eventsOf(equal, "hit").map(({ victim }) => victim)).toEqual([1]);
  });

  test("ends at the protected without damage, and goes no farther", () => {
    const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [800, 600], [900, 600]);
    match.world.players[1]!.protectedUntilStep = 1000;
    fireRail(match);
    expect(eventsOf(match, "hit")).toEqual([]);
    expect(eventsOf(match, "railEnded")[0]!.lengthU).toBeCloseTo(800 - 20 - MUZZLE_X_U, 6);
  });

  test("hits in every direction who it points at", () => {
    for (let aim = 0; aim < 4096; aim += 61) {
      const x = 1200 + AIM_COS[aim]! * 400;
      const y = 1200 + AIM_SIN[aim]! * 400;
      const match = makeDuel({ map: MAP }, [1200, 1200], [x, y]);
      fireRail(match, aim);
      expect(eventsOf(match, "hit").length, `${aim}`).toBe(1);
    }
  });

  test("[WPN-12] two who fire in one step kill each other", () => {
    const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [900, 600]);
    for (const rec of match.world.players) rec.hp = RAIL.damage;
    const west = aimOf(-1, 0);
    runTick(match, [{ ...rail }, { ...rail, aim: west }]);
    runTicks(match, RAIL.windUpSteps);
    expect(
      eventsOf(match, "died").map(({ victim, killer, move }) => [victim, killer, move]),
    ).toEqual([
      [0, 1, Move.Rail],
      [1, 0, Move.Rail],
    ]);
  });
});

describe("[WPN-27] the wind-up", () => {
  test("walks at 60 %, and at full speed before and after", () => {
    const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600]);
    const { state } = match.world.players[0]!;
    const walk = { moveX: 127 };
    runTicks(match, 20, [walk]);
    expect(state.vx).toBeCloseTo(MAX_SPEED_U_PER_S, 3);
    runTicks(match, RAIL.windUpSteps, [{ ...walk, ...rail }]);
    expect(state.vx).toBeCloseTo(MAX_SPEED_U_PER_S * RAIL.windUpSpeed, 3);
    runTicks(match, 6, [walk]);
    expect(state.vx).toBeCloseTo(MAX_SPEED_U_PER_S, 3);
  });

  test("is told once, and the next begins 120 steps after the ray", () => {
    const cycle = RAIL.windUpSteps + RAIL.cooldownSteps;
    expect(stepsOf(rail, 2 * cycle + 1, "railWindingUp")).toEqual([0, cycle, 2 * cycle]);
    expect(stepsOf(rail, 2 * cycle, "railFired")).toEqual([12, cycle + 12]);
  });

  test("locks Pulse until 6 steps after the ray", () => {
    const both = { buttons: Button.Rail | Button.Fire };
    const unlocked = RAIL.windUpSteps + RAIL.pulseLockSteps;
    expect(stepsOf(both, 40, "pulseFired").slice(0, 2)).toEqual([
      unlocked,
      unlocked + PULSE.cooldownSteps,
    ]);
  });

  test("throws no Orb before the ray", () => {
    expect(stepsOf({ buttons: Button.Rail | Button.Orb }, 40, "orbFired")).toEqual([12]);
  });

  test("does not begin during a dash", () => {
    expect(stepsOf({ buttons: Button.Dash | Button.Rail }, 30, "railWindingUp")).toEqual([10]);
  });

  test("ends with its player's life, without a ray", () => {
    const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [900, 600]);
    const west = aimOf(-1, 0);
    match.world.players[0]!.hp = 1;
    runTicks(match, 6, [{}, { ...rail, aim: west }]);
    runTicks(match, 40, [rail, { aim: west }]);
    expect(eventsOf(match, "died").map(({ victim }) => victim)).toEqual([0]);
    expect(eventsOf(match, "railFired").map(({ slot }) => slot)).toEqual([1]);
  });

  test("[WPN-11] ends the protection of a spawn", () => {
    for (const buttons of [Button.Rail, Button.Orb]) {
      const match = makeMatch({ map: MAP, players: 1 });
      runTicks(match, 2);
      expect(match.world.players[0]!.protectedUntilStep).toBe(PROTECTION_STEPS);
      runTick(match, [{ buttons }]);
      expect(match.world.players[0]!.protectedUntilStep, `${buttons}`).toBe(0);
    }
  });
});

describe("[WPN-28] a dash in the wind-up", () => {
  test("breaks it off at any step of it: no ray, Rail ready at once, Pulse unlocked", () => {
    for (let windUp = 1; windUp <= RAIL.windUpSteps; windUp++) {
      const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [900, 600]);
      runTicks(match, windUp, [rail]);
      const { tick } = match.world;
      runTicks(match, 20, [{ moveY: 127, buttons: Button.Dash | Button.Fire }]);
      expect(eventsOf(match, "railFired"), `${windUp}`).toEqual([]);
      // The first step after the dash.
      expect(eventsOf(match, "pulseFired")[0]!.tick - tick, `${windUp}`).toBe(10);
      const rec = match.world.players[0]!;
      expect(rec.state.railReadyStep).toBeLessThanOrEqual(rec.ownStep - 20);
    }
  });

  test("that is not ready breaks nothing off", () => {
    const match = makeDuel({ map: MAP }, [SHOOTER_X_U, 600], [900, 600]);
    match.world.players[0]!.state.dashReadyStep = 1000;
    runTick(match, [rail]);
    runTicks(match, RAIL.windUpSteps, [{ buttons: Button.Dash }]);
    expect(eventsOf(match, "hit").length).toBe(1);
  });
});

test("[WPN-10] Surge halves the cooldowns of Rail and Orb: 60 and 120 steps", () => {
  expect(stepsOf(rail, 100, "railWindingUp", true)).toEqual([0, RAIL.windUpSteps + 60]);
  expect(stepsOf({ buttons: Button.Orb }, 250, "orbFired", true)).toEqual([0, 120, 240]);
});
