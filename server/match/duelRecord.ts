// What is written down of a Duel, and what its players are told. In: how it ended, who played, what the ledger answers.
// Out: a FinishedMatch, and a DuelResult for each. Pure; run by the Duel's room.
import type { DuelResult, RatingChange } from "../../shared/net/duel.ts";
import type { DuelOutcome } from "./DuelArena.ts";
import type { FinishedMatch, MatchPlayer, RecordedMatch } from "./finishedMatch.ts";
import { expectedScore, viewOf } from "./ratings.ts";

/** A person who plays; a bot is none. */
export interface Contestant {
  readonly slot: number;
  readonly accountId: string;
  readonly name: string;
}

/** A Duel that is over. */
export interface EndedDuel {
  readonly matchId: string;
  readonly mapId: string;
  readonly isRanked: boolean;
  /** Wall clock, ms. */
  readonly startedMs: number;
  readonly endedMs: number;
  readonly outcome: DuelOutcome;
  readonly contestants: readonly Contestant[];
  /** The opponent of who plays alone. */
  readonly bot: { readonly slot: number; readonly name: string } | null;
  /** By slot. */
  readonly kills: readonly number[];
  readonly deaths: readonly number[];
}

export function finishedDuel(duel: EndedDuel): FinishedMatch {
  const { matchId, mapId, isRanked, startedMs, endedMs, outcome, contestants, bot } = duel;
  const players = contestants.map(({ slot, accountId, name }): MatchPlayer => {
    const place = hasLost(outcome, slot) ? 2 : 1;
    const score = outcome.rounds[slot] ?? 0;
    const [kills = 0, deaths = 0] = [duel.kills[slot], duel.deaths[slot]];
    return { accountId, name, place, score, kills, deaths };
  });
  players.sort((a, b) => a.place - b.place);
  const { by, rounds } = outcome;
  return {
    matchId,
    mode: "duel",
    mapId,
    isRanked,
    startedMs,
    endedMs,
    by,
    players,
    ...(bot === null ? {} : { bot: { name: bot.name, score: rounds[bot.slot] ?? 0 } }),
  };
}

/** @param recorded null while the result is not safe. */
export function duelResultFor(
  duel: EndedDuel,
  { slot, accountId }: Contestant,
  recorded: RecordedMatch | null,
): DuelResult {
  const { matchId, isRanked, outcome } = duel;
  const [own = 0, other = 0] = [outcome.rounds[slot], outcome.rounds[1 - slot]];
  const drawnOrLost = hasLost(outcome, slot) ? "lost" : "drawn";
  return {
    matchId,
    outcome: outcome.winner === slot ? "won" : drawnOrLost,
    by: outcome.by,
    rounds: { own, other },
    saved: isRanked ? (recorded === null ? "pending" : "saved") : "unranked",
    rating: isRanked && recorded !== null ? changeOf(recorded, accountId) : null,
  };
}

/** For who came, when the other one did not. */
export function voidResult(matchId: string): DuelResult {
  const rounds = { own: 0, other: 0 };
  return { matchId, outcome: "void", by: "absence", rounds, saved: "unranked", rating: null };
}

function hasLost({ winner }: DuelOutcome, slot: number): boolean {
  return winner >= 0 && winner !== slot;
}

function changeOf({ ratings }: RecordedMatch, accountId: string): RatingChange | null {
  const own = ratings.get(accountId);
  const other = [...ratings].find(([account]) => account !== accountId)?.[1];
  if (own === undefined || other === undefined) return null;
  return {
    before: viewOf(own.before),
    after: viewOf(own.after),
    opponent: viewOf(other.before),
    expected: expectedScore(own.before, other.before),
  };
}
