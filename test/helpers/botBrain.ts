// One bot's mind without a world. In: senses made by hand. Out: what it presses.
import { think } from "../../server/match/bots/brain/brain.ts";
import { makeBrain } from "../../server/match/bots/brain/brainState.ts";
import type { BotLevel } from "../../server/match/bots/brain/levels.ts";
import { makeNavFields, type NavFields } from "../../server/match/bots/brain/navFields.ts";
import { makeNavGrid } from "../../server/match/bots/brain/navGrid.ts";
import type { BotSenses, SeenOrb, SeenPlayer } from "../../server/match/bots/brain/senses.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import type { InputCmd } from "../../shared/sim/types.ts";

const fieldsByMap = new Map<ArenaMap, NavFields>();

function fieldsOf(map: ArenaMap): NavFields {
  const found = fieldsByMap.get(map) ?? makeNavFields(makeNavGrid(map));
  fieldsByMap.set(map, found);
  return found;
}

/** Lets a bot think for `ticks`; `change` sets what it senses, `see` reads what it presses. */
export function playBrain(
  map: ArenaMap,
  level: BotLevel,
  seed: number,
  ticks: number,
  change: (senses: BotSenses, tick: number) => void,
  see: (cmd: InputCmd, senses: BotSenses) => void,
): void {
  const brain = makeBrain(level, seed);
  const senses = handmadeSenses(map);
  const cmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  for (let tick = 0; tick < ticks; tick++) {
    senses.step = tick * senses.stepsPerTick;
    change(senses, tick);
    think(brain, senses, fieldsOf(map), cmd);
    see(cmd, senses);
  }
}

/** Puts players into the bot's sight. */
export function show(senses: BotSenses, ...seen: SeenPlayer[]): void {
  senses.seen = seen;
  senses.seenCount = seen.length;
}

/** Puts Orbs into the bot's sight. */
export function showOrbs(senses: BotSenses, ...orbs: SeenOrb[]): void {
  senses.orbs = orbs;
  senses.orbCount = orbs.length;
}

/** Senses made by hand: a living bot at rest in the middle of `map`, nobody in sight. */
export function handmadeSenses(map: ArenaMap, slots = 4): BotSenses {
  return {
    step: 0,
    stepsPerTick: 2,
    map,
    isLive: true,
    own: {
      slot: 0,
      isAlive: true,
      isHeld: false,
      x: map.widthU / 2,
      y: map.heightU / 2,
      vx: 0,
      vy: 0,
      aim: 0,
      hp: 100,
      shield: 0,
      ammo: 18,
      isReloading: false,
      isDashReady: true,
      isRailReady: false,
      isOrbReady: false,
      isWindingUp: false,
    },
    pressDelayS: 0.1,
    sightDelayS: 0.05,
    seen: [],
    seenCount: 0,
    orbs: [],
    orbCount: 0,
    hitAim: -1,
    pickupReadyAtStep: new Int32Array(128),
    ringRadiusU: Number.POSITIVE_INFINITY,
    crownX: -1,
    crownY: -1,
    callX: -1,
    callY: -1,
    out: new Uint8Array(slots),
  };
}
