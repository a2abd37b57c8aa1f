// Tokens that nobody of us signed, or not like this. In: what to change of a proper one. Out: a JWT.
import { createHmac, randomUUID } from "node:crypto";
import { deriveKey, type KeyPurpose } from "../../server/identity/authKey.ts";

/** AUTH_SECRET of the servers under test: their keys are known here, so that a forgery has one flaw only. */
export const AUTH_SECRET = "a secret of at least thirty-two characters";

type Claims = Record<string, unknown>;

interface Forgery {
  readonly header?: Claims;
  readonly claims?: Claims;
  readonly key?: Uint8Array;
  readonly hash?: string;
}

export function keyFor(purpose: KeyPurpose): Uint8Array {
  return deriveKey(Buffer.from(AUTH_SECRET), purpose);
}

export function nowS(): number {
  return Math.floor(Date.now() / 1000);
}

/** A token as the server makes it, but for what is told; a claim of `undefined` is left out. */
export function forgeToken(accountId: string, { header, claims, key, hash }: Forgery = {}): string {
  const proper = {
    iss: "fraywire",
    aud: "fraywire:room",
    purpose: "play",
    sub: accountId,
    jti: randomUUID(),
    iat: nowS(),
    exp: nowS() + 60,
  };
  return signJwt(
    { alg: "HS256", typ: "guest+jwt", ...header },
    { ...proper, ...claims },
    key ?? keyFor("token"),
    hash,
  );
}

/** A ticket as the server makes it, but for what is told. */
export function forgeTicket(accountId: string, seat: string, claims: Claims = {}): string {
  const proper = {
    iss: "fraywire",
    aud: "fraywire:upgrade",
    sub: accountId,
    seat,
    jti: randomUUID(),
    iat: nowS(),
    exp: nowS() + 5,
  };
  const header = { alg: "HS256", typ: "ticket+jwt" };
  return signJwt(header, { ...proper, ...claims }, keyFor("ticket"));
}

export function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Claims;
}

function signJwt(header: Claims, claims: Claims, key: Uint8Array, hash = "sha256"): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
}

function encode(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
