// Which kill-feed lines are on screen. In: the feed, oldest first, and the frame time. Out: the
// lines to show.
import { isRingDeath } from "../../../shared/sim/ring.ts";
import type { Move } from "../../../shared/sim/weaponDefs.ts";
import type { FeedLine } from "../../game/WorldView.ts";
import { duelStrings } from "../duel/duelStrings.ts";

export const FEED_MAX_LINES = 5;
export const FEED_LIFE_MS = 5000;

/** The newest lines that are still alive, oldest first. */
export function visibleFeed(feed: readonly FeedLine[], nowMs: number): readonly FeedLine[] {
  const alive = feed.filter((line) => nowMs - line.atMs < FEED_LIFE_MS);
  return alive.slice(-FEED_MAX_LINES);
}

/** When the first of `shown` goes, ms; never, if nothing is shown. */
export function nextFeedExpiryMs(shown: readonly FeedLine[]): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const line of shown) earliest = Math.min(earliest, line.atMs + FEED_LIFE_MS);
  return earliest;
}

/** Who did it, in words: a player, a Duel's ring, or nobody but the own Orb. */
export function killerWords(killer: string, move: Move): string {
  if (killer !== "") return killer;
  return isRingDeath(-1, move) ? duelStrings.ringDeath : "";
}
