// What the server accepts from outside: join options and messages, parsed strictly into fresh objects.
import { z } from "zod";
import {
  type MemberRequest,
  PARTY_BOTS_MAX,
  PARTY_MINUTES,
  PARTY_MODES,
  type SetReadyRequest,
  type SetRulesRequest,
  type SetSideRequest,
} from "../../shared/net/party.ts";
import {
  type EmoteRequest,
  type JoinOptions,
  type Keyed,
  type LabSettings,
  NAME_MAX_LENGTH,
  type NetReport,
} from "../../shared/net/protocol.ts";
import type { OfferAnswer } from "../../shared/net/queue.ts";

/** Records with keys of their own: an inherited value is nobody's word, and dates and maps have no content to check. */
function isPlainRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Exactly these keys, into a fresh object. */
export function record<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.custom<z.input<z.ZodObject<Shape>>>(isPlainRecord).pipe(z.strictObject(shape));
}

/** Control characters, and those that turn or hide text, have no place in a name that others read. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const NameSchema = z
  .string()
  .max(256)
  .transform((raw) => raw.normalize("NFC").replace(UNPRINTABLE, "").trim())
  .pipe(z.string().min(1).max(NAME_MAX_LENGTH));

export const JoinOptionsSchema: z.ZodType<JoinOptions> = record({
  protocol: z.int().min(0).max(1_000_000),
  name: NameSchema,
});

export const NetReportSchema: z.ZodType<NetReport> = record({
  rttMs: z.int().min(0).max(5000),
});

/** Ids of maps and members are shorter, characters. */
const ID_MAX_LENGTH = 32;
const KeySchema = z.int().min(1).max(0xffff_ffff);

export const EmoteSchema: z.ZodType<EmoteRequest> = record({ key: KeySchema });

/** Rematch, PlayBot: a request that says nothing more. */
export const KeyedSchema: z.ZodType<Keyed> = record({ key: KeySchema });

export const OfferAnswerSchema: z.ZodType<OfferAnswer> = record({
  key: KeySchema,
  offerId: z.string().min(1).max(64),
  accept: z.boolean(),
});

export const SetReadySchema: z.ZodType<SetReadyRequest> = record({
  key: KeySchema,
  ready: z.boolean(),
});

export const SetSideSchema: z.ZodType<SetSideRequest> = record({
  key: KeySchema,
  side: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

export const SetRulesSchema: z.ZodType<SetRulesRequest> = record({
  key: KeySchema,
  rules: record({
    mode: z.enum(PARTY_MODES),
    mapId: z.string().max(ID_MAX_LENGTH),
    bots: z.int().min(0).max(PARTY_BOTS_MAX),
    minutes: z.int().min(PARTY_MINUTES.min).max(PARTY_MINUTES.max),
  }),
});

/** Remove, MakeHost. */
export const MemberRequestSchema: z.ZodType<MemberRequest> = record({
  key: KeySchema,
  member: z.string().min(1).max(ID_MAX_LENGTH),
});

export const LabSettingsSchema: z.ZodType<LabSettings> = record({
  lagCompensation: z.boolean(),
});

export const LabShoveSchema = record({});
