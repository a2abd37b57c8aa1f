// A second opinion on schemas of what comes from outside, written without them. In: a schema, what each of its fields
// may be, and what passes. Out: two property tests.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";

const RUNS = 10_000;

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

export interface SchemaRule {
  readonly schema: z.ZodType;
  /** What each field may be; there are no others. */
  readonly fields: Fields;
  readonly valid: fc.Arbitrary<object>;
}

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
function nearMiss({ fields, valid }: SchemaRule): fc.Arbitrary<unknown> {
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

/** Nothing passes that the rule forbids, what it allows passes, nothing throws. */
export function describeSchemas(rules: Readonly<Record<string, SchemaRule>>): void {
  describe.each(Object.entries(rules))("[EDGE-29] %s", (_name, rule) => {
    test("passes what it allows, and nothing else, as a fresh object of exactly its keys", () => {
      fc.assert(
        fc.property(nearMiss(rule), (input) => {
          const parsed = rule.schema.safeParse(input);
          expect(parsed.success).toBe(isAllowed(input, rule.fields));
          if (!parsed.success) return;
          expect(parsed.data).not.toBe(input);
          expect(Object.getPrototypeOf(parsed.data)).toBe(Object.prototype);
          expect(Object.keys(parsed.data as object).sort()).toEqual(
            Object.keys(rule.fields).sort(),
          );
          expect(isAllowed(parsed.data, rule.fields)).toBe(true);
        }),
        { numRuns: RUNS },
      );
    });

    test("is not vacuous: valid ones pass", () => {
      fc.assert(fc.property(rule.valid, (input) => rule.schema.safeParse(input).success));
    });
  });
}
