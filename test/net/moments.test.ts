// Moments on the wire: what is written is read, and nothing that is sent can make the reader throw.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type LineSink,
  type MomentSink,
  MomentWriter,
  readMoments,
} from "../../shared/net/moments.ts";

type Call = readonly [keyof (MomentSink & LineSink), ...number[]];

/** Collects calls as data. */
function recorder(): { sink: MomentSink & LineSink; calls: Call[] } {
  const calls: Call[] = [];
  const note =
    (name: Call[0]) =>
    (...args: number[]): void => {
      calls.push([name, ...args]);
    };
  const sink = {
    shot: note("shot"),
    hit: note("hit"),
    rail: note("rail"),
    orb: note("orb"),
    burst: note("burst"),
    died: note("died"),
    pickup: note("pickup"),
    line: note("line"),
  };
  return { sink, calls };
}

const byte = fc.integer({ min: 0, max: 254 });
const someone = fc.integer({ min: -1, max: 254 });
/** Multiples of the wire's quantum of 1/8 u. */
const place = fc.integer({ min: 0, max: 51_200 }).map((eighths) => eighths / 8);
const move = fc.integer({ min: 0, max: 3 });
const verdict = fc.integer({ min: 0, max: 2 });
const aim = fc.integer({ min: 0, max: 4095 });
const bounces = fc.integer({ min: 0, max: 4 });
/** An Orb's place: any float32. */
const exact = fc.float({ min: 0, max: 6400, noNaN: true }).map((u) => u + 0);
/** Multiples of the wire's quantum of 1/64 u, up to a teleport's 100 u a tick. */
const wayPerTick = fc.integer({ min: -6400, max: 6400 }).map((parts) => parts / 64);
const call: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(
    fc.constant("shot" as const),
    byte,
    byte,
    place,
    place,
    aim,
    fc.integer({ min: 1, max: 26 }),
  ),
  fc.tuple(fc.constant("hit" as const), someone, byte, byte, move, byte, verdict),
  fc.tuple(
    fc.constant("rail" as const),
    byte,
    byte,
    place,
    place,
    aim,
    place.map((u) => u % 560),
  ),
  fc.tuple(
    fc.constant("orb" as const),
    byte,
    byte,
    byte,
    exact,
    exact,
    aim,
    bounces,
    fc.integer({ min: 0, max: 180 }),
  ),
  fc.tuple(fc.constant("burst" as const), byte, byte, place, place),
  fc.tuple(fc.constant("died" as const), byte, someone, someone, move),
  fc.tuple(fc.constant("pickup" as const), byte, byte),
  fc.tuple(
    fc.constant("line" as const),
    byte,
    fc.integer({ min: 0, max: 31 }),
    wayPerTick,
    wayPerTick,
    fc.integer({ min: -127, max: 127 }),
  ),
);

function write(calls: readonly Call[]): Uint8Array {
  const writer = new MomentWriter();
  for (const [name, ...args] of calls) Reflect.apply(writer[name], writer, args);
  return writer.message.slice();
}

describe("[NET-8] moments", () => {
  test("come out as they went in, in order", () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 200 }), (calls) => {
        const { sink, calls: read } = recorder();
        expect(readMoments(write(calls), sink, sink)).toBe(true);
        expect(read).toEqual(calls);
      }),
    );
  });

  test("cost 9 B a shot, 5 B a hit, 4 B a death, 7 B a body that comes into sight", () => {
    expect(write([["line", 1, 2, 8.5, -8.5, 20]])).toHaveLength(7);
    expect(write([["shot", 1, 2, 300, 400, 500, 26]])).toHaveLength(9);
    expect(write([["hit", 1, 2, 12, 0, 7, 0]])).toHaveLength(5);
    expect(write([["died", 1, 2, -1, 0]])).toHaveLength(4);
  });

  test("that are garbage are dropped without a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { sink } = recorder();
        readMoments(bytes, sink, sink);
      }),
    );
    expect(readMoments(new Uint8Array([1, 2, 3]), recorder().sink)).toBe(false);
  });
});
