// What bots do about a Rail that winds up at them and an Orb that comes: by level, as the table promises.
import { describe, expect, test } from "vitest";
import type { BotLevel } from "../../server/match/bots/brain/levels.ts";
import type { BotSenses, SeenOrb } from "../../server/match/bots/brain/senses.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { Button } from "../../shared/sim/types.ts";
import { aimDiff, aimOf } from "../../shared/sim/vec2.ts";
import { Move, ORB } from "../../shared/sim/weaponDefs.ts";
import { playerAt, type World } from "../../shared/sim/world.ts";
import { addRival, makeBotArena, runBotSeconds } from "../helpers/botArena.ts";
import { playBrain, showOrbs } from "../helpers/botBrain.ts";
import { floorMap, placeAt } from "../helpers/simWorld.ts";

const MAP = floorMap(30, 30);
const LEVELS = [1, 2, 3, 4, 5] as const;
/** Rail dodges of the table of levels. */
const DODGES = { 1: 0, 2: 0.1, 3: 0.25, 4: 0.4, 5: 0.55 } as const;
const RIVAL = { x: 1200, y: 1200 } as const;
const HALF_TURN = 2048;
/** How far the rival's screen is behind the server: a round trip of 80 ms, and the interpolation. */
const SCREEN_AGE_S = 0.15;

/** An Orb of somebody out of sight that flies to the right, at a bot in the middle of the map. */
function orbAt(x: number): SeenOrb {
  return { slot: 1, shotId: 7, owner: 1, x, y: 1200, aim: 0, bounces: 0, ageSteps: 0 };
}

/** Shows the Orb as it is `tick` ticks after its throw at x = 780. */
function fly(senses: BotSenses, orb: SeenOrb, tick: number): void {
  orb.x = 780 + tick * senses.stepsPerTick * ORB.speedUPerStep;
  orb.ageSteps = tick * senses.stepsPerTick;
  showOrbs(senses, orb);
}

/** Bot 0 and rival 1 in the open, whole and open to attack; the rival stays where it is. */
function holdStage(world: World): void {
  for (const rec of [playerAt(world, 0), playerAt(world, 1)]) {
    if (rec.state.alive === 0) continue;
    rec.hp = 100;
    rec.protectedUntilStep = 0;
  }
  placeAt(world, 1, RIVAL.x, RIVAL.y);
}

describe("[BOT-4] a Rail that winds up", () => {
  /** Rails of a rival who aims at what its screen shows: all the time, or only from the wind-up on. */
  function playRails(level: BotLevel, tickHz: number, isSurprise: boolean) {
    const tally = { rails: 0, dodges: 0, hits: 0 };
    const ticksAgo = Math.round(SCREEN_AGE_S * tickHz);
    for (let seed = 1; seed <= 8; seed++) {
      const shown: { x: number; y: number }[] = [];
      let isWindingUp = false;
      let hasDashed = false;
      const arena = makeBotArena({
        map: MAP,
        seed,
        bots: 1,
        slots: 2,
        tickHz,
        levels: [level],
        sink: {
          railWindingUp: (slot) => {
            if (slot !== 1) return;
            isWindingUp = true;
            hasDashed = false;
          },
          dashStarted: (slot) => {
            hasDashed ||= slot === 0;
          },
          railEnded: (slot) => {
            if (slot !== 1 || !isWindingUp) return;
            tally.rails++;
            tally.dodges += hasDashed ? 1 : 0;
            isWindingUp = false;
          },
          hit: (attacker, _victim, _damage, move) => {
            tally.hits += attacker === 1 && move === Move.Rail ? 1 : 0;
          },
        },
      });
      const { world } = arena;
      addRival(
        arena,
        1,
        () => {
          holdStage(world);
          const bot = playerAt(world, 0);
          const phase = world.tick % (6 * tickHz);
          shown.push({ x: bot.poseX, y: bot.poseY });
          const seen = shown[Math.max(0, shown.length - 1 - ticksAgo)] ?? RIVAL;
          const aim = aimOf(seen.x - RIVAL.x, seen.y - RIVAL.y);
          const isOnIt = !isSurprise || phase < tickHz;
          const isDashReady = bot.ownStep >= bot.state.dashReadyStep;
          return {
            aim: isOnIt ? aim : (aim + HALF_TURN) & 4095,
            buttons: phase === 0 && isDashReady ? Button.Rail : 0,
          };
        },
        ticksAgo * REWIND_PER_TICK,
      );
      runBotSeconds(arena, 0.5);
      placeAt(world, 0, RIVAL.x + 300, RIVAL.y);
      runBotSeconds(arena, 240);
    }
    return tally;
  }

  test.each(LEVELS)("is dodged by level %i as often as the table says", (level) => {
    const { rails, dodges, hits } = playRails(level, 60, false);
    expect(rails).toBeGreaterThan(180);
    const wanted = DODGES[level];
    // Three standard deviations of a draw, and a few moments without room.
    const slack = 3 * Math.sqrt((wanted * (1 - wanted)) / rails) + 0.02;
    expect(dodges / rails).toBeGreaterThanOrEqual(wanted === 0 ? 0 : wanted - slack);
    expect(dodges / rails).toBeLessThanOrEqual(wanted === 0 ? 0 : wanted + slack);
    // A dodge is one: what was dashed out of does not hit.
    expect(hits).toBe(rails - dodges);
  });

  test("is dodged at 30 ticks a second, too", () => {
    const { rails, dodges } = playRails(5, 30, false);
    expect(Math.abs(dodges / rails - DODGES[5])).toBeLessThan(0.12);
  });

  test("comes as a surprise from somebody who aimed elsewhere: nobody dodges it", () => {
    const { rails, dodges, hits } = playRails(5, 60, true);
    expect(dodges).toBe(0);
    expect(hits / rails).toBeGreaterThan(0.9);
  });
});

describe("[BOT-5] an Orb that comes", () => {
  function playOrbs(level: BotLevel) {
    const tally = { thrown: 0, parried: 0, toThrower: 0 };
    for (let seed = 1; seed <= 5; seed++) {
      const arena = makeBotArena({
        map: MAP,
        seed,
        bots: 1,
        slots: 2,
        levels: [level],
        sink: {
          orbFired: (slot) => {
            tally.thrown += slot;
          },
          orbParried: (row, parrier) => {
            if (parrier !== 0) return;
            tally.parried++;
            const bot = playerAt(world, 0);
            const toRival = aimOf(RIVAL.x - bot.poseX, RIVAL.y - bot.poseY);
            const offDirections = Math.abs(aimDiff(toRival, world.orbs.aim[row] ?? 0));
            tally.toThrower += offDirections < 170 ? 1 : 0;
          },
        },
      });
      const { world } = arena;
      addRival(arena, 1, () => {
        holdStage(world);
        const { poseX, poseY } = playerAt(world, 0);
        const aim = aimOf(poseX - RIVAL.x, poseY - RIVAL.y);
        return { aim, buttons: world.tick % 150 === 0 ? Button.Orb : 0 };
      });
      runBotSeconds(arena, 0.5);
      placeAt(world, 0, RIVAL.x + 300, RIVAL.y);
      runBotSeconds(arena, 240);
    }
    return tally;
  }

  test("is parried by level 5, back at its thrower", () => {
    const { thrown, parried, toThrower } = playOrbs(5);
    expect(thrown).toBeGreaterThan(200);
    expect(parried / thrown).toBeGreaterThan(0.15);
    expect(toThrower / parried).toBeGreaterThan(0.85);
  });

  test.each([1, 2, 3, 4] as const)("is never parried by level %i", (level) => {
    const { thrown, parried } = playOrbs(level);
    expect(thrown).toBeGreaterThan(200);
    expect(parried).toBe(0);
  });

  test("is parried back to where it came from, whoever threw it out of sight", () => {
    let dashes = 0;
    let back = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const orb = orbAt(780);
      playBrain(
        MAP,
        5,
        seed,
        31,
        (senses, tick) => fly(senses, orb, tick),
        (cmd) => {
          if ((cmd.buttons & Button.Dash) === 0 || cmd.moveX > -100) return;
          dashes++;
          back += Math.abs(aimDiff(HALF_TURN, cmd.aim)) < 300 ? 1 : 0;
        },
      );
    }
    expect(dashes).toBeGreaterThan(20);
    expect(back / dashes).toBeGreaterThan(0.9);
  });

  /** Share of bots that walk across the way of an Orb, first seen 420 u away, when it has come near. */
  function shareAside(level: BotLevel, hasOrb: boolean): number {
    let aside = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const orb = orbAt(780);
      playBrain(
        MAP,
        level,
        seed,
        25,
        (senses, tick) => {
          senses.own.isDashReady = false;
          if (hasOrb) fly(senses, orb, tick);
        },
        (cmd, senses) => {
          if (senses.step === 48 && Math.abs(cmd.moveY) > 115) aside++;
        },
      );
    }
    return aside / 200;
  }

  test.each([
    [1, 0.4],
    [3, 0.6],
    [5, 0.85],
  ] as const)(
    "is walked out of the way of by level %i, at least in a share of %f",
    (level, least) => {
      expect(shareAside(level, true)).toBeGreaterThan(least);
      expect(shareAside(level, false)).toBeLessThan(least - 0.15);
    },
  );
});
