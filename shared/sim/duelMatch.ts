// What a world knows of the Duel that is fought in it. In: nothing. Out: the record that duel.ts and duelRounds.ts
// advance. Rounds won are the players' scores. Steps are world steps. Server only; clients see DuelState.
import { DUEL_ROUNDS_TO_WIN } from "./constants.ts";

/** Players of a Duel: slots 0 and 1. */
export const DUEL_PLAYERS = 2;

/** How a Duel ended. */
export const DuelEnd = { None: 0, Rounds: 1, Forfeit: 2 } as const;
export type DuelEnd = (typeof DuelEnd)[keyof typeof DuelEnd];

export interface DuelMatch {
  readonly roundsToWin: number;
  /** Rounds begun, replays among them. */
  round: number;
  /** 1 while a round is played that was tied before. */
  isReplay: number;
  /** What is left of the round when its clock goes on, steps. */
  roundLeftSteps: number;
  /** While the clock stands: the step for which the pickups' clocks are set to go on. */
  clockStep: number;
  /** Bits of slots: whose pause is used up, and for whom the match waits now. */
  pausesUsed: number;
  awaited: number;
  /** Slots; -1 for nobody (yet). With an `end`, a `winner` of -1 is a drawn match. */
  roundWinner: number;
  winner: number;
  end: DuelEnd;
}

/** The numbers of a DuelMatch that change: what a snapshot keeps. */
export const DUEL_FIELDS = [
  "round",
  "isReplay",
  "roundLeftSteps",
  "clockStep",
  "pausesUsed",
  "awaited",
  "roundWinner",
  "winner",
  "end",
] as const satisfies readonly (keyof DuelMatch)[];

/** What is decided before a Duel begins. */
export interface DuelRules {
  /** 3 unless told. */
  readonly roundsToWin?: number;
}

/** A Duel that nobody has come to yet. */
export function makeDuelMatch(rules: DuelRules, roundSteps: number): DuelMatch {
  return {
    roundsToWin: rules.roundsToWin ?? DUEL_ROUNDS_TO_WIN,
    round: 0,
    isReplay: 0,
    roundLeftSteps: roundSteps,
    clockStep: 0,
    pausesUsed: 0,
    awaited: 0,
    roundWinner: -1,
    winner: -1,
    end: DuelEnd.None,
  };
}
