// Accounts that the host has shut out, as far as tokens of theirs may still be about. In: the store, asked again and
// again. Out: a yes or no without waiting. Run by the server.
import type { AccountStore } from "../store/accountStore.ts";
import { CLOCK_SLACK_MS } from "./identityConstants.ts";

export class Revocations {
  private readonly store: AccountStore;
  private readonly windowMs: number;
  private revoked: ReadonlySet<string> = new Set();
  /** Revoked by this process while a list was on its way. */
  private readonly own = new Set<string>();

  constructor(store: AccountStore, tokenLifeS: number) {
    this.store = store;
    this.windowMs = tokenLifeS * 1000 + CLOCK_SLACK_MS;
  }

  /** Rejects when the store is away; what was known stays known. */
  async refresh(): Promise<void> {
    const known = [...this.own];
    this.revoked = new Set(await this.store.revokedSince(Date.now() - this.windowMs));
    for (const accountId of known) this.own.delete(accountId);
  }

  /** @returns whether there is such an account. */
  async revoke(accountId: string): Promise<boolean> {
    const exists = await this.store.revokeAccount(accountId, Date.now());
    if (exists) this.own.add(accountId);
    return exists;
  }

  has(accountId: string): boolean {
    return this.revoked.has(accountId) || this.own.has(accountId);
  }
}
