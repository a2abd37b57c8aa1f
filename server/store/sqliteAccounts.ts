// Accounts in SQLite: the tables and the statements, synchronous. In: a file's path. Out: plain rows.
// Runs in the store's own thread (sqliteThread.ts): a commit waits for the disk, and a tick must not.
import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Account, NewAccount } from "./accountStore.ts";

/** The owner alone reads who plays here. */
const FILE_MODE = 0o600;
/** How long a statement waits for another process that writes, ms. */
const BUSY_TIMEOUT_MS = 2000;

/** Each entry leads from its index to the next version of the tables (PRAGMA user_version). */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE accounts (
     id TEXT PRIMARY KEY,
     device_hash TEXT NOT NULL UNIQUE,
     created_ms INTEGER NOT NULL,
     seen_ms INTEGER NOT NULL,
     revoked_ms INTEGER
   ) STRICT;
   CREATE INDEX accounts_revoked ON accounts (revoked_ms) WHERE revoked_ms IS NOT NULL;`,
];

const COLUMNS = `id, created_ms AS createdMs, seen_ms AS seenMs, revoked_ms AS revokedMs`;

export class SqliteAccounts {
  private readonly db: DatabaseSync;

  /** @throws when the file cannot be opened or is no database. */
  constructor(path: string) {
    this.db = new DatabaseSync(path);
    // SQLite gives its journal files the same mode.
    chmodSync(path, FILE_MODE);
    // What was acknowledged is on the disk: WAL alone would lose the last commits with the power.
    this.db.exec(
      `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`,
    );
    this.migrate();
  }

  createAccount({ id, deviceHash, nowMs }: NewAccount): Account {
    this.db
      .prepare("INSERT INTO accounts (id, device_hash, created_ms, seen_ms) VALUES (?, ?, ?, ?)")
      .run(id, deviceHash, nowMs, nowMs);
    return { id, createdMs: nowMs, seenMs: nowMs, revokedMs: null };
  }

  seeDevice(deviceHash: string, nowMs: number): Account | null {
    const row = this.db
      .prepare(`UPDATE accounts SET seen_ms = ? WHERE device_hash = ? RETURNING ${COLUMNS}`)
      .get(nowMs, deviceHash);
    return row === undefined ? null : toAccount(row);
  }

  findAccount(id: string): Account | null {
    const row = this.db.prepare(`SELECT ${COLUMNS} FROM accounts WHERE id = ?`).get(id);
    return row === undefined ? null : toAccount(row);
  }

  revokeAccount(id: string, nowMs: number): boolean {
    const { changes } = this.db
      .prepare("UPDATE accounts SET revoked_ms = coalesce(revoked_ms, ?) WHERE id = ?")
      .run(nowMs, id);
    return Number(changes) > 0;
  }

  revokedSince(sinceMs: number): string[] {
    const rows = this.db.prepare("SELECT id FROM accounts WHERE revoked_ms >= ?").all(sinceMs);
    return rows.map((row) => String(row.id));
  }

  close(): void {
    this.db.close();
  }

  /** In one transaction that locks first: two processes that start at once do it once. */
  private migrate(): void {
    this.db.exec("BEGIN IMMEDIATE");
    try {
      const row = this.db.prepare("PRAGMA user_version").get();
      const version = Number(row?.user_version ?? 0);
      if (version > MIGRATIONS.length) {
        throw new Error(
          `its tables have version ${version}, this server knows ${MIGRATIONS.length}`,
        );
      }
      for (const step of MIGRATIONS.slice(version)) this.db.exec(step);
      this.db.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
    } catch (error) {
      this.db.exec("ROLLBACK");
      throw error;
    }
  }
}

function toAccount(row: Record<string, unknown>): Account {
  return {
    id: String(row.id),
    createdMs: Number(row.createdMs),
    seenMs: Number(row.seenMs),
    revokedMs: row.revokedMs === null ? null : Number(row.revokedMs),
  };
}
