// What the server accepts from outside: join options and messages, parsed strictly into fresh objects.
import { z } from "zod";
import {
  type EmoteRequest,
  type JoinOptions,
  type LabSettings,
  NAME_MAX_LENGTH,
  type NetReport,
} from "../../shared/net/protocol.ts";

/** Records with keys of their own: an inherited value is nobody's word, and dates and maps have no content to check. */
function isPlainRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Exactly these keys, into a fresh object. */
function record<Shape extends z.ZodRawShape>(shape: Shape) {
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

export const EmoteSchema: z.ZodType<EmoteRequest> = record({
  key: z.int().min(1).max(0xffff_ffff),
});

export const LabSettingsSchema: z.ZodType<LabSettings> = record({
  lagCompensation: z.boolean(),
});

export const LabShoveSchema = record({});
