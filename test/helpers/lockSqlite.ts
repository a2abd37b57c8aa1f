// The SQLite file held by somebody else: nobody but the holder writes. In: the folder it lies in. Out: how to let go.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DATABASE_FILE } from "../../server/store/sqliteStore.ts";

/** The server's own writes before it are let through, ms. */
const BUSY_TIMEOUT_MS = 5000;

export function lockSqlite(dataDir: string): () => void {
  const holder = new DatabaseSync(join(dataDir, DATABASE_FILE), { timeout: BUSY_TIMEOUT_MS });
  holder.exec("BEGIN EXCLUSIVE");
  return () => {
    holder.exec("COMMIT");
    holder.close();
  };
}
