// What the result screen says. In: a Duel that has its result. Out: words and figures, so that tests read them
// without a page.
import type { DuelResult, RatingChange } from "../../../shared/net/duel.ts";
import { type RatingView, TIERS, type Tier } from "../../../shared/net/stats.ts";
import type { DuelView } from "../../game/DuelView.ts";
import { duelStrings } from "./duelStrings.ts";

export interface RatingPlan {
  readonly from: number;
  readonly to: number;
  /** Signed. */
  readonly change: string;
  readonly direction: "up" | "down" | "same";
  /** Null during placements. */
  readonly tier: Tier | null;
  /** A new tier, or the placements that are left; "" for neither. */
  readonly note: string;
  readonly why: string;
}

export interface RematchPlan {
  readonly canAsk: boolean;
  readonly label: string;
  /** Below the buttons; "" for nothing. */
  readonly note: string;
  /** The opponent has asked. */
  readonly isWanted: boolean;
}

export interface ResultPlan {
  readonly outcome: DuelResult["outcome"];
  readonly title: string;
  readonly reason: string;
  /** Null while it is not told, and when there is none. */
  readonly rating: RatingPlan | null;
  /** What becomes of the result. */
  readonly saved: { readonly state: DuelResult["saved"]; readonly words: string };
  /** Null after a match that was none. */
  readonly rematch: RematchPlan | null;
}

/** @param isClosed the room is gone: nobody can be asked any more. */
export function planResult(duel: DuelView, result: DuelResult, isClosed: boolean): ResultPlan {
  const { outcome, by, saved, rating } = result;
  return {
    outcome,
    title: duelStrings.outcome[outcome],
    reason: duelStrings.reason[outcome][by],
    rating: rating === null ? null : planRating(rating),
    saved: { state: saved, words: savedWords(result) },
    rematch: planRematch(duel, result, isClosed),
  };
}

function savedWords({ outcome, saved }: DuelResult): string {
  const words = duelStrings.rating;
  if (saved === "pending") return words.pending;
  if (saved === "saved") return words.saved;
  return outcome === "void" ? words.void : words.unranked;
}

function planRating({ before, after, opponent, expected }: RatingChange): RatingPlan {
  const change = after.rating - before.rating;
  return {
    from: before.rating,
    to: after.rating,
    change: duelStrings.rating.change(change),
    direction: change > 0 ? "up" : change < 0 ? "down" : "same",
    tier: after.tier,
    note: tierNote(before, after),
    why: duelStrings.rating.why(expected, opponent),
  };
}

function tierNote(before: RatingView, after: RatingView): string {
  const words = duelStrings.rating;
  if (after.tier === null) return words.placements(after.placementsLeft);
  if (before.tier === null) return words.placed;
  const steps = TIERS.indexOf(after.tier) - TIERS.indexOf(before.tier);
  if (steps === 0) return "";
  return steps > 0 ? words.promoted : words.demoted;
}

function planRematch(
  duel: DuelView,
  { outcome }: DuelResult,
  isClosed: boolean,
): RematchPlan | null {
  const { left, right, rematchLeftMs } = duel;
  const label = duelStrings.rematch;
  const no = (note: string): RematchPlan => ({ canAsk: false, label, note, isWanted: false });
  if (outcome === "void" || right === null) return null;
  if (!right.isConnected && !right.isBot) return no(duelStrings.opponentGone(right.name));
  if (left?.wantsRematch === true && !isClosed && rematchLeftMs > 0) {
    return no(duelStrings.rematchAsked(right.name));
  }
  if (isClosed || rematchLeftMs <= 0) return no(duelStrings.rematchOver);
  const seconds = Math.ceil(rematchLeftMs / 1000);
  const note = right.wantsRematch
    ? `${duelStrings.rematchWanted(right.name)} · ${duelStrings.rematchLeft(seconds)}`
    : duelStrings.rematchLeft(seconds);
  return { canAsk: true, label, note, isWanted: right.wantsRematch };
}
