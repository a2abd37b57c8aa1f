// Moments on the wire: what happened in a tick, all of it in one binary message per client and tick.
// Server writes, client reads. Layouts are little-endian; a record's first byte is kind | extra << 3.

/** Position quantum of moments, u. Finer than a pose's: shots start here. */
const QUANTUM_PER_U = 8;
const KIND_BITS = 7;
const Kind = { Shot: 1, Hit: 2, Died: 3, Pickup: 4 } as const;
const RECORD_BYTES = [0, 9, 5, 4, 3] as const;
/** "Nobody" in a slot byte. */
const NOBODY = 255;

/** Receives moments; `MomentWriter` is one, so that writing mirrors reading. */
export interface MomentSink {
  /** A Pulse in flight: where it is at the end of the tick, `lifeSteps` (1..31) before its range ends. */
  shot(slot: number, shotId: number, x: number, y: number, aim: number, lifeSteps: number): void;
  /** Confirmed damage, where the victim is; for Pulse `shotId` (low byte) names the shot that ended. */
  hit(attacker: number, victim: number, damage: number, move: number, shotId: number): void;
  /** A death, for everybody's feed: no position. Slots are -1 for nobody. */
  died(victim: number, killer: number, assist: number, move: number): void;
  pickup(slot: number, pickup: number): void;
}

/** Collects one client's moments of one tick. Reused: `clear` before the next tick. */
export class MomentWriter implements MomentSink {
  private bytes = new Uint8Array(512);
  private length = 0;

  get size(): number {
    return this.length;
  }

  /** A view of what was written; valid until the next write. */
  get message(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  shot(slot: number, shotId: number, x: number, y: number, aim: number, lifeSteps: number): void {
    this.start(Kind.Shot, lifeSteps);
    this.u8(slot);
    this.u8(shotId);
    this.place(x, y);
    this.u16(aim);
  }

  hit(attacker: number, victim: number, damage: number, move: number, shotId: number): void {
    this.start(Kind.Hit, move);
    this.u8(attacker);
    this.u8(victim);
    this.u8(damage);
    this.u8(shotId);
  }

  died(victim: number, killer: number, assist: number, move: number): void {
    this.start(Kind.Died, move);
    this.u8(victim);
    this.u8(killer);
    this.u8(assist);
  }

  pickup(slot: number, pickup: number): void {
    this.start(Kind.Pickup, 0);
    this.u8(slot);
    this.u8(pickup);
  }

  private start(kind: number, extra: number): void {
    if (this.length + 16 > this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes[this.length++] = kind | (extra << 3);
  }

  private u8(value: number): void {
    this.bytes[this.length++] = value & 255;
  }

  private u16(value: number): void {
    this.bytes[this.length++] = value & 255;
    this.bytes[this.length++] = (value >> 8) & 255;
  }

  private place(x: number, y: number): void {
    this.u16(Math.max(0, Math.min(65535, Math.round(x * QUANTUM_PER_U))));
    this.u16(Math.max(0, Math.min(65535, Math.round(y * QUANTUM_PER_U))));
  }
}

/**
 * Replays a message into `sink`, in the order written.
 * @returns false when the bytes are no moments: the rest is dropped, nothing throws.
 */
export function readMoments(message: Uint8Array, sink: MomentSink): boolean {
  let at = 0;
  while (at < message.length) {
    const head = message[at] ?? 0;
    const kind = head & KIND_BITS;
    const size = RECORD_BYTES[kind] ?? 0;
    if (size === 0 || at + size > message.length) return false;
    readRecord(message, at, kind, head >> 3, sink);
    at += size;
  }
  return true;
}

function readRecord(
  bytes: Uint8Array,
  at: number,
  kind: number,
  extra: number,
  sink: MomentSink,
): void {
  const u8 = (offset: number) => bytes[at + offset] ?? 0;
  const u16 = (offset: number) => u8(offset) | (u8(offset + 1) << 8);
  const u = (offset: number) => u16(offset) / QUANTUM_PER_U;
  const slot = (offset: number) => (u8(offset) === NOBODY ? -1 : u8(offset));
  if (kind === Kind.Shot) sink.shot(u8(1), u8(2), u(3), u(5), u16(7), extra);
  else if (kind === Kind.Hit) sink.hit(slot(1), u8(2), u8(3), extra, u8(4));
  else if (kind === Kind.Died) sink.died(u8(1), slot(2), slot(3), extra);
  else sink.pickup(u8(1), u8(2));
}
