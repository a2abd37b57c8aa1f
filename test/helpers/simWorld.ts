// Builders of small real matches for tests. In: rows of a map, players, commands. Out: a stepped
// world and its events.
import { type ArenaMap, makeArenaMap, tileAt } from "../../shared/sim/arenaMap.ts";
import { TILE_U } from "../../shared/sim/constants.ts";
import type { DuelRules } from "../../shared/sim/duelMatch.ts";
import { clearInbox, type Inbox, makeInbox, pushCommand } from "../../shared/sim/inbox.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { writePose } from "../../shared/sim/quantize.ts";
import {
  makeRecorder,
  type Recorder,
  ReplayEvent,
  recordEvent,
  recordTick,
} from "../../shared/sim/replay.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import type { InputCmd, PulseEnd, Verdict, WorldSink } from "../../shared/sim/types.ts";
import type { Move } from "../../shared/sim/weaponDefs.ts";
import {
  addPlayer,
  makeWorld,
  playerAt,
  removePlayer,
  type World,
} from "../../shared/sim/world.ts";

/** What a world reported, in order, with the tick's number. */
export type SimEvent = { tick: number } & (
  | { type: "pulseFired"; slot: number; shotId: number; x: number; y: number; aim: number }
  | { type: "dashStarted"; slot: number; x: number; y: number; aim: number }
  | { type: "reloadStarted"; slot: number }
  | { type: "railWindingUp"; slot: number }
  | { type: "railFired"; slot: number; shotId: number; x: number; y: number; aim: number }
  | { type: "railEnded"; slot: number; shotId: number; lengthU: number }
  | { type: "orbFired"; slot: number; shotId: number; x: number; y: number; aim: number }
  | { type: "orbParried"; slot: number; shotId: number; parrier: number }
  | { type: "orbBurst"; slot: number; shotId: number; owner: number; x: number; y: number }
  | {
      type: "denied";
      attacker: number;
      victim: number;
      move: Move;
      shotId: number;
      verdict: Verdict;
    }
  | { type: "pulseEnded"; slot: number; shotId: number; x: number; y: number; end: PulseEnd }
  | {
      type: "hit";
      attacker: number;
      victim: number;
      damage: number;
      move: Move;
      x: number;
      y: number;
      shotId: number;
    }
  | {
      type: "died";
      victim: number;
      killer: number;
      assist: number;
      move: Move;
      x: number;
      y: number;
    }
  | { type: "spawned"; slot: number; x: number; y: number }
  | { type: "pickupTaken"; slot: number; pickup: number }
  | { type: "roundEnded" }
  | { type: "roundStarted" }
);
export type SimEventOf<T extends SimEvent["type"]> = Extract<SimEvent, { type: T }>;

/** A match under test: one command a tick for each player, none lost. */
export interface Match {
  readonly world: World;
  readonly inbox: Inbox;
  readonly events: SimEvent[];
  readonly recorder: Recorder;
  readonly sink: WorldSink;
}

export interface MatchOptions {
  map?: ArenaMap;
  tickHz?: number;
  /** Players that join at once, in slots 0.. */
  players?: number;
  maxPlayers?: number;
  seed?: number;
  /** Makes it a Duel: see duelWorld.ts. */
  duel?: DuelRules;
}

export const IDLE: Readonly<InputCmd> = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };

export function mapOf(...rows: string[]): ArenaMap {
  return makeArenaMap({ id: "test", name: "Test", rows });
}

/** Floor of cols x rows tiles; spawns in its four corners. */
export function floorMap(cols = 30, rows = 30): ArenaMap {
  const edge = `S${".".repeat(cols - 2)}S`;
  const middle = Array.from({ length: rows - 2 }, () => ".".repeat(cols));
  return mapOf(edge, ...middle, edge);
}

/** A match whose players have joined but not spawned: they do in the first tick. */
export function makeMatch(options: MatchOptions = {}): Match {
  const { map = floorMap(), tickHz = 60, players = 2, seed = 1 } = options;
  const maxPlayers = options.maxPlayers ?? Math.max(players, 1);
  const { duel } = options;
  const base = { map, tickHz, maxPlayers, seed };
  const worldOptions = duel === undefined ? base : { ...base, duel };
  const world = makeWorld(worldOptions);
  const events: SimEvent[] = [];
  const match = {
    world,
    inbox: makeInbox(maxPlayers),
    events,
    recorder: makeRecorder(worldOptions),
    sink: makeEventSink(events, world),
  };
  for (let slot = 0; slot < players; slot++) joinMatch(match, slot);
  return match;
}

export function joinMatch(match: Match, slot: number): PlayerRecord {
  recordEvent(match.recorder, ReplayEvent.Join, slot);
  return addPlayer(match.world, slot);
}

export function leaveMatch(match: Match, slot: number): void {
  recordEvent(match.recorder, ReplayEvent.Leave, slot);
  removePlayer(match.world, slot);
}

/**
 * One tick: `cmds[slot]` for each active player, idle (with its last aim) where there is none; made at a picture
 * that was `rewind` (1/64 ticks) old.
 */
export function runTick(
  match: Match,
  cmds: readonly (Partial<InputCmd> | undefined)[] = [],
  rewind = 0,
): void {
  const { world, inbox } = match;
  clearInbox(inbox);
  for (const rec of world.players) {
    if (!rec.active || rec.isAway) continue;
    const cmd = { ...IDLE, aim: rec.state.aim, ...cmds[rec.slot] };
    pushCommand(inbox, rec.slot, cmd, rec.lastSeq + 1, rewind);
  }
  recordTick(match.recorder, inbox);
  stepWorld(world, inbox, match.sink);
}

/** `count` ticks of the same commands. */
export function runTicks(
  match: Match,
  count: number,
  cmds: readonly (Partial<InputCmd> | undefined)[] = [],
  rewind = 0,
): void {
  for (let i = 0; i < count; i++) runTick(match, cmds, rewind);
}

/** A match in which all have spawned, are no longer protected and stand where `places` says. */
export function makeDuel(options: MatchOptions, ...places: readonly [number, number][]): Match {
  const match = makeMatch({ players: places.length, ...options });
  runTick(match);
  places.forEach(([x, y], slot) => {
    placeAt(match.world, slot, x, y);
    playerAt(match.world, slot).protectedUntilStep = 0;
  });
  match.events.length = 0;
  return match;
}

/** Puts a living player somewhere, at rest. */
export function placeAt(world: World, slot: number, x: number, y: number): PlayerRecord {
  const rec = playerAt(world, slot);
  rec.state.x = x;
  rec.state.y = y;
  rec.state.vx = 0;
  rec.state.vy = 0;
  writePose(rec.state, rec);
  return rec;
}

/** The match's events of one type. */
export function eventsOf<T extends SimEvent["type"]>(match: Match, type: T): SimEventOf<T>[] {
  return match.events.filter((event): event is SimEventOf<T> => event.type === type);
}

/**
 * Distance from a point to the nearest tile of the kinds, at most 160 u: the plain search that
 * collision is held against.
 */
export function distanceToTiles(
  map: ArenaMap,
  x: number,
  y: number,
  kinds: readonly number[],
): number {
  let nearest = 2 * TILE_U;
  const middleCol = Math.floor(x / TILE_U);
  const middleRow = Math.floor(y / TILE_U);
  for (let row = middleRow - 2; row <= middleRow + 2; row++) {
    for (let col = middleCol - 2; col <= middleCol + 2; col++) {
      if (!kinds.includes(tileAt(map, col, row))) continue;
      const dx = x - Math.min(Math.max(x, col * TILE_U), (col + 1) * TILE_U);
      const dy = y - Math.min(Math.max(y, row * TILE_U), (row + 1) * TILE_U);
      nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy));
    }
  }
  return nearest;
}

function makeEventSink(events: SimEvent[], world: World): WorldSink {
  const add = (event: SimEvent) => events.push(event);
  return {
    pulseFired: (slot, shotId, x, y, aim) =>
      add({ tick: world.tick, type: "pulseFired", slot, shotId, x, y, aim }),
    dashStarted: (slot, x, y, aim) =>
      add({ tick: world.tick, type: "dashStarted", slot, x, y, aim }),
    reloadStarted: (slot) => add({ tick: world.tick, type: "reloadStarted", slot }),
    railWindingUp: (slot) => add({ tick: world.tick, type: "railWindingUp", slot }),
    railFired: (slot, shotId, x, y, aim) =>
      add({ tick: world.tick, type: "railFired", slot, shotId, x, y, aim }),
    railEnded: (slot, shotId, _x, _y, _aim, lengthU) =>
      add({ tick: world.tick, type: "railEnded", slot, shotId, lengthU }),
    orbFired: (slot, shotId, x, y, aim) =>
      add({ tick: world.tick, type: "orbFired", slot, shotId, x, y, aim }),
    orbParried: (row, parrier) => {
      const slot = world.orbs.slot[row] ?? -1;
      const shotId = world.orbs.shotId[row] ?? -1;
      add({ tick: world.tick, type: "orbParried", slot, shotId, parrier });
    },
    orbBurst: (row) => {
      const { slot, shotId, owner, x, y } = world.orbs;
      add({
        tick: world.tick,
        type: "orbBurst",
        slot: slot[row] ?? -1,
        shotId: shotId[row] ?? -1,
        owner: owner[row] ?? -1,
        x: x[row] ?? 0,
        y: y[row] ?? 0,
      });
    },
    denied: (attacker, victim, move, shotId, verdict) =>
      add({ tick: world.tick, type: "denied", attacker, victim, move, shotId, verdict }),
    pulseEnded: (slot, shotId, x, y, end) =>
      add({ tick: world.tick, type: "pulseEnded", slot, shotId, x, y, end }),
    hit: (attacker, victim, damage, move, x, y, shotId) =>
      add({ tick: world.tick, type: "hit", attacker, victim, damage, move, x, y, shotId }),
    died: (victim, killer, assist, move, x, y) =>
      add({ tick: world.tick, type: "died", victim, killer, assist, move, x, y }),
    spawned: (slot, x, y) => add({ tick: world.tick, type: "spawned", slot, x, y }),
    pickupTaken: (slot, pickup) => add({ tick: world.tick, type: "pickupTaken", slot, pickup }),
    roundEnded: () => add({ tick: world.tick, type: "roundEnded" }),
    roundStarted: () => add({ tick: world.tick, type: "roundStarted" }),
  };
}
