// Both databases, empty, for one suite that must hold in each. In: nothing. Out: how to open one, its store, and what
// a test may ask of it directly. Call `closeDatabases` after each test, `stopServers` after all.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgresDatabase } from "../../server/store/postgresDatabase.ts";
import { openSqliteDatabase } from "../../server/store/sqliteDatabase.ts";
import { DATABASE_FILE, SqliteStore } from "../../server/store/sqliteStore.ts";
import { SqlStore } from "../../server/store/sqlStore.ts";
import type { Store } from "../../server/store/store.ts";
import type { Database } from "../../server/store/tables.ts";
import { type PostgresServer, startPostgres } from "../helpers/postgres.ts";

/** A database that stands, open or not. */
export interface Place {
  /** A folder of its own: of SQLite's file, and for an outbox. */
  readonly dataDir: string;
  /** "" for SQLite. */
  readonly databaseUrl: string;
  open(): Promise<{ readonly database: Database; readonly store: SqlStore }>;
  /** As the server opens it: SQLite on a thread of its own. */
  openAsServer(): Promise<Store>;
}

export interface Kind {
  readonly name: string;
  readonly isHere: boolean;
  readonly makePlace: () => Promise<Place>;
}

let server: PostgresServer | null = null;
const closing: (() => Promise<void>)[] = [];

/** @returns SQLite and PostgreSQL; the latter is not here on a machine without one. */
export async function findKinds(): Promise<readonly Kind[]> {
  server = await startPostgres();
  const sqlite: Kind = { name: "SQLite", isHere: true, makePlace: async () => makePlace("") };
  const postgres: Kind = {
    name: "PostgreSQL",
    isHere: server !== null,
    makePlace: async () => makePlace((await server?.makeDatabase()) ?? ""),
  };
  return [sqlite, postgres];
}

export async function closeDatabases(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

export async function stopServers(): Promise<void> {
  await server?.stop();
}

function makePlace(databaseUrl: string): Place {
  const dataDir = mkdtempSync(join(tmpdir(), "fraywire-"));
  closing.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  return {
    dataDir,
    databaseUrl,
    async open() {
      const database =
        databaseUrl === ""
          ? await openSqliteDatabase(join(dataDir, DATABASE_FILE))
          : await openPostgresDatabase(databaseUrl);
      const store = new SqlStore(database);
      closing.push(() => store.close());
      return { database, store };
    },
    async openAsServer() {
      const store =
        databaseUrl === ""
          ? await SqliteStore.open(dataDir)
          : new SqlStore(await openPostgresDatabase(databaseUrl));
      closing.push(() => store.close());
      return store;
    },
  };
}
