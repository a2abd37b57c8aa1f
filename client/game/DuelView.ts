// What a Duel, and watching, add to the screen. In: nothing. Out: plain types that DuelModel and WatchModel fill
// once a frame, and that client/view draws and client/ui shows. Positions in u, times in ms.
import type { DuelResult } from "../../shared/net/duel.ts";

/** `break`: a round has just ended. `over`: the match is decided; a rematch may still come. */
export type DuelPhase = "waiting" | "countdown" | "live" | "paused" | "break" | "over";

export interface DuelSideView {
  slot: number;
  name: string;
  isBot: boolean;
  isSelf: boolean;
  isConnected: boolean;
  /** Rounds won. */
  rounds: number;
  wantsRematch: boolean;
}

/** How the last round, or the match, ended for a side. */
export type DuelEnd = "none" | "left" | "right" | "tied";

/** The ring on the floor, at the drawn instant. */
export interface RingView {
  x: number;
  y: number;
  /** Infinity until it appears. */
  radiusU: number;
  /** Where it comes to rest. */
  finalRadiusU: number;
  /** Until it begins to close, ms; 0 from then on. */
  closesInMs: number;
  isClosing: boolean;
  /** The body that the camera follows lives, and stands outside. */
  isOutside: boolean;
}

export interface DuelView {
  phase: DuelPhase;
  isRanked: boolean;
  roundsToWin: number;
  /** 1-based; replays count. */
  round: number;
  /** The round was tied and is played once more. */
  isReplay: boolean;
  /** Oneself; for who watches, the lower slot. Null until it has come. */
  left: DuelSideView | null;
  right: DuelSideView | null;
  /** Until the countdown or the pause is over, ms; 0 in other phases. */
  goesOnInMs: number;
  /** Left in the round, ms; stands still in a pause. */
  roundLeftMs: number;
  /** Whose connection a pause waits for; "" for nobody. */
  pausedName: string;
  isSelfPaused: boolean;
  lastRound: DuelEnd;
  /** Of the match; "none" until it is over. */
  winner: DuelEnd;
  readonly ring: RingView;
  /** Left to ask for a rematch, ms. */
  rematchLeftMs: number;
  /** The server's word on how it ended; null before, and for who watches. */
  result: DuelResult | null;
}

/** Whom or what a client without a body looks at. */
export interface WatchView {
  /** Of the body that is followed; -1 while the camera is free or nobody is there. */
  slot: number;
  name: string;
  isBot: boolean;
  isFree: boolean;
  /** Follows whoever leads. */
  isLeader: boolean;
  /** Where the camera looks, u. */
  x: number;
  y: number;
  /** Of the followed body; 0 without one. */
  hp: number;
  shield: number;
  alive: boolean;
}

/** Moments of a Duel, for ears and HUD. */
export type DuelEvent =
  /** Bodies stand at their places, the air is empty. */
  | { kind: "duelReady" }
  /** 3, 2, 1 before a round. */
  | { kind: "countdown"; left: number }
  /** Everybody may move. */
  | { kind: "go" }
  | { kind: "duelRound"; end: DuelEnd }
  | { kind: "duelOver"; end: DuelEnd }
  | { kind: "ringSoon"; inMs: number }
  | { kind: "ringCloses" };
