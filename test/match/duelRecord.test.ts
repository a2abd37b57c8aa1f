// What is written down of a Duel, and what its two are told.
import { describe, expect, test } from "vitest";
import { botLevelFor } from "../../server/match/duelOptions.ts";
import { duelResultFor, type EndedDuel, finishedDuel } from "../../server/match/duelRecord.ts";
import type { RecordedMatch } from "../../server/match/finishedMatch.ts";
import { applyDuel, BEGINNER } from "../../server/match/ratings.ts";

const ADA = { slot: 0, accountId: "ada", name: "Ada" };
const BO = { slot: 1, accountId: "bo", name: "Bo" };

function endedDuel(changes: Partial<EndedDuel> = {}): EndedDuel {
  return {
    matchId: "m1",
    mapId: "duel",
    isRanked: true,
    startedMs: 1000,
    endedMs: 61_000,
    outcome: { winner: 1, by: "rounds", rounds: [1, 3] },
    contestants: [ADA, BO],
    bot: null,
    kills: [1, 2],
    deaths: [3, 1],
    ...changes,
  };
}

function recordedFor(outcome: "won" | "lost" | "drawn"): RecordedMatch {
  const [ada, bo] = applyDuel(BEGINNER, BEGINNER, outcome);
  const ratings = new Map([
    ["ada", { before: BEGINNER, after: ada }],
    ["bo", { before: BEGINNER, after: bo }],
  ]);
  return { matchId: "m1", ratings };
}

describe("[DUEL-30] a Duel that is over", () => {
  test("is written down best first, with rounds as scores", () => {
    expect(finishedDuel(endedDuel())).toEqual({
      matchId: "m1",
      mode: "duel",
      mapId: "duel",
      isRanked: true,
      startedMs: 1000,
      endedMs: 61_000,
      by: "rounds",
      players: [
        { accountId: "bo", name: "Bo", place: 1, score: 3, kills: 2, deaths: 1 },
        { accountId: "ada", name: "Ada", place: 2, score: 1, kills: 1, deaths: 3 },
      ],
    });
  });

  test("is told to each from its side, with the reason of its rating's change", () => {
    const duel = endedDuel();
    const recorded = recordedFor("lost");
    const [ada, bo] = [duelResultFor(duel, ADA, recorded), duelResultFor(duel, BO, recorded)];
    expect(ada).toMatchObject({ outcome: "lost", rounds: { own: 1, other: 3 }, saved: "saved" });
    expect(bo).toMatchObject({ outcome: "won", rounds: { own: 3, other: 1 }, saved: "saved" });
    expect(bo.rating).toMatchObject({ before: { rating: 1500 }, opponent: { rating: 1500 } });
    expect(bo.rating?.expected).toBeCloseTo(0.5);
    expect(bo.rating?.after.rating).toBeGreaterThan(1500);
    expect(duelResultFor(duel, ADA, null)).toMatchObject({ saved: "pending", rating: null });
  });

  test("drawn, both share the first place", () => {
    const duel = endedDuel({ outcome: { winner: -1, by: "rounds", rounds: [3, 3] } });
    expect(finishedDuel(duel).players.map(({ place }) => place)).toEqual([1, 1]);
    expect(duelResultFor(duel, ADA, recordedFor("drawn")).outcome).toBe("drawn");
  });

  test("[DUEL-39] against a bot, the person alone is written down, and no rating is told", () => {
    const bot = { slot: 1, name: "Ohm" };
    const duel = endedDuel({ isRanked: false, contestants: [ADA], bot });
    expect(finishedDuel(duel)).toMatchObject({ bot: { name: "Ohm", score: 3 } });
    expect(finishedDuel(duel).players).toMatchObject([{ accountId: "ada", place: 2 }]);
    expect(duelResultFor(duel, ADA, { matchId: "m1", ratings: new Map() })).toMatchObject({
      outcome: "lost",
      saved: "unranked",
      rating: null,
    });
  });
});

test("[QUE-11] the bot is as good as its opponent's rating, the easiest for an unknown one", () => {
  expect([null, 900, 1300, 1500, 1700, 2500].map(botLevelFor)).toEqual([1, 1, 2, 3, 4, 5]);
});
