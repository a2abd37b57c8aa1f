// The fuzzer's frames. In: a seeded generator and recorded frames. Out: one frame after the other: as recorded, with
// other values, broken, cut, spliced, or of chance alone.
import { nextBelow, nextU32, type Rng } from "../../../shared/sim/rng.ts";
import type { Recording } from "./recording.ts";

/** First bytes that mean something somewhere, some with modifiers. */
const OPCODES = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 0x93, 0x94, 0xb3, 0xd4, 0xff];
/** Bytes that decoders take for more than numbers: lengths, extensions, deletions, other structures, signs. */
const LOADED = [
  0x00, 0x01, 0x1f, 0x40, 0x7f, 0x80, 0x81, 0x90, 0xa0, 0xbf, 0xc0, 0xc1, 0xc4, 0xc7, 0xca, 0xcb,
  0xcc, 0xce, 0xcf, 0xd0, 0xd3, 0xd4, 0xd6, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff,
];
const RANDOM_MAX_BYTES = 96;
/** Rarely: longer than the server receives at all. */
const HUGE_BYTES = 6000;
const HUGE_ONE_IN = 500;
const MUTATIONS_MAX = 4;
const FIRST_TYPES = 8;
const INPUT_FIELD_BYTES = [1, 1, 2, 1, 2];
const INPUT = 19;
const PING = 18;

type Bytes = number[];
const pick = <T>(rng: Rng, items: readonly T[]): T => items[nextBelow(rng, items.length)] as T;
const byte = (rng: Rng): number => nextU32(rng) & 0xff;

/** Of 100 frames, so many are below each line; those before MUTATED_UP have the form that clients send, so that most
 * connections live for a few frames. */
const ANY_INPUT = 45;
const RECORDED = 75;
const PINGS = 82;
const MUTATED_UP = 92;
const MUTATED_DOWN = 95;

export interface FuzzFrame {
  readonly bytes: Uint8Array;
  /** It may end the connection. */
  readonly isHostile: boolean;
}

/** The next frame; `rng` is all that decides, for the same recording. */
export function nextFrame(rng: Rng, recording: Recording): FuzzFrame {
  const kind = nextBelow(rng, 100);
  if (kind < ANY_INPUT) return harmless(anyInput(rng));
  if (kind < RECORDED) return harmless(pick(rng, recording.up));
  if (kind < PINGS) return harmless([PING]);
  if (kind < MUTATED_UP) return hostile(mutate(rng, pick(rng, recording.up), recording));
  if (kind < MUTATED_DOWN) return hostile(mutate(rng, pick(rng, recording.down), recording));
  return hostile(random(rng));
}

const harmless = (bytes: ArrayLike<number>): FuzzFrame => ({
  bytes: Uint8Array.from(bytes),
  isHostile: false,
});
const hostile = (bytes: ArrayLike<number>): FuzzFrame => ({
  bytes: Uint8Array.from(bytes),
  isHostile: true,
});

/** Whole fields with any values: what passes the gate and reaches the simulation. */
function anyInput(rng: Rng): Bytes {
  const out = [INPUT];
  for (const [field, bytes] of INPUT_FIELD_BYTES.entries()) {
    if (nextBelow(rng, 2) === 0) continue;
    out.push(0x80 | field);
    for (let i = 0; i < bytes; i++)
      out.push(nextBelow(rng, 2) === 0 ? byte(rng) : pick(rng, LOADED));
  }
  return out;
}

function mutate(rng: Rng, original: Uint8Array, recording: Recording): Bytes {
  const frame = [...original];
  for (let left = 1 + nextBelow(rng, MUTATIONS_MAX); left > 0; left--) {
    const at = nextBelow(rng, frame.length + 1);
    switch (nextBelow(rng, 8)) {
      case 0:
        frame[at] = (frame[at] ?? 0) ^ (1 << nextBelow(rng, 8));
        break;
      case 1:
        frame[at] = byte(rng);
        break;
      case 2:
        frame[at] = pick(rng, LOADED);
        break;
      case 3:
        frame.splice(at, 0, ...some(rng, 6));
        break;
      case 4:
        frame.splice(at, 1 + nextBelow(rng, 4));
        break;
      case 5:
        frame.length = at;
        break;
      case 6:
        frame.splice(at, frame.length, ...pick(rng, recording.up));
        break;
      default:
        frame[0] = pick(rng, OPCODES);
    }
  }
  return frame;
}

function random(rng: Rng): Bytes {
  if (nextBelow(rng, HUGE_ONE_IN) === 0)
    return new Array<number>(HUGE_BYTES).fill(pick(rng, LOADED));
  const rest = some(rng, RANDOM_MAX_BYTES);
  const start = nextBelow(rng, 3);
  if (start === 0) return rest;
  const opcode = pick(rng, OPCODES);
  return start === 1 ? [opcode, ...rest] : [opcode, nextBelow(rng, FIRST_TYPES), ...rest];
}

/** 0 to `max` bytes, loaded ones more often than chance would. */
function some(rng: Rng, max: number): Bytes {
  const out: Bytes = [];
  for (let left = nextBelow(rng, max + 1); left > 0; left--)
    out.push(nextBelow(rng, 3) === 0 ? pick(rng, LOADED) : byte(rng));
  return out;
}
