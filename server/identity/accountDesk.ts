// Claiming, signing in, recovering, signing out. In: what a player wrote, checked in form. Out: an answer, or a refusal
// that does not tell which part was wrong: unknown addresses get the same words after the same work. Run by the server.
import type {
  ClaimAnswer,
  ClaimRequest,
  RecoverAnswer,
  RecoverRequest,
  SignInRequest,
} from "../../shared/net/account.ts";
import { AccountRefusal } from "../../shared/net/account.ts";
import type { GuestAnswer } from "../../shared/net/guest.ts";
import type { Outcome } from "../edge/outcome.ts";
import type { AccountStore, Credentials } from "../store/accountStore.ts";
import type { Identity } from "./Identity.ts";
import type { Passwords } from "./passwords.ts";
import { hashRecoveryCode, isRecoveryCode, makeRecoveryCode } from "./recoveryCodes.ts";

/** What is told, and nothing of why. */
export const ACCOUNT_REFUSALS = {
  400: "This request is not valid.",
  401: "You could not be signed in: reload the page.",
  [AccountRefusal.Wrong]: "The e-mail address, password or code is not right.",
  [AccountRefusal.Claimed]: "This is not possible for this account.",
  [AccountRefusal.ShutOut]: "This account may not play here.",
  429: "Too many tries: wait a while.",
  503: "Accounts cannot be reached right now.",
} as const;

export type AccountOutcome<Answer> = Outcome<Answer, keyof typeof ACCOUNT_REFUSALS>;

const WRONG = { refused: AccountRefusal.Wrong } as const;
const CLAIMED = { refused: AccountRefusal.Claimed } as const;

/** Every method rejects with StoreAwayError, BusyError, or what the store failed with. */
export class AccountDesk {
  private readonly identity: Identity;
  private readonly store: AccountStore;
  private readonly passwords: Passwords;

  constructor(identity: Identity, store: AccountStore, passwords: Passwords) {
    this.identity = identity;
    this.store = store;
    this.passwords = passwords;
  }

  /** That an address is another account's cannot be hidden from who claims it: no mail could say so instead. */
  async claim(
    accountId: string,
    { email, password }: ClaimRequest,
  ): Promise<AccountOutcome<ClaimAnswer>> {
    const account = await this.store.findAccount(accountId);
    if (account === null) return { refused: 401 };
    if (account.isClaimed) return CLAIMED;
    const passwordHash = await this.passwords.hash(password);
    const recoveryCode = makeRecoveryCode();
    const recoveryHash = hashRecoveryCode(recoveryCode);
    const result = await this.store.claimAccount(accountId, { email, passwordHash, recoveryHash });
    if (result === "ok") return { answer: { recoveryCode } };
    return result === "claimed" ? CLAIMED : WRONG;
  }

  async signIn({ email, password }: SignInRequest): Promise<AccountOutcome<GuestAnswer>> {
    const found = await this.store.findCredentials(email);
    const verdict = await this.passwords.verify(password, found?.passwordHash ?? null);
    if (found === null || !verdict.isRight) return WRONG;
    if (verdict.isDated) await this.rehash(found, password);
    return this.welcome(found.accountId);
  }

  /** Whoever needs this may have lost the password to somebody: all devices sign out. */
  async recover(request: RecoverRequest): Promise<AccountOutcome<RecoverAnswer>> {
    const found = await this.store.findCredentials(request.email);
    const isRight = isRecoveryCode(request.recoveryCode, found?.recoveryHash ?? null);
    const passwordHash = await this.passwords.hash(request.password);
    if (found === null || !isRight) return WRONG;
    const { accountId, recoveryHash: used } = found;
    const recoveryCode = makeRecoveryCode();
    const recoveryHash = hashRecoveryCode(recoveryCode);
    const next = { passwordHash, recoveryHash };
    if (!(await this.store.replaceCredentials(accountId, used, next))) return WRONG;
    await this.identity.signOutEverywhere(accountId);
    const outcome = await this.welcome(accountId);
    return "answer" in outcome ? { answer: { ...outcome.answer, recoveryCode } } : outcome;
  }

  /** A guest's device is all that it has: without it, the account would be lost. */
  async signOutEverywhere(accountId: string): Promise<AccountOutcome<null>> {
    const account = await this.store.findAccount(accountId);
    if (account === null) return { refused: 401 };
    if (!account.isClaimed) return CLAIMED;
    await this.identity.signOutEverywhere(accountId);
    return { answer: null };
  }

  private async welcome(accountId: string): Promise<AccountOutcome<GuestAnswer>> {
    const answer = await this.identity.welcomeDevice(accountId);
    return answer === "revoked" ? { refused: AccountRefusal.ShutOut } : { answer };
  }

  /** At today's cost. Whoever changed the credentials meanwhile has the last word. */
  private async rehash(
    { accountId, recoveryHash }: Credentials & { readonly accountId: string },
    password: string,
  ): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.store.replaceCredentials(accountId, recoveryHash, { passwordHash, recoveryHash });
  }
}
