// All ratings, made again from the results. In: an open database. Out: how many were wrong; they are right afterwards.
// Run by an operator (tools/rebuildRatings.ts) and by tests.
import { sql, type Transaction } from "kysely";
import type { Rating } from "../match/finishedMatch.ts";
import { applyDuel, BEGINNER } from "../match/ratings.ts";
import { changeOf, toRating, writeRating } from "./recording.ts";
import type { Database, ResultRow, Tables } from "./tables.ts";

export interface Rebuild {
  /** Ranked matches that were read. */
  readonly matches: number;
  readonly accounts: number;
  /** Accounts whose rating was another one than its results give. */
  readonly ratingsFixed: number;
  /** Results whose rating before or after was another one. */
  readonly resultsFixed: number;
}

/** Rows that are read at once: all results of a busy year do not fit into memory. */
const PAGE_ROWS = 2000;

/** In one transaction, while no match is recorded. */
export function rebuildRatings({ kind, kysely }: Database): Promise<Rebuild> {
  return kysely.transaction().execute(async (trx) => {
    if (kind === "postgres") {
      // Readers go on; recordMatch waits.
      await sql`lock table ratings in exclusive mode`.execute(trx);
    }
    const ratings = new Map<string, Rating>();
    let matches = 0;
    let resultsFixed = 0;
    for await (const [first, second] of rankedDuels(trx)) {
      matches++;
      resultsFixed += await replay(trx, ratings, first, second);
    }
    const ratingsFixed = await writeDifferent(trx, ratings);
    return { matches, accounts: ratings.size, ratingsFixed, resultsFixed };
  });
}

/** Pairs of results in the order in which they were applied. */
async function* rankedDuels(trx: Transaction<Tables>): AsyncGenerator<[ResultRow, ResultRow]> {
  for (let seq = 0; ; ) {
    const rows = await trx
      .selectFrom("results")
      .selectAll()
      .where("match_seq", ">", seq)
      .where("is_ranked", "=", 1)
      .orderBy("match_seq")
      .orderBy("place")
      .orderBy("account_id")
      .limit(PAGE_ROWS)
      .execute();
    // Two to a match: a page of an even number of rows ends with a whole one.
    for (let i = 0; i < rows.length; i += 2) {
      const first = rows[i];
      const second = rows[i + 1];
      if (first === undefined || first.match_seq !== second?.match_seq) {
        throw new Error(`ranked match ${first?.match_seq} has not two results`);
      }
      yield [first, second];
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    seq = last.match_seq;
  }
}

/** @returns how many of the two results had to be corrected. */
async function replay(
  trx: Transaction<Tables>,
  ratings: Map<string, Rating>,
  first: ResultRow,
  second: ResultRow,
): Promise<number> {
  if (first.outcome === "placed") throw new Error(`ranked match ${first.match_seq} is no Duel`);
  const a = ratings.get(first.account_id) ?? BEGINNER;
  const b = ratings.get(second.account_id) ?? BEGINNER;
  const [nextA, nextB] = applyDuel(a, b, first.outcome);
  ratings.set(first.account_id, nextA);
  ratings.set(second.account_id, nextB);
  const fixedA = await correct(trx, first, a, nextA);
  const fixedB = await correct(trx, second, b, nextB);
  return Number(fixedA) + Number(fixedB);
}

async function correct(
  trx: Transaction<Tables>,
  row: ResultRow,
  before: Rating,
  after: Rating,
): Promise<boolean> {
  const told = changeOf(row);
  if (told !== null && isSame(told.before, before) && isSame(told.after, after)) return false;
  await trx
    .updateTable("results")
    .set({
      mu_before: before.mu,
      sigma_before: before.sigma,
      matches_before: before.matches,
      mu_after: after.mu,
      sigma_after: after.sigma,
    })
    .where("match_seq", "=", row.match_seq)
    .where("account_id", "=", row.account_id)
    .execute();
  return true;
}

async function writeDifferent(
  trx: Transaction<Tables>,
  ratings: ReadonlyMap<string, Rating>,
): Promise<number> {
  const rows = await trx.selectFrom("ratings").selectAll().execute();
  const stored = new Map(rows.map((row) => [row.account_id, toRating(row)]));
  let fixed = 0;
  for (const [accountId, rating] of ratings) {
    const before = stored.get(accountId);
    stored.delete(accountId);
    if (before !== undefined && isSame(before, rating)) continue;
    await writeRating(trx, accountId, rating);
    fixed++;
  }
  // Without a ranked match there is no rating.
  for (const accountId of stored.keys()) {
    await trx.deleteFrom("ratings").where("account_id", "=", accountId).execute();
    fixed++;
  }
  return fixed;
}

function isSame(a: Rating, b: Rating): boolean {
  return a.mu === b.mu && a.sigma === b.sigma && a.matches === b.matches;
}
