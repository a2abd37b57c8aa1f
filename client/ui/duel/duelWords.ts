// What a Duel says under its clock and in the middle of the screen. In: a DuelView. Out: words and how they are
// meant, so that tests read them without a page.
import type { DuelEnd, DuelView } from "../../game/DuelView.ts";
import { duelStrings } from "./duelStrings.ts";

/** The ring is announced this long before it closes, ms. */
const RING_NOTICE_MS = 5000;

export type NoteTone = "none" | "plain" | "warn" | "bad";

export interface DuelNote {
  readonly words: string;
  readonly tone: NoteTone;
}

export interface DuelCall {
  /** The line; "" for none. */
  readonly caption: string;
  /** Seconds of a countdown, large; 0 for none. */
  readonly count: number;
  readonly tone: "plain" | "won" | "lost";
}

const NO_NOTE: DuelNote = { words: "", tone: "none" };
const NO_CALL: DuelCall = { caption: "", count: 0, tone: "plain" };

/** What stands beside the rounds: which one it is. */
export function roundWords({ isReplay, round }: DuelView): string {
  return isReplay ? duelStrings.replay : duelStrings.round(round);
}

/** One line at most: what matters most now. */
export function duelNote(duel: DuelView): DuelNote {
  switch (duel.phase) {
    case "paused": {
      const seconds = secondsLeft(duel);
      const { isSelfPaused, pausedName } = duel;
      const words = isSelfPaused
        ? duelStrings.pausedSelf(seconds)
        : duelStrings.paused(pausedName, seconds);
      return { words, tone: "bad" };
    }
    case "waiting": {
      const isPlayer = duel.left?.isSelf === true;
      return { words: isPlayer ? duelStrings.waiting : duelStrings.waitingBoth, tone: "plain" };
    }
    case "live":
      return ringNote(duel);
    default:
      return NO_NOTE;
  }
}

function ringNote({ ring }: DuelView): DuelNote {
  if (ring.isOutside) return { words: duelStrings.ringOutside, tone: "bad" };
  if (ring.isClosing) return { words: duelStrings.ringCloses, tone: "warn" };
  if (ring.closesInMs <= 0 || ring.closesInMs > RING_NOTICE_MS) return NO_NOTE;
  return { words: duelStrings.ringSoon(Math.ceil(ring.closesInMs / 1000)), tone: "warn" };
}

/** Never 0: the word that it is over may be late. */
function secondsLeft({ goesOnInMs }: DuelView): number {
  return Math.max(1, Math.ceil(goesOnInMs / 1000));
}

/** @param isGo a round has begun within the last moment. */
export function duelCall(duel: DuelView, isGo: boolean): DuelCall {
  switch (duel.phase) {
    case "countdown":
      return { ...NO_CALL, caption: roundWords(duel), count: secondsLeft(duel) };
    case "live":
      return isGo ? { ...NO_CALL, caption: duelStrings.go } : NO_CALL;
    case "break":
      return roundCall(duel);
    case "over":
      return matchCall(duel);
    default:
      return NO_CALL;
  }
}

function roundCall(duel: DuelView): DuelCall {
  const { lastRound } = duel;
  const name = winnerName(duel, lastRound);
  if (lastRound === "tied") return { ...NO_CALL, caption: duelStrings.roundTied };
  if (!isOwn(duel)) return { ...NO_CALL, caption: duelStrings.roundOf(name) };
  const isWon = lastRound === "left";
  const caption = isWon ? duelStrings.roundWon : duelStrings.roundLost;
  return { ...NO_CALL, caption, tone: isWon ? "won" : "lost" };
}

function matchCall(duel: DuelView): DuelCall {
  const { winner, result } = duel;
  if (result?.outcome === "void") return NO_CALL;
  if (winner === "tied") return { ...NO_CALL, caption: duelStrings.matchDrawn };
  const name = winnerName(duel, winner);
  if (!isOwn(duel)) return { ...NO_CALL, caption: duelStrings.matchOf(name) };
  const isWon = winner === "left";
  const caption = isWon ? duelStrings.matchWon : duelStrings.matchLost;
  return { ...NO_CALL, caption, tone: isWon ? "won" : "lost" };
}

/** Whether one of the two is at this screen. */
function isOwn(duel: DuelView): boolean {
  return duel.left?.isSelf === true;
}

function winnerName({ left, right }: DuelView, end: DuelEnd): string {
  return (end === "left" ? left?.name : right?.name) ?? "";
}
