// Playing a replay. In: a replay and its map. Out: the same match again, and hashes to prove it.
// Run by tests, by `golden:record`, and by whoever wants to look into a recorded match.
import type { ArenaMap } from "./arenaMap.ts";
import { beginDuel, forfeitDuel, pauseDuel, resumeDuel } from "./duel.ts";
import { hashWorld } from "./hash.ts";
import { clearInbox, type Inbox, makeInbox, pushCommand } from "./inbox.ts";
import { CMD_NUMBERS, type Replay, ReplayEvent, type ReplayTrack } from "./replay.ts";
import { SILENT_SINK } from "./silentSink.ts";
import { makeSnapshot } from "./snapshot.ts";
import { stepWorld } from "./stepWorld.ts";
import type { InputCmd, WorldSink } from "./types.ts";
import {
  addPlayer,
  makeWorld,
  removePlayer,
  resetSeq,
  resumePlayer,
  suspendPlayer,
  type World,
} from "./world.ts";

export interface ReplayOptions {
  /** Called after each tick. */
  readonly onTick?: (world: World) => void;
  /** Told what happens; nobody when absent. */
  readonly sink?: WorldSink;
  /** Ticks between two of the result's `hashes`; 60 when absent. */
  readonly hashEveryTicks?: number;
}

export interface ReplayResult {
  /** Hash of the world at the end. */
  readonly hash: number;
  /** Hashes on the way: where two runs part is between two of these. */
  readonly hashes: readonly number[];
}

/** How far a slot's track has been read. */
interface Cursor {
  countIndex: number;
  countUsed: number;
  cmdIndex: number;
  cmdUsed: number;
  nextSeq: number;
}

/**
 * Plays `replay` from its start.
 * @throws Error when `map` is not the replay's, or the replay does what a world refuses.
 */
export function playReplay(
  replay: Replay,
  map: ArenaMap,
  options: ReplayOptions = {},
): ReplayResult {
  if (map.id !== replay.mapId) {
    throw new Error(`replay of map "${replay.mapId}" on map "${map.id}"`);
  }
  const { seed, tickHz, maxPlayers, duel } = replay;
  const worldOptions = { map, seed, tickHz, maxPlayers };
  const world = makeWorld(duel === undefined ? worldOptions : { ...worldOptions, duel });
  const inbox = makeInbox(maxPlayers);
  const scratch = makeSnapshot(world);
  const cursors = replay.tracks.map(makeCursor);
  const hashes: number[] = [];
  let eventIndex = 0;
  for (let tick = 0; tick < replay.ticks; tick++) {
    for (; replay.events[eventIndex]?.[0] === tick; eventIndex++) {
      const [, event, slot, value] = replay.events[eventIndex] as Replay["events"][number];
      applyEvent(world, cursors, event, slot, value);
    }
    fillInbox(inbox, replay, cursors);
    stepWorld(world, inbox, options.sink ?? SILENT_SINK);
    options.onTick?.(world);
    if (world.tick % (options.hashEveryTicks ?? 60) === 0) hashes.push(hashWorld(world, scratch));
  }
  return { hash: hashWorld(world, scratch), hashes };
}

function makeCursor(): Cursor {
  return { countIndex: 0, countUsed: 0, cmdIndex: 0, cmdUsed: 0, nextSeq: 0 };
}

function applyEvent(
  world: World,
  cursors: readonly Cursor[],
  event: number,
  slot: number,
  value: number,
): void {
  const cursor = cursors[slot] as Cursor;
  if (event === ReplayEvent.Join) addPlayer(world, slot, value === 1);
  else if (event === ReplayEvent.Leave) removePlayer(world, slot);
  else if (event === ReplayEvent.Suspend) suspendPlayer(world, slot);
  else if (event === ReplayEvent.Resume) resumePlayer(world, slot);
  else if (event === ReplayEvent.ResetSeq) resetSeq(world, slot);
  else if (event === ReplayEvent.Begin) beginDuel(world);
  else if (event === ReplayEvent.Pause) pauseDuel(world, slot);
  else if (event === ReplayEvent.Unpause) resumeDuel(world, slot);
  else if (event === ReplayEvent.Forfeit) forfeitDuel(world, slot);
  if (event === ReplayEvent.Join || event === ReplayEvent.ResetSeq) cursor.nextSeq = 0;
  if (event === ReplayEvent.Seq) cursor.nextSeq = value;
}

function fillInbox(inbox: Inbox, replay: Replay, cursors: readonly Cursor[]): void {
  clearInbox(inbox);
  for (let slot = 0; slot < replay.maxPlayers; slot++) {
    const track = replay.tracks[slot] as ReplayTrack;
    const cursor = cursors[slot] as Cursor;
    const count = readCount(track, cursor);
    for (let i = 0; i < count; i++) {
      const cmd = readCmd(track, cursor);
      pushCommand(inbox, slot, cmd, cursor.nextSeq++, track.cmds[cursor.cmdIndex + 5]);
    }
  }
}

function readCount({ counts }: ReplayTrack, cursor: Cursor): number {
  if (cursor.countUsed >= (counts[cursor.countIndex + 1] ?? 0)) {
    if (cursor.countUsed > 0) cursor.countIndex += 2;
    cursor.countUsed = 0;
  }
  cursor.countUsed++;
  return counts[cursor.countIndex] ?? 0;
}

function readCmd({ cmds }: ReplayTrack, cursor: Cursor): InputCmd {
  if (cursor.cmdUsed > 0 && cursor.cmdUsed >= (cmds[cursor.cmdIndex] ?? 0)) {
    cursor.cmdIndex += CMD_NUMBERS;
    cursor.cmdUsed = 0;
  }
  cursor.cmdUsed++;
  const at = cursor.cmdIndex;
  return {
    moveX: cmds[at + 1] ?? 0,
    moveY: cmds[at + 2] ?? 0,
    aim: cmds[at + 3] ?? 0,
    buttons: cmds[at + 4] ?? 0,
  };
}
