// Accounts that the host has shut out, and those that signed out everywhere, as far as tokens of theirs may still be
// about. In: the store, asked again and again. Out: a yes or no without waiting. Run by the server.
import type { AccountStore } from "../store/accountStore.ts";
import { CLOCK_SLACK_MS } from "./identityConstants.ts";

export class Revocations {
  private readonly store: AccountStore;
  private readonly windowMs: number;
  private revoked: ReadonlySet<string> = new Set();
  private signedOut: ReadonlyMap<string, number> = new Map();
  /** By this process while a list was on its way. */
  private readonly ownRevoked = new Set<string>();
  private readonly ownSignedOut = new Map<string, number>();

  constructor(store: AccountStore, tokenLifeS: number) {
    this.store = store;
    this.windowMs = tokenLifeS * 1000 + CLOCK_SLACK_MS;
  }

  /** Rejects when the store is away; what was known stays known. */
  async refresh(): Promise<void> {
    const revoked = [...this.ownRevoked];
    const signedOut = [...this.ownSignedOut];
    const sinceMs = Date.now() - this.windowMs;
    [this.revoked, this.signedOut] = await Promise.all([
      this.store.revokedSince(sinceMs).then((ids) => new Set(ids)),
      this.store.signedOutSince(sinceMs),
    ]);
    for (const accountId of revoked) this.ownRevoked.delete(accountId);
    for (const [accountId, fromMs] of signedOut) {
      if (this.ownSignedOut.get(accountId) === fromMs) this.ownSignedOut.delete(accountId);
    }
  }

  /** @returns whether there is such an account. */
  async revoke(accountId: string): Promise<boolean> {
    const exists = await this.store.revokeAccount(accountId, Date.now());
    if (exists) this.ownRevoked.add(accountId);
    return exists;
  }

  /** Tokens that were issued until now are worthless. They know whole seconds: those from the present one are too. */
  async signOutEverywhere(accountId: string): Promise<void> {
    const fromMs = (Math.floor(Date.now() / 1000) + 1) * 1000;
    await this.store.signOutEverywhere(accountId, fromMs);
    this.ownSignedOut.set(accountId, fromMs);
  }

  has(accountId: string): boolean {
    return this.revoked.has(accountId) || this.ownRevoked.has(accountId);
  }

  /** @param issuedMs when the token was issued that is in question. */
  isSignedOut(accountId: string, issuedMs: number): boolean {
    const fromMs = this.ownSignedOut.get(accountId) ?? this.signedOut.get(accountId) ?? 0;
    return issuedMs < fromMs;
  }
}
