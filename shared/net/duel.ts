// How a Duel ended, for its two players. Both sides.
import type { RatingView } from "./stats.ts";

/** Both must ask for a rematch within this, s. */
export const REMATCH_S = 15;
/** Both must have come within this, s, or the match is void. */
export const ARRIVE_S = 10;

export interface DuelResult {
  readonly matchId: string;
  /** Of the receiver. `void`: nobody's; the other never came, or the server ended it. */
  readonly outcome: "won" | "lost" | "drawn" | "void";
  /** How it came to that. */
  readonly by: "rounds" | "forfeit" | "absence";
  readonly rounds: { readonly own: number; readonly other: number };
  /** `pending`: the result waits for the database, and will be told once more. */
  readonly saved: "pending" | "saved" | "unranked";
  /** Once saved, for a ranked Duel. */
  readonly rating: RatingChange | null;
}

export interface RatingChange {
  readonly before: RatingView;
  readonly after: RatingView;
  /** The opponent's, before: the reason of the change. */
  readonly opponent: RatingView;
  /** Chance of winning that the ratings gave, 0..1. */
  readonly expected: number;
}
