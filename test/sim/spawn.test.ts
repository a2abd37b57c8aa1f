// Where players come into the world, and when.
import { describe, expect, test } from "vitest";
import { clearBody } from "../../shared/sim/playerRecord.ts";
import { isSightClear } from "../../shared/sim/raycast.ts";
import { chooseSpawn } from "../../shared/sim/spawn.ts";
import { scatterMap } from "../helpers/simDrivers.ts";
import {
  eventsOf,
  floorMap,
  makeDuel,
  makeMatch,
  mapOf,
  placeAt,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

/** Which spawns slot 0 gets in 60 draws, the others standing still. */
function spawnsDrawn(match: ReturnType<typeof makeDuel>): number[] {
  const rec = match.world.players[0]!;
  clearBody(rec);
  const drawn = new Set<number>();
  for (let i = 0; i < 60; i++) drawn.add(chooseSpawn(match.world, rec));
  return [...drawn].sort((a, b) => a - b);
}

// Spawns at x = 40, 440, 760, 1000 (walled off from each other), 2040; an enemy stands at the left
// end.
const ROOMS = mapOf("S.#..S#..S#.S#...........S", "..#...#...#..#............");

describe("[WPN-17] a spawn is drawn among those", () => {
  test("700 u from enemies and out of their sight", () => {
    const match = makeDuel({ map: ROOMS }, [200, 120], [40, 120]);
    expect(spawnsDrawn(match)).toEqual([2, 3, 4]);
  });

  test("not in an enemy's sight", () => {
    const match = makeDuel({ map: ROOMS }, [200, 120], [1240, 40]);
    expect(spawnsDrawn(match)).toEqual([0, 1]);
  });

  test("900 u from one's own last death", () => {
    const match = makeDuel({ map: ROOMS }, [200, 120], [40, 120]);
    match.world.players[0]!.lastDeathX = 1000;
    match.world.players[0]!.lastDeathY = 40;
    expect(spawnsDrawn(match)).toEqual([4]);
  });

  test("450 u from enemies when none is 700 u away", () => {
    const short = mapOf("S.#.S.#S", "..#...#.");
    const match = makeDuel({ map: short }, [200, 120], [40, 120]);
    expect(spawnsDrawn(match)).toEqual([2]);
  });

  test("else the farthest from its nearest enemy", () => {
    const open = mapOf("S...S..S", "........");
    const match = makeDuel({ map: open }, [200, 120], [40, 120]);
    expect(spawnsDrawn(match)).toEqual([2]);
  });

  test("all alike, when nobody is there", () => {
    expect(spawnsDrawn(makeDuel({ map: ROOMS }, [200, 120]))).toEqual([0, 1, 2, 3, 4]);
  });

  test("the dead and the absent are no enemies", () => {
    const match = makeDuel({ map: ROOMS, maxPlayers: 3 }, [200, 120], [40, 120]);
    clearBody(match.world.players[1]!);
    expect(spawnsDrawn(match)).toEqual([0, 1, 2, 3, 4]);
  });
});

test("[WPN-17] on a large map every spawn of a crowd keeps the rule", () => {
  const map = scatterMap(60, 5);
  const match = makeMatch({ map, players: 12 });
  runTick(match);
  const places = eventsOf(match, "spawned");
  expect(places.length).toBe(12);
  places.forEach((place, i) => {
    for (const earlier of places.slice(0, i)) {
      const distance = Math.hypot(place.x - earlier.x, place.y - earlier.y);
      expect(distance).toBeGreaterThanOrEqual(700);
      if (distance < 1000)
        expect(isSightClear(map, place.x, place.y, earlier.x, earlier.y)).toBe(false);
    }
  });
});

test("[WPN-17] the draw is seeded: the same seed spawns alike, another otherwise", () => {
  const placesOf = (seed: number) => {
    const match = makeMatch({ map: scatterMap(60, 5), players: 12, seed });
    runTick(match);
    return eventsOf(match, "spawned").map(({ x, y }) => [x, y]);
  };
  expect(placesOf(4)).toEqual(placesOf(4));
  expect(placesOf(4)).not.toEqual(placesOf(5));
});

test("[WPN-16] players spawn in the tick after they join, whole, protected, with a full magazine", () => {
  const match = makeMatch({ map: floorMap(), players: 1 });
  runTick(match);
  const rec = match.world.players[0]!;
  expect(rec).toMatchObject({ hp: 100, shield: 0, protectedUntilStep: 90 });
  expect(rec.state).toMatchObject({ alive: 1, vx: 0, vy: 0, pulseAmmo: 18, surgeEndStep: 0 });
  expect(eventsOf(match, "spawned")).toMatchObject([{ slot: 0, x: rec.state.x, y: rec.state.y }]);
});

test("[WPN-16] a new life begins with nothing running", () => {
  const match = makeDuel({}, [600, 600], [900, 600]);
  const rec = match.world.players[1]!;
  runTicks(match, 30, [undefined, { buttons: 7 }]);
  rec.state.surgeEndStep = 1e6;
  rec.hp = 0;
  rec.killer = 0;
  runTicks(match, 125);
  expect(rec.state).toMatchObject({
    alive: 1,
    pulseReadyStep: 0,
    reloadEndStep: 0,
    dashEndStep: 0,
    dashReadyStep: 0,
    surgeEndStep: 0,
  });
});

test("[WPN-17] the last death is where the player died", () => {
  const match = makeDuel({}, [600, 600], [900, 600]);
  placeAt(match.world, 1, 930.1, 640.1);
  const rec = match.world.players[1]!;
  rec.hp = 0;
  rec.killer = 0;
  runTick(match);
  expect([rec.lastDeathX, rec.lastDeathY]).toEqual([930, 640]);
});
