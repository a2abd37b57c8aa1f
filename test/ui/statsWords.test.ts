// How records read.
import { expect, test } from "vitest";
import {
  formatChange,
  formatPoints,
  killsPerDeath,
  outcomeOf,
  timeAgo,
} from "../../client/ui/stats/statsWords.ts";
import type { HistoryRow } from "../../shared/net/stats.ts";

const MINUTE_MS = 60_000;
const NOW_MS = Date.UTC(2026, 10, 22, 12);

const ROW: HistoryRow = {
  matchId: "a",
  mode: "duel",
  endedMs: NOW_MS,
  mapId: "duel",
  outcome: "won",
  by: "rounds",
  opponent: "Quiet Filament",
  own: 3,
  other: 1,
  place: 1,
  players: 2,
  kills: 3,
  deaths: 1,
  ratingChange: 18,
};

test("[STA-5] changes carry their sign, and only differences do", () => {
  expect([1234, 0, -7].map(formatChange)).toEqual(["+1,234", "0", "\u22127"]);
  expect(formatPoints(1865, "duel", "all")).toBe("1,865");
  expect(formatPoints(3, "duel", "week")).toBe("+3");
  expect(formatPoints(2599, "arena", "day")).toBe("2,599");
});

test("[STA-5] kills per death of who never died are its kills", () => {
  expect(killsPerDeath(7, 0)).toBe("7.0");
  expect(killsPerDeath(7, 2)).toBe("3.5");
  expect(killsPerDeath(0, 0)).toBe("0.0");
});

test.each([
  [-5 * MINUTE_MS, "just now"],
  [0, "just now"],
  [MINUTE_MS - 1, "just now"],
  [MINUTE_MS, "1 min ago"],
  [59 * MINUTE_MS, "59 min ago"],
  [60 * MINUTE_MS, "1 h ago"],
  [24 * 60 * MINUTE_MS - 1, "23 h ago"],
  [24 * 60 * MINUTE_MS, "yesterday"],
  [6 * 24 * 60 * MINUTE_MS, "6 days ago"],
  [7 * 24 * 60 * MINUTE_MS, "Nov 15"],
  [400 * 24 * 60 * MINUTE_MS, "Oct 18, 2025"],
])("[STA-5] %d ms ago reads %j", (agoMs, words) => {
  expect(timeAgo(NOW_MS - agoMs, NOW_MS)).toBe(words);
});

test("[STA-5] a match says what it came to, and against whom", () => {
  expect(outcomeOf(ROW)).toEqual({ result: "3 : 1", against: "against Quiet Filament" });
  expect(outcomeOf({ ...ROW, by: "forfeit" }).against).toBe("against Quiet Filament by forfeit");
  expect(outcomeOf({ ...ROW, opponent: "" }).against).toBe("against a bot");
  const round = { ...ROW, mode: "arena", outcome: "placed", place: 3, players: 12, own: 1240 };
  expect(outcomeOf(round as HistoryRow)).toEqual({ result: "3rd of 12", against: "1,240 points" });
});
