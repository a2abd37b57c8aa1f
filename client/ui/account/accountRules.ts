// What can be said of a form before the server is asked, and of its refusals after. In: what was typed, or a status.
// Out: words, or null. Pure; the server checks everything again.
import {
  AccountRefusal,
  EMAIL_MAX,
  PASSWORD_MAX,
  PASSWORD_MIN,
} from "../../../shared/net/account.ts";
import { accountStrings } from "./accountStrings.ts";

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const CODE_CHARACTERS = 24;

/** What is asked of the server. */
export type AccountAct = "claim" | "signIn" | "recover" | "signOut";

export interface Typed {
  readonly email: string;
  readonly password: string;
  readonly code: string;
}

export type TypedField = keyof Typed;

/** The first field that cannot be right, and what is wrong with it. */
export interface Flaw {
  readonly field: TypedField;
  readonly words: string;
}

export function findFlaw(act: AccountAct, { email, password, code }: Typed): Flaw | null {
  const words = accountStrings.wrong;
  if (!EMAIL.test(email.trim()) || email.length > EMAIL_MAX) {
    return { field: "email", words: words.email };
  }
  if (act === "recover" && code.replace(/[^0-9a-z]/gi, "").length !== CODE_CHARACTERS) {
    return { field: "code", words: words.code };
  }
  // As the server counts.
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN) return { field: "password", words: words.passwordShort };
  if (length > PASSWORD_MAX) return { field: "password", words: words.passwordLong };
  return null;
}

/** @param code of an IdentityError; 0 for no answer. */
export function explainRefusal(act: AccountAct, code: number): string {
  const words = accountStrings.refused;
  switch (code) {
    case AccountRefusal.Wrong:
      return act === "signOut" ? words.unknown : words[act];
    case AccountRefusal.Claimed:
      return act === "signOut" ? words.notClaimed : words.claimedBefore;
    case AccountRefusal.ShutOut:
      return words.shutOut;
    case 429:
      return words.tooMany;
    case 0:
    case 502:
    case 503:
    case 504:
      return words.away;
    default:
      return words.unknown;
  }
}
