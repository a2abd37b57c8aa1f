// Accounts, devices and credentials: the statements. In: an open database. Out: rows as the rest of the server knows
// them. Run by SqlStore.
import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { Account, Credentials, NewAccount } from "./accountStore.ts";
import type { Database, Tables } from "./tables.ts";

/** An account with `claimed_id`, null for one without credentials. */
function accounts(kysely: Kysely<Tables>) {
  return kysely
    .selectFrom("accounts")
    .leftJoin("credentials", "credentials.account_id", "accounts.id")
    .selectAll("accounts")
    .select("credentials.account_id as claimed_id");
}

type AccountRow =
  ReturnType<typeof accounts> extends SelectQueryBuilder<infer _Db, infer _Table, infer Row>
    ? Row
    : never;

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    createdMs: row.created_ms,
    seenMs: row.seen_ms,
    revokedMs: row.revoked_ms,
    tokensFromMs: row.tokens_from_ms,
    isClaimed: row.claimed_id !== null,
  };
}

export async function findAccount({ kysely }: Database, id: string): Promise<Account | null> {
  const row = await accounts(kysely).where("accounts.id", "=", id).executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

export function createAccount(database: Database, account: NewAccount): Promise<Account> {
  const { id, deviceHash, nowMs } = account;
  return database.kysely.transaction().execute(async (trx) => {
    await trx
      .insertInto("accounts")
      .values({ id, created_ms: nowMs, seen_ms: nowMs, revoked_ms: null })
      .execute();
    await trx
      .insertInto("devices")
      .values({ device_hash: deviceHash, account_id: id, created_ms: nowMs })
      .execute();
    return {
      id,
      name: "",
      createdMs: nowMs,
      seenMs: nowMs,
      revokedMs: null,
      tokensFromMs: 0,
      isClaimed: false,
    };
  });
}

export async function seeDevice(
  database: Database,
  deviceHash: string,
  nowMs: number,
): Promise<Account | null> {
  const seen = await database.kysely
    .updateTable("accounts")
    .set({ seen_ms: nowMs })
    .where("id", "=", (device) =>
      device.selectFrom("devices").select("account_id").where("device_hash", "=", deviceHash),
    )
    .returning("id")
    .executeTakeFirst();
  return seen === undefined ? null : findAccount(database, seen.id);
}

export async function addDevice(
  { kysely }: Database,
  accountId: string,
  deviceHash: string,
  nowMs: number,
): Promise<void> {
  await kysely
    .insertInto("devices")
    .values({ device_hash: deviceHash, account_id: accountId, created_ms: nowMs })
    .execute();
}

export function signOutEverywhere(
  { kysely }: Database,
  accountId: string,
  nowMs: number,
): Promise<void> {
  return kysely.transaction().execute(async (trx) => {
    await trx.deleteFrom("devices").where("account_id", "=", accountId).execute();
    await trx
      .updateTable("accounts")
      .set({ tokens_from_ms: nowMs })
      .where("id", "=", accountId)
      .execute();
  });
}

export function claimAccount(
  { kysely }: Database,
  accountId: string,
  { email, passwordHash, recoveryHash }: Credentials,
): Promise<"ok" | "claimed" | "taken"> {
  return kysely.transaction().execute(async (trx) => {
    const made = await trx
      .insertInto("credentials")
      .values({
        account_id: accountId,
        email,
        password_hash: passwordHash,
        recovery_hash: recoveryHash,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("account_id")
      .executeTakeFirst();
    if (made !== undefined) return "ok";
    const own = await trx
      .selectFrom("credentials")
      .select("account_id")
      .where("account_id", "=", accountId)
      .executeTakeFirst();
    return own === undefined ? "taken" : "claimed";
  });
}

export async function findCredentials(
  { kysely }: Database,
  email: string,
): Promise<(Credentials & { readonly accountId: string }) | null> {
  const row = await kysely
    .selectFrom("credentials")
    .selectAll()
    .where("email", "=", email)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    accountId: row.account_id,
    email: row.email,
    passwordHash: row.password_hash,
    recoveryHash: row.recovery_hash,
  };
}

export async function replaceCredentials(
  { kysely }: Database,
  accountId: string,
  expected: string,
  next: Omit<Credentials, "email">,
): Promise<boolean> {
  const row = await kysely
    .updateTable("credentials")
    .set({ password_hash: next.passwordHash, recovery_hash: next.recoveryHash })
    .where("account_id", "=", accountId)
    .where("recovery_hash", "=", expected)
    .returning("account_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function revokeAccount(
  { kysely }: Database,
  id: string,
  nowMs: number,
): Promise<boolean> {
  const row = await kysely
    .updateTable("accounts")
    .set({ revoked_ms: sql`coalesce(revoked_ms, ${sql.lit(nowMs)})` })
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function revokedSince({ kysely }: Database, sinceMs: number): Promise<string[]> {
  const rows = await kysely
    .selectFrom("accounts")
    .select("id")
    .where("revoked_ms", ">=", sinceMs)
    .execute();
  return rows.map((row) => row.id);
}

export async function signedOutSince(
  { kysely }: Database,
  sinceMs: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await kysely
    .selectFrom("accounts")
    .select(["id", "tokens_from_ms"])
    .where("tokens_from_ms", ">=", sinceMs)
    .where("tokens_from_ms", ">", 0)
    .execute();
  return new Map(rows.map((row) => [row.id, row.tokens_from_ms]));
}
