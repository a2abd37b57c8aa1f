// The commands of one tick. In: what the input gate lets through. Out: what `stepWorld` applies, by
// slot. Run by the server; preallocated, so that filling it allocates nothing.
import type { InputCmd } from "./types.ts";

/** Most commands that one player may have applied in a tick: how fast a late burst catches up. */
export const MAX_COMMANDS_PER_TICK = 4;

/**
 * Commands by slot: entry `slot * MAX_COMMANDS_PER_TICK + i` is the slot's i-th, for i below
 * `counts[slot]`.
 */
export interface Inbox {
  readonly maxPlayers: number;
  readonly counts: Uint8Array;
  readonly seqs: Int32Array;
  /** How far behind the tick's present its sender saw the others, 1/64 ticks; see rewind.ts. */
  readonly rewinds: Int32Array;
  readonly cmds: readonly InputCmd[];
}

/** An empty inbox for slots 0..maxPlayers-1. */
export function makeInbox(maxPlayers: number): Inbox {
  const cmds: InputCmd[] = [];
  const size = maxPlayers * MAX_COMMANDS_PER_TICK;
  for (let i = 0; i < size; i++) cmds.push({ moveX: 0, moveY: 0, aim: 0, buttons: 0 });
  return {
    maxPlayers,
    counts: new Uint8Array(maxPlayers),
    seqs: new Int32Array(size),
    rewinds: new Int32Array(size),
    cmds,
  };
}

/**
 * Copies `cmd` in as the slot's next. False, and nothing stored, when the slot is full or out of
 * range.
 */
export function pushCommand(
  inbox: Inbox,
  slot: number,
  cmd: InputCmd,
  seq: number,
  rewind = 0,
): boolean {
  const count = inbox.counts[slot];
  if (count === undefined || count >= MAX_COMMANDS_PER_TICK) return false;
  const index = slot * MAX_COMMANDS_PER_TICK + count;
  const entry = inbox.cmds[index] as InputCmd;
  entry.moveX = cmd.moveX;
  entry.moveY = cmd.moveY;
  entry.aim = cmd.aim;
  entry.buttons = cmd.buttons;
  inbox.seqs[index] = seq;
  inbox.rewinds[index] = rewind;
  inbox.counts[slot] = count + 1;
  return true;
}

/** Empties the inbox for the next tick. */
export function clearInbox(inbox: Inbox): void {
  inbox.counts.fill(0);
}
