// The schemas of the account and record endpoints, against a second opinion written without them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { HistoryQuery, LeaderboardQuery } from "../../server/api/statsEndpoints.ts";
import { CredentialsSchema, RecoverSchema } from "../../server/identity/accountSchemas.ts";
import { describeSchemas } from "../helpers/schemaRules.ts";

/** Counted in code points. */
function isText(value: unknown, min: number, max: number): value is string {
  if (typeof value !== "string") return false;
  const { length } = Array.from(value);
  return length >= min && length <= max;
}

/** Two parts around one @, nothing blank or unseen in them. */
function isEmail(value: unknown): boolean {
  if (!isText(value, 3, 254)) return false;
  const seen = value.trim().toLowerCase().normalize("NFC");
  const parts = seen.split("@");
  const isPart = (part: string) =>
    part !== "" && Array.from(part).every((letter) => !/[\s\p{C}\p{Z}]/u.test(letter));
  return seen.length <= 254 && parts.length === 2 && parts.every(isPart);
}

const isPassword = (value: unknown) =>
  isText(value, 10, 128) && Buffer.from(value, "utf8").toString("utf8") === value;
const isCode = (value: unknown) => isText(value, 1, 64);

const letters = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const email = fc.oneof(
  fc.emailAddress(),
  fc.tuple(letters, letters).map(([name, host]) => `${name}@${host}`),
  fc.tuple(letters, letters).map(([name, host]) => ` ${name.toUpperCase()}@${host}\n`),
);
const password = fc.string({ unit: "binary", minLength: 8, maxLength: 140 });
const code = fc.string({ minLength: 1, maxLength: 64 });

describeSchemas({
  Credentials: {
    schema: CredentialsSchema,
    fields: { email: isEmail, password: isPassword },
    valid: fc.record({ email: email.filter(isEmail), password: password.filter(isPassword) }),
  },
  Recover: {
    schema: RecoverSchema,
    fields: { email: isEmail, recoveryCode: isCode, password: isPassword },
    valid: fc.record({
      email: email.filter(isEmail),
      recoveryCode: code,
      password: password.filter(isPassword),
    }),
  },
  LeaderboardQuery: {
    schema: LeaderboardQuery,
    fields: {
      board: (value) => value === "duel" || value === "arena",
      period: (value) => value === "day" || value === "week" || value === "all",
    },
    valid: fc.record({
      board: fc.constantFrom("duel", "arena"),
      period: fc.constantFrom("day", "week", "all"),
    }),
  },
});

test("[EDGE-29] credentials: near misses in either field, and addresses that are one whatever their spelling", () => {
  fc.assert(
    fc.property(email, password, (someEmail, somePassword) => {
      const parsed = CredentialsSchema.safeParse({ email: someEmail, password: somePassword });
      expect(parsed.success).toBe(isEmail(someEmail) && isPassword(somePassword));
      if (!parsed.success) return;
      const again = CredentialsSchema.parse({ ...parsed.data, email: ` ${parsed.data.email} ` });
      expect(again.email).toBe(parsed.data.email);
      expect(parsed.data.password).toBe(somePassword);
    }),
    { numRuns: 10_000 },
  );
});

test("[EDGE-29] history: no question, or a moment in digits", () => {
  const before = fc.oneof(
    fc.nat(2 ** 31).map(String),
    fc.string({ maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(..."0123456789.-e ".split("")), maxLength: 20 }),
    fc.anything(),
  );
  const query = fc.oneof(
    fc.record({ before }, { requiredKeys: [] }),
    fc.record({ before, more: before }, { requiredKeys: [] }),
    fc.anything(),
  );
  fc.assert(
    fc.property(query, (input) => {
      const parsed = HistoryQuery.safeParse(input);
      const isRecord =
        typeof input === "object" &&
        input !== null &&
        [Object.prototype, null].includes(Object.getPrototypeOf(input) as object | null);
      const keys = isRecord ? Object.keys(input) : ["none"];
      const asked = isRecord ? (input as { before?: unknown }).before : undefined;
      const isMoment = typeof asked === "string" && /^[0-9]{1,15}$/.test(asked);
      expect(parsed.success).toBe(
        isRecord && (keys.length === 0 || (keys.join() === "before" && isMoment)),
      );
      if (parsed.success && keys.length > 0) expect(parsed.data.before).toBe(Number(asked));
    }),
    { numRuns: 10_000 },
  );
});
