// Matches in the store of a server under test, as if they had been played. In: the server's data folder, accounts.
// Out: what was recorded. Written through the store's own recordMatch.
import { randomUUID } from "node:crypto";
import type {
  FinishedMatch,
  MatchPlayer,
  RecordedMatch,
} from "../../server/match/finishedMatch.ts";
import { openStoreHere } from "../../server/store/openStore.ts";

export interface Contender {
  readonly accountId: string;
  readonly name: string;
}

const MATCH_MS = 90_000;

function playerOf(
  contender: Contender,
  place: number,
  score: number,
  against: number,
): MatchPlayer {
  return { ...contender, place, score, kills: score, deaths: against };
}

/** A ranked Duel that `winner` won. */
export function duelOf(
  winner: Contender,
  loser: Contender,
  endedMs: number,
  changes: Partial<FinishedMatch> = {},
): FinishedMatch {
  return {
    matchId: randomUUID(),
    mode: "duel",
    mapId: "duel",
    isRanked: true,
    startedMs: endedMs - MATCH_MS,
    endedMs,
    by: "rounds",
    players: [playerOf(winner, 1, 3, 1), playerOf(loser, 2, 1, 3)],
    ...changes,
  };
}

/** A round of the Open Arena, best first. */
export function roundOf(
  results: readonly (readonly [Contender, points: number])[],
  endedMs: number,
): FinishedMatch {
  return {
    matchId: randomUUID(),
    mode: "arena",
    mapId: "small",
    isRanked: false,
    startedMs: endedMs - MATCH_MS,
    endedMs,
    by: "rounds",
    players: results.map(([contender, points], i) => ({
      ...playerOf(contender, i + 1, points, i),
      kills: Math.floor(points / 100),
    })),
  };
}

/** Writes them down, in order. */
export async function record(
  dataDir: string,
  matches: readonly FinishedMatch[],
): Promise<RecordedMatch[]> {
  const store = await openStoreHere({ dataDir, databaseUrl: "" });
  try {
    const recorded: RecordedMatch[] = [];
    for (const match of matches) recorded.push(await store.recordMatch(match));
    return recorded;
  } finally {
    await store.close();
  }
}
