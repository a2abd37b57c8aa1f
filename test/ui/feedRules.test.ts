// The kill feed shows five lines, each for five seconds.
import { describe, expect, it } from "vitest";
import type { FeedLine } from "../../client/game/WorldView.ts";
import { nextFeedExpiryMs, visibleFeed } from "../../client/ui/hud/feedRules.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";

function lineAt(atMs: number): FeedLine {
  return {
    id: atMs,
    killer: "A",
    victim: "B",
    assist: "",
    move: Move.Pulse,
    role: "seen",
    crown: false,
    atMs,
  };
}

describe("visibleFeed", () => {
  it("keeps a line for just under five seconds", () => {
    const feed = [lineAt(1000)];
    expect(visibleFeed(feed, 5999)).toEqual(feed);
    expect(visibleFeed(feed, 6000)).toEqual([]);
  });

  it("keeps the newest five, oldest first", () => {
    const feed = [1, 2, 3, 4, 5, 6, 7].map(lineAt);
    expect(visibleFeed(feed, 10).map((line) => line.id)).toEqual([3, 4, 5, 6, 7]);
  });
});

describe("nextFeedExpiryMs", () => {
  it("is when the oldest shown line goes", () => {
    expect(nextFeedExpiryMs([lineAt(200), lineAt(700)])).toBe(5200);
  });

  it("is never when nothing is shown", () => {
    expect(nextFeedExpiryMs([])).toBe(Number.POSITIVE_INFINITY);
  });
});
