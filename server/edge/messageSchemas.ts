// What the server accepts from outside: join options and messages, parsed strictly into fresh objects.
import { z } from "zod";
import {
  type JoinOptions,
  type LabSettings,
  NAME_MAX_LENGTH,
  type NetReport,
} from "../../shared/net/protocol.ts";

/** Control characters, and those that turn or hide text, have no place in a name that others read. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const NameSchema = z
  .string()
  .max(256)
  .transform((raw) => raw.normalize("NFC").replace(UNPRINTABLE, "").trim())
  .pipe(z.string().min(1).max(NAME_MAX_LENGTH));

export const JoinOptionsSchema: z.ZodType<JoinOptions> = z.strictObject({
  protocol: z.int().min(0).max(1_000_000),
  name: NameSchema,
});

export const NetReportSchema: z.ZodType<NetReport, NetReport> = z.strictObject({
  rttMs: z.int().min(0).max(5000),
});

export const LabSettingsSchema: z.ZodType<LabSettings, LabSettings> = z.strictObject({
  lagCompensation: z.boolean(),
});

export const LabShoveSchema = z.strictObject({});
