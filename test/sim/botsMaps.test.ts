// A minute of twelve bots on each map of the Open Arena: they fight, get about and stay on the ground.
import { describe, expect, test } from "vitest";
import { OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import { makeArenaMap } from "../../shared/sim/arenaMap.ts";
import { isBodyClear } from "../../shared/sim/collide.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { BLOCKS_WALK } from "../../shared/sim/raycast.ts";
import { isDashing } from "../../shared/sim/weapons.ts";
import { addPlayer } from "../../shared/sim/world.ts";
import { type BotArena, makeBotArena, runBotSeconds, runBotTick } from "../helpers/botArena.ts";
import { mapOf, placeAt } from "../helpers/simWorld.ts";

const STILL_U = 40;

/** Longest time, s, that a living bot with no enemy in sight has stayed within 40 u. Call `look` once a tick. */
function watchStillness(arena: BotArena): { longestS: number; look: () => void } {
  const { world, interest } = arena;
  const anchors: ({ x: number; y: number; tick: number } | undefined)[] = [];
  const isLonely = (rec: PlayerRecord) =>
    !world.players.some((other) => other.state.alive === 1 && interest.sees(rec.slot, other.slot));
  const watch = {
    longestS: 0,
    look() {
      for (const rec of world.players) {
        const { x, y, alive } = rec.state;
        const anchor = anchors[rec.slot];
        const isNear = anchor !== undefined && Math.hypot(anchor.x - x, anchor.y - y) <= STILL_U;
        if (alive === 0 || !rec.isBot || !isLonely(rec)) anchors[rec.slot] = undefined;
        else if (!isNear) anchors[rec.slot] = { x, y, tick: world.tick };
        else watch.longestS = Math.max(watch.longestS, (world.tick - anchor.tick) / world.tickHz);
      }
    },
  };
  return watch;
}

const MAPS = OPEN_ARENA_MAPS.map(({ data }) => makeArenaMap(data));

describe.each(MAPS.map((map) => [map.id, map] as const))("on the map %s", (_id, map) => {
  // As many on each map as make the smallest lively with 12.
  const bots = Math.round(12 * (map.widthU / 3200) ** 2);
  const arena = makeBotArena({ map, seed: 7, bots, slots: bots });
  const stillness = watchStillness(arena);
  let offGround = 0;
  const squares = new Set<number>();
  runBotSeconds(arena, 60, () => {
    stillness.look();
    for (const { state, ownStep } of arena.world.players) {
      if (state.alive === 0) continue;
      squares.add(Math.floor(state.x / 400) * 100 + Math.floor(state.y / 400));
      const isOverGap = isDashing(state, ownStep) && state.dashOverGap === 1;
      if (!isOverGap && !isBodyClear(map, state.x, state.y, BLOCKS_WALK)) offGround++;
    }
  });
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const slots = arena.levels.map((_, slot) => slot);

  test("bots fight", () => {
    expect(sum(arena.kills)).toBeGreaterThanOrEqual(bots / 3);
    expect(sum(arena.kills)).toBeLessThanOrEqual(bots * 8);
    // Of a crowd on a wide map one in twenty may meet nobody in a minute.
    const idle = slots.filter((slot) => arena.shots[slot] === 0);
    expect(idle.length).toBeLessThanOrEqual(Math.floor(bots / 20));
    const accuracy = sum(arena.hits) / sum(arena.shots);
    expect(accuracy).toBeGreaterThan(0.1);
    expect(accuracy).toBeLessThan(0.5);
  });

  test("only levels that may dash do", () => {
    const dashers = slots.filter((slot) => (arena.dashes[slot] ?? 0) > 0);
    expect(dashers.length).toBeGreaterThan(0);
    expect(dashers.filter((slot) => arena.levels[slot] === 1)).toEqual([]);
  });

  test("nobody is stuck, and bots get about", () => {
    expect(stillness.longestS).toBeLessThanOrEqual(5);
    expect(squares.size).toBeGreaterThan(30);
  });

  test("nobody leaves the ground", () => {
    expect(offGround).toBe(0);
  });
});

test("bots play on when the round and the map change", () => {
  const from = mapOf("S.......", "........", "........", ".......S");
  const to = mapOf("................", "..S........S....", "................", ".......m........");
  const arena = makeBotArena({ map: from, bots: 4, slots: 6 });
  runBotSeconds(arena, 2);
  arena.world.nextMap = to;
  arena.world.phaseEndStep = arena.world.step;
  const stillness = watchStillness(arena);
  runBotSeconds(arena, 6, stillness.look);
  const shotsOnPodium = arena.shots.reduce((total, count) => total + count, 0);
  runBotSeconds(arena, 15, stillness.look);
  expect(arena.world.map).toBe(to);
  expect(stillness.longestS).toBeLessThanOrEqual(5);
  const shots = arena.shots.reduce((total, count) => total + count, 0);
  expect(shots).toBeGreaterThan(shotsOnPodium);
});

describe("in a tight place", () => {
  /** Ways of two tiles, a nook with a bend (top left), one behind Glass, one beside Gaps, and a dead end. */
  const NOOKS = mapOf(
    "..##..........",
    "#.##..###.##..",
    "#.....#.#.##..",
    "###...#...##..",
    "......####....",
    "......~~......",
    "..ooo.~~.###..",
    "..o.o....#.#..",
    "..o.......##..",
    "S........S....",
  );

  test.each([
    [40, 40],
    [600, 200],
    [760, 120],
    [280, 600],
    [60, 700],
    [440, 440],
  ])("a bot at %i, %i finds its way out", (x, y) => {
    const arena = makeBotArena({ map: NOOKS, seed: 3, bots: 1, slots: 2 });
    runBotTick(arena);
    placeAt(arena.world, 0, x, y);
    const stillness = watchStillness(arena);
    let farthestU = 0;
    runBotSeconds(arena, 15, () => {
      stillness.look();
      const { state } = arena.world.players[0] as PlayerRecord;
      farthestU = Math.max(farthestU, Math.hypot(state.x - x, state.y - y));
    });
    expect(stillness.longestS).toBeLessThanOrEqual(5);
    expect(farthestU).toBeGreaterThan(250);
  });

  test("a bot that may dash crosses a Gap rather than going round it", () => {
    const map = mapOf(
      "..#......~......",
      "..#......~......",
      "..#......~....m.",
      "..#......~......",
      "###......#......",
      ".........#......",
      ".........#......",
      ".........#......",
      "................",
      "S...............",
    );
    const arena = makeBotArena({ map, bots: 2, slots: 2 });
    runBotTick(arena);
    expect(arena.levels).toEqual([1, 2]);
    placeAt(arena.world, 0, 80, 80);
    const { state } = placeAt(arena.world, 1, 480, 200);
    let overGap = 0;
    runBotSeconds(arena, 5, () => {
      (arena.world.players[1] as PlayerRecord).hp = 40;
      if (state.dashOverGap === 1) overGap++;
    });
    expect(overGap).toBeGreaterThan(0);
    expect(state.x).toBeGreaterThan(800);
  });

  test("bots in a room without doors keep walking", () => {
    const arena = makeBotArena({
      map: mapOf(
        "......#....",
        "......#....",
        "......#....",
        "......#....",
        "......#....",
        "#######..S.",
        "........m..",
      ),
      bots: 1,
      slots: 2,
    });
    addPlayer(arena.world, 1);
    runBotTick(arena);
    placeAt(arena.world, 0, 120, 120);
    const stillness = watchStillness(arena);
    runBotSeconds(arena, 15, () => {
      placeAt(arena.world, 1, 800, 500);
      stillness.look();
    });
    expect(stillness.longestS).toBeLessThanOrEqual(5);
  });
});
