// Every schema of what comes from outside, against a second opinion written without it: nothing passes that it
// forbids, what it allows passes, nothing throws; and no bytes upset the gate before it.

import { type SchemaType, schema, t } from "@colyseus/schema";
import fc from "fast-check";
import { unpack } from "msgpackr";
import { describe, expect, test } from "vitest";
import { judgeFrame } from "../../server/edge/frameGate.ts";
import { inputLayoutOf } from "../../server/edge/inputFrame.ts";
import {
  EmoteSchema,
  JoinOptionsSchema,
  KeyedSchema,
  LabSettingsSchema,
  LabShoveSchema,
  NetReportSchema,
  OfferAnswerSchema,
} from "../../server/edge/messageSchemas.ts";
import { isPlainMsgpack } from "../../server/edge/plainMsgpack.ts";
import { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import { describeSchemas, type SchemaRule } from "../helpers/schemaRules.ts";

const RUNS = 10_000;

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

const RULES: Readonly<Record<string, SchemaRule>> = {
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
  Keyed: {
    schema: KeyedSchema,
    fields: { key: isWhole(1, 0xffff_ffff) },
    valid: fc.record({ key: fc.integer({ min: 1, max: 0xffff_ffff }) }),
  },
  OfferAnswer: {
    schema: OfferAnswerSchema,
    fields: {
      key: isWhole(1, 0xffff_ffff),
      offerId: (value) => typeof value === "string" && value.length >= 1 && value.length <= 64,
      accept: (value) => typeof value === "boolean",
    },
    valid: fc.record({
      key: fc.integer({ min: 1, max: 0xffff_ffff }),
      offerId: fc.uuid(),
      accept: fc.boolean(),
    }),
  },
};

describeSchemas(RULES);

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
