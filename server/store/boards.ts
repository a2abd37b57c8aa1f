// Leaderboards: who is best, today, this week, ever. In: an open database and who asks. Out: the best 50, and the
// asking account's own row. Run by SqlStore.
import { type RawBuilder, sql } from "kysely";
import type { Board, Leaderboard, LeaderboardRow, Period } from "../../shared/net/stats.ts";
import { viewOf } from "../match/ratings.ts";
import type { Database } from "./tables.ts";

const BOARD_ROWS = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_DAYS = 7;
/** Days are counted from Thursday, 1 January 1970: the Monday of that week was three days earlier. */
const MONDAY_OFFSET_DAYS = 3;

interface BoardQuestion {
  readonly board: Board;
  readonly period: Period;
  /** Null for nobody. */
  readonly accountId: string | null;
  readonly nowMs: number;
}

interface RankedRow {
  readonly account_id: string;
  readonly points: number;
  readonly matches: number;
  readonly place: number;
  /** 1.. without gaps or ties. */
  readonly row: number;
  readonly name: string;
  readonly mu: number | null;
  readonly sigma: number | null;
  readonly rated: number | null;
}

/** Who has been shut out is on no board. */
export async function leaderboard(
  { kysely }: Database,
  { board, period, accountId, nowMs }: BoardQuestion,
): Promise<Leaderboard> {
  const { rows } = await sql<RankedRow>`
    with totals as (${totalsOf(board, startOf(period, nowMs))}),
    ranked as (
      select totals.account_id, totals.points, totals.matches, accounts.name,
        rank() over (order by totals.points desc) as place,
        row_number() over (order by totals.points desc, totals.matches, totals.account_id) as row
      from totals join accounts on accounts.id = totals.account_id
      where accounts.revoked_ms is null
    )
    select ranked.*, ratings.mu, ratings.sigma, ratings.matches as rated
    from ranked left join ratings on ratings.account_id = ranked.account_id
    where ranked.row <= ${BOARD_ROWS} or ranked.account_id = ${accountId ?? ""}
    order by ranked.row`.execute(kysely);
  const own = rows.find((row) => row.account_id === accountId);
  const best = rows.filter(({ row }) => row <= BOARD_ROWS);
  const told = (row: RankedRow) => toRow(row, row.account_id === accountId);
  return { board, period, rows: best.map(told), own: own === undefined ? null : told(own) };
}

/** Points and matches of each account that played. */
function totalsOf(board: Board, sinceMs: number | null): RawBuilder<unknown> {
  if (board === "arena") {
    return sql`select account_id, max(score) as points, count(*) as matches from results
      where mode = 'arena' and ended_ms >= ${sinceMs ?? 0} group by account_id`;
  }
  if (sinceMs === null) {
    return sql`select account_id, conservative as points, matches from ratings where matches > 0`;
  }
  return sql`select account_id, count(*) as matches,
      sum(case outcome when 'won' then 1 when 'lost' then -1 else 0 end) as points
    from results where mode = 'duel' and ended_ms >= ${sinceMs} and is_ranked = 1
    group by account_id`;
}

/** When the running day or week began, UTC, ms; null for ever. */
function startOf(period: Period, nowMs: number): number | null {
  if (period === "all") return null;
  const day = Math.floor(nowMs / DAY_MS);
  if (period === "day") return day * DAY_MS;
  const sinceMonday = (day + MONDAY_OFFSET_DAYS) % WEEK_DAYS;
  return (day - sinceMonday) * DAY_MS;
}

function toRow(row: RankedRow, isSelf: boolean): LeaderboardRow {
  const { place, name, points, matches, mu, sigma, rated } = row;
  const isRated = mu !== null && sigma !== null && rated !== null;
  const tier = isRated ? viewOf({ mu, sigma, matches: rated }).tier : null;
  return { place, name, tier, points, matches, isSelf };
}
