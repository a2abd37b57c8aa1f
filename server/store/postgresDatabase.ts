// A PostgreSQL database for the query builder. In: its address. Out: an open Database with this server's tables, whose
// every wait ends. Run by the server, and by tools.
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { migrate } from "./migrations.ts";
import type { Database, Tables } from "./tables.ts";

/** Connections of one process: the server asks little, and a database serves many processes. */
const CONNECTIONS = 8;
/** Questions that wait for a connection; more means that the database has stopped, and memory must not follow it. */
const MAX_WAITING = 1000;
/** Longest wait for a connection, and for an answer, ms. */
const CONNECT_TIMEOUT_MS = 2000;
const ANSWER_TIMEOUT_MS = 4000;
/** Ended by the database itself before nobody waits any more, ms: nothing goes on behind our back. */
const STATEMENT_TIMEOUT_MS = 3500;
/** Wait for rows and tables that others hold, ms. */
const LOCK_TIMEOUT_MS = 2000;
/** A process that dies without a word holds its locks no longer than this, ms. */
const IDLE_TRANSACTION_MS = 10_000;
/** Types that arrive as text unless told otherwise: whole numbers, and sums of them. All of ours are exact as numbers. */
const INT8 = 20;
const NUMERIC = 1700;

/**
 * @param url postgres://user:password@host:port/database
 * @throws Error when it cannot be reached, or has tables of a later server.
 */
export async function openPostgresDatabase(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "fraywire",
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    keepAlive: true,
    // A process that has nothing else to do may end.
    allowExitOnIdle: true,
    types: { getTypeParser: parserOf },
  });
  // An idle connection that breaks is the pool's to replace: without a listener it would end the process.
  pool.on("error", () => undefined);
  const database: Database = {
    kind: "postgres",
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: bound(pool) }) }),
  };
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.kysely.destroy();
    throw error;
  }
}

/** The pool, with an end to its queue. */
function bound(pool: pg.Pool): pg.Pool {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const bounded = async () => {
    if (pool.waitingCount >= MAX_WAITING) throw new Error("The store is busy.");
    return connect();
  };
  pool.connect = bounded as typeof pool.connect;
  return pool;
}

function parserOf(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === INT8 || oid === NUMERIC) return Number;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}
