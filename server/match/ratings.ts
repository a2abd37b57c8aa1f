// Ratings of ranked Duels, by OpenSkill. In: two ratings and who won. Out: the ratings after it. Pure: the same inputs
// give the same numbers, so that all ratings can be made again from the results. Run by the store, queue and rooms.
import { rate } from "openskill";
import { bradleyTerryFull } from "openskill/models";
import { PLACEMENTS, type RatingView, TIERS, type Tier } from "../../shared/net/stats.ts";
import type { Rating } from "./finishedMatch.ts";

/** Points of the shown rating for one of OpenSkill's: its mean of 25 is shown as 1500. */
const POINTS_PER_MU = 60;
/** OpenSkill's own scale: a beginner's mean and deviation, and the skill that wins 4 of 5 matches. */
const BEGINNER_MU = 25;
const BEGINNER_SIGMA = BEGINNER_MU / 3;
const BETA = BEGINNER_MU / 6;
/** Deviation added before each match: without it, who has played long could not change any more. */
const TAU = BEGINNER_MU / 300;
/** The conservative estimate is so many deviations below the mean: a player is better than it with 97.7 %. */
const DOUBT_SIGMAS = 2;
/** Kept digits, as parts of one: engines differ in the last bit of exp(), and a rebuild must find no difference. */
const KEPT_PARTS = 1e6;

/**
 * Conservative estimate at which each tier begins. Of 2,000 simulated players after 40 Duels each, with skills spread
 * as OpenSkill assumes, the tiers from the first to the last hold about 15, 25, 25, 20, 11 and 4 %.
 */
const TIER_FROM: readonly (readonly [Tier, number])[] = [
  [TIERS[0], Number.NEGATIVE_INFINITY],
  [TIERS[1], 500],
  [TIERS[2], 900],
  [TIERS[3], 1250],
  [TIERS[4], 1600],
  [TIERS[5], 2000],
];

/** Of who has not played a ranked match. */
export const BEGINNER: Rating = Object.freeze({
  mu: BEGINNER_MU,
  sigma: kept(BEGINNER_SIGMA),
  matches: 0,
});

/** Who won a Duel, from the first one's side. */
export type DuelOutcome = "won" | "lost" | "drawn";

/** @returns the two ratings after their Duel; the inputs stay as they are. */
export function applyDuel(a: Rating, b: Rating, outcome: DuelOutcome): readonly [Rating, Rating] {
  const rank = outcome === "won" ? [1, 2] : outcome === "lost" ? [2, 1] : [1, 1];
  const [[nextA], [nextB]] = rate([[bare(a)], [bare(b)]], {
    rank,
    model: bradleyTerryFull,
    mu: BEGINNER_MU,
    sigma: BEGINNER_SIGMA,
    beta: BETA,
    tau: TAU,
  });
  return [after(a, nextA), after(b, nextB)];
}

/**
 * Chance that `a` beats `b`, 0..1, as the model believes: the rating moves by the outcome minus this.
 * Weng and Lin, "A Bayesian approximation method for online ranking" (JMLR 12, 2011), formula of p_iq.
 */
export function expectedScore(a: Rating, b: Rating): number {
  const spread = Math.sqrt(a.sigma * a.sigma + b.sigma * b.sigma + 2 * BETA * BETA);
  return 1 / (1 + Math.exp((b.mu - a.mu) / spread));
}

/** The rating that a player probably exceeds, on the shown scale, whole: what tiers and the leaderboard go by. */
export function conservativeOf({ mu, sigma }: Rating): number {
  return Math.round(POINTS_PER_MU * (mu - DOUBT_SIGMAS * sigma));
}

/** As players see it. */
export function viewOf(rating: Rating): RatingView {
  const placementsLeft = Math.max(0, PLACEMENTS - rating.matches);
  return {
    rating: Math.round(POINTS_PER_MU * rating.mu),
    tier: placementsLeft > 0 ? null : tierOf(conservativeOf(rating)),
    placementsLeft,
  };
}

function tierOf(conservative: number): Tier {
  const entry = TIER_FROM.findLast(([, from]) => conservative >= from);
  return entry?.[0] ?? TIERS[0];
}

function bare({ mu, sigma }: Rating): { mu: number; sigma: number } {
  return { mu, sigma };
}

function after(before: Rating, next: { mu: number; sigma: number }): Rating {
  return { mu: kept(next.mu), sigma: kept(next.sigma), matches: before.matches + 1 };
}

function kept(value: number): number {
  return Math.round(value * KEPT_PARTS) / KEPT_PARTS;
}
