// Bots of each level at play: the moves that their level has, and what they are worth against each other.
import { describe, expect, test } from "vitest";
import type { BotLevel } from "../../server/match/bots/brain/levels.ts";
import { MAX_COMMANDS_PER_TICK } from "../../shared/sim/inbox.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";
import { type BotArena, makeBotArena, runBotSeconds } from "../helpers/botArena.ts";
import { mapOf } from "../helpers/simWorld.ts";

/** Cover of all kinds around a middle, room for a fight between. */
const MAP = mapOf(
  "S..................S",
  "....................",
  "....##........oo....",
  "....................",
  ".........##.........",
  "...#............#...",
  "...#.....##.....#...",
  "....................",
  ".....oo......##.....",
  "....................",
  "S..................S",
);

/** Counts of all bots of a level. */
function sumOf(arena: BotArena, counts: readonly number[], level: BotLevel): number {
  return counts.reduce((sum, n, slot) => sum + (arena.levels[slot] === level ? n : 0), 0);
}

describe("[BOT-2] three minutes of ten bots", () => {
  const deathsByOwnOrb: number[] = [];
  let rewinds = 0;
  const arena = makeBotArena({
    map: MAP,
    seed: 11,
    bots: 10,
    slots: 10,
    levels: [1, 2, 3, 4, 5],
    sink: {
      died: (victim, killer, _assist, move) => {
        if (move === Move.Orb && killer < 0) deathsByOwnOrb.push(victim);
      },
    },
  });
  arena.onCommands = () => {
    for (let slot = 0; slot < 10; slot++) {
      const first = slot * MAX_COMMANDS_PER_TICK;
      for (let i = 0; i < (arena.inbox.counts[slot] ?? 0); i++) {
        rewinds += arena.inbox.rewinds[first + i] ?? 1;
      }
    }
  };
  runBotSeconds(arena, 180);

  test.each([1, 2, 3, 4, 5] as const)("level %i makes its moves and no others", (level) => {
    const isUsed = (counts: readonly number[]) => sumOf(arena, counts, level) > 0;
    expect(isUsed(arena.shots)).toBe(true);
    expect(isUsed(arena.dashes)).toBe(level >= 2);
    expect(isUsed(arena.rails)).toBe(level >= 3);
    expect(isUsed(arena.orbs)).toBe(level >= 4);
    // By accident a dash may turn an Orb that was not in sight when it was pressed.
    const parries = sumOf(arena, arena.parries, level);
    if (level === 5) expect(parries).toBeGreaterThan(2);
    else expect(parries).toBeLessThanOrEqual(level === 1 ? 0 : 1);
  });

  test("nobody makes a habit of its own Orbs", () => {
    const thrown = arena.orbs.reduce((sum, n) => sum + n, 0);
    expect(thrown).toBeGreaterThan(80);
    expect(deathsByOwnOrb.length / thrown).toBeLessThanOrEqual(0.02);
  });

  test("[BOT-3] they shoot at the server's present", () => {
    expect(rewinds).toBe(0);
    expect(arena.world.players.map((rec) => rec.rewind)).toEqual(new Array(10).fill(0));
  });
});

describe("[BOT-2] in duels", () => {
  const kills = (worse: BotLevel, better: BotLevel, tickHz: number) => {
    const sum = [0, 0];
    for (let seed = 1; seed <= 24; seed++) {
      // Whoever has the lower slot moves first: in turn.
      const levels = seed % 2 === 0 ? [worse, better] : [better, worse];
      const arena = makeBotArena({ map: MAP, seed, bots: 2, slots: 2, tickHz, levels });
      runBotSeconds(arena, 120);
      sum[0] = (sum[0] ?? 0) + (arena.kills[levels.indexOf(worse)] ?? 0);
      sum[1] = (sum[1] ?? 0) + (arena.kills[levels.indexOf(better)] ?? 0);
    }
    return sum as [number, number];
  };

  test.each([
    [1, 2, 30],
    [2, 3, 30],
    [3, 4, 30],
    [4, 5, 30],
    [4, 5, 60],
  ] as const)("level %i loses to level %i at %i Hz", (worse, better, tickHz) => {
    const [lost, won] = kills(worse, better, tickHz);
    expect(won + lost).toBeGreaterThan(150);
    expect(won / (won + lost)).toBeGreaterThan(0.53);
  });
});
