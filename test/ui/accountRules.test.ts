// What the account forms say before the server is asked, and after.
import { expect, test } from "vitest";
import { explainRefusal, findFlaw } from "../../client/ui/account/accountRules.ts";
import { accountStrings } from "../../client/ui/account/accountStrings.ts";
import { CredentialsSchema } from "../../server/identity/accountSchemas.ts";
import { makeRecoveryCode } from "../../server/identity/recoveryCodes.ts";

const GOOD = { email: "me@example.org", password: "a long enough one", code: "" };
const { wrong, refused } = accountStrings;

test("[ACC-8] a form without a flaw has none, and needs a code only to recover", () => {
  expect(findFlaw("claim", GOOD)).toBeNull();
  expect(findFlaw("signIn", { ...GOOD, email: " Me@Example.org " })).toBeNull();
  expect(findFlaw("recover", GOOD)).toEqual({ field: "code", words: wrong.code });
  const code = makeRecoveryCode();
  for (const typed of [code, code.toLowerCase(), code.replaceAll("-", " "), ` ${code} `]) {
    expect(findFlaw("recover", { ...GOOD, code: typed })).toBeNull();
  }
});

test.each([
  ["", "me", "email", wrong.email],
  ["no host", "me@", "email", wrong.email],
  ["a blank", "m e@example.org", "email", wrong.email],
])("[ACC-8] e-mail with %s: %s", (_what, email, field, words) => {
  expect(findFlaw("signIn", { ...GOOD, email })).toEqual({ field, words });
});

test("[ACC-8] passwords are counted as the server counts them", () => {
  for (const password of [
    "123456789",
    "\u{1f680}".repeat(9),
    "\u{1f680}".repeat(10),
    "x".repeat(129),
  ]) {
    const isTaken = CredentialsSchema.safeParse({ email: GOOD.email, password }).success;
    expect(findFlaw("claim", { ...GOOD, password }) === null).toBe(isTaken);
  }
  expect(findFlaw("claim", { ...GOOD, password: "short" })?.words).toBe(wrong.passwordShort);
});

test("[ACC-8] each refusal has its words, and no code is without", () => {
  expect(explainRefusal("claim", 403)).toBe(refused.claim);
  expect(explainRefusal("signIn", 403)).toBe(refused.signIn);
  expect(explainRefusal("recover", 403)).toBe(refused.recover);
  expect(explainRefusal("claim", 409)).toBe(refused.claimedBefore);
  expect(explainRefusal("signOut", 409)).toBe(refused.notClaimed);
  expect(explainRefusal("signIn", 423)).toBe(refused.shutOut);
  expect(explainRefusal("signIn", 429)).toBe(refused.tooMany);
  for (const code of [0, 502, 503, 504]) expect(explainRefusal("signIn", code)).toBe(refused.away);
  expect(explainRefusal("signOut", 418)).toBe(refused.unknown);
});
