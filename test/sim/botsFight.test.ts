// One bot and one mark: reaction, aim and restraint as the table of levels promises them.
import { describe, expect, test } from "vitest";
import { BOT_SKILLS, type BotLevel } from "../../server/match/bots/brain/levels.ts";
import type { BotSenses, SeenPlayer } from "../../server/match/bots/brain/senses.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { aimDiff, aimOf } from "../../shared/sim/vec2.ts";
import { addPlayer } from "../../shared/sim/world.ts";
import { makeBotArena, runBotTick } from "../helpers/botArena.ts";
import { playBrain, show } from "../helpers/botBrain.ts";
import { floorMap, placeAt } from "../helpers/simWorld.ts";

const LEVELS: readonly BotLevel[] = [1, 2, 3, 4, 5];
const MAP = floorMap(30, 30);
const DEG = 360 / 4096;

const MARK: Readonly<SeenPlayer> = {
  slot: 1,
  x: 1450,
  y: 1050,
  aim: 0,
  hp: 100,
  shield: 0,
  isProtected: false,
  isWindingUp: false,
};

function play(
  level: BotLevel,
  seed: number,
  ticks: number,
  change: (senses: BotSenses, tick: number) => void,
  see: (cmd: InputCmd, senses: BotSenses) => void,
): void {
  playBrain(MAP, level, seed, ticks, change, see);
}

describe.each(LEVELS)("a bot of level %i", (level) => {
  const skill = BOT_SKILLS[level];

  test("fires at somebody new only after its reaction", () => {
    const reactions: number[] = [];
    for (let seed = 1; seed <= 40; seed++) {
      const seenAt = 30 + seed;
      let firedMs = Number.POSITIVE_INFINITY;
      play(
        level,
        seed,
        200,
        (senses, tick) => show(senses, ...(tick >= seenAt ? [MARK] : [])),
        (cmd, senses) => {
          if (!(cmd.buttons & Button.Fire) || firedMs < Number.POSITIVE_INFINITY) return;
          firedMs = ((senses.step - seenAt * senses.stepsPerTick) * 1000) / 60;
        },
      );
      reactions.push(firedMs);
    }
    expect(Math.min(...reactions)).toBeGreaterThanOrEqual(skill.reactionMs);
    // The rest is the way that the hand has to turn.
    expect(Math.max(...reactions)).toBeLessThan(skill.reactionMs + 900);
  });

  test("aims with an error that wanders within its bounds", () => {
    const errors: number[] = [];
    let jumps = 0;
    for (let seed = 1; seed <= 8; seed++) {
      let last = 0;
      play(
        level,
        seed,
        900,
        (senses) => show(senses, MARK),
        (cmd, senses) => {
          const right = aimOf(MARK.x - senses.own.x, MARK.y - senses.own.y);
          const error = aimDiff(right, cmd.aim) * DEG;
          if (senses.step > 120) {
            errors.push(error);
            if (Math.abs(error - last) > skill.aimErrorDeg / 3) jumps++;
          }
          last = error;
        },
      );
    }
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(skill.aimErrorDeg + 0.5);
    expect(rms).toBeGreaterThan(skill.aimErrorDeg * 0.35);
    expect(rms).toBeLessThan(skill.aimErrorDeg * 0.7);
    expect(Math.abs(mean)).toBeLessThan(skill.aimErrorDeg * 0.15);
    expect(jumps).toBe(0);
  });

  test("leads a runner, and follows its turn only after a reaction", () => {
    const turnTick = 120;
    const path = (tick: number) => ({
      ...MARK,
      x: 1200 + (tick < turnTick ? tick - 60 : 2 * turnTick - 60 - tick) * 5,
      y: 900,
    });
    let sumAhead = 0;
    for (let seed = 1; seed <= 12; seed++) {
      let followedMs = Number.POSITIVE_INFINITY;
      play(
        level,
        seed,
        240,
        (senses, tick) => show(senses, path(tick)),
        (cmd, senses) => {
          const tick = senses.step / senses.stepsPerTick;
          const at = path(tick);
          const ahead = aimDiff(aimOf(at.x - senses.own.x, at.y - senses.own.y), cmd.aim) * DEG;
          if (tick > 80 && tick < turnTick) sumAhead += ahead;
          // Ahead of it in its new way by more than the error alone.
          const isFollowing = tick > turnTick && ahead < -skill.aimErrorDeg - 1;
          if (isFollowing) followedMs = Math.min(followedMs, ((tick - turnTick) * 1000) / 30);
        },
      );
      expect(followedMs).toBeGreaterThanOrEqual(skill.reactionMs);
    }
    expect(sumAhead / 12 / 40).toBeGreaterThan(2);
  });

  test("does not shoot at the protected, through walls, or on the podium", () => {
    let shots = 0;
    const count = (cmd: InputCmd) => {
      shots += cmd.buttons & Button.Fire ? 1 : 0;
    };
    play(level, 1, 200, (senses) => show(senses, { ...MARK, isProtected: true }), count);
    play(level, 1, 200, (senses) => show(senses, { ...MARK, x: 1200, y: 1900 }), count);
    const podium = (senses: BotSenses) => {
      senses.isLive = false;
      show(senses, MARK);
    };
    play(level, 1, 200, podium, count);
    expect(shots).toBe(0);
  });

  test("reloads in the quiet after a fight", () => {
    let pressed = -1;
    play(
      level,
      1,
      120,
      (senses, tick) => {
        senses.own.ammo = 5;
        show(senses, ...(tick < 40 ? [MARK] : []));
      },
      (cmd, senses) => {
        if (cmd.buttons & Button.Reload && pressed < 0) pressed = senses.step / 2;
      },
    );
    expect(pressed).toBeGreaterThan(60);
  });

  test(level === 1 ? "never dashes" : "dashes aside when hit, and not always", () => {
    let dashes = 0;
    for (let seed = 1; seed <= 20; seed++) {
      play(
        level,
        seed,
        300,
        (senses, tick) => {
          senses.hitAim = tick === 100 ? 1024 : -1;
          show(senses, { ...MARK, hp: 100 });
        },
        (cmd) => {
          dashes += cmd.buttons & Button.Dash ? 1 : 0;
        },
      );
    }
    if (level === 1) expect(dashes).toBe(0);
    else expect(dashes).toBeGreaterThan(1);
    expect(dashes).toBeLessThan(16);
  });
});

test("no shot leaves a bot before its reaction, whatever the network adds", () => {
  const firstShotMs: number[] = [];
  for (let seed = 1; seed <= 12; seed++) {
    let seenStep = -1;
    let firedStep = -1;
    const arena = makeBotArena({
      map: MAP,
      seed,
      bots: 1,
      slots: 2,
      sink: { pulseFired: () => (firedStep = firedStep < 0 ? arena.world.step : firedStep) },
    });
    addPlayer(arena.world, 1);
    for (let tick = 0; tick < 150; tick++) {
      runBotTick(arena);
      // Far out of sight first, then in front of the bot.
      const x = tick < 40 ? 2380 : 1450;
      const bot = placeAt(arena.world, 0, 1200, 1200);
      placeAt(arena.world, 1, x, tick < 40 ? 20 : 1200).protectedUntilStep = 0;
      bot.hp = 100;
      if (seenStep < 0 && arena.interest.sees(0, 1) && tick >= 40) seenStep = arena.world.step;
    }
    expect(firedStep).toBeGreaterThan(seenStep);
    firstShotMs.push(((firedStep - seenStep) * 1000) / 60);
  }
  // Only level 1 here; news and press need 60 ms at least.
  expect(Math.min(...firstShotMs)).toBeGreaterThanOrEqual(BOT_SKILLS[1].reactionMs + 60);
});
