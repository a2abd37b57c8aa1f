// What one account has played: sums, and match by match. In: an open database and the account. Out: what its own page
// shows. Run by SqlStore.
import { sql } from "kysely";
import type { HistoryRow, MatchHistory, OwnStats } from "../../shared/net/stats.ts";
import { BEGINNER, viewOf } from "../match/ratings.ts";
import { findAccount } from "./accounts.ts";
import { changeOf, ratingsOf } from "./recording.ts";
import type { Database, MatchesTable, ResultRow } from "./tables.ts";

const HISTORY_ROWS = 20;

/** Of Duels only the ranked ones: they are what the rating comes from. */
export async function statsOf(database: Database, accountId: string): Promise<OwnStats | null> {
  const account = await findAccount(database, accountId);
  if (account === null) return null;
  const [rating = BEGINNER] = await ratingsOf(database, [accountId]);
  const sums = await database.kysely
    .selectFrom("results")
    .select(["mode", "outcome"])
    .select(({ fn }) => [
      fn.countAll<number>().as("matches"),
      fn.max("score").as("best"),
      fn.sum<number>("kills").as("kills"),
      fn.sum<number>("deaths").as("deaths"),
    ])
    .where("account_id", "=", accountId)
    .where((eb) => eb.or([eb("mode", "=", "arena"), eb("is_ranked", "=", 1)]))
    .groupBy(["mode", "outcome"])
    .execute();
  const duels = (outcome: ResultRow["outcome"]) =>
    sums.find((sum) => sum.mode === "duel" && sum.outcome === outcome)?.matches ?? 0;
  const arena = sums.find((sum) => sum.mode === "arena");
  return {
    name: account.name,
    isClaimed: account.isClaimed,
    rating: viewOf(rating),
    duels: { won: duels("won"), lost: duels("lost"), drawn: duels("drawn") },
    arena: {
      rounds: arena?.matches ?? 0,
      best: arena?.best ?? 0,
      kills: arena?.kills ?? 0,
      deaths: arena?.deaths ?? 0,
    },
  };
}

type PlayedRow = ResultRow &
  Pick<MatchesTable, "id" | "map_id" | "ended_by" | "players" | "bot_name" | "bot_score"> & {
    readonly other_name: string | null;
    readonly other_score: number | null;
  };

export async function historyOf(
  { kysely }: Database,
  accountId: string,
  beforeMs: number,
): Promise<MatchHistory> {
  const rows = await kysely
    .selectFrom("results")
    .innerJoin("matches", "matches.seq", "results.match_seq")
    .leftJoin("results as others", (join) =>
      join
        .onRef("others.match_seq", "=", "results.match_seq")
        .onRef("others.account_id", "<>", "results.account_id")
        // Asked of the one's own row: of the other it would lead the planner to the wrong index.
        .on("results.mode", "=", "duel"),
    )
    .selectAll("results")
    .select(["matches.id", "matches.map_id", "matches.ended_by", "matches.players"])
    .select(["matches.bot_name", "matches.bot_score"])
    .select(["others.name as other_name", "others.score as other_score"])
    .where("results.account_id", "=", accountId)
    .where("results.ended_ms", "<", beforeMs)
    .orderBy("results.ended_ms", "desc")
    .orderBy(sql`results.match_seq`, "desc")
    .limit(HISTORY_ROWS + 1)
    .execute();
  return { rows: rows.slice(0, HISTORY_ROWS).map(toRow), hasMore: rows.length > HISTORY_ROWS };
}

function toRow(row: PlayedRow): HistoryRow {
  const change = changeOf(row);
  return {
    matchId: row.id,
    mode: row.mode,
    endedMs: row.ended_ms,
    mapId: row.map_id,
    outcome: row.outcome,
    by: row.ended_by,
    opponent: row.other_name ?? row.bot_name ?? "",
    own: row.score,
    other: row.other_score ?? row.bot_score ?? 0,
    place: row.place,
    players: row.players,
    kills: row.kills,
    deaths: row.deaths,
    ratingChange:
      change === null ? null : viewOf(change.after).rating - viewOf(change.before).rating,
  };
}
