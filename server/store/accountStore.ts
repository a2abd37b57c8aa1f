// What the server remembers of accounts, as an interface. Every call may fail or take its time: the disk, or a
// database, is away at times. Times are ms of the wall clock: they outlive the process.

export interface Account {
  readonly id: string;
  /** As last worn in a match; "" before the first. */
  readonly name: string;
  readonly createdMs: number;
  /** When one of its devices last asked for a token. */
  readonly seenMs: number;
  /** When the host shut the account out; null while it is welcome. */
  readonly revokedMs: number | null;
  /** Tokens from before this are not good: its player signed out everywhere. 0 for never. */
  readonly tokensFromMs: number;
  readonly isClaimed: boolean;
}

export interface NewAccount {
  readonly id: string;
  /** SHA-256 of the device's secret: the secret itself is nowhere on the server. */
  readonly deviceHash: string;
  readonly nowMs: number;
}

/** What an account can be signed in to with. */
export interface Credentials {
  /** As it is compared: trimmed, lower case, NFC. */
  readonly email: string;
  /** Argon2id, with its parameters and salt. */
  readonly passwordHash: string;
  readonly recoveryHash: string;
}

export interface AccountStore {
  createAccount(account: NewAccount): Promise<Account>;
  /** The device's account, noted as seen now; null for a device that is not known. */
  seeDevice(deviceHash: string, nowMs: number): Promise<Account | null>;
  findAccount(id: string): Promise<Account | null>;
  /** One more device of the account. */
  addDevice(accountId: string, deviceHash: string, nowMs: number): Promise<void>;
  /** Every device is unknown from now on, and tokens from before are not good. */
  signOutEverywhere(accountId: string, nowMs: number): Promise<void>;
  /** `claimed` when the account has credentials already, `taken` when the e-mail is another account's. */
  claimAccount(accountId: string, credentials: Credentials): Promise<"ok" | "claimed" | "taken">;
  /** Null for an e-mail that is nobody's. */
  findCredentials(email: string): Promise<(Credentials & { readonly accountId: string }) | null>;
  /** @returns false when `expected` is not the stored recovery hash (any more): a code is used once. */
  replaceCredentials(
    accountId: string,
    expected: string,
    next: Omit<Credentials, "email">,
  ): Promise<boolean>;
  /** @returns whether there is such an account. Revoking twice keeps the first time. */
  revokeAccount(id: string, nowMs: number): Promise<boolean>;
  /** Accounts revoked at or after `sinceMs`. */
  revokedSince(sinceMs: number): Promise<string[]>;
  /** Accounts that signed out everywhere at or after `sinceMs`, and from when on tokens are good. */
  signedOutSince(sinceMs: number): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}
