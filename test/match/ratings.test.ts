// Ratings of ranked Duels: which way they move, what players are shown, and how a population spreads over the tiers.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Rating } from "../../server/match/finishedMatch.ts";
import {
  applyDuel,
  BEGINNER,
  conservativeOf,
  expectedScore,
  viewOf,
} from "../../server/match/ratings.ts";
import { PLACEMENTS, TIERS } from "../../shared/net/stats.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";

const rating: fc.Arbitrary<Rating> = fc.record({
  mu: fc.double({ min: -20, max: 70, noNaN: true }),
  sigma: fc.double({ min: 0.8, max: 9, noNaN: true }),
  matches: fc.nat(1000),
});

describe("a Duel's ratings", () => {
  test("[RAT-1] a beginner is shown 1500, without a tier, with five placements to play", () => {
    expect(viewOf(BEGINNER)).toEqual({ rating: 1500, tier: null, placementsLeft: PLACEMENTS });
    expect(expectedScore(BEGINNER, BEGINNER)).toBe(0.5);
  });

  test("[RAT-2] the winner gains, the loser loses, and both are better known", () => {
    fc.assert(
      fc.property(rating, rating, (a, b) => {
        const [winner, loser] = applyDuel(a, b, "won");
        expect(winner.mu).toBeGreaterThanOrEqual(a.mu - 1e-6);
        expect(loser.mu).toBeLessThanOrEqual(b.mu + 1e-6);
        expect([winner.matches, loser.matches]).toEqual([a.matches + 1, b.matches + 1]);
      }),
    );
    const [winner, loser] = applyDuel(BEGINNER, BEGINNER, "won");
    expect(viewOf(winner).rating).toBeGreaterThan(1600);
    expect(viewOf(loser).rating).toBeLessThan(1400);
    expect(winner.sigma).toBeLessThan(BEGINNER.sigma);
    expect(loser.sigma).toBeLessThan(BEGINNER.sigma);
  });

  test("[RAT-2] it does not matter from whose side a Duel is seen", () => {
    const outcome = fc.constantFrom("won", "lost", "drawn");
    fc.assert(
      fc.property(rating, rating, outcome, (a, b, result) => {
        const other = { won: "lost", lost: "won", drawn: "drawn" } as const;
        expect(applyDuel(b, a, other[result]).toReversed()).toEqual(applyDuel(a, b, result));
      }),
    );
  });

  test("[RAT-3] a surprise moves more than what was expected, and a draw moves toward each other", () => {
    const strong = { mu: 32, sigma: 3, matches: 20 };
    const weak = { mu: 22, sigma: 3, matches: 20 };
    expect(expectedScore(strong, weak)).toBeGreaterThan(0.75);
    expect(expectedScore(strong, weak) + expectedScore(weak, strong)).toBeCloseTo(1, 12);
    const [expected] = applyDuel(strong, weak, "won");
    const [, surprise] = applyDuel(strong, weak, "lost");
    expect(surprise.mu - weak.mu).toBeGreaterThan(2 * (expected.mu - strong.mu));
    const [drawnStrong, drawnWeak] = applyDuel(strong, weak, "drawn");
    expect(drawnStrong.mu).toBeLessThan(strong.mu);
    expect(drawnWeak.mu).toBeGreaterThan(weak.mu);
  });

  test("[RAT-4] placements end after five Duels, and a tier goes by the conservative rating", () => {
    let [a, b] = [BEGINNER, BEGINNER];
    for (let n = 1; n <= PLACEMENTS; n++) {
      [a, b] = applyDuel(a, b, "won");
      expect(viewOf(a).placementsLeft).toBe(PLACEMENTS - n);
      expect(viewOf(a).tier === null).toBe(n < PLACEMENTS);
    }
    const known = { mu: 30, sigma: 1, matches: 90 };
    const guessed = { mu: 30, sigma: 7, matches: 90 };
    expect(viewOf(known).rating).toBe(viewOf(guessed).rating);
    const rank = (one: Rating) => TIERS.indexOf(viewOf(one).tier ?? TIERS[0]);
    expect(rank(known)).toBeGreaterThan(rank(guessed));
    expect(conservativeOf(known)).toBeGreaterThan(conservativeOf(guessed));
  });

  test("[RAT-5] of 2,000 players after 40 Duels every tier holds some, the middle ones most, and the better are higher", () => {
    const players = playSeason(2000, 40);
    const shares = TIERS.map(
      (tier) => players.filter(({ now }) => viewOf(now).tier === tier).length / players.length,
    );
    console.info(
      `tiers: ${TIERS.map((tier, n) => `${tier} ${(100 * (shares[n] ?? 0)).toFixed(1)} %`).join(", ")}`,
    );
    const [spark = 0, filament = 0, arc = 0, plasma = 0, corona = 0, nova = 0] = shares;
    expect(Math.min(...shares)).toBeGreaterThan(0.02);
    expect(Math.max(...shares)).toBeLessThan(0.35);
    expect(nova).toBeLessThan(corona);
    expect(corona).toBeLessThan(plasma);
    expect(filament + arc + plasma).toBeGreaterThan(spark + corona + nova);
    const skillOf = (tier: string) => {
      const members = players.filter(({ now }) => viewOf(now).tier === tier);
      return members.reduce((sum, { skill }) => sum + skill, 0) / members.length;
    };
    const skills = TIERS.map(skillOf);
    expect(skills).toEqual(skills.toSorted((x, y) => x - y));
  });
});

interface Player {
  readonly skill: number;
  now: Rating;
}

/** Each round pairs people of about the same rating, as the queue does; the better one wins as the model says. */
function playSeason(count: number, rounds: number): readonly Player[] {
  const rng = makeRng(7);
  const chance = () => nextBelow(rng, 1_000_000) / 1_000_000;
  // The sum of twelve even draws is all but normal, with a deviation of 1.
  const normal = () => Array.from({ length: 12 }, chance).reduce((sum, x) => sum + x, -6);
  const beta = BEGINNER.mu / 6;
  const players = Array.from(
    { length: count },
    (): Player => ({ skill: BEGINNER.mu + beta * normal(), now: BEGINNER }),
  );
  for (let round = 0; round < rounds; round++) {
    const keyed = players.map((player) => ({ player, key: player.now.mu + 4 * normal() }));
    keyed.sort((x, y) => x.key - y.key);
    for (let i = 0; i + 1 < keyed.length; i += 2) {
      const [a, b] = [keyed[i]?.player, keyed[i + 1]?.player];
      if (a === undefined || b === undefined) continue;
      const wins = 1 / (1 + Math.exp((b.skill - a.skill) / (beta * Math.SQRT2)));
      [a.now, b.now] = applyDuel(a.now, b.now, chance() < wins ? "won" : "lost");
    }
  }
  return players;
}
