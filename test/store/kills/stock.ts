// What is in the database in the end, held against what was said. In: a database, a witness. Out: figures, of which those
// of `FAULTS` must be 0. Run by killing.ts.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { viewOf } from "../../../server/match/ratings.ts";
import { OUTBOX_FOLDER } from "../../../server/match/results.ts";
import { changeOf } from "../../../server/store/recording.ts";
import type { ResultRow } from "../../../server/store/tables.ts";
import type { Place } from "../databases.ts";
import type { Acknowledged, Witness } from "./witness.ts";

export interface Stock {
  readonly kills: number;
  /** Matches whose outcome was known. */
  readonly ended: number;
  /** Of these, matches that at least one player was told are safe. */
  readonly acknowledged: number;
  /** Found in the outbox after a kill: they were safe, and not everybody had been told. */
  readonly foundInOutbox: number;
  readonly inDatabase: number;
  /** Acknowledged or in the outbox, and not in the database as the player was told it. */
  readonly lost: number;
  readonly halfWritten: number;
  readonly appliedTwice: number;
  /** Ratings or results that a rebuild had to correct. */
  readonly drift: number;
  /** In the outbox, or put aside. */
  readonly leftInOutbox: number;
}

const FAULTS = ["lost", "halfWritten", "appliedTwice", "drift", "leftInOutbox"] as const;

export function faultsOf(stock: Stock): Pick<Stock, (typeof FAULTS)[number]> {
  const { lost, halfWritten, appliedTwice, drift, leftInOutbox } = stock;
  return { lost, halfWritten, appliedTwice, drift, leftInOutbox };
}

export function sumOf(stocks: readonly Stock[]): Stock {
  return stocks.reduce((sum, stock) => {
    const keys = Object.keys(sum) as (keyof Stock)[];
    return Object.fromEntries(keys.map((key) => [key, sum[key] + stock[key]])) as unknown as Stock;
  });
}

export async function takeStock(place: Place, kills: number, witness: Witness): Promise<Stock> {
  const { database, store } = await place.open();
  const { kysely } = database;
  const matches = await kysely.selectFrom("matches").select(["seq", "id"]).execute();
  const results = await kysely.selectFrom("results").selectAll().execute();
  const ratings = await kysely.selectFrom("ratings").select("matches").execute();
  const written = new Map(
    matches.map(({ seq, id }) => [id, results.filter((row) => row.match_seq === seq)]),
  );
  const rated = ratings.reduce((sum, row) => sum + row.matches, 0);
  const { ratingsFixed, resultsFixed } = await store.rebuildRatings();
  const { acknowledged, ended, inOutbox } = witness;
  const isAsTold = (told: Acknowledged) =>
    (written.get(told.matchId) ?? []).some((row) => isTheSame(row, told, witness));
  const forgotten = [
    ...acknowledged.filter((told) => !isAsTold(told)).map(({ matchId }) => matchId),
    ...[...inOutbox].filter((id) => !written.has(id)),
  ];
  return {
    kills,
    ended: ended.size,
    acknowledged: new Set(acknowledged.map(({ matchId }) => matchId)).size,
    foundInOutbox: inOutbox.size,
    inDatabase: matches.length,
    lost: new Set(forgotten).size,
    halfWritten: [...written].filter(([id, rows]) => !isWhole(rows, ended.get(id))).length,
    appliedTwice: matches.length - written.size + Math.abs(rated - 2 * matches.length) / 2,
    drift: ratingsFixed + resultsFixed,
    leftInOutbox: outboxOf(place).length + outboxOf(place, "aside").length,
  };
}

/** Matches in a folder of the outbox. */
export function outboxOf({ dataDir }: Place, ...folder: string[]): string[] {
  const suffix = ".json";
  const names = readdirSync(join(dataDir, OUTBOX_FOLDER, ...folder));
  return names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
}

/** The player's own row, with the ratings that it was shown. */
function isTheSame(row: ResultRow, { session, rating }: Acknowledged, witness: Witness): boolean {
  const change = changeOf(row);
  if (change === null || row.account_id !== witness.accountOfSession.get(session)) return false;
  const { before, after } = change;
  return (
    isDeepStrictEqual(rating?.before, viewOf(before)) &&
    isDeepStrictEqual(rating?.after, viewOf(after))
  );
}

/** @param players of the match; undefined for one that nobody saw end. */
function isWhole(rows: readonly ResultRow[], players: readonly string[] | undefined): boolean {
  const accounts = rows.map((row) => row.account_id).toSorted();
  return (
    isDeepStrictEqual(accounts, players?.toSorted()) && rows.every((row) => row.mu_after !== null)
  );
}
