// What a dash does to those that it passes.
import { describe, expect, test } from "vitest";
import { Button } from "../../shared/sim/types.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";
import { eventsOf, floorMap, makeDuel, mapOf, runTick, runTicks } from "../helpers/simWorld.ts";

const MAP = floorMap(30, 30);
const dashEast = { moveX: 127, buttons: Button.Dash };

describe("[WPN-9] dash strikes", () => {
  test("30 damage, once per target and dash, to everybody it passes", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [660, 640], [700, 600], [790, 580]);
    runTicks(match, 12, [dashEast]);
    const hits = eventsOf(match, "hit");
    expect(hits.map(({ victim, damage, move, shotId }) => [victim, damage, move, shotId])).toEqual([
      [1, 30, Move.Dash, -1],
      [2, 30, Move.Dash, -1],
      [3, 30, Move.Dash, -1],
    ]);
  });

  test("the next dash strikes again", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [700, 600]);
    runTicks(match, 10, [dashEast]);
    match.world.players[0]!.state.dashReadyStep = 0;
    runTicks(match, 10, [{ moveX: -127, buttons: Button.Dash }]);
    expect(eventsOf(match, "hit").length).toBe(2);
  });

  test("reaches 46 u from its way, and not 46.25", () => {
    for (const [offset, hits] of [
      [46, 1],
      [-46, 1],
      [46.25, 0],
    ] as const) {
      const match = makeDuel({ map: MAP }, [600, 600], [700, 600 + offset]);
      runTicks(match, 12, [dashEast]);
      expect(eventsOf(match, "hit").length, `${offset}`).toBe(hits);
    }
    for (const [x, hits] of [
      [846, 1],
      [846.5, 0],
      [554, 1],
      [553.5, 0],
    ] as const) {
      const match = makeDuel({ map: MAP }, [600, 600], [x, 600]);
      runTicks(match, 10, [dashEast]);
      expect(eventsOf(match, "hit").length, `${x}`).toBe(hits);
    }
  });

  test("is swept: 30 Hz and a late burst of commands miss nobody", () => {
    for (const tickHz of [30, 60]) {
      const match = makeDuel({ map: MAP, tickHz }, [600, 600], [690, 645]);
      runTicks(match, 10, [dashEast]);
      expect(eventsOf(match, "hit").length).toBe(1);
    }
  });

  test("land in the world step in which the body passes", () => {
    for (const subStep of [0, 1]) {
      const match = makeDuel({ map: MAP, tickHz: 30 }, [600, 600], [640, 600]);
      const rec = match.world.players[0]!;
      rec.state.dashReadyStep = rec.ownStep + subStep;
      const { step } = match.world;
      runTick(match, [dashEast]);
      expect(match.world.players[1]!.lastHurtStep).toBe(step + subStep);
    }
  });

  test("not through Wall or Glass", () => {
    // Bodies keep 20 u from a tile, and so 56 u across its corner: the target is put where none
    // could stand.
    for (const [tile, hits] of [
      ["#", 0],
      ["o", 0],
      [".", 1],
    ] as const) {
      const match = makeDuel(
        { map: mapOf("S.....", `..${tile}...`, "......") },
        [139, 60],
        [175, 120],
      );
      runTicks(match, 10, [{ moveY: 127, buttons: Button.Dash }]);
      expect(eventsOf(match, "hit").length, tile).toBe(hits);
    }
  });

  test("strikes who loses protection while the dash passes", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [640, 600]);
    match.world.players[1]!.protectedUntilStep = match.world.step + 2;
    runTicks(match, 10, [dashEast]);
    expect(eventsOf(match, "hit").length).toBe(1);
  });

  test("spares the protected", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [700, 600]);
    match.world.players[1]!.protectedUntilStep = 1000;
    runTicks(match, 12, [dashEast]);
    expect(eventsOf(match, "hit")).toEqual([]);
  });
});
