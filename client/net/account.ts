// Claiming this device's account, signing in to one, recovering one. In: what the player typed. Out: recovery codes, and
// a device that belongs to the account. Over plain HTTP. Run by the client.
import {
  CLAIM_PATH,
  type ClaimAnswer,
  type ClaimRequest,
  RECOVER_PATH,
  type RecoverAnswer,
  type RecoverRequest,
  SIGN_IN_PATH,
  SIGN_OUT_PATH,
  type SignInRequest,
} from "../../shared/net/account.ts";
import type { GuestAnswer } from "../../shared/net/guest.ts";
import type { GuestIdentity } from "./identity.ts";

/** Longest wait, ms: the server may let some passwords wait for others, and a new token for a whole second. */
const TIMEOUT_MS = 12_000;

/** Every method rejects with an IdentityError: its code is the refusal's, or 0 without an answer. */
export class AccountLink {
  private readonly identity: GuestIdentity;

  constructor(identity: GuestIdentity) {
    this.identity = identity;
  }

  /** @returns the recovery code, which nobody can be told again. */
  async claim(request: ClaimRequest): Promise<string> {
    const question = { body: request, timeoutMs: TIMEOUT_MS };
    return (await this.identity.askAsSelf<ClaimAnswer>(CLAIM_PATH, question)).recoveryCode;
  }

  /** This device joins the account; its former one is left behind. */
  async signIn(request: SignInRequest): Promise<void> {
    const question = { body: request, timeoutMs: TIMEOUT_MS };
    this.identity.adopt(await this.identity.askAsStranger<GuestAnswer>(SIGN_IN_PATH, question));
  }

  /** As `signIn`; all other devices sign out. @returns the next recovery code. */
  async recover(request: RecoverRequest): Promise<string> {
    const question = { body: request, timeoutMs: TIMEOUT_MS };
    const answer = await this.identity.askAsStranger<RecoverAnswer>(RECOVER_PATH, question);
    this.identity.adopt(answer);
    return answer.recoveryCode;
  }

  /** This device too: it is a new guest's from now on. */
  async signOutEverywhere(): Promise<void> {
    await this.identity.askAsSelf(SIGN_OUT_PATH, { body: {}, timeoutMs: TIMEOUT_MS });
    this.identity.forgetToken();
    this.identity.prefetch();
  }
}
