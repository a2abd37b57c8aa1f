// Claiming and signing in over HTTP: what is asked and answered. All POST with JSON; refusals are
// `{ code, error }` as everywhere. Both sides.
import type { GuestAnswer } from "./guest.ts";

/** `ClaimRequest`, with the token: makes the device's account one that other devices can sign in to. `ClaimAnswer`. */
export const CLAIM_PATH = "/api/account/claim";
/** `SignInRequest`: this device joins the account. `GuestAnswer`. */
export const SIGN_IN_PATH = "/api/account/sign-in";
/** `RecoverRequest`: a new password by the recovery code, which is replaced. `RecoverAnswer`. */
export const RECOVER_PATH = "/api/account/recover";
/** `{}`, with the token: every device of a claimed account is a stranger from now on. 204. */
export const SIGN_OUT_PATH = "/api/account/sign-out-everywhere";

/** Characters, as Unicode counts them (code points). */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;
export const EMAIL_MAX = 254;
/** Longest recovery code that is read, characters: groups, blanks and dashes as somebody copied them. */
export const RECOVERY_CODE_MAX = 64;

export interface ClaimRequest {
  email: string;
  password: string;
}
export interface ClaimAnswer {
  /** Shown once, kept by the player: e-mail is never sent. */
  recoveryCode: string;
}
export type SignInRequest = ClaimRequest;
export interface RecoverRequest {
  email: string;
  recoveryCode: string;
  password: string;
}
export interface RecoverAnswer extends GuestAnswer {
  recoveryCode: string;
}

/** Refusals beside those of every endpoint (400, 401, 429, 503). */
export const AccountRefusal = {
  /** E-mail or password (or code) are not right: which, is not told. */
  Wrong: 403,
  /** The account has been claimed before; or, for a sign-out everywhere, it has not been. */
  Claimed: 409,
  /** E-mail and password are right, but the host has shut the account out. */
  ShutOut: 423,
} as const;
