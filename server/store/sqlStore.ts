// The Store on an open database of either kind. In: the database. Out: the Store's answers; every statement stands in
// the files beside this one. Run by the SQLite thread, by the server itself on PostgreSQL, and by tools.
import type { Board, Leaderboard, MatchHistory, OwnStats, Period } from "../../shared/net/stats.ts";
import type { FinishedMatch, Rating, RecordedMatch } from "../match/finishedMatch.ts";
import type { Account, Credentials, NewAccount } from "./accountStore.ts";
import * as accounts from "./accounts.ts";
import { leaderboard } from "./boards.ts";
import * as histories from "./histories.ts";
import { type Rebuild, rebuildRatings } from "./rebuilding.ts";
import { ratingsOf, recordMatch } from "./recording.ts";
import { asRefusal } from "./refusals.ts";
import type { Store } from "./store.ts";
import type { Database } from "./tables.ts";

export class SqlStore implements Store {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  createAccount(account: NewAccount): Promise<Account> {
    return accounts.createAccount(this.database, account);
  }

  seeDevice(deviceHash: string, nowMs: number): Promise<Account | null> {
    return accounts.seeDevice(this.database, deviceHash, nowMs);
  }

  findAccount(id: string): Promise<Account | null> {
    return accounts.findAccount(this.database, id);
  }

  addDevice(accountId: string, deviceHash: string, nowMs: number): Promise<void> {
    return accounts.addDevice(this.database, accountId, deviceHash, nowMs);
  }

  signOutEverywhere(accountId: string, nowMs: number): Promise<void> {
    return accounts.signOutEverywhere(this.database, accountId, nowMs);
  }

  claimAccount(accountId: string, credentials: Credentials): Promise<"ok" | "claimed" | "taken"> {
    return accounts.claimAccount(this.database, accountId, credentials);
  }

  findCredentials(email: string): Promise<(Credentials & { readonly accountId: string }) | null> {
    return accounts.findCredentials(this.database, email);
  }

  replaceCredentials(
    accountId: string,
    expected: string,
    next: Omit<Credentials, "email">,
  ): Promise<boolean> {
    return accounts.replaceCredentials(this.database, accountId, expected, next);
  }

  revokeAccount(id: string, nowMs: number): Promise<boolean> {
    return accounts.revokeAccount(this.database, id, nowMs);
  }

  revokedSince(sinceMs: number): Promise<string[]> {
    return accounts.revokedSince(this.database, sinceMs);
  }

  signedOutSince(sinceMs: number): Promise<ReadonlyMap<string, number>> {
    return accounts.signedOutSince(this.database, sinceMs);
  }

  async recordMatch(match: FinishedMatch): Promise<RecordedMatch> {
    try {
      return await recordMatch(this.database, match);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  ratingsOf(accountIds: readonly string[]): Promise<readonly Rating[]> {
    return ratingsOf(this.database, accountIds);
  }

  leaderboard(
    board: Board,
    period: Period,
    accountId: string | null,
    nowMs: number,
  ): Promise<Leaderboard> {
    return leaderboard(this.database, { board, period, accountId, nowMs });
  }

  statsOf(accountId: string): Promise<OwnStats | null> {
    return histories.statsOf(this.database, accountId);
  }

  historyOf(accountId: string, beforeMs: number): Promise<MatchHistory> {
    return histories.historyOf(this.database, accountId, beforeMs);
  }

  /** For operators: all ratings from the results. Takes its time, and matches wait meanwhile. */
  rebuildRatings(): Promise<Rebuild> {
    return rebuildRatings(this.database);
  }

  close(): Promise<void> {
    return this.database.kysely.destroy();
  }
}
