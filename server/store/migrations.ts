// The tables, and the way to them from every earlier version, in both databases. In: an open database. Out: the same
// with this server's tables. Each start runs it; in one transaction that locks first, so that two at once do it once.
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Database, Tables } from "./tables.ts";

/** Any number: Postgres' name for the lock under which tables are changed. */
const MIGRATION_LOCK = 7_214_001;

type Schema = Kysely<Tables> | Transaction<Tables>;
type Column = RawBuilder<unknown>;

/** What the databases call the same things. */
interface Dialect {
  readonly text: Column;
  readonly integer: Column;
  readonly real: Column;
  readonly counter: Column;
  /** SQLite checks types only when told to. */
  readonly tableEnd: Column;
}

const DIALECTS: Readonly<Record<Database["kind"], Dialect>> = {
  sqlite: {
    text: sql`text`,
    integer: sql`integer`,
    real: sql`real`,
    counter: sql`integer primary key autoincrement`,
    tableEnd: sql`strict`,
  },
  postgres: {
    text: sql`text`,
    integer: sql`bigint`,
    real: sql`double precision`,
    counter: sql`bigint generated always as identity primary key`,
    tableEnd: sql``,
  },
};

/** Each leads from its index to the next version. */
const STEPS: readonly ((schema: Schema, dialect: Dialect) => Promise<void>)[] = [
  makeGuests,
  makeDevicesAndMatches,
];

/** @throws Error when the tables are of a later server. */
export async function migrate({ kind, kysely }: Database): Promise<void> {
  const store = VERSIONS[kind];
  await kysely.transaction().execute(async (trx) => {
    const version = await store.read(trx);
    if (version > STEPS.length) {
      throw new Error(
        `its tables have version ${version}, this server knows ${STEPS.length}: update the server`,
      );
    }
    if (version === STEPS.length) return;
    for (const step of STEPS.slice(version)) await step(trx, DIALECTS[kind]);
    await store.write(trx, STEPS.length);
  });
}

interface VersionStore {
  read(schema: Schema): Promise<number>;
  write(schema: Schema, version: number): Promise<void>;
}

const VERSIONS: Readonly<Record<Database["kind"], VersionStore>> = {
  // A transaction of ours holds SQLite's one write lock from its start.
  sqlite: {
    read: async (schema) => {
      const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(schema);
      return rows[0]?.user_version ?? 0;
    },
    write: async (schema, version) => {
      await sql`pragma user_version = ${sql.lit(version)}`.execute(schema);
    },
  },
  postgres: {
    read: async (schema) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(schema);
      await sql`create table if not exists schema_version (version bigint not null)`.execute(
        schema,
      );
      const { rows } = await sql<{ version: number }>`select version from schema_version`.execute(
        schema,
      );
      return rows[0]?.version ?? 0;
    },
    write: async (schema, version) => {
      await sql`delete from schema_version`.execute(schema);
      await sql`insert into schema_version values (${version})`.execute(schema);
    },
  },
};

/** Version 1: guests, each with one device. */
async function makeGuests(db: Schema, { text, integer, tableEnd }: Dialect): Promise<void> {
  await db.schema
    .createTable("accounts")
    .addColumn("id", text, (column) => column.primaryKey())
    .addColumn("device_hash", text, (column) => column.notNull().unique())
    .addColumn("created_ms", integer, (column) => column.notNull())
    .addColumn("seen_ms", integer, (column) => column.notNull())
    .addColumn("revoked_ms", integer)
    .modifyEnd(tableEnd)
    .execute();
}

/** Version 2: accounts of several devices with a name and credentials; matches, results and ratings. */
async function makeDevicesAndMatches(db: Schema, dialect: Dialect): Promise<void> {
  await moveGuests(db, dialect);
  await makeCredentials(db, dialect);
  await makeMatches(db, dialect);
  await makeResults(db, dialect);
  await makeRatings(db, dialect);
}

/** SQLite cannot drop a unique column: the table is made anew. */
async function moveGuests(db: Schema, { text, integer, tableEnd }: Dialect): Promise<void> {
  await sql`alter table accounts rename to guests`.execute(db);
  await db.schema
    .createTable("accounts")
    .addColumn("id", text, (column) => column.primaryKey())
    .addColumn("name", text, (column) => column.notNull().defaultTo(""))
    .addColumn("created_ms", integer, (column) => column.notNull())
    .addColumn("seen_ms", integer, (column) => column.notNull())
    .addColumn("revoked_ms", integer)
    .addColumn("tokens_from_ms", integer, (column) => column.notNull().defaultTo(0))
    .modifyEnd(tableEnd)
    .execute();
  await db.schema
    .createTable("devices")
    .addColumn("device_hash", text, (column) => column.primaryKey())
    .addColumn("account_id", text, (column) => column.notNull().references("accounts.id"))
    .addColumn("created_ms", integer, (column) => column.notNull())
    .modifyEnd(tableEnd)
    .execute();
  await sql`insert into accounts (id, created_ms, seen_ms, revoked_ms)
    select id, created_ms, seen_ms, revoked_ms from guests`.execute(db);
  await sql`insert into devices (device_hash, account_id, created_ms)
    select device_hash, id, created_ms from guests`.execute(db);
  await db.schema.dropTable("guests").execute();
  await db.schema.createIndex("devices_account").on("devices").column("account_id").execute();
  await sql`create index accounts_revoked_at on accounts (revoked_ms) where revoked_ms is not null`.execute(
    db,
  );
  await sql`create index accounts_signed_out on accounts (tokens_from_ms) where tokens_from_ms > 0`.execute(
    db,
  );
}

async function makeCredentials(db: Schema, { text, tableEnd }: Dialect): Promise<void> {
  await db.schema
    .createTable("credentials")
    .addColumn("account_id", text, (column) => column.primaryKey().references("accounts.id"))
    .addColumn("email", text, (column) => column.notNull().unique())
    .addColumn("password_hash", text, (column) => column.notNull())
    .addColumn("recovery_hash", text, (column) => column.notNull())
    .modifyEnd(tableEnd)
    .execute();
}

async function makeMatches(db: Schema, dialect: Dialect): Promise<void> {
  const { text, integer, counter, tableEnd } = dialect;
  await db.schema
    .createTable("matches")
    .addColumn("seq", counter)
    .addColumn("id", text, (column) => column.notNull().unique())
    .addColumn("mode", text, (column) => column.notNull())
    .addColumn("map_id", text, (column) => column.notNull())
    .addColumn("is_ranked", integer, (column) => column.notNull())
    .addColumn("started_ms", integer, (column) => column.notNull())
    .addColumn("ended_ms", integer, (column) => column.notNull())
    .addColumn("ended_by", text, (column) => column.notNull())
    .addColumn("players", integer, (column) => column.notNull())
    .addColumn("bot_name", text)
    .addColumn("bot_score", integer)
    .modifyEnd(tableEnd)
    .execute();
}

/** Accounts are not referenced: a result outlives an account that an older copy of the database does not know. */
async function makeResults(db: Schema, dialect: Dialect): Promise<void> {
  const { text, integer, real, tableEnd } = dialect;
  await db.schema
    .createTable("results")
    .addColumn("match_seq", integer, (column) => column.notNull().references("matches.seq"))
    .addColumn("account_id", text, (column) => column.notNull())
    .addColumn("name", text, (column) => column.notNull())
    .addColumn("mode", text, (column) => column.notNull())
    .addColumn("is_ranked", integer, (column) => column.notNull())
    .addColumn("ended_ms", integer, (column) => column.notNull())
    .addColumn("outcome", text, (column) => column.notNull())
    .addColumn("place", integer, (column) => column.notNull())
    .addColumn("score", integer, (column) => column.notNull())
    .addColumn("kills", integer, (column) => column.notNull())
    .addColumn("deaths", integer, (column) => column.notNull())
    .addColumn("mu_before", real)
    .addColumn("sigma_before", real)
    .addColumn("mu_after", real)
    .addColumn("sigma_after", real)
    .addColumn("matches_before", integer)
    .addPrimaryKeyConstraint("results_key", ["match_seq", "account_id"])
    .modifyEnd(tableEnd)
    .execute();
  await db.schema
    .createIndex("results_of_account")
    .on("results")
    .columns(["account_id", "ended_ms"])
    .execute();
  // Holds all that a leaderboard sums up: the rows themselves are not read.
  await db.schema
    .createIndex("results_by_time")
    .on("results")
    .columns(["mode", "ended_ms", "account_id", "is_ranked", "outcome", "score"])
    .execute();
}

async function makeRatings(db: Schema, dialect: Dialect): Promise<void> {
  const { text, integer, real, tableEnd } = dialect;
  await db.schema
    .createTable("ratings")
    .addColumn("account_id", text, (column) => column.primaryKey())
    .addColumn("mu", real, (column) => column.notNull())
    .addColumn("sigma", real, (column) => column.notNull())
    .addColumn("matches", integer, (column) => column.notNull())
    .addColumn("conservative", integer, (column) => column.notNull())
    .modifyEnd(tableEnd)
    .execute();
  await db.schema.createIndex("ratings_by_estimate").on("ratings").column("conservative").execute();
}
