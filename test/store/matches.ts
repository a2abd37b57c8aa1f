// Finished matches for tests. In: what matters. Out: the whole match.
import type { FinishedMatch, MatchPlayer } from "../../server/match/finishedMatch.ts";

/** A Wednesday, 12:00 UTC. */
export const NOON_MS = Date.UTC(2026, 3, 15, 12);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export function player(accountId: string, facts: Partial<MatchPlayer> = {}): MatchPlayer {
  return { accountId, name: accountId, place: 1, score: 0, kills: 0, deaths: 0, ...facts };
}

/** A ranked Duel that the first wins 3 to 1, unless told. */
export function duel(
  matchId: string,
  [first, second]: readonly [string, string],
  facts: Partial<FinishedMatch> & { readonly isDrawn?: boolean } = {},
): FinishedMatch {
  const { isDrawn = false, ...rest } = facts;
  return {
    matchId,
    mode: "duel",
    mapId: "duel",
    isRanked: true,
    startedMs: NOON_MS - 180_000,
    endedMs: NOON_MS,
    by: "rounds",
    players: [
      player(first, { score: 3, kills: 3, deaths: isDrawn ? 3 : 1 }),
      player(second, { score: isDrawn ? 3 : 1, place: isDrawn ? 1 : 2, kills: 1, deaths: 3 }),
    ],
    ...rest,
  };
}

/** An Open Arena round with these points, best first. */
export function arena(
  matchId: string,
  points: Readonly<Record<string, number>>,
  facts: Partial<FinishedMatch> = {},
): FinishedMatch {
  return {
    matchId,
    mode: "arena",
    mapId: "foundry",
    isRanked: false,
    startedMs: NOON_MS - 300_000,
    endedMs: NOON_MS,
    by: "rounds",
    players: Object.entries(points).map(([id, score], index) =>
      player(id, { place: index + 1, score, kills: Math.floor(score / 100), deaths: index }),
    ),
    ...facts,
  };
}
