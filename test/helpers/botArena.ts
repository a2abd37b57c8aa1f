// A whole arena of bots without a network. In: a map, a seed, how many. Out: a world that steps, and what happened.

import { BotCrew } from "../../server/match/bots/BotCrew.ts";
import type { BotLevel } from "../../server/match/bots/brain/levels.ts";
import type { BotSenses } from "../../server/match/bots/brain/senses.ts";
import { Interest } from "../../server/net/interest.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import {
  clearInbox,
  type Inbox,
  MAX_COMMANDS_PER_TICK,
  makeInbox,
} from "../../shared/sim/inbox.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import type { InputCmd, WorldSink } from "../../shared/sim/types.ts";
import { makeWorld, type World } from "../../shared/sim/world.ts";

export interface BotArena {
  readonly world: World;
  readonly inbox: Inbox;
  readonly interest: Interest;
  readonly crew: BotCrew;
  /** By slot: how often each did it. */
  readonly shots: number[];
  readonly hits: number[];
  readonly kills: number[];
  readonly dashes: number[];
  readonly levels: (BotLevel | undefined)[];
  readonly names: (string | undefined)[];
  readonly sink: WorldSink;
  /** Called before a tick's commands are applied. */
  onCommands?: () => void;
}

export interface BotArenaOptions {
  map: ArenaMap;
  seed?: number;
  bots?: number;
  slots?: number;
  tickHz?: number;
  sink?: Partial<WorldSink>;
}

export function makeBotArena(options: BotArenaOptions): BotArena {
  const { map, seed = 1, bots = 12, slots = 24, tickHz = 30 } = options;
  const world = makeWorld({ map, tickHz, maxPlayers: slots, seed });
  const interest = new Interest(slots, tickHz, { entered() {}, left() {} });
  const crew = new BotCrew({ world, interest, seed, minActors: bots });
  const counts = () => new Array<number>(slots).fill(0);
  const arena: BotArena = {
    world,
    inbox: makeInbox(slots),
    interest,
    crew,
    shots: counts(),
    hits: counts(),
    kills: counts(),
    dashes: counts(),
    levels: [],
    names: [],
    sink: makeCountingSink(() => arena, options.sink ?? {}),
  };
  crew.onJoin = (slot, name, level) => {
    arena.levels[slot] = level;
    arena.names[slot] = name;
  };
  crew.onLeave = (slot) => {
    arena.levels[slot] = undefined;
    arena.names[slot] = undefined;
  };
  crew.fill(0);
  return arena;
}

/** One tick, as the room does it. */
export function runBotTick(arena: BotArena): void {
  const { world, inbox, interest, crew, sink } = arena;
  crew.think(inbox);
  arena.onCommands?.();
  stepWorld(world, inbox, sink);
  clearInbox(inbox);
  interest.update(world);
}

export function runBotSeconds(arena: BotArena, seconds: number, each: () => void = () => {}): void {
  const ticks = Math.round(seconds * arena.world.tickHz);
  for (let i = 0; i < ticks; i++) {
    runBotTick(arena);
    each();
  }
}

/** The slot's commands of this tick, copied. */
export function commandsOf(arena: BotArena, slot: number): InputCmd[] {
  const first = slot * MAX_COMMANDS_PER_TICK;
  const count = arena.inbox.counts[slot] ?? 0;
  return arena.inbox.cmds.slice(first, first + count).map((cmd) => ({ ...cmd }));
}

function makeCountingSink(arena: () => BotArena, also: Partial<WorldSink>): WorldSink {
  const count = (counts: number[], slot: number) => {
    if (slot >= 0) counts[slot] = (counts[slot] ?? 0) + 1;
  };
  return {
    pulseFired(slot, ...rest) {
      count(arena().shots, slot);
      also.pulseFired?.(slot, ...rest);
    },
    dashStarted(slot, ...rest) {
      count(arena().dashes, slot);
      also.dashStarted?.(slot, ...rest);
    },
    reloadStarted: (slot) => also.reloadStarted?.(slot),
    railWindingUp: (slot) => also.railWindingUp?.(slot),
    railFired: (...all) => also.railFired?.(...all),
    railEnded: (...all) => also.railEnded?.(...all),
    orbFired: (...all) => also.orbFired?.(...all),
    orbParried: (...all) => also.orbParried?.(...all),
    orbBurst: (...all) => also.orbBurst?.(...all),
    denied: (...all) => also.denied?.(...all),
    pulseEnded: (...all) => also.pulseEnded?.(...all),
    hit(attacker, victim, ...rest) {
      count(arena().hits, attacker);
      arena().crew.noteHit(attacker, victim);
      also.hit?.(attacker, victim, ...rest);
    },
    died(victim, killer, ...rest) {
      count(arena().kills, killer);
      also.died?.(victim, killer, ...rest);
    },
    spawned: (...all) => also.spawned?.(...all),
    pickupTaken: (...all) => also.pickupTaken?.(...all),
    roundEnded: () => also.roundEnded?.(),
    roundStarted: () => also.roundStarted?.(),
  };
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
    },
    pressDelayS: 0.1,
    sightDelayS: 0.05,
    seen: [],
    seenCount: 0,
    hitAim: -1,
    pickupReadyAtStep: new Int32Array(128),
    crownX: -1,
    crownY: -1,
    callX: -1,
    callY: -1,
    out: new Uint8Array(slots),
  };
}
