// One client's way out: what is still sent to a reader that falls behind. In: each frame, and how much of the ones
// before it waits in this process. Out: send it, skip it, or end the connection. Server only.
//
// A skipped patch must not be followed by another: patches are differences, and views' changes are encoded once. The
// encoder goes on encoding for the client (so that nothing piles up in its view) and only the bytes are dropped; when
// the reader has caught up it is sent the whole state first. The SDK (0.18.4) reconciles a second whole state with
// what it holds: entries that are not in it are removed, the others stay the same instances (decodeResync of
// @colyseus/schema 5.0.34).

/** Patches are skipped from the moment that more than this waits, bytes: 20 s of an arena's patches. */
export const SKIP_ABOVE_BYTES = 64 * 1024;
/** Nobody's frames may take more of the process' memory, bytes. */
export const CLOSE_ABOVE_BYTES = 512 * 1024;
/** A reader is behind for at most this long, ms: its player has left the fight long before. */
export const CLOSE_AFTER_MS = 5000;
/** It has caught up when no more than this waits, bytes: so little that a whole state finds room. */
export const CAUGHT_UP_BYTES = 8 * 1024;

/** First byte of frames, without modifiers. */
const OPCODE_MASK = 0x1f;
const ROOM_STATE = 14;
const ROOM_STATE_PATCH = 15;
const ROOM_DATA_BYTES = 17;

export type Passage = "send" | "skip" | "close";

export class Backpressure {
  /** When the reader fell behind; negative while it keeps up. */
  private behindSinceMs = -1;
  private hasGap = false;

  /** @param waitingBytes what was sent and has not left this process. */
  passageOf(frame: Uint8Array, waitingBytes: number, nowMs: number): Passage {
    if (waitingBytes + frame.length > CLOSE_ABOVE_BYTES) return "close";
    const isBehind = this.noteWaiting(waitingBytes, nowMs);
    if (isBehind && nowMs - this.behindSinceMs > CLOSE_AFTER_MS) return "close";
    const opcode = (frame[0] ?? 0) & OPCODE_MASK;
    if (opcode === ROOM_STATE) this.hasGap = false;
    if (opcode === ROOM_STATE_PATCH) {
      if (isBehind) this.hasGap = true;
      return this.hasGap ? "skip" : "send";
    }
    // Moments are told when they happen or not at all.
    return isBehind && opcode === ROOM_DATA_BYTES ? "skip" : "send";
  }

  /** Whether the client has missed patches and can take the whole state now. */
  needsState(waitingBytes: number, nowMs: number): boolean {
    return this.hasGap && !this.noteWaiting(waitingBytes, nowMs);
  }

  private noteWaiting(waitingBytes: number, nowMs: number): boolean {
    const isBehind = this.behindSinceMs >= 0;
    if (!isBehind && waitingBytes > SKIP_ABOVE_BYTES) this.behindSinceMs = nowMs;
    else if (isBehind && waitingBytes <= CAUGHT_UP_BYTES) this.behindSinceMs = -1;
    return this.behindSinceMs >= 0;
  }
}
