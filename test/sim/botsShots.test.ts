// When bots wind up a Rail or throw an Orb, and how well they aim: moments made by hand, and marks in a world.
import { describe, expect, test } from "vitest";
import { BOT_SKILLS } from "../../server/match/bots/brain/levels.ts";
import type { BotSenses, SeenPlayer } from "../../server/match/bots/brain/senses.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { type OrbFlight, stepOrbFlight } from "../../shared/sim/orbFlight.ts";
import { BLOCKS_PULSE, traceRay } from "../../shared/sim/raycast.ts";
import { Button } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN, aimDiff, aimOf } from "../../shared/sim/vec2.ts";
import { Move, ORB } from "../../shared/sim/weaponDefs.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { addRival, makeBotArena, runBotSeconds } from "../helpers/botArena.ts";
import { playBrain, show } from "../helpers/botBrain.ts";
import { floorMap, mapOf, placeAt } from "../helpers/simWorld.ts";

/** The bot of these moments rests in the middle, at 1200, 1200. */
const MAP = floorMap(30, 30);
const MIDDLE_U = 1200;
const SEEDS = 12;

function markAt(x: number, y: number, hp = 100): SeenPlayer {
  return { slot: 1, x, y, aim: 0, hp, shield: 0, isProtected: false, isWindingUp: false };
}

interface Press {
  tick: number;
  aim: number;
}

/** All presses of `button` by bots of a level in 4 s, over some seeds; everything else is ready too. */
function pressesOf(
  button: number,
  level: 3 | 5,
  map: ArenaMap,
  change: (senses: BotSenses, tick: number) => void,
): Press[] {
  const presses: Press[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    playBrain(
      map,
      level,
      seed,
      120,
      (senses, tick) => {
        senses.own.isRailReady = true;
        senses.own.isOrbReady = true;
        senses.own.isDashReady = false;
        change(senses, tick);
      },
      (cmd, senses) => {
        if (cmd.buttons & button) presses.push({ tick: senses.step / 2, aim: cmd.aim });
      },
    );
  }
  return presses;
}

const at = (awayU: number) => (senses: BotSenses) =>
  show(senses, markAt(MIDDLE_U + awayU, MIDDLE_U));

describe("[BOT-6] a Rail is wound up", () => {
  const rails = (change: (senses: BotSenses, tick: number) => void, map = MAP) =>
    pressesOf(Button.Rail, 3, map, change);

  test("at a steady mark from 250 to 560 u, after the reaction", () => {
    const presses = rails(at(400));
    expect(presses.length).toBeGreaterThanOrEqual(SEEDS);
    const reactionTicks = (BOT_SKILLS[3].reactionMs * 30) / 1000;
    expect(Math.min(...presses.map((press) => press.tick))).toBeGreaterThanOrEqual(reactionTicks);
    expect(rails(at(530)).length).toBeGreaterThanOrEqual(SEEDS);
    expect(rails(at(230))).toEqual([]);
    expect(rails(at(600))).toEqual([]);
  });

  test("through Glass, not through Wall", () => {
    const row = (tile: string) => `${".".repeat(17)}${tile}${".".repeat(12)}`;
    const map = (tile: string) =>
      mapOf(
        `S${".".repeat(29)}`,
        ...Array.from({ length: 28 }, () => row(tile)),
        `${".".repeat(29)}S`,
      );
    expect(rails(at(400), map("o")).length).toBeGreaterThanOrEqual(SEEDS);
    expect(rails(at(400), map("#"))).toEqual([]);
  });

  test("not with somebody else at hand, nor at a mark that rushes in", () => {
    const crowded = (senses: BotSenses) =>
      show(senses, markAt(1600, 1200), { ...markAt(1200, 1350), slot: 2 });
    expect(rails(crowded)).toEqual([]);
    // From 600 u away at full speed: near enough to be a rush from tick 21, still far enough for a Rail until tick 30.
    const rush = (senses: BotSenses, tick: number) => show(senses, markAt(1800 - tick * 8.6, 1200));
    expect(rails(rush).filter(({ tick }) => tick > 21 && tick < 45)).toEqual([]);
    const retreat = (senses: BotSenses, tick: number) =>
      show(senses, markAt(1480 + tick * 1.5, 1200));
    expect(rails(retreat).length).toBeGreaterThanOrEqual(SEEDS / 2);
  });

  test("not at somebody who turns all the time, unless one Rail ends it", () => {
    const dancer = (hp: number) => (senses: BotSenses, tick: number) => {
      const phase = tick % 24;
      show(senses, markAt(1600, 1200 + (phase < 12 ? phase : 24 - phase) * 8.6, hp));
    };
    // Once it is known for a dancer.
    const late = (hp: number) => rails(dancer(hp)).filter(({ tick }) => tick > 45).length;
    expect(late(100)).toBe(0);
    expect(late(40)).toBeGreaterThanOrEqual(SEEDS);
  });

  test("and hits who walks on, by leading its own delays", () => {
    const tally = { rails: 0, hits: 0 };
    for (let seed = 1; seed <= 4; seed++) {
      const arena = makeBotArena({
        map: MAP,
        seed,
        bots: 1,
        slots: 2,
        levels: [5],
        sink: {
          railFired: (slot) => {
            tally.rails += slot === 0 ? 1 : 0;
          },
          hit: (attacker, _victim, _damage, move) => {
            tally.hits += attacker === 0 && move === Move.Rail ? 1 : 0;
          },
        },
      });
      const { world } = arena;
      let way = 127;
      addRival(arena, 1, () => {
        const rival = playerAt(world, 1);
        rival.hp = 100;
        if (rival.state.y > 1900) way = -127;
        if (rival.state.y < 500) way = 127;
        return { moveY: way };
      });
      runBotSeconds(arena, 1);
      placeAt(world, 1, 1200, 1200);
      placeAt(world, 0, 1550, 1200);
      runBotSeconds(arena, 120);
    }
    expect(tally.rails).toBeGreaterThan(40);
    expect(tally.hits / tally.rails).toBeGreaterThan(0.75);
  });
});

describe("[BOT-7] an Orb is thrown", () => {
  const orbs = (change: (senses: BotSenses, tick: number) => void, map = MAP) =>
    pressesOf(Button.Orb, 5, map, change);

  test("from 150 to 450 u, at the mark", () => {
    const presses = orbs(at(300));
    expect(presses.length).toBeGreaterThanOrEqual(SEEDS);
    for (const { aim } of presses) expect(Math.abs(aimDiff(0, aim))).toBeLessThan(100);
    expect(orbs(at(120))).toEqual([]);
    expect(orbs(at(480))).toEqual([]);
  });

  test("sooner at a group", () => {
    const firstTicks = (presses: Press[]) => presses.filter(({ tick }) => tick < 25).length;
    const group = (senses: BotSenses) =>
      show(senses, markAt(1500, 1200), { ...markAt(1500, 1300), slot: 2 });
    expect(firstTicks(orbs(group))).toBeGreaterThan(firstTicks(orbs(at(300))));
  });

  test("not where its burst would reach the thrower, nor by the badly hurt", () => {
    const besieged = (senses: BotSenses) =>
      show(senses, markAt(1500, 1200), { ...markAt(1200, 1090), slot: 2 });
    expect(orbs(besieged)).toEqual([]);
    const hurt = (senses: BotSenses) => {
      at(300)(senses);
      senses.own.hp = 20;
    };
    expect(orbs(hurt)).toEqual([]);
  });

  test("not into a wall right ahead, where it leads a runner", () => {
    // Above the straight line to the mark, a corner of Wall 50 u away in the direction of the lead.
    const rows = Array.from({ length: 28 }, (_, row) =>
      row === 13 ? `${".".repeat(15)}#${".".repeat(14)}` : ".".repeat(30),
    );
    const map = mapOf(`S${".".repeat(29)}`, ...rows, `${".".repeat(29)}S`);
    const from = { x: 1160, y: 1212 };
    const presses = orbs((senses, tick) => {
      senses.own.x = from.x;
      senses.own.y = from.y;
      show(senses, markAt(1450, 1500 - (tick % 60) * 8.6));
    }, map);
    expect(presses.length).toBeGreaterThan(0);
    for (const { aim } of presses) {
      const dirX = AIM_COS[aim] ?? 0;
      const dirY = AIM_SIN[aim] ?? 0;
      expect(traceRay(map, from.x, from.y, dirX, dirY, 100, BLOCKS_PULSE)).toBeGreaterThanOrEqual(
        60,
      );
    }
  });

  test("round a corner by a bounce, when it lost its mark there", () => {
    // A block between the two, a wall along their side.
    const map = mapOf(
      "################",
      "................",
      "................",
      ".......#........",
      ".......#........",
      ".......#........",
      ".......#........",
      ".......#.......S",
    );
    const from = { x: 440, y: 280 };
    const mark = markAt(720, 280);
    const presses = orbs((senses, tick) => {
      senses.own.x = from.x;
      senses.own.y = from.y;
      senses.own.isOrbReady = tick > 36;
      show(senses, ...(tick <= 36 ? [mark] : []));
    }, map);
    expect(presses.length).toBeGreaterThan(0);
    for (const { aim } of presses) {
      const orb: OrbFlight = { ...from, aim, bounces: 0 };
      let nearestU = Infinity;
      for (let step = 0; step < ORB.lifeSteps; step++) {
        if (!stepOrbFlight(map, orb)) break;
        nearestU = Math.min(nearestU, Math.hypot(orb.x - mark.x, orb.y - mark.y));
      }
      expect(nearestU).toBeLessThan(100);
      expect(Math.abs(aimDiff(aimOf(mark.x - from.x, mark.y - from.y), aim))).toBeGreaterThan(100);
    }
  });
});
