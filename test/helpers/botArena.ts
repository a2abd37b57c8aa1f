// A whole arena of bots without a network. In: a map, a seed, how many. Out: a world that steps, and what happened.

import { BotCrew } from "../../server/match/bots/BotCrew.ts";
import type { BotLevel } from "../../server/match/bots/brain/levels.ts";
import { Interest } from "../../server/net/interest.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import {
  clearInbox,
  type Inbox,
  MAX_COMMANDS_PER_TICK,
  makeInbox,
  pushCommand,
} from "../../shared/sim/inbox.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import type { InputCmd, WorldSink } from "../../shared/sim/types.ts";
import { addPlayer, makeWorld, playerAt, type World } from "../../shared/sim/world.ts";

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
  readonly rails: number[];
  readonly orbs: number[];
  readonly parries: number[];
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
  /** Levels in order of slots, over and over; the Open Arena's mix unless told. */
  levels?: readonly BotLevel[];
  sink?: Partial<WorldSink>;
}

export function makeBotArena(options: BotArenaOptions): BotArena {
  const { map, seed = 1, bots = 12, slots = 24, tickHz = 30 } = options;
  const world = makeWorld({ map, tickHz, maxPlayers: slots, seed });
  const interest = new Interest(slots, tickHz, { entered() {}, left() {} });
  const { levels } = options;
  const crew = new BotCrew({
    world,
    interest,
    seed,
    minActors: bots,
    ...(levels === undefined ? {} : { levels }),
  });
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
    rails: counts(),
    orbs: counts(),
    parries: counts(),
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

/**
 * Puts a person into `slot` whom a test plays: it spawns in the next tick, `drive` is asked for its command in each.
 * The command was made at a picture that was `rewind` (1/64 ticks) old.
 */
export function addRival(
  arena: BotArena,
  slot: number,
  drive: () => Partial<InputCmd>,
  rewind = 0,
): void {
  const { world, inbox } = arena;
  addPlayer(world, slot);
  arena.onCommands = () => {
    const rec = playerAt(world, slot);
    const cmd = { moveX: 0, moveY: 0, aim: rec.state.aim, buttons: 0, ...drive() };
    pushCommand(inbox, slot, cmd, rec.lastSeq + 1, rewind);
  };
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
    railFired(slot, ...rest) {
      count(arena().rails, slot);
      also.railFired?.(slot, ...rest);
    },
    railEnded: (...all) => also.railEnded?.(...all),
    orbFired(slot, ...rest) {
      count(arena().orbs, slot);
      also.orbFired?.(slot, ...rest);
    },
    orbParried(row, parrier) {
      count(arena().parries, parrier);
      also.orbParried?.(row, parrier);
    },
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
