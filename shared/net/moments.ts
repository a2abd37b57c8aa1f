// Moments on the wire: what happened in a tick, all of it in one binary message per client and tick.
// Server writes, client reads. Layouts are little-endian; a record's first byte is kind | extra << 3.

import { LINE_PARTS_PER_U } from "../sim/poseTracks.ts";

/** Position quantum of moments, u. Finer than a pose's: shots start here. */
const QUANTUM_PER_U = 8;
const KIND_BITS = 7;
const Kind = { Line: 0, Shot: 1, Hit: 2, Died: 3, Pickup: 4, Orb: 5, Burst: 6, Rail: 7 } as const;
const RECORD_BYTES = [7, 9, 5, 4, 3, 16, 7, 11] as const;
/** A line's extra bits: ticks since its pose was told, at most. */
export const LINE_AGE_MAX = 31;
/** A hit's extra bits: its move, and the verdict above these. */
const MOVE_BITS = 2;
const MOVE_MASK = (1 << MOVE_BITS) - 1;
/** A float32 and its bytes; a browser or a server with other than little-endian order does not exist. */
const FLOAT = new Float32Array(1);
const FLOAT_BYTES = new Uint8Array(FLOAT.buffer);
/** "Nobody" in a slot byte. */
const NOBODY = 255;

/** Receives moments; `MomentWriter` is one, so that writing mirrors reading. */
export interface MomentSink {
  /** A Pulse in flight: where it is at the end of the tick, `lifeSteps` (1..31) before its range ends. */
  shot(slot: number, shotId: number, x: number, y: number, aim: number, lifeSteps: number): void;
  /**
   * Confirmed damage, where the victim is; for Pulse and Rail `shotId` (low byte) names the shot that ended.
   * Any `verdict` but Verdict.Hit is a shot that met a body on its shooter's screen and was denied.
   */
  hit(
    attacker: number,
    victim: number,
    damage: number,
    move: number,
    shotId: number,
    verdict: number,
  ): void;
  /** A ray from (x, y), `lengthU` long. */
  rail(slot: number, shotId: number, x: number, y: number, aim: number, lengthU: number): void;
  /**
   * An Orb as it is at the end of the tick, exact: thrown, come into sight, or parried. Named by who threw it
   * first and the low byte of its shot id; `age` is the steps it has flown.
   */
  orb(
    slot: number,
    shotId: number,
    owner: number,
    x: number,
    y: number,
    aim: number,
    bounces: number,
    age: number,
  ): void;
  /** That Orb burst. */
  burst(slot: number, shotId: number, x: number, y: number): void;
  /** A death, for everybody's feed: no position. Slots are -1 for nobody. */
  died(victim: number, killer: number, assist: number, move: number): void;
  pickup(slot: number, pickup: number): void;
}

/** Receives the lines of bodies that came into sight. */
export interface LineSink {
  /**
   * The pose that the tick's patch shows of `slot` was told `ticksAgo` (0..31; who stands may have been told
   * earlier), and leads on by so much in a tick, u in multiples of 1/64, and aim -127..127 of 4096.
   */
  line(slot: number, ticksAgo: number, perTickX: number, perTickY: number, turn: number): void;
}

/** Collects one client's moments of one tick. Reused: `clear` before the next tick. */
export class MomentWriter implements MomentSink, LineSink {
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

  hit(
    attacker: number,
    victim: number,
    damage: number,
    move: number,
    shotId: number,
    verdict: number,
  ): void {
    this.start(Kind.Hit, move | (verdict << MOVE_BITS));
    this.u8(attacker);
    this.u8(victim);
    this.u8(damage);
    this.u8(shotId);
  }

  rail(slot: number, shotId: number, x: number, y: number, aim: number, lengthU: number): void {
    this.start(Kind.Rail, 0);
    this.u8(slot);
    this.u8(shotId);
    this.place(x, y);
    this.u16(aim);
    this.u16(Math.round(lengthU * QUANTUM_PER_U));
  }

  orb(
    slot: number,
    shotId: number,
    owner: number,
    x: number,
    y: number,
    aim: number,
    bounces: number,
    age: number,
  ): void {
    this.start(Kind.Orb, bounces);
    this.u8(slot);
    this.u8(shotId);
    this.u8(owner);
    this.f32(x);
    this.f32(y);
    this.u16(aim);
    this.u16(age);
  }

  burst(slot: number, shotId: number, x: number, y: number): void {
    this.start(Kind.Burst, 0);
    this.u8(slot);
    this.u8(shotId);
    this.place(x, y);
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

  line(slot: number, ticksAgo: number, perTickX: number, perTickY: number, turn: number): void {
    this.start(Kind.Line, ticksAgo);
    this.u8(slot);
    this.u16(perTickX * LINE_PARTS_PER_U);
    this.u16(perTickY * LINE_PARTS_PER_U);
    this.u8(turn);
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

  private f32(value: number): void {
    FLOAT[0] = value;
    for (const byte of FLOAT_BYTES) this.bytes[this.length++] = byte;
  }

  private place(x: number, y: number): void {
    this.u16(Math.max(0, Math.min(65535, Math.round(x * QUANTUM_PER_U))));
    this.u16(Math.max(0, Math.min(65535, Math.round(y * QUANTUM_PER_U))));
  }
}

/**
 * Replays a message into `sink` and, for who draws bodies, `lines`, in the order written.
 * @returns false when the bytes are no moments: the rest is dropped, nothing throws.
 */
export function readMoments(message: Uint8Array, sink: MomentSink, lines?: LineSink): boolean {
  let at = 0;
  while (at < message.length) {
    const head = message[at] ?? 0;
    const kind = head & KIND_BITS;
    const size = RECORD_BYTES[kind] ?? 0;
    if (at + size > message.length) return false;
    readRecord(message, at, kind, head >> 3, sink, lines);
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
  lines: LineSink | undefined,
): void {
  const u8 = (offset: number) => bytes[at + offset] ?? 0;
  const u16 = (offset: number) => u8(offset) | (u8(offset + 1) << 8);
  const f32 = (offset: number) => {
    for (let i = 0; i < 4; i++) FLOAT_BYTES[i] = u8(offset + i);
    return FLOAT[0] ?? 0;
  };
  const i16 = (offset: number) => (u16(offset) << 16) >> 16;
  const u = (offset: number) => u16(offset) / QUANTUM_PER_U;
  const slot = (offset: number) => (u8(offset) === NOBODY ? -1 : u8(offset));
  if (kind === Kind.Line)
    lines?.line(
      u8(1),
      extra,
      i16(2) / LINE_PARTS_PER_U,
      i16(4) / LINE_PARTS_PER_U,
      (u8(6) << 24) >> 24,
    );
  else if (kind === Kind.Shot) sink.shot(u8(1), u8(2), u(3), u(5), u16(7), extra);
  else if (kind === Kind.Hit)
    sink.hit(slot(1), u8(2), u8(3), extra & MOVE_MASK, u8(4), extra >> MOVE_BITS);
  else if (kind === Kind.Rail) sink.rail(u8(1), u8(2), u(3), u(5), u16(7), u(9));
  else if (kind === Kind.Orb)
    sink.orb(u8(1), u8(2), u8(3), f32(4), f32(8), u16(12), extra, u16(14));
  else if (kind === Kind.Burst) sink.burst(u8(1), u8(2), u(3), u(5));
  else if (kind === Kind.Died) sink.died(u8(1), slot(2), slot(3), extra);
  else sink.pickup(u8(1), u8(2));
}
