// A SQLite file for the query builder, synchronous. In: a path. Out: an open Database with this server's tables.
// Run by the store's own thread (sqliteThread.ts), because a commit waits for the disk; and by tools.
import { chmodSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from "kysely";
import { migrate } from "./migrations.ts";
import type { Database, Tables } from "./tables.ts";

/** The owner alone reads who plays here. */
const FILE_MODE = 0o600;
/** How long a statement waits for another process that writes, ms. */
const BUSY_TIMEOUT_MS = 2000;

/** @throws Error when the file cannot be opened, is no database, or has tables of a later server. */
export async function openSqliteDatabase(path: string): Promise<Database> {
  const file = new DatabaseSync(path);
  try {
    // SQLite gives its journal files the same mode.
    chmodSync(path, FILE_MODE);
    // What was acknowledged is on the disk: WAL alone would lose the last commits with the power.
    file.exec(
      `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`,
    );
    const database = wrap(file);
    await migrate(database);
    return database;
  } catch (error) {
    if (file.isOpen) file.close();
    throw error;
  }
}

function wrap(file: DatabaseSync): Database {
  const config = { database: adapt(file) };
  class Dialect extends SqliteDialect {
    override createDriver(): SqliteDriver {
      return new LockingDriver(config);
    }
  }
  return { kind: "sqlite", kysely: new Kysely<Tables>({ dialect: new Dialect(config) }) };
}

/** A transaction takes the write lock at its start: one that reads first could not go on after another's commit. */
class LockingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

/** Node's own SQLite in the shape that the query builder knows. */
function adapt(file: DatabaseSync): SqliteDatabase {
  return {
    close: () => file.close(),
    prepare: (text) => {
      const statement = file.prepare(text);
      const bound = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bound(parameters)),
        run: (parameters) => statement.run(...bound(parameters)),
        iterate: (parameters) => statement.iterate(...bound(parameters)),
      };
    },
  };
}
