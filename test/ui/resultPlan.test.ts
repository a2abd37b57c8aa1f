// What the screen after a Duel says: how it ended and why, what it did to the rating, what of a rematch.
import { describe, expect, test } from "vitest";
import type { DuelSideView, DuelView } from "../../client/game/DuelView.ts";
import { planResult } from "../../client/ui/duel/resultPlan.ts";
import type { DuelResult, RatingChange } from "../../shared/net/duel.ts";
import type { RatingView } from "../../shared/net/stats.ts";

function side(changes: Partial<DuelSideView>): DuelSideView {
  return {
    slot: 0,
    name: "Ada",
    isBot: false,
    isSelf: true,
    isConnected: true,
    rounds: 3,
    wantsRematch: false,
    ...changes,
  };
}

function overDuel(changes: Partial<DuelView> = {}): DuelView {
  return {
    phase: "over",
    isRanked: true,
    roundsToWin: 3,
    round: 4,
    isReplay: false,
    left: side({}),
    right: side({ slot: 1, name: "Bo", isSelf: false, rounds: 1 }),
    goesOnInMs: 0,
    roundLeftMs: 0,
    pausedName: "",
    isSelfPaused: false,
    lastRound: "left",
    winner: "left",
    ring: {
      x: 0,
      y: 0,
      radiusU: Number.POSITIVE_INFINITY,
      finalRadiusU: 250,
      closesInMs: 0,
      isClosing: false,
      isOutside: false,
    },
    rematchLeftMs: 9100,
    result: null,
    ...changes,
  };
}

const view = (rating: number, tier: RatingView["tier"], placementsLeft = 0): RatingView => ({
  rating,
  tier,
  placementsLeft,
});

function change(before: RatingView, after: RatingView): RatingChange {
  return { before, after, opponent: view(1601, "Plasma"), expected: 0.414 };
}

function result(changes: Partial<DuelResult>): DuelResult {
  return {
    matchId: "m",
    outcome: "won",
    by: "rounds",
    rounds: { own: 3, other: 1 },
    saved: "saved",
    rating: change(view(1532, "Arc"), view(1557, "Arc")),
    ...changes,
  };
}

describe("the result of a Duel", () => {
  test("[UI-43] a rating goes from old to new, with its reason", () => {
    const { title, rating, saved } = planResult(overDuel(), result({}), false);
    expect(title).toBe("Won");
    expect(rating).toMatchObject({
      from: 1532,
      to: 1557,
      change: "+25",
      direction: "up",
      note: "",
    });
    expect(rating?.why).toBe("Your chance against 1601 (Plasma) was 41 %.");
    expect(saved).toEqual({ state: "saved", words: "Result saved" });
  });

  test.each([
    [view(1500, null, 5), view(1461, null, 4), "4 placement matches left"],
    [view(1500, null, 2), view(1520, null, 1), "1 placement match left"],
    [view(1500, null, 1), view(1530, "Arc"), "Placed"],
    [view(1590, "Arc"), view(1610, "Plasma"), "New tier"],
    [view(1610, "Plasma"), view(1590, "Arc"), "Tier lost"],
  ])("[UI-43] placements and tiers: %o to %o is told as %s", (before, after, note) => {
    const { rating } = planResult(overDuel(), result({ rating: change(before, after) }), false);
    expect(rating?.note).toBe(note);
  });

  test("[UI-43] a result that waits for the database says so, and has no rating yet", () => {
    const plan = planResult(overDuel(), result({ saved: "pending", rating: null }), false);
    expect(plan.saved).toEqual({ state: "pending", words: "Result is being saved…" });
    expect(plan.rating).toBeNull();
  });

  test.each([
    ["won", "forfeit", "Your opponent left the Duel."],
    ["lost", "rounds", "Your opponent won the rounds."],
    ["drawn", "rounds", "Both of you won the last round."],
    ["void", "absence", "Your opponent did not come. It does not count."],
  ] as const)("[UI-43] %s by %s has its reason", (outcome, by, reason) => {
    const plan = planResult(overDuel(), result({ outcome, by, saved: "unranked" }), false);
    expect(plan.reason).toBe(reason);
  });
});

describe("a rematch", () => {
  const rematch = (
    duel: Partial<DuelView>,
    isClosed = false,
    outcome: DuelResult["outcome"] = "won",
  ) => planResult(overDuel(duel), result({ outcome }), isClosed).rematch;
  const bo = (changes: Partial<DuelSideView>) =>
    side({ slot: 1, name: "Bo", isSelf: false, ...changes });

  test("[UI-43] can be asked for while there is time", () => {
    expect(rematch({})).toMatchObject({ canAsk: true, note: "10 s left", isWanted: false });
    expect(rematch({ rematchLeftMs: 0 })).toMatchObject({
      canAsk: false,
      note: "The time for a rematch is over.",
    });
    expect(rematch({}, true)?.canAsk).toBe(false);
  });

  test("[UI-43] waits for the other, or is wanted by the other", () => {
    expect(rematch({ left: side({ wantsRematch: true }) })).toMatchObject({
      canAsk: false,
      note: "Waiting for Bo…",
    });
    expect(rematch({ right: bo({ wantsRematch: true }) })).toMatchObject({
      canAsk: true,
      note: "Bo wants a rematch · 10 s left",
      isWanted: true,
    });
  });

  test("[UI-43] is none with who has left, and after a match that does not count", () => {
    expect(rematch({ right: bo({ isConnected: false }) })).toMatchObject({
      canAsk: false,
      note: "Bo has left.",
    });
    expect(rematch({}, false, "void")).toBeNull();
  });
});
