// Every schema of what comes from outside, against a second opinion written without it: nothing passes that it
// forbids, what it allows passes, nothing throws; and no bytes upset the gate before it.

import { type SchemaType, schema, t } from "@colyseus/schema";
import fc from "fast-check";
import { unpack } from "msgpackr";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { judgeFrame } from "../../server/edge/frameGate.ts";
import { inputLayoutOf } from "../../server/edge/inputFrame.ts";
import {
  EmoteSchema,
  JoinOptionsSchema,
  LabSettingsSchema,
  LabShoveSchema,
  NetReportSchema,
} from "../../server/edge/messageSchemas.ts";
import { isPlainMsgpack } from "../../server/edge/plainMsgpack.ts";
import { InputCmdSchema } from "../../shared/schema/InputCmd.ts";

const RUNS = 10_000;

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;
type Rule = {
  readonly schema: z.ZodType;
  /** What each field may be; there are no others. */
  readonly fields: Fields;
  readonly valid: fc.Arbitrary<object>;
};

const isWhole = (from: number, to: number) => (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;

/** A name as it comes: at least one and at most 16 characters are left of it when it has been cleaned. */
function isName(value: unknown): boolean {
  if (typeof value !== "string" || value.length > 256) return false;
  const cleaned = Array.from(value.normalize("NFC")).filter(
    (character) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(character),
  );
  const { length } = cleaned.join("").trim();
  return length >= 1 && length <= 16;
}

const RULES: Readonly<Record<string, Rule>> = {
  JoinOptions: {
    schema: JoinOptionsSchema,
    fields: { protocol: isWhole(0, 1_000_000), name: isName },
    valid: fc.record({
      protocol: fc.integer({ min: 0, max: 1_000_000 }),
      name: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 16 }).filter(isName),
    }),
  },
  NetReport: {
    schema: NetReportSchema,
    fields: { rttMs: isWhole(0, 5000) },
    valid: fc.record({ rttMs: fc.integer({ min: 0, max: 5000 }) }),
  },
  Emote: {
    schema: EmoteSchema,
    fields: { key: isWhole(1, 0xffff_ffff) },
    valid: fc.record({ key: fc.integer({ min: 1, max: 0xffff_ffff }) }),
  },
  LabSettings: {
    schema: LabSettingsSchema,
    fields: { lagCompensation: (value) => typeof value === "boolean" },
    valid: fc.record({ lagCompensation: fc.boolean() }),
  },
  LabShove: { schema: LabShoveSchema, fields: {}, valid: fc.constant({}) },
};

/** The second opinion. */
function isAllowed(value: unknown, fields: Fields): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return false;
  const keys = Object.keys(value);
  const wanted = Object.keys(fields);
  if (keys.length !== wanted.length || !wanted.every((key) => keys.includes(key))) return false;
  return wanted.every((key) => fields[key]?.((value as Record<string, unknown>)[key]));
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  withObjectString: true,
});
const value = fc.oneof(
  anything,
  fc.integer({ min: -10, max: 6000 }),
  fc.double(),
  fc.boolean(),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "__proto__",
    "\u202e",
    " ",
    "0",
    -0,
    5000,
    5001,
    1e6,
    1e6 + 1,
    0xffff_ffff,
    2 ** 32,
  ),
);

/** Near misses: the right keys with any values, one less, one more, inherited ones. */
function nearMiss({ fields, valid }: Rule): fc.Arbitrary<unknown> {
  const keys = Object.keys(fields);
  const someKeys = fc.record(Object.fromEntries(keys.map((key) => [key, value])), {
    requiredKeys: [],
  });
  const extraKey = fc.constantFrom("__proto__", "constructor", "toString", "admin", ...keys);
  const oneMore = fc.tuple(valid, extraKey, value).map(([base, key, more]) => {
    const entries: [string, unknown][] = [...Object.entries(base), [key, more]];
    const out = {};
    // As JSON and MessagePack would: "__proto__" is a key like any other.
    for (const [name, content] of entries)
      Object.defineProperty(out, name, { value: content, enumerable: true, configurable: true });
    return out;
  });
  const inherited = valid.map((base): unknown => Object.create(base));
  return fc.oneof(valid, someKeys, oneMore, inherited, anything);
}

describe.each(Object.entries(RULES))("[EDGE-29] %s", (_name, rule) => {
  test("passes what it allows, and nothing else, as a fresh object of exactly its keys", () => {
    fc.assert(
      fc.property(nearMiss(rule), (input) => {
        const parsed = rule.schema.safeParse(input);
        expect(parsed.success).toBe(isAllowed(input, rule.fields));
        if (!parsed.success) return;
        expect(parsed.data).not.toBe(input);
        expect(Object.getPrototypeOf(parsed.data)).toBe(Object.prototype);
        expect(Object.keys(parsed.data as object).sort()).toEqual(Object.keys(rule.fields).sort());
        expect(isAllowed(parsed.data, rule.fields)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test("is not vacuous: valid ones pass", () => {
    fc.assert(fc.property(rule.valid, (input) => rule.schema.safeParse(input).success));
  });
});

test("[EDGE-29] a name keeps nothing that hides or turns text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 24 }), (name) => {
      const parsed = JoinOptionsSchema.safeParse({ protocol: 1, name });
      if (!parsed.success) return;
      expect(parsed.data.name).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(parsed.data.name).toBe(parsed.data.name.trim());
    }),
    { numRuns: RUNS },
  );
});

describe("[EDGE-20] bytes", () => {
  const rules = { input: inputLayoutOf(InputCmdSchema), knowsType: (type: number) => type < 8 };
  const start = fc.constantFrom(10, 12, 13, 17, 18, 19, 20, 21, 147);
  const frame = fc
    .tuple(start, fc.integer({ min: 0, max: 7 }), fc.uint8Array({ maxLength: 40 }))
    .map(([opcode, type, rest]) => Buffer.from([opcode, type, ...rest]));

  test("the gate throws for none, and what it lets through decodes to plain values", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          frame,
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          if (judgeFrame(bytes, true, rules) !== null) return;
          if (bytes[0] === 13 && bytes.length > 2) expectPlain(unpack(bytes.subarray(2)));
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("plain MessagePack is what it says", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 24 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        if (isPlainMsgpack(buffer, 0)) expectPlain(unpack(buffer));
      }),
      { numRuns: RUNS },
    );
  });
});

/** Numbers that are some, strings, booleans, null, lists and records of them. */
function expectPlain(content: unknown): void {
  if (content === null || typeof content === "string" || typeof content === "boolean") return;
  if (typeof content === "number") {
    expect(content).toSatisfy(Number.isFinite);
    return;
  }
  expect(content).toBeTypeOf("object");
  const prototype = Object.getPrototypeOf(content) as unknown;
  // Records of msgpackr have a prototype of their own, which is empty.
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null)
    expect(Object.getOwnPropertyNames(prototype)).toEqual([]);
  for (const inner of Object.values(content as object)) expectPlain(inner);
}

describe("[EDGE-21] an input schema", () => {
  test("with a field that could be no number at all does not start", () => {
    const Floats = schema({ x: t.int8().default(0), y: t.float32().default(0) }, "Floats");
    type Floats = SchemaType<typeof Floats>;
    expect(() => inputLayoutOf(Floats as new () => Floats)).toThrow('"y" is float32');
  });

  test("of whole numbers is known by their bytes", () => {
    expect(inputLayoutOf(InputCmdSchema)).toEqual([1, 1, 2, 1, 2]);
  });
});
