// Bots as players of a room: they play by the same rules, know no more than they see, and keep the room full.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BOT_NAMES } from "../../server/match/bots/botNames.ts";
import type { InputCmd } from "../../shared/sim/types.ts";
import { addPlayer, playerAt } from "../../shared/sim/world.ts";
import { type BotArena, commandsOf, makeBotArena, runBotSeconds } from "../helpers/botArena.ts";
import { floorMap, mapOf, placeAt } from "../helpers/simWorld.ts";
import { scanSource } from "../helpers/sourceScanner.ts";

const BRAIN_FOLDER = join(import.meta.dirname, "../../server/match/bots/brain");

/** Two rooms without a door between them. */
const TWO_ROOMS = mapOf(
  "S........#.........",
  ".........#.........",
  "..##.....#.........",
  "..##..o..#.........",
  ".........#.........",
  "...~~....#.........",
  "......#..#.........",
  ".m.......#........S",
);

/** Runs an arena and writes down all commands of the given slots. */
function record(arena: BotArena, seconds: number, slots: readonly number[]): InputCmd[][] {
  const ticks: InputCmd[][] = [];
  arena.onCommands = () => {
    ticks.push(slots.flatMap((slot) => commandsOf(arena, slot)));
  };
  runBotSeconds(arena, seconds);
  return ticks;
}

function levelsOf(arena: BotArena): number[] {
  return arena.levels.filter((level) => level !== undefined).sort((a, b) => a - b);
}

function botCount(arena: BotArena): number {
  return arena.world.players.filter((rec) => rec.active && rec.isBot).length;
}

describe("bots", () => {
  const slots = [0, 1, 2, 3, 4, 5];

  test("press the same with the same seed, and something else with another", () => {
    const play = (seed: number) =>
      record(makeBotArena({ map: floorMap(), seed, bots: 6, slots: 8 }), 10, slots);
    expect(play(5)).toEqual(play(5));
    expect(play(5)).not.toEqual(play(6));
  });

  test("[INT-4] act on nothing that they cannot see", () => {
    const play = (hiddenX: number, hiddenY: number) => {
      const arena = makeBotArena({ map: TWO_ROOMS, bots: 1, slots: 3 });
      // Not a person: the crew calls nobody to it.
      addPlayer(arena.world, 1, true);
      runBotSeconds(arena, 0.1);
      placeAt(arena.world, 0, 200, 120);
      placeAt(arena.world, 1, hiddenX, hiddenY);
      const commands = record(arena, 15, [0]);
      expect(arena.interest.sees(0, 1)).toBe(false);
      return commands;
    };
    expect(play(900, 300)).toEqual(play(1400, 600));
  });

  test("[INT-4] are called to a district, and told nothing of who is where in it", () => {
    const play = (hiddenX: number, hiddenY: number) => {
      const map = floorMap(50, 5);
      const arena = makeBotArena({ map, bots: 1, slots: 3 });
      addPlayer(arena.world, 1);
      runBotSeconds(arena, 0.1);
      placeAt(arena.world, 0, 120, 60);
      placeAt(arena.world, 1, hiddenX, hiddenY);
      const commands = record(arena, 1.5, [0]);
      expect(arena.interest.sees(0, 1)).toBe(false);
      return commands;
    };
    // Both in the district from 3200 to 3520 u; the last in another.
    expect(play(3210, 30)).toEqual(play(3500, 310));
    expect(play(3210, 30)).not.toEqual(play(2300, 370));
  });

  test("do act on what they see", () => {
    const play = (x: number, y: number) => {
      const arena = makeBotArena({ map: TWO_ROOMS, bots: 1, slots: 3 });
      addPlayer(arena.world, 1);
      runBotSeconds(arena, 0.1);
      placeAt(arena.world, 0, 200, 120);
      placeAt(arena.world, 1, x, y);
      return record(arena, 5, [0]);
    };
    expect(play(500, 120)).not.toEqual(play(500, 300));
  });

  test("[INT-4] have brains that cannot reach the world", () => {
    const allowed = [
      "arenaMap",
      "constants",
      "movement",
      "orbFlight",
      "raycast",
      "rng",
      "types",
      "vec2",
      "weaponDefs",
    ].map((name) => `../../../../shared/sim/${name}.ts`);
    for (const file of readdirSync(BRAIN_FOLDER)) {
      const { imports } = scanSource(readFileSync(join(BRAIN_FOLDER, file), "utf8"));
      const beyond = imports
        .map((use) => use.specifier)
        .filter((specifier) => !specifier.startsWith("./") && !allowed.includes(specifier));
      expect(beyond, file).toEqual([]);
    }
  });

  test("[BOT-1] send one command a tick, numbered from 1, that arrives late", () => {
    const arena = makeBotArena({ map: floorMap(), bots: 6, slots: 8 });
    const firstTick: (number | undefined)[] = [];
    arena.onCommands = () => {
      for (const slot of slots) {
        if (arena.inbox.counts[slot] !== 0) firstTick[slot] ??= arena.world.tick;
      }
    };
    runBotSeconds(arena, 10);
    for (const slot of slots) {
      const halfTicks = (arena.crew.pingMs(slot) / 2000) * arena.world.tickHz;
      const delay = firstTick[slot] ?? Number.NaN;
      // Half a round trip, and the second command that the gate waits for.
      expect(delay).toBeGreaterThanOrEqual(Math.round(halfTicks) + 1);
      const { lastSeq } = playerAt(arena.world, slot);
      expect(lastSeq).toBe(arena.world.tick - delay);
    }
  });

  test("never turn faster than their level can", () => {
    const arena = makeBotArena({ map: floorMap(), bots: 5, slots: 6 });
    const mostDirections = [0, 360, 450, 540, 620, 700].map((deg) => (deg / 30) * (4096 / 360) + 1);
    const last: number[] = [];
    let fastest = 0;
    arena.onCommands = () => {
      for (const slot of slots) {
        for (const cmd of commandsOf(arena, slot)) {
          const turn = Math.abs(((cmd.aim - (last[slot] ?? cmd.aim) + 6144) % 4096) - 2048);
          last[slot] = cmd.aim;
          fastest = Math.max(fastest, turn);
          expect(turn).toBeLessThanOrEqual(mostDirections[arena.levels[slot] ?? 0] ?? 0);
        }
      }
    };
    runBotSeconds(arena, 20);
    expect(fastest).toBeGreaterThan(50);
  });
});

describe("the crew", () => {
  test("has short names, each once", () => {
    expect(new Set(BOT_NAMES).size).toBe(BOT_NAMES.length);
    expect(BOT_NAMES.length).toBeGreaterThanOrEqual(40);
    for (const name of BOT_NAMES) expect(name.length).toBeLessThanOrEqual(12);
    const arena = makeBotArena({ map: floorMap(), bots: 60, slots: 64 });
    const names = arena.names.filter((name) => name !== undefined);
    expect(new Set(names).size).toBe(60);
  });

  test("[BOT-1] mixes levels in rooms of any size", () => {
    const levels = (bots: number) => levelsOf(makeBotArena({ map: floorMap(), bots, slots: bots }));
    expect(levels(3)).toEqual([1, 2, 3]);
    expect(levels(5)).toEqual([1, 1, 2, 2, 3]);
    expect(levels(11)).toEqual([1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]);
    const share = (level: number) => levels(100).filter((each) => each === level).length;
    expect([1, 2, 3, 4, 5].map(share)).toEqual([35, 30, 20, 10, 5]);
  });

  test("makes room for people and comes back", () => {
    const arena = makeBotArena({ map: floorMap(), bots: 6, slots: 10 });
    expect(botCount(arena)).toBe(6);
    const slot = arena.world.players.findIndex((rec) => !rec.active);
    addPlayer(arena.world, slot);
    arena.crew.fill(1);
    expect(botCount(arena)).toBe(5);
    expect(arena.crew.isBot(slot)).toBe(false);
    arena.crew.fill(20);
    expect(botCount(arena)).toBe(0);
    arena.crew.fill(0);
    expect(botCount(arena)).toBe(6);
    expect(arena.crew.count).toBe(6);
    runBotSeconds(arena, 1);
  });

  test("takes no more slots than there are", () => {
    const arena = makeBotArena({ map: floorMap(), bots: 12, slots: 4 });
    expect(botCount(arena)).toBe(4);
  });

  test("removes whom nobody misses", () => {
    const arena = makeBotArena({ map: floorMap(), bots: 4, slots: 6 });
    addPlayer(arena.world, 5);
    runBotSeconds(arena, 0.1);
    // Two in the person's sight, the better and the worse; two far away, the better and the worse.
    placeAt(arena.world, 5, 400, 400);
    for (const [slot, x, score] of [
      [0, 500, 0],
      [1, 600, 300],
      [2, 2300, 500],
      [3, 2300, 200],
    ] as const) {
      placeAt(arena.world, slot, x, 400);
      playerAt(arena.world, slot).score = score;
    }
    for (let i = 0; i < 2; i++) {
      arena.interest.update(arena.world);
      arena.world.tick++;
    }
    const left: number[] = [];
    arena.crew.onLeave = (slot) => left.push(slot);
    for (let people = 1; people <= 4; people++) arena.crew.fill(people);
    expect(left).toEqual([3, 2, 0, 1]);
  });
});
