// Which database the settings name. In: DATA_DIR and DATABASE_URL. Out: an open store. Run by the server and by tools.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError } from "../config.ts";
import type { Logger } from "../log.ts";
import { guardStore } from "./circuitBreaker.ts";
import { openPostgresDatabase } from "./postgresDatabase.ts";
import { openSqliteDatabase } from "./sqliteDatabase.ts";
import { DATABASE_FILE, SqliteStore } from "./sqliteStore.ts";
import { SqlStore } from "./sqlStore.ts";
import type { Store } from "./store.ts";

type Settings = Pick<Config, "dataDir" | "databaseUrl">;

/**
 * The server's store, behind its circuit breaker: a thread of its own for SQLite, a pool of connections for PostgreSQL.
 * Makes DATA_DIR and the tables when they are not there.
 * @throws ConfigError that names the setting when the database cannot be used.
 */
export function openStore(settings: Settings, log: Logger): Promise<Store> {
  const { dataDir, databaseUrl } = settings;
  return naming(settings, async () => {
    const store: Store =
      databaseUrl === "" ? await SqliteStore.open(dataDir) : await openPostgres(databaseUrl);
    return guardStore(store, log);
  });
}

/** The same database in the caller's own thread, for tools that do one thing. @throws as openStore. */
export function openStoreHere(settings: Settings): Promise<SqlStore> {
  const { dataDir, databaseUrl } = settings;
  return naming(settings, async () =>
    databaseUrl === ""
      ? new SqlStore(await openSqliteDatabase(join(dataDir, DATABASE_FILE)))
      : openPostgres(databaseUrl),
  );
}

async function openPostgres(url: string): Promise<SqlStore> {
  return new SqlStore(await openPostgresDatabase(url));
}

async function naming<Opened>(
  { dataDir, databaseUrl }: Settings,
  open: () => Promise<Opened>,
): Promise<Opened> {
  try {
    mkdirSync(dataDir, { recursive: true });
    return await open();
  } catch (error) {
    // The address holds a password.
    const setting = databaseUrl === "" ? `DATA_DIR=${dataDir}` : "DATABASE_URL=(hidden)";
    throw new ConfigError(`${setting} cannot be used: ${(error as Error).message}`);
  }
}
