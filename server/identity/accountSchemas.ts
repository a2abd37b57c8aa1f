// What clients may write to the account endpoints. In: a parsed body. Out: a fresh object in the form that the server
// compares, or a refusal. Run by the server's endpoints.
import { z } from "zod";
import {
  type ClaimRequest,
  EMAIL_MAX,
  PASSWORD_MAX,
  PASSWORD_MIN,
  RECOVERY_CODE_MAX,
  type RecoverRequest,
} from "../../shared/net/account.ts";
import { record } from "../edge/messageSchemas.ts";

/** No mail is ever sent to it, so that only its form can be wrong: one @, and neither blanks nor what cannot be seen. */
const EMAIL = /^[^\s@\p{C}\p{Z}]+@[^\s@\p{C}\p{Z}]+$/u;

/** As it is compared: trimmed, lower case, NFC; lower case can lengthen and unmake NFC, so that it comes first. */
const EmailSchema = z
  .string()
  .max(EMAIL_MAX)
  .transform((text) => text.trim().toLowerCase().normalize("NFC"))
  .refine((text) => text.length <= EMAIL_MAX && EMAIL.test(text));
const PasswordSchema = z
  .string()
  .min(PASSWORD_MIN)
  .max(PASSWORD_MAX)
  // Half a character has no bytes of its own: other halves would pass for it.
  .refine((text) => text.isWellFormed());
const RecoveryCodeSchema = z.string().min(1).max(RECOVERY_CODE_MAX);

export const CredentialsSchema: z.ZodType<ClaimRequest> = record({
  email: EmailSchema,
  password: PasswordSchema,
});
export const RecoverSchema: z.ZodType<RecoverRequest> = record({
  email: EmailSchema,
  recoveryCode: RecoveryCodeSchema,
  password: PasswordSchema,
});
export const NothingSchema = record({});
