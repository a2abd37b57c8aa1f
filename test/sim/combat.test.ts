// Damage, deaths, credit, protection and regeneration.
import { describe, expect, test } from "vitest";
import { dealDamage } from "../../shared/sim/combat.ts";
import { Button } from "../../shared/sim/types.ts";
import { Move, PULSE } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";
import {
  eventsOf,
  floorMap,
  type Match,
  makeDuel,
  makeMatch,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const MAP = floorMap(30, 30);

/** Damage out of nowhere, as in the projectile phase of the coming step. */
function hurt(match: Match, attacker: number, victim: number, damage: number): void {
  const { world, sink } = match;
  dealDamage(world, attacker, world.players[victim]!, damage, Move.Pulse, 0, sink);
}

const recOf = (world: World, slot: number) => world.players[slot]!;

describe("[WPN-7] damage", () => {
  test("takes the shield first, then HP, and reports what was taken", () => {
    const match = makeDuel({}, [600, 600], [900, 600]);
    const victim = recOf(match.world, 1);
    victim.shield = 20;
    hurt(match, 0, 1, 12);
    expect([victim.hp, victim.shield]).toEqual([100, 8]);
    hurt(match, 0, 1, 30);
    expect([victim.hp, victim.shield]).toEqual([78, 0]);
    hurt(match, 0, 1, 500);
    expect(eventsOf(match, "hit").map(({ damage }) => damage)).toEqual([12, 30, 78]);
  });

  test("nine Pulses kill", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [660, 600]);
    runTicks(match, 8 * 8, [{ buttons: Button.Fire, aim: 0 }]);
    expect(eventsOf(match, "died")).toEqual([]);
    runTicks(match, 4, [{ buttons: Button.Fire, aim: 0 }]);
    expect(eventsOf(match, "died")[0]).toMatchObject({ victim: 1, killer: 0, move: Move.Pulse });
    expect(Math.ceil(100 / PULSE.damage)).toBe(9);
  });
});

describe("[WPN-12] kills", () => {
  test("100 points, a kill, 25 HP for the killer; a death and 2 s for the victim", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
    recOf(match.world, 0).hp = 50;
    hurt(match, 0, 1, 100);
    runTick(match);
    expect(recOf(match.world, 0)).toMatchObject({ score: 100, kills: 1, hp: 75 });
    expect(recOf(match.world, 1)).toMatchObject({ deaths: 1, hp: 0, state: { alive: 0 } });
    expect(eventsOf(match, "died")[0]).toMatchObject({
      victim: 1,
      killer: 0,
      assist: -1,
      x: 900,
      y: 600,
    });
    runTicks(match, 119);
    expect(recOf(match.world, 1).state.alive).toBe(0);
    runTick(match);
    expect(recOf(match.world, 1)).toMatchObject({ hp: 100, shield: 0, state: { alive: 1 } });
  });

  test("the heal stops at 100 HP", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
    recOf(match.world, 0).hp = 90;
    hurt(match, 0, 1, 100);
    runTick(match);
    expect(recOf(match.world, 0).hp).toBe(100);
  });

  test("two can kill each other in one step, and neither heals", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
    hurt(match, 0, 1, 100);
    hurt(match, 1, 0, 100);
    runTick(match);
    expect(eventsOf(match, "died").map(({ victim, killer }) => [victim, killer])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    for (const slot of [0, 1]) {
      expect(recOf(match.world, slot)).toMatchObject({ score: 100, deaths: 1, hp: 0 });
    }
  });

  test("the first to take the last HP is the killer; the dead take no more", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600], [1200, 600]);
    hurt(match, 0, 1, 100);
    hurt(match, 2, 1, 100);
    runTick(match);
    expect(eventsOf(match, "died")[0]!.killer).toBe(0);
    expect(eventsOf(match, "hit").length).toBe(1);
  });

  test("a Pulse in the air when its owner dies still kills", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600], [1200, 1200]);
    recOf(match.world, 1).hp = 12;
    runTick(match, [{ buttons: Button.Fire, aim: 0 }]);
    hurt(match, 2, 0, 100);
    runTicks(match, 26);
    expect(eventsOf(match, "died").map(({ victim, killer }) => [victim, killer])).toEqual([
      [0, 2],
      [1, 0],
    ]);
    expect(recOf(match.world, 0)).toMatchObject({ score: 100, hp: 0 });
  });
});

describe("[WPN-13] assists", () => {
  const cases = [
    ["30 damage within 5 s", 30, 300, 0],
    ["29 damage", 29, 0, -1],
    ["30 damage more than 5 s ago", 30, 301, -1],
  ] as const;
  for (const [name, damage, waitSteps, assist] of cases) {
    test(`${name}: ${assist < 0 ? "none" : "40 points"}`, () => {
      const match = makeDuel({ map: MAP }, [600, 600], [900, 600], [1200, 600]);
      hurt(match, 0, 1, damage);
      runTicks(match, waitSteps);
      hurt(match, 2, 1, 100);
      runTick(match);
      expect(eventsOf(match, "died")[0]).toMatchObject({ killer: 2, assist });
      expect(recOf(match.world, 0).score).toBe(assist < 0 ? 0 : 40);
      expect(recOf(match.world, 0).assists).toBe(assist < 0 ? 0 : 1);
    });
  }

  test("the largest share gets it, the killer's own damage aside", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600], [1200, 600], [1500, 600]);
    recOf(match.world, 1).shield = 50;
    hurt(match, 2, 1, 60);
    hurt(match, 0, 1, 31);
    hurt(match, 3, 1, 32);
    hurt(match, 2, 1, 100);
    runTick(match);
    expect(eventsOf(match, "died")[0]).toMatchObject({ killer: 2, assist: 3 });
  });

  test("a new life owes nobody", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600], [1200, 600]);
    hurt(match, 0, 1, 50);
    hurt(match, 2, 1, 100);
    runTicks(match, 125);
    recOf(match.world, 1).protectedUntilStep = 0;
    hurt(match, 2, 1, 100);
    runTick(match);
    expect(eventsOf(match, "died").map(({ assist }) => assist)).toEqual([0, -1]);
  });
});

describe("[WPN-11] protection", () => {
  test("1.5 s after a spawn nothing hurts", () => {
    const match = makeMatch({ map: MAP });
    runTicks(match, 90);
    hurt(match, 0, 1, 50);
    expect(recOf(match.world, 1).hp).toBe(50);
    const early = makeMatch({ map: MAP });
    runTicks(early, 89);
    hurt(early, 0, 1, 50);
    expect(recOf(early.world, 1).hp).toBe(100);
  });

  for (const [name, buttons, isEnded] of [
    ["a shot ends it", Button.Fire, true],
    ["a dash ends it", Button.Dash, true],
    ["a reload does not", Button.Reload, false],
  ] as const) {
    test(name, () => {
      const match = makeMatch({ map: MAP });
      runTicks(match, 2);
      runTick(match, [undefined, { buttons }]);
      hurt(match, 0, 1, 50);
      expect(recOf(match.world, 1).hp).toBe(isEnded ? 50 : 100);
    });
  }
});

describe("[WPN-15] regeneration", () => {
  /** HP after so many steps of rest since 50 damage. */
  const hpAfter = (steps: number, last = 0) => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
    hurt(match, 0, 1, 50);
    if (last > 0) {
      runTicks(match, last);
      runTick(match, [undefined, { buttons: Button.Fire, aim: 1024 }]);
    }
    runTicks(match, steps);
    return recOf(match.world, 1).hp;
  };

  test("begins 5 s after the last damage: 2 HP each 15 steps, 8 HP a second", () => {
    expect([300, 315, 316, 330, 331, 361].map((steps) => hpAfter(steps))).toEqual([
      50, 50, 52, 52, 54, 58,
    ]);
  });

  test("begins 5 s after the last attack", () => {
    expect(hpAfter(260, 100)).toBe(50);
    expect(hpAfter(316, 100)).toBe(52);
  });

  test("ends at 100 HP", () => {
    expect(hpAfter(1200)).toBe(100);
  });
});
