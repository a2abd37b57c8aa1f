// What the server remembers, as one interface: SQLite or PostgreSQL behind it. Every call may fail or take its time:
// the disk, or the database, is away at times. Times are ms of the wall clock: they outlive the process.
import type { Board, Leaderboard, MatchHistory, OwnStats, Period } from "../../shared/net/stats.ts";
import type { FinishedMatch, Rating, RecordedMatch } from "../match/finishedMatch.ts";
import type { AccountStore } from "./accountStore.ts";

export interface MatchStore {
  /** In one transaction: the match, its results, the ratings. What is there already is answered, not written again. */
  recordMatch(match: FinishedMatch): Promise<RecordedMatch>;
  /** A beginner's for accounts that have none. In the order asked. */
  ratingsOf(accountIds: readonly string[]): Promise<readonly Rating[]>;
  /** @param accountId who asks; null for nobody. */
  leaderboard(
    board: Board,
    period: Period,
    accountId: string | null,
    nowMs: number,
  ): Promise<Leaderboard>;
  /** Null for an account that is not there. */
  statsOf(accountId: string): Promise<OwnStats | null>;
  /** Matches that ended before `beforeMs`, newest first. */
  historyOf(accountId: string, beforeMs: number): Promise<MatchHistory>;
}

export interface Store extends AccountStore, MatchStore {}
