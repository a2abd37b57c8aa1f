// A scoreboard that does not fit still shows its top and the player's own row.
import { describe, expect, it } from "vitest";
import type { ScoreRow } from "../../client/game/WorldView.ts";
import { scoreWindow } from "../../client/ui/hud/scoreRules.ts";

function rows(count: number, ownPlace: number): ScoreRow[] {
  return Array.from({ length: count }, (_, index) => ({
    slot: index,
    name: `P${index}`,
    isBot: false,
    isSelf: index + 1 === ownPlace,
    hasCrown: false,
    connected: true,
    score: 1000 - index,
    kills: 0,
    deaths: 0,
    assists: 0,
    pingMs: 20,
  }));
}

const places = (count: number, ownPlace: number, max: number): number[] =>
  scoreWindow(rows(count, ownPlace), max).shown.map((entry) => entry.place);

describe("scoreWindow", () => {
  it("shows all that fits", () => {
    expect(places(3, 2, 5)).toEqual([1, 2, 3]);
    expect(scoreWindow(rows(3, 2), 5).hidden).toBe(0);
  });

  it("puts the own row last when it is below the fold, and counts the rest", () => {
    expect(places(20, 17, 5)).toEqual([1, 2, 3, 4, 17]);
    expect(scoreWindow(rows(20, 17), 5).hidden).toBe(15);
  });

  it("leaves the top alone when the own row is in it, or there is none", () => {
    expect(places(20, 5, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(places(20, 0, 5)).toEqual([1, 2, 3, 4, 5]);
  });
});
