// The words of a Duel and of watching. In: nothing. Out: English text; see strings.ts.
import type { RatingView } from "../../../shared/net/stats.ts";

function rounds(n: number): string {
  return `${n} ${n === 1 ? "round" : "rounds"}`;
}

function signed(n: number): string {
  return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "±0";
}

export const duelStrings = {
  title: "Duel",
  rounds: "Rounds",
  ranked: "Ranked",
  unranked: "Unranked",
  round: (n: number): string => `Round ${n}`,
  replay: "Tie: once more",
  firstTo: (n: number): string => `First to ${n}`,
  waiting: "Waiting for your opponent…",
  waitingBoth: "Waiting for the players…",
  nobody: "…",
  go: "Go",
  roundWon: "Round won",
  roundLost: "Round lost",
  roundTied: "Round tied",
  roundOf: (name: string): string => `Round to ${name}`,
  matchWon: "You win the Duel",
  matchLost: "You lose the Duel",
  matchDrawn: "The Duel is drawn",
  matchOf: (name: string): string => `${name} wins the Duel`,
  ringSoon: (s: number): string => `The ring closes in ${s} s`,
  ringCloses: "The ring is closing",
  ringOutside: "Outside the ring: get back in",
  paused: (name: string, s: number): string => `${name} lost the connection: waiting ${s} s`,
  pausedSelf: (s: number): string => `Your connection was lost: the round goes on in ${s} s`,
  pips: (name: string, won: number, of: number): string => `${name}: ${won} of ${of}`,
  away: "away",
  ringDeath: "The ring",

  outcome: { won: "Won", lost: "Lost", drawn: "Drawn", void: "Void" },
  reason: {
    won: {
      rounds: "You won the rounds.",
      forfeit: "Your opponent left the Duel.",
      absence: "Your opponent did not come.",
    },
    lost: {
      rounds: "Your opponent won the rounds.",
      forfeit: "You left the Duel.",
      absence: "You came too late.",
    },
    drawn: {
      rounds: "Both of you won the last round.",
      forfeit: "Both of you left the Duel.",
      absence: "Neither of you came.",
    },
    void: {
      rounds: "The server ended the Duel. It does not count.",
      forfeit: "The server ended the Duel. It does not count.",
      absence: "Your opponent did not come. It does not count.",
    },
  },
  score: (own: number, other: number): string => `You ${rounds(own)}, opponent ${rounds(other)}`,
  you: "You",

  rating: {
    title: "Rating",
    change: signed,
    placements: (left: number): string =>
      left === 1 ? "1 placement match left" : `${left} placement matches left`,
    promoted: "New tier",
    demoted: "Tier lost",
    placed: "Placed",
    why: (expected: number, opponent: RatingView): string =>
      `Your chance against ${opponent.rating}${opponent.tier === null ? "" : ` (${opponent.tier})`} was ${Math.round(expected * 100)} %.`,
    pending: "Result is being saved…",
    saved: "Result saved",
    unranked: "An unranked Duel: ratings stay as they are.",
    void: "Ratings stay as they are.",
  },

  rematch: "Rematch",
  rematchAsked: (name: string): string => `Waiting for ${name}…`,
  rematchWanted: (name: string): string => `${name} wants a rematch`,
  rematchLeft: (s: number): string => `${s} s left`,
  rematchOver: "The time for a rematch is over.",
  opponentGone: (name: string): string => `${name} has left.`,
  roomClosed: "The room is closed.",
  queueAgain: "Queue again",
  leave: "Leave",
} as const;

export const watchStrings = {
  watching: "Watching",
  free: "Free camera",
  nobody: "Nobody to watch",
  leader: "the leader",
  previous: "Previous",
  next: "Next",
  freeKey: "Free camera",
  leaderKey: "Leader",
  move: "Move",
} as const;
