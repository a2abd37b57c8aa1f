// What is told of accounts over HTTP: ratings, leaderboards, own statistics and history. Both sides.

/** GET ?board=duel|arena&period=day|week|all: `Leaderboard`. Public. */
export const LEADERBOARD_PATH = "/api/leaderboard";
/** GET, with the token as `Authorization: Bearer`: `OwnStats`. */
export const OWN_STATS_PATH = "/api/me";
/** GET ?before=<endedMs of the last one shown>, with the token: `MatchHistory`. */
export const HISTORY_PATH = "/api/me/matches";

export const TIERS = ["Spark", "Filament", "Arc", "Plasma", "Corona", "Nova"] as const;
export type Tier = (typeof TIERS)[number];
/** Ranked Duels until a tier is told. */
export const PLACEMENTS = 5;

/** A rating as players see it. */
export interface RatingView {
  /** Estimate on a scale where a beginner has 1500, whole. */
  readonly rating: number;
  /** Null during placements. */
  readonly tier: Tier | null;
  /** Placement matches still to play. */
  readonly placementsLeft: number;
}

export const BOARDS = ["duel", "arena"] as const;
export type Board = (typeof BOARDS)[number];
/** Since midnight UTC, since Monday's midnight UTC, since ever. */
export const PERIODS = ["day", "week", "all"] as const;
export type Period = (typeof PERIODS)[number];

export interface LeaderboardRow {
  readonly place: number;
  readonly name: string;
  readonly tier: Tier | null;
  /** duel, all: the conservative rating; duel, day or week: won minus lost; arena: points of the best round. */
  readonly points: number;
  readonly matches: number;
  /** The account of the token that came with the question. */
  readonly isSelf: boolean;
}

export interface Leaderboard {
  readonly board: Board;
  readonly period: Period;
  /** The best 50. */
  readonly rows: readonly LeaderboardRow[];
  /** The asking account's own, wherever it is; null without a token, or without a match. */
  readonly own: LeaderboardRow | null;
}

export interface OwnStats {
  readonly name: string;
  /** Whether the account has been claimed with an e-mail address. */
  readonly isClaimed: boolean;
  readonly rating: RatingView;
  readonly duels: { readonly won: number; readonly lost: number; readonly drawn: number };
  readonly arena: {
    readonly rounds: number;
    readonly best: number;
    readonly kills: number;
    readonly deaths: number;
  };
}

export interface HistoryRow {
  readonly matchId: string;
  readonly mode: "duel" | "arena";
  readonly endedMs: number;
  readonly mapId: string;
  /** Duel: won, lost or drawn, by rounds. Arena: the place and how many played. */
  readonly outcome: "won" | "lost" | "drawn" | "placed";
  readonly by: "rounds" | "forfeit";
  readonly opponent: string;
  readonly own: number;
  readonly other: number;
  readonly place: number;
  readonly players: number;
  readonly kills: number;
  readonly deaths: number;
  /** Change of the shown rating; null when unranked. */
  readonly ratingChange: number | null;
}

export interface MatchHistory {
  /** Newest first, 20 at most. */
  readonly rows: readonly HistoryRow[];
  readonly hasMore: boolean;
}
