// What the server remembers of guests, as an interface: SQLite implements it (sqliteStore.ts), others may.
// Every call may fail or take its time: the disk, or later a database, is away at times.

export interface Account {
  readonly id: string;
  readonly createdMs: number;
  /** When the device last asked for a token. */
  readonly seenMs: number;
  /** When the host shut the account out; null while it is welcome. */
  readonly revokedMs: number | null;
}

export interface NewAccount {
  readonly id: string;
  /** SHA-256 of the device's secret: the secret itself is nowhere on the server. */
  readonly deviceHash: string;
  readonly nowMs: number;
}

/** Times are ms of the wall clock: they outlive the process. */
export interface AccountStore {
  createAccount(account: NewAccount): Promise<Account>;
  /** The device's account, noted as seen now; null for a device that is not known. */
  seeDevice(deviceHash: string, nowMs: number): Promise<Account | null>;
  findAccount(id: string): Promise<Account | null>;
  /** @returns whether there is such an account. Revoking twice keeps the first time. */
  revokeAccount(id: string, nowMs: number): Promise<boolean>;
  /** Accounts revoked at or after `sinceMs`. */
  revokedSince(sinceMs: number): Promise<string[]>;
  close(): Promise<void>;
}
