// A match as its seed and its commands. In: what went into a world, tick by tick. Out: plain JSON.
// Written by servers and tests; `playReplay` (replayPlayer.ts) turns it into the same match again.
import type { DuelRules } from "./duelMatch.ts";
import { type Inbox, MAX_COMMANDS_PER_TICK } from "./inbox.ts";
import type { InputCmd } from "./types.ts";
import type { WorldOptions } from "./world.ts";

/**
 * What can happen to a slot besides commands; `value` is whether a Join is a bot, and the seq of a
 * Seq. The last four are what a Duel is told (duel.ts).
 */
export const ReplayEvent = {
  Join: 0,
  Leave: 1,
  Suspend: 2,
  Resume: 3,
  ResetSeq: 4,
  Seq: 5,
  Begin: 6,
  Pause: 7,
  Unpause: 8,
  Forfeit: 9,
} as const;
export type ReplayEvent = (typeof ReplayEvent)[keyof typeof ReplayEvent];

/** Numbers of an entry of `ReplayTrack.cmds`: how often in a row, then the command and its rewind. */
export const CMD_NUMBERS = 6;

/** A slot's commands, run-length encoded. */
export interface ReplayTrack {
  /** Pairs: so many commands a tick, for so many ticks. */
  readonly counts: number[];
  /** Sixes: so often in a row, moveX, moveY, aim, buttons, rewind. */
  readonly cmds: number[];
}

/** A match on one map, JSON as it is. */
export interface Replay {
  readonly version: 2;
  readonly mapId: string;
  readonly seed: number;
  readonly tickHz: number;
  readonly maxPlayers: number;
  /** There when it is a Duel. */
  readonly duel?: DuelRules;
  /** Ticks recorded. */
  ticks: number;
  /** [tick, ReplayEvent, slot, value], in order; each happens before its tick's commands. */
  readonly events: [number, number, number, number][];
  /** By slot. */
  readonly tracks: readonly ReplayTrack[];
}

/** A replay that is being written. */
export interface Recorder {
  readonly replay: Replay;
  /** Seq that each slot's next command is due to have. */
  readonly nextSeq: Int32Array;
}

/** A recorder for a world that is made from the same options and has not been stepped. */
export function makeRecorder(options: WorldOptions): Recorder {
  const { map, seed, tickHz, maxPlayers, duel } = options;
  const tracks: ReplayTrack[] = [];
  for (let slot = 0; slot < maxPlayers; slot++) tracks.push({ counts: [], cmds: [] });
  const replay: Replay = {
    version: 2,
    mapId: map.id,
    seed,
    tickHz,
    maxPlayers,
    ...(duel === undefined ? {} : { duel }),
    ticks: 0,
    events: [],
    tracks,
  };
  return { replay, nextSeq: new Int32Array(maxPlayers) };
}

/** Notes what is done to a slot before the next tick. */
export function recordEvent(recorder: Recorder, event: ReplayEvent, slot: number, value = 0): void {
  const { replay, nextSeq } = recorder;
  replay.events.push([replay.ticks, event, slot, value]);
  if (event === ReplayEvent.Join || event === ReplayEvent.ResetSeq) nextSeq[slot] = 0;
  if (event === ReplayEvent.Seq) nextSeq[slot] = value;
}

/** Notes a tick's commands: call it with each inbox that is stepped. */
export function recordTick(recorder: Recorder, inbox: Inbox): void {
  const { replay, nextSeq } = recorder;
  for (let slot = 0; slot < replay.maxPlayers; slot++) {
    const track = replay.tracks[slot] as ReplayTrack;
    const count = inbox.counts[slot] as number;
    const first = slot * MAX_COMMANDS_PER_TICK;
    const seq = inbox.seqs[first] as number;
    if (count > 0 && seq !== nextSeq[slot]) recordEvent(recorder, ReplayEvent.Seq, slot, seq);
    for (let i = 0; i < count; i++) {
      const rewind = inbox.rewinds[first + i] as number;
      appendCmd(track.cmds, inbox.cmds[first + i] as InputCmd, rewind);
    }
    nextSeq[slot] = (nextSeq[slot] as number) + count;
    appendCount(track.counts, count);
  }
  replay.ticks++;
}

function appendCount(counts: number[], count: number): void {
  const last = counts.length - 2;
  if (last >= 0 && counts[last] === count) counts[last + 1] = (counts[last + 1] as number) + 1;
  else counts.push(count, 1);
}

function appendCmd(cmds: number[], cmd: InputCmd, rewind: number): void {
  const last = cmds.length - CMD_NUMBERS;
  const isSame =
    last >= 0 &&
    cmds[last + 1] === cmd.moveX &&
    cmds[last + 2] === cmd.moveY &&
    cmds[last + 3] === cmd.aim &&
    cmds[last + 4] === cmd.buttons &&
    cmds[last + 5] === rewind;
  if (isSame) cmds[last] = (cmds[last] as number) + 1;
  else cmds.push(1, cmd.moveX, cmd.moveY, cmd.aim, cmd.buttons, rewind);
}
