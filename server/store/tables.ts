// The tables as the query builder sees them; migrations.ts makes them. Times are ms of the wall clock, flags 0 or 1:
// both databases have these. Run by the store.
import type { Generated, Kysely, Selectable } from "kysely";

export interface AccountsTable {
  id: string;
  /** As last worn in a match. */
  name: Generated<string>;
  created_ms: number;
  seen_ms: number;
  revoked_ms: number | null;
  tokens_from_ms: Generated<number>;
}

export interface DevicesTable {
  device_hash: string;
  account_id: string;
  created_ms: number;
}

export interface CredentialsTable {
  account_id: string;
  email: string;
  password_hash: string;
  recovery_hash: string;
}

export interface MatchesTable {
  /** Counts up in the order in which matches of one account were applied to its rating. */
  seq: Generated<number>;
  id: string;
  mode: "duel" | "arena";
  map_id: string;
  is_ranked: number;
  started_ms: number;
  ended_ms: number;
  ended_by: "rounds" | "forfeit";
  /** People; bots are not counted. */
  players: number;
  /** Of a Duel against a bot. */
  bot_name: string | null;
  bot_score: number | null;
}

/** One row a person and match. Mode, rank and end are the match's, once more: leaderboards read these rows alone. */
export interface ResultsTable {
  match_seq: number;
  account_id: string;
  name: string;
  mode: "duel" | "arena";
  is_ranked: number;
  ended_ms: number;
  outcome: "won" | "lost" | "drawn" | "placed";
  place: number;
  score: number;
  kills: number;
  deaths: number;
  /** The rating before and after; null unless the match was ranked. */
  mu_before: number | null;
  sigma_before: number | null;
  mu_after: number | null;
  sigma_after: number | null;
  /** Ranked matches before this one. */
  matches_before: number | null;
}

export interface RatingsTable {
  account_id: string;
  mu: number;
  sigma: number;
  matches: number;
  /** The conservative estimate on the shown scale: what the leaderboard is ordered by. */
  conservative: number;
}

export interface Tables {
  accounts: AccountsTable;
  devices: DevicesTable;
  credentials: CredentialsTable;
  matches: MatchesTable;
  results: ResultsTable;
  ratings: RatingsTable;
}

export type ResultRow = Selectable<ResultsTable>;

/** A database that is open: the same statements for both kinds, but for how a row is locked. */
export interface Database {
  readonly kind: "sqlite" | "postgres";
  readonly kysely: Kysely<Tables>;
}
