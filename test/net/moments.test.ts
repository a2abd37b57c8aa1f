// Moments on the wire: what is written is read, and nothing that is sent can make the reader throw.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MomentSink, MomentWriter, readMoments } from "../../shared/net/moments.ts";

type Call = readonly [keyof MomentSink, ...number[]];

/** Collects calls as data. */
function recorder(): { sink: MomentSink; calls: Call[] } {
  const calls: Call[] = [];
  const note =
    (name: keyof MomentSink) =>
    (...args: number[]): void => {
      calls.push([name, ...args]);
    };
  const sink = { shot: note("shot"), hit: note("hit"), died: note("died"), pickup: note("pickup") };
  return { sink, calls };
}

const byte = fc.integer({ min: 0, max: 254 });
const someone = fc.integer({ min: -1, max: 254 });
/** Multiples of the wire's quantum of 1/8 u. */
const place = fc.integer({ min: 0, max: 51_200 }).map((eighths) => eighths / 8);
const move = fc.integer({ min: 0, max: 7 });
const call: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(
    fc.constant("shot" as const),
    byte,
    byte,
    place,
    place,
    fc.integer({ min: 0, max: 4095 }),
    fc.integer({ min: 1, max: 26 }),
  ),
  fc.tuple(fc.constant("hit" as const), someone, byte, byte, move, byte),
  fc.tuple(fc.constant("died" as const), byte, someone, someone, move),
  fc.tuple(fc.constant("pickup" as const), byte, byte),
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
        expect(readMoments(write(calls), sink)).toBe(true);
        expect(read).toEqual(calls);
      }),
    );
  });

  test("cost 9 B a shot, 5 B a hit, 4 B a death", () => {
    expect(write([["shot", 1, 2, 300, 400, 500, 26]])).toHaveLength(9);
    expect(write([["hit", 1, 2, 12, 0, 7]])).toHaveLength(5);
    expect(write([["died", 1, 2, -1, 0]])).toHaveLength(4);
  });

  test("that are garbage are dropped without a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        readMoments(bytes, recorder().sink);
      }),
    );
    expect(readMoments(new Uint8Array([1, 2, 3]), recorder().sink)).toBe(false);
  });
});
