// Orb: its flight, burst, knock and parry. In: commands of a real match. Out: events and states.
import { describe, expect, test } from "vitest";
import {
  BODY_RADIUS_U,
  SCORE_PARRY,
  STEP_HZ,
  TWO_HITS_MAX_DAMAGE,
} from "../../shared/sim/constants.ts";
import { spawnOrb } from "../../shared/sim/orbPool.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { Button } from "../../shared/sim/types.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { DASH, Move, ORB } from "../../shared/sim/weaponDefs.ts";
import {
  eventsOf,
  floorMap,
  type Match,
  makeDuel,
  mapOf,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const MAP = floorMap(30, 30);
const orb = { buttons: Button.Orb };
const EAST = 0;
const WEST = aimOf(-1, 0);
const TOUCH_U = BODY_RADIUS_U + ORB.radiusU;

/** An Orb of slot 0 that bursts in the next step at (x, y): as near its end as can be. */
function burstAt(match: Match, x: number, y: number, aim = EAST): void {
  const { orbs, step } = match.world;
  const startX = x - (aim === EAST ? ORB.speedUPerStep : -ORB.speedUPerStep);
  spawnOrb(orbs, 0, step & 0xffff, startX, y, aim, step - ORB.lifeSteps + 1);
}

const scoresOf = (match: Match) => match.world.players.map(({ score }) => score);
const healthOf = (match: Match) => match.world.players.map(({ hp }) => hp);

describe("[WPN-29] flight", () => {
  test("420 u/s from inside the body's own room, again after 240 own steps", () => {
    const match = makeDuel({ map: MAP }, [300, 1200]);
    runTick(match, [orb]);
    const [fired] = eventsOf(match, "orbFired");
    expect(fired!.x - 300).toBeLessThanOrEqual(BODY_RADIUS_U - ORB.radiusU);
    runTicks(match, STEP_HZ - 1, [orb]);
    expect(match.world.orbs.x[0]! - fired!.x).toBeCloseTo(420, 2);
    runTicks(match, 240, [orb]);
    expect(eventsOf(match, "orbFired").map(({ tick }) => tick - fired!.tick)).toEqual([0, 240]);
  });

  test("180 steps, then it bursts where it is", () => {
    const match = makeDuel({ map: floorMap(60, 20) }, [300, 800]);
    runTick(match, [orb]);
    const { tick } = eventsOf(match, "orbFired")[0]!;
    runTicks(match, 200);
    const burst = eventsOf(match, "orbBurst");
    expect(burst.map((event) => event.tick - tick)).toEqual([ORB.lifeSteps - 1]);
    expect(burst[0]!.x - eventsOf(match, "orbFired")[0]!.x).toBeCloseTo(180 * 7, 1);
    expect(match.world.orbs.count).toBe(0);
  });

  test("mirrors off Wall and Glass, flies over Gaps, and the fifth contact bursts it", () => {
    for (const tile of ["#", "o"]) {
      const match = makeDuel({ map: mapOf(`S.~${tile}`) }, [100, 40]);
      runTick(match, [orb]);
      const turns: number[] = [];
      let { aim } = eventsOf(match, "orbFired")[0]!;
      while (match.world.orbs.count > 0 && turns.length < 9) {
        const x = match.world.orbs.x[0]!;
        if (match.world.orbs.aim[0] !== aim) turns.push(x);
        aim = match.world.orbs.aim[0]!;
        runTick(match);
      }
      // Alternately at the tile and at the map's border, never further than a step from its face.
      expect(turns.length, tile).toBe(ORB.bounces);
      turns.forEach((x, i) => {
        const face = i % 2 === 0 ? 240 - ORB.radiusU : ORB.radiusU;
        expect(Math.abs(x - face), `${tile} ${i}`).toBeLessThan(ORB.speedUPerStep);
      });
      expect(eventsOf(match, "orbBurst")[0]!.x, tile).toBeGreaterThan(220);
    }
  });

  test("meets nobody before its 8th step, and from then on whose rim it touches", () => {
    for (const [atU, step] of [
      [45, ORB.armSteps],
      // In its 13th step it is 7.5 + 91 u from the thrower: the first to come within 32 u.
      [130, 13],
    ] as const) {
      const match = makeDuel({ map: MAP }, [600, 600], [600 + atU, 600]);
      runTick(match, [orb]);
      const { tick } = eventsOf(match, "orbFired")[0]!;
      runTicks(match, 30);
      expect(eventsOf(match, "orbBurst").map((event) => event.tick - tick + 1)).toEqual([step]);
      expect(eventsOf(match, "hit").find(({ victim }) => victim === 1)?.damage).toBe(ORB.damage);
    }
    const beside = makeDuel({ map: MAP }, [600, 600], [800, 600 + TOUCH_U + 0.25]);
    runTick(beside, [orb]);
    runTicks(beside, 60);
    expect(eventsOf(beside, "hit")).toEqual([]);
  });

  test("never touches its owner, even one in its way", () => {
    const match = makeDuel({ map: mapOf("S.....#") }, [400, 40]);
    runTick(match, [orb]);
    runTicks(match, 24);
    expect(match.world.orbs.bounces[0]).toBe(1);
    expect(eventsOf(match, "orbBurst")).toEqual([]);
  });
});

describe("[WPN-30] a burst", () => {
  test("takes 50 from whom it touched, 50 to 20 from others within 110 u, half of it from its owner", () => {
    for (const [distanceU, damage] of [
      [0, ORB.damage],
      [TOUCH_U, ORB.damage],
      [55, 35],
      [110, 20],
      [110.25, 0],
    ] as const) {
      const match = makeDuel({ map: MAP }, [1500, 1500], [900 + distanceU, 600]);
      burstAt(match, 900, 600);
      runTick(match);
      expect(healthOf(match), `${distanceU}`).toEqual([100, 100 - damage]);
    }
    const own = makeDuel({ map: MAP }, [955, 600]);
    burstAt(own, 900, 600);
    runTick(own);
    expect(healthOf(own)).toEqual([100 - Math.round(35 / 2)]);
  });

  test("takes nothing through Wall or Glass, and spares the protected", () => {
    for (const [tile, hits] of [
      ["#", 0],
      ["o", 0],
      ["~", 1],
      [".", 1],
    ] as const) {
      const map = mapOf("S......", `...${tile}...`, ".......");
      const match = makeDuel({ map }, [40, 40], [330, 120]);
      burstAt(match, 226, 120);
      runTick(match);
      expect(eventsOf(match, "hit").length, tile).toBe(hits);
    }
    const match = makeDuel({ map: MAP }, [1500, 1500], [900, 600]);
    match.world.players[1]!.protectedUntilStep = 1000;
    burstAt(match, 900, 600);
    runTick(match);
    expect(eventsOf(match, "hit")).toEqual([]);
    expect(match.world.players[1]!.state.knockStep).toBe(0);
  });

  test("[WPN-25] two in a row take at most 95, and Rail and Orb together too", () => {
    for (const previous of [ORB.damage, 45, 30, 12]) {
      const match = makeDuel({ map: MAP }, [1500, 1500], [900, 600]);
      const victim = match.world.players[1]!;
      victim.lastHitDamage = previous;
      burstAt(match, 900, 600);
      runTick(match);
      const taken = 100 - victim.hp;
      expect(previous + taken, `${previous}`).toBeLessThanOrEqual(TWO_HITS_MAX_DAMAGE);
      expect(taken).toBe(Math.min(ORB.damage, TWO_HITS_MAX_DAMAGE - previous));
    }
    const match = makeDuel({ map: MAP }, [1500, 1500], [900, 600]);
    burstAt(match, 900, 600);
    burstAt(match, 900, 600);
    runTick(match);
    expect(eventsOf(match, "hit").map(({ damage }) => damage)).toEqual([50, 45]);
    expect(healthOf(match)[1]).toBe(5);
  });

  test("[WPN-33] on oneself is nobody's kill, nobody's assist and no score", () => {
    const match = makeDuel({ map: MAP }, [905, 600], [1800, 1800]);
    match.world.players[0]!.hp = 10;
    burstAt(match, 900, 600);
    runTick(match);
    const [died] = eventsOf(match, "died");
    expect(died).toMatchObject({ victim: 0, killer: -1, assist: -1, move: Move.Orb });
    expect(scoresOf(match)).toEqual([0, 0]);
    expect(match.world.players[0]).toMatchObject({ kills: 0, assists: 0, deaths: 1 });
  });
});

describe("[WPN-31] the knock", () => {
  /** Velocities of slot 1 to the right in the steps after a burst beside it, standing. */
  function knocked(distanceU: number, rewind: number, isBot: boolean, ticks: number): number[] {
    const match = makeDuel({ map: MAP }, [1500, 1500], [900 + distanceU, 600]);
    match.world.players[1]!.isBot = isBot;
    runTick(match, [], rewind);
    burstAt(match, 900, 600);
    return Array.from({ length: ticks }, () => {
      runTick(match, [], rewind);
      return match.world.players[1]!.state.vx;
    });
  }

  test("pushes away from the centre, less by the splash's share", () => {
    const fullU = Math.max(...knocked(TOUCH_U, 0, true, 10));
    const halfU = Math.max(...knocked(55, 0, true, 10));
    // The first step's braking is in it.
    const brakeUPerS = 3250 / STEP_HZ;
    expect(fullU).toBeCloseTo(ORB.knockbackUPerS - brakeUPerS, 0);
    expect(halfU).toBeCloseTo((ORB.knockbackUPerS * 35) / 50 - brakeUPerS, 0);
  });

  test("comes at once for a bot, and after the latency for a person: no step sooner", () => {
    const firstOf = (velocities: number[]) => velocities.findIndex((vx) => vx > 0);
    const latencyTicks = 12;
    const rewind = latencyTicks * REWIND_PER_TICK;
    const bot = firstOf(knocked(TOUCH_U, rewind, true, 30));
    expect(bot).toBeGreaterThan(0);
    expect(bot).toBeLessThanOrEqual(2);
    expect(firstOf(knocked(TOUCH_U, rewind, false, 30))).toBe(bot + latencyTicks);
    expect(firstOf(knocked(TOUCH_U, 0, false, 30))).toBe(bot);
  });

  test("while one is due others are lost, and then the next counts again", () => {
    const match = makeDuel({ map: MAP }, [1500, 1500], [900 + TOUCH_U, 600]);
    const rewind = 12 * REWIND_PER_TICK;
    const { state } = match.world.players[1]!;
    runTick(match, [], rewind);
    burstAt(match, 900, 600);
    runTick(match, [], rewind);
    const first = { ...state };
    expect(first.knockVx).toBe(ORB.knockbackUPerS);
    runTicks(match, 4, [], rewind);
    burstAt(match, 900 + 2 * TOUCH_U, 600, WEST);
    runTick(match, [], rewind);
    expect(eventsOf(match, "hit").length).toBe(2);
    expect(state).toMatchObject({ knockStep: first.knockStep, knockVx: first.knockVx });
    runTicks(match, 30, [], rewind);
    expect(state).toMatchObject({ knockStep: 0, knockVx: 0, vx: 0 });
    match.world.players[1]!.hp = 100;
    burstAt(match, state.x + TOUCH_U, 600, WEST);
    runTick(match, [], rewind);
    expect(state.knockVx).toBeLessThan(0);
  });
});

describe("[WPN-32] a parry", () => {
  /** Somebody, slot 1 unless told, dashes down past slot 0's Orb, aiming west. */
  function dashPast(dasher = 1): Match {
    const match = makeDuel({ map: MAP }, [600, 600], [800, 300]);
    runTick(match, [orb]);
    runTicks(match, 9);
    const { orbs, players } = match.world;
    const rec = players[dasher]!;
    rec.state.x = orbs.x[0]! + ORB.speedUPerStep * 5;
    rec.state.y = 500;
    const dash = { moveY: 127, aim: WEST, buttons: Button.Dash };
    runTicks(match, 10, dasher === 1 ? [undefined, dash] : [dash]);
    return match;
  }

  test("turns the Orb toward the dasher's aim, as the dasher's, with a new life: 15 points", () => {
    const match = dashPast();
    expect(eventsOf(match, "orbParried")).toMatchObject([{ slot: 0, parrier: 1 }]);
    expect(match.world.orbs).toMatchObject({ count: 1 });
    expect(match.world.orbs.owner[0]).toBe(1);
    expect(match.world.orbs.aim[0]).toBe(WEST);
    expect(match.world.orbs.bounces[0]).toBe(0);
    expect(scoresOf(match)).toEqual([0, SCORE_PARRY]);
    const parriedTick = eventsOf(match, "orbParried")[0]!.tick;
    match.world.players[0]!.state.y = 2000;
    runTicks(match, 200);
    const [burst] = eventsOf(match, "orbBurst");
    expect(burst).toMatchObject({ slot: 0, owner: 1 });
    expect(burst!.tick - parriedTick).toBe(ORB.lifeSteps);
  });

  test("makes it burst on its thrower: the dasher's kill", () => {
    const match = dashPast();
    match.world.players[0]!.hp = 20;
    runTicks(match, 60);
    expect(eventsOf(match, "died")).toMatchObject([{ victim: 0, killer: 1, move: Move.Orb }]);
  });

  test("reaches 46 u, and no further", () => {
    const south = aimOf(0, 1);
    for (const [offsetU, parries] of [
      [DASH.reachU, 1],
      [-DASH.reachU, 1],
      [DASH.reachU + 0.25, 0],
    ] as const) {
      // Both go south: the distance between their ways stays.
      const match = makeDuel({ map: MAP }, [1500, 1500], [800, 500]);
      spawnOrb(match.world.orbs, 0, 1, 800 + offsetU, 560, south, match.world.step);
      runTicks(match, 10, [undefined, { moveY: 127, buttons: Button.Dash }]);
      expect(eventsOf(match, "orbParried").length, `${offsetU}`).toBe(parries);
    }
  });

  test("is not for an own Orb", () => {
    const match = dashPast(0);
    expect(eventsOf(match, "dashStarted").length).toBe(1);
    expect(eventsOf(match, "orbParried")).toEqual([]);
    expect(match.world.orbs.owner[0]).toBe(0);
  });
});
