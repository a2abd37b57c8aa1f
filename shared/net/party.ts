// A private room: its code, its rules, and what its members ask for. State travels as PartyState. Both sides.
import type { Keyed } from "./protocol.ts";

export const PartyMessage = {
  /** Server to client: take this seat (`SeatOffer`): the match begins, or one that runs was asked for. */
  Seat: 48,
  /** Server to client: what went wrong (`PartyNotice`). */
  Notice: 49,
  /** Client to server, requests, answered by true or by a refusal's text. */
  SetReady: 50,
  SetSide: 51,
  SetRules: 52,
  Start: 53,
  /** Into the match that runs: who came late, or left it. */
  JoinMatch: 54,
  Remove: 55,
  MakeHost: 56,
  /** Server to client, on joining: the own key in PartyState.members. */
  Self: 57,
} as const;

/** Letters of a code: none is taken for another, nor for a figure; no vowels, so that no code is a word. */
export const CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
export const CODE_LENGTH = 4;
const CODE = new RegExp(`^[${CODE_LETTERS}]{${CODE_LENGTH}}$`);
/** People in one private room. */
export const PARTY_MAX = 16;
/** A member whose connection is gone is kept this long, s: a reload, a tunnel. */
export const PARTY_HOLD_S = 60;

/** What a party plays. `open`: together in a public Open Arena. */
export const PARTY_MODES = ["open", "arena", "duel"] as const;
export type PartyMode = (typeof PARTY_MODES)[number];

/** 0 watches. In a Duel 1 and 2 play; otherwise 1 plays. */
export type PartySide = 0 | 1 | 2;

export interface PartyRules {
  mode: PartyMode;
  /** A map of the mode; "" for the mode's own choice. */
  mapId: string;
  /** Bots that join in; in a Duel 0 or 1, against who is alone. */
  bots: number;
  /** Length of an arena's round, minutes. */
  minutes: number;
}

export const PARTY_BOTS_MAX = 11;
export const PARTY_MINUTES = { min: 1, max: 10 } as const;

export interface SetReadyRequest extends Keyed {
  ready: boolean;
}
export interface SetSideRequest extends Keyed {
  side: PartySide;
}
export interface SetRulesRequest extends Keyed {
  rules: PartyRules;
}
/** Of the host's: `member` is a key of PartyState.members. */
export interface MemberRequest extends Keyed {
  member: string;
}

export interface PartyNotice {
  readonly text: "noSeats" | "matchFailed" | "matchOver";
}

/** What was typed as a code, in the letters of codes; "" when it cannot be one. */
export function cleanCode(typed: string): string {
  const code = typed.trim().toUpperCase();
  return CODE.test(code) ? code : "";
}
