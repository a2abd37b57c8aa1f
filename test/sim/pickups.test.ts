// Mend, Guard and Surge: who gets them, what they give, when they are back.
import { describe, expect, test } from "vitest";
import { PickupKind } from "../../shared/sim/arenaMap.ts";
import { SURGE_ANNOUNCE_STEPS } from "../../shared/sim/constants.ts";
import { Button } from "../../shared/sim/types.ts";
import { eventsOf, makeDuel, mapOf, placeAt, runTick, runTicks } from "../helpers/simWorld.ts";

// Centres: Mend (200, 40), Guard (360, 40), Surge (520, 40).
const MAP = mapOf("S.m.g.s.....", "............", "S..........S");
const FAR: [number, number] = [900, 200];

describe("[WPN-18] Mend", () => {
  test("gives 35 HP, at most to 100, and is back after 12 s", () => {
    const match = makeDuel({ map: MAP }, [200, 40]);
    const rec = match.world.players[0]!;
    rec.hp = 40;
    runTick(match);
    expect([rec.hp, eventsOf(match, "pickupTaken")]).toMatchObject([75, [{ slot: 0, pickup: 0 }]]);
    expect(match.world.pickupReadyAtStep[0]).toBe(match.world.step - 1 + 720);
    rec.lastHurtStep = match.world.step + 10_000;
    runTicks(match, 719);
    expect(rec.hp).toBe(75);
    runTick(match);
    expect(rec.hp).toBe(100);
  });

  test("is not taken at 100 HP", () => {
    const match = makeDuel({ map: MAP }, [200, 40]);
    runTicks(match, 60);
    expect(eventsOf(match, "pickupTaken")).toEqual([]);
  });
});

describe("[WPN-19] Guard", () => {
  test("fills the shield to 50 and is back after 30 s", () => {
    const match = makeDuel({ map: MAP }, [360, 40]);
    const rec = match.world.players[0]!;
    rec.shield = 13;
    runTick(match);
    expect(rec.shield).toBe(50);
    expect(match.world.pickupReadyAtStep[1]).toBe(match.world.step - 1 + 1800);
  });

  test("is not taken with a full shield", () => {
    const match = makeDuel({ map: MAP }, [360, 40]);
    match.world.players[0]!.shield = 50;
    runTicks(match, 60);
    expect(eventsOf(match, "pickupTaken")).toEqual([]);
  });
});

describe("[WPN-20] Surge", () => {
  test("first appears 45 s into the round, at a step known 10 s ahead, and again 45 s after it was taken", () => {
    const match = makeDuel({ map: MAP }, FAR);
    const readyAt = match.world.pickupReadyAtStep[2]!;
    expect([readyAt, SURGE_ANNOUNCE_STEPS]).toEqual([2700, 600]);
    placeAt(match.world, 0, 520, 40);
    runTicks(match, readyAt - match.world.step);
    expect(eventsOf(match, "pickupTaken")).toEqual([]);
    runTick(match);
    expect(eventsOf(match, "pickupTaken")).toMatchObject([{ slot: 0, pickup: 2 }]);
    expect(match.world.pickupReadyAtStep[2]).toBe(2 * 2700);
  });

  test("[WPN-10] lasts 8 s of the player's own time", () => {
    const match = makeDuel({ map: MAP }, FAR);
    match.world.pickupReadyAtStep[2] = 0;
    placeAt(match.world, 0, 520, 40);
    runTick(match);
    const { state, ownStep } = match.world.players[0]!;
    expect(state.surgeEndStep - ownStep).toBe(480);
    runTicks(match, 17, [{ buttons: Button.Fire }]);
    expect(eventsOf(match, "pulseFired").length).toBe(5);
  });
});

describe("[WPN-21] reach", () => {
  test("42 u between centres: bodies that touch", () => {
    for (const [y, taken] of [
      [82, 1],
      [82.25, 0],
    ] as const) {
      const match = makeDuel({ map: MAP }, [360, y]);
      runTick(match);
      expect(eventsOf(match, "pickupTaken").length).toBe(taken);
    }
  });

  test("of several the nearest gets it, of equals the lowest slot", () => {
    const nearest = makeDuel({ map: MAP }, [390, 40], [340, 40], [385, 40]);
    runTick(nearest);
    expect(eventsOf(nearest, "pickupTaken")[0]!.slot).toBe(1);
    const equal = makeDuel({ map: MAP }, FAR, [380, 40], [340, 40]);
    runTick(equal);
    expect(eventsOf(equal, "pickupTaken")[0]!.slot).toBe(1);
  });

  test("one that needs it gets it before a nearer one that does not", () => {
    const match = makeDuel({ map: MAP }, [200, 40], [220, 40]);
    match.world.players[1]!.hp = 10;
    runTick(match);
    expect(eventsOf(match, "pickupTaken")).toMatchObject([{ slot: 1, pickup: 0 }]);
  });
});

test("[WPN-18] the map's pickups keep their order: their index is their name on the wire", () => {
  expect(MAP.pickups.map(({ kind }) => kind)).toEqual([
    PickupKind.Mend,
    PickupKind.Guard,
    PickupKind.Surge,
  ]);
});
