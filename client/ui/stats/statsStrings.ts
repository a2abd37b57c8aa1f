// The English text of leaderboard and profile, in one place. In: figures. Out: what the player reads.
import type { Board, Period } from "../../../shared/net/stats.ts";

const BOARD_NAMES: Readonly<Record<Board, string>> = { duel: "Duel", arena: "Open Arena" };
const PERIOD_NAMES: Readonly<Record<Period, string>> = {
  day: "Today",
  week: "This week",
  all: "All time",
};

export const statsStrings = {
  close: "Close",
  retry: "Try again",
  loading: "Loading…",
  failed: "The server gave no answer. Your network or the server may be down for a moment.",
  stale: "Not up to date: the server gives no answer.",
  placements: "Placements",

  leaderboard: {
    title: "Leaderboard",
    boards: "Mode",
    periods: "Period",
    board: (board: Board): string => BOARD_NAMES[board],
    period: (period: Period): string => PERIOD_NAMES[period],
    place: "#",
    player: "Player",
    matches: (board: Board): string => (board === "duel" ? "Duels" : "Rounds"),
    points: (board: Board, period: Period): string => {
      if (board === "arena") return "Best round";
      return period === "all" ? "Rating" : "Net wins";
    },
    pointsNote: (board: Board, period: Period): string => {
      if (board === "arena") return "Points of the best round.";
      return period === "all"
        ? "A cautious rating: it rises as the server grows surer of a player."
        : "Ranked Duels won, less those lost.";
    },
    resets: (period: Period): string => {
      if (period === "day") return "Since midnight, UTC.";
      return period === "week" ? "Since Monday, midnight UTC." : "";
    },
    you: "you",
    ownRow: "Your place",
    empty: (period: Period): string =>
      period === "all" ? "Nobody is on this board yet." : "Nobody is on this board yet. Be first.",
    notOn: (board: Board): string =>
      board === "duel"
        ? "You are not on this board: finish a ranked Duel."
        : "You are not on this board: finish a round of the Open Arena.",
  },

  profile: {
    title: "Profile",
    rating: "Duel rating",
    placementsLeft: (n: number): string =>
      n === 1 ? "1 placement match left" : `${n} placement matches left`,
    noTier: "No tier yet",
    duels: "Ranked Duels",
    won: "Won",
    lost: "Lost",
    drawn: "Drawn",
    arena: "Open Arena",
    rounds: "Rounds",
    best: "Best round",
    kills: "Kills",
    perDeath: "K/D",
    history: "Matches",
    noHistory: "Your matches will be listed here.",
    more: "Show more",
  },

  history: {
    won: "Won",
    lost: "Lost",
    drawn: "Drawn",
    placed: "Placed",
    against: (name: string): string => `against ${name}`,
    nobody: "against a bot",
    byForfeit: "by forfeit",
    rounds: (own: number, other: number): string => `${own} : ${other}`,
    place: (place: string, players: number): string => `${place} of ${players}`,
    points: (points: string): string => `${points} points`,
    fight: (kills: number, deaths: number): string => `${kills} K / ${deaths} D`,
    unranked: "unranked",
    ratingUp: (n: number): string => `Rating up ${n}`,
    ratingDown: (n: number): string => `Rating down ${n}`,
    ratingSame: "Rating unchanged",
    now: "just now",
    minutes: (n: number): string => `${n} min ago`,
    hours: (n: number): string => `${n} h ago`,
    days: (n: number): string => (n === 1 ? "yesterday" : `${n} days ago`),
  },
} as const;
