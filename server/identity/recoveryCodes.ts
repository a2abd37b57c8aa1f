// Recovery codes: shown once, kept by the player, good once. In: randomness, or what a player copied. Out: a code, and
// what the server keeps of it. Run by the server.
import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { RECOVERY_CHARACTERS, RECOVERY_GROUP } from "./accountConstants.ts";

/** Crockford's base 32: nothing in it looks like something else. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @returns such as "7KQ2-M0XW-...". */
export function makeRecoveryCode(): string {
  const groups: string[] = [];
  for (let done = 0; done < RECOVERY_CHARACTERS; done += RECOVERY_GROUP) {
    const group = Array.from({ length: RECOVERY_GROUP }, () => ALPHABET[randomInt(32)]);
    groups.push(group.join(""));
  }
  return groups.join("-");
}

/** What is kept of a code, however it was typed. 120 random bits: nothing slow would make them harder to find. */
export function hashRecoveryCode(code: string): string {
  return createHash("sha256").update(canonical(code)).digest("base64url");
}

/** @param kept null for an account that is not there: it takes the same time, and is never right. */
export function isRecoveryCode(code: string, kept: string | null): boolean {
  const given = Buffer.from(hashRecoveryCode(code));
  const wanted = Buffer.from(kept ?? hashRecoveryCode(makeRecoveryCode()));
  return given.length === wanted.length && timingSafeEqual(given, wanted) && kept !== null;
}

function canonical(code: string): string {
  const letters = code.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return letters.replaceAll("O", "0").replace(/[IL]/g, "1");
}
