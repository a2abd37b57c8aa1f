// How a match is written down: once, whole, with what it does to ratings. In: an open database and a finished match.
// Out: the ratings before and after it. Run by SqlStore.
import { sql, type Transaction } from "kysely";
import type { FinishedMatch, MatchPlayer, Rating, RecordedMatch } from "../match/finishedMatch.ts";
import { applyDuel, BEGINNER, conservativeOf } from "../match/ratings.ts";
import type { Database, ResultRow, Tables } from "./tables.ts";

type RatingChange = { readonly before: Rating; readonly after: Rating };

/** One transaction. Who is asked for the same match again answers from what is written. */
export function recordMatch(database: Database, match: FinishedMatch): Promise<RecordedMatch> {
  return database.kysely.transaction().execute(async (trx) => {
    // The ratings are locked before the match gets its number: numbers then follow the order of an account's matches.
    const before = match.isRanked ? await lockRatings(trx, database.kind, match) : new Map();
    const seq = await insertMatch(trx, match);
    if (seq === null) return recordedMatch(trx, match.matchId);
    const ratings = match.isRanked ? changesOf(match, before) : new Map<string, RatingChange>();
    await insertResults(trx, seq, match, ratings);
    // In one order, here as above: two matches that end together do not wait for each other.
    for (const player of inOrder(match.players)) {
      const change = ratings.get(player.accountId);
      if (change !== undefined) await writeRating(trx, player.accountId, change.after);
      await wearName(trx, player);
    }
    return { matchId: match.matchId, ratings };
  });
}

/** In the order asked; a beginner's for accounts that have none. */
export async function ratingsOf(
  { kysely }: Database,
  accountIds: readonly string[],
): Promise<readonly Rating[]> {
  if (accountIds.length === 0) return [];
  const rows = await kysely
    .selectFrom("ratings")
    .selectAll()
    .where("account_id", "in", accountIds)
    .execute();
  const byAccount = new Map(rows.map((row) => [row.account_id, toRating(row)]));
  return accountIds.map((id) => byAccount.get(id) ?? BEGINNER);
}

/** Both rows are there afterwards, and nobody else's until the transaction's end. */
async function lockRatings(
  trx: Transaction<Tables>,
  kind: Database["kind"],
  match: FinishedMatch,
): Promise<Map<string, Rating>> {
  const ids = inOrder(match.players).map((player) => player.accountId);
  const { mu, sigma, matches } = BEGINNER;
  await trx
    .insertInto("ratings")
    .values(
      ids.map((id) => ({
        account_id: id,
        mu,
        sigma,
        matches,
        conservative: conservativeOf(BEGINNER),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = await trx
    .selectFrom("ratings")
    .selectAll()
    .where("account_id", "in", ids)
    .orderBy("account_id")
    // SQLite's transactions are alone from their start.
    .$if(kind === "postgres", (query) => query.forUpdate())
    .execute();
  return new Map(rows.map((row) => [row.account_id, toRating(row)]));
}

/** @returns its number, or null when it is there already. */
async function insertMatch(trx: Transaction<Tables>, match: FinishedMatch): Promise<number | null> {
  const row = await trx
    .insertInto("matches")
    .values({
      id: match.matchId,
      mode: match.mode,
      map_id: match.mapId,
      is_ranked: Number(match.isRanked),
      started_ms: match.startedMs,
      ended_ms: match.endedMs,
      ended_by: match.by,
      players: match.actors ?? match.players.length,
      bot_name: match.bot?.name ?? null,
      bot_score: match.bot?.score ?? null,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("seq")
    .executeTakeFirst();
  return row?.seq ?? null;
}

async function insertResults(
  trx: Transaction<Tables>,
  seq: number,
  match: FinishedMatch,
  ratings: ReadonlyMap<string, RatingChange>,
): Promise<void> {
  const rows = match.players.map((player): ResultRow => {
    const change = ratings.get(player.accountId);
    return {
      match_seq: seq,
      account_id: player.accountId,
      name: player.name,
      mode: match.mode,
      is_ranked: Number(match.isRanked),
      ended_ms: match.endedMs,
      outcome: outcomeOf(match, player),
      place: player.place,
      score: player.score,
      kills: player.kills,
      deaths: player.deaths,
      mu_before: change?.before.mu ?? null,
      sigma_before: change?.before.sigma ?? null,
      mu_after: change?.after.mu ?? null,
      sigma_after: change?.after.sigma ?? null,
      matches_before: change?.before.matches ?? null,
    };
  });
  if (rows.length > 0) await trx.insertInto("results").values(rows).execute();
}

/** By place: who forfeits comes second, whatever the rounds say. */
function outcomeOf(match: FinishedMatch, player: MatchPlayer): ResultRow["outcome"] {
  if (match.mode === "arena") return "placed";
  const other = match.players.find(({ accountId }) => accountId !== player.accountId);
  const isLevel =
    other === undefined
      ? match.bot !== undefined && match.bot.score === player.score && match.by === "rounds"
      : other.place === player.place;
  if (isLevel) return "drawn";
  return player.place === 1 ? "won" : "lost";
}

function changesOf(
  match: FinishedMatch,
  before: ReadonlyMap<string, Rating>,
): Map<string, RatingChange> {
  const [first, second] = match.players;
  if (match.players.length !== 2 || first === undefined || second === undefined) {
    throw new Error(`${match.matchId} is ranked with ${match.players.length} players, not 2`);
  }
  const a = before.get(first.accountId) ?? BEGINNER;
  const b = before.get(second.accountId) ?? BEGINNER;
  const outcome = outcomeOf(match, first);
  if (outcome === "placed") throw new Error(`${match.matchId} is ranked and no Duel`);
  const [nextA, nextB] = applyDuel(a, b, outcome);
  return new Map([
    [first.accountId, { before: a, after: nextA }],
    [second.accountId, { before: b, after: nextB }],
  ]);
}

async function recordedMatch(trx: Transaction<Tables>, matchId: string): Promise<RecordedMatch> {
  const rows = await trx
    .selectFrom("results")
    .innerJoin("matches", "matches.seq", "results.match_seq")
    .selectAll("results")
    .where("matches.id", "=", matchId)
    .execute();
  const changes = rows.map((row) => [row.account_id, changeOf(row)] as const);
  const isRated = (
    entry: readonly [string, RatingChange | null],
  ): entry is [string, RatingChange] => entry[1] !== null;
  return { matchId, ratings: new Map(changes.filter(isRated)) };
}

/** What a match did to a rating; null for one that was not ranked. */
export function changeOf(row: ResultRow): RatingChange | null {
  const { mu_before, sigma_before, mu_after, sigma_after, matches_before } = row;
  if (mu_before === null || sigma_before === null || matches_before === null) return null;
  if (mu_after === null || sigma_after === null) return null;
  return {
    before: { mu: mu_before, sigma: sigma_before, matches: matches_before },
    after: { mu: mu_after, sigma: sigma_after, matches: matches_before + 1 },
  };
}

export async function writeRating(
  trx: Transaction<Tables>,
  accountId: string,
  rating: Rating,
): Promise<void> {
  const { mu, sigma, matches } = rating;
  const conservative = conservativeOf(rating);
  await trx
    .insertInto("ratings")
    .values({ account_id: accountId, mu, sigma, matches, conservative })
    .onConflict((conflict) =>
      conflict.column("account_id").doUpdateSet({ mu, sigma, matches, conservative }),
    )
    .execute();
}

async function wearName(trx: Transaction<Tables>, player: MatchPlayer): Promise<void> {
  await trx
    .updateTable("accounts")
    .set({ name: player.name })
    .where("id", "=", player.accountId)
    .where(sql<boolean>`name <> ${player.name}`)
    .execute();
}

export function toRating(row: { mu: number; sigma: number; matches: number }): Rating {
  return { mu: row.mu, sigma: row.sigma, matches: row.matches };
}

function inOrder(players: readonly MatchPlayer[]): readonly MatchPlayer[] {
  return players.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
}
