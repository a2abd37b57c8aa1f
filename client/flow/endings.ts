// What a player is told when something ends. In: how a private room, the queue or a match ended. Out: the error to
// show, or null for none. Pure.
import { CloseReason, closeRuleOf } from "../../shared/net/closeCodes.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import type { MenuEnd } from "../net/menuRoom.ts";
import type { ErrorKind } from "../ui/menu/errorDialog.tsx";

/** Of every room alike. */
const REFUSALS: ReadonlyMap<number, ErrorKind> = new Map([
  [JoinRefusal.Malformed, "refused"],
  [JoinRefusal.NotAdmitted, "sessionEnded"],
  [JoinRefusal.ShutOut, "shutOut"],
  [JoinRefusal.NoSuchRoom, "noSuchRoom"],
  [JoinRefusal.AlreadyPlaying, "alreadyPlaying"],
  [JoinRefusal.Gone, "roomClosed"],
  [JoinRefusal.OldClient, "oldClient"],
  [JoinRefusal.TooMany, "tooManyTries"],
  [JoinRefusal.Full, "roomFull"],
]);

/** In a private room the host decides who is in, and a room can be full by rule. */
const PARTY_REFUSALS: ReadonlyMap<number, ErrorKind> = new Map([
  [JoinRefusal.ShutOut, "partyRemoved"],
  [JoinRefusal.Full, "partyFull"],
]);

/** @param error of a join that failed. */
export function refusalOf(error: unknown): ErrorKind {
  // By its name: its class comes with the SDK, which this page does not wait for.
  if (error instanceof Error && error.name === "SocketBlockedError") return "blocked";
  return REFUSALS.get((error as { code?: number } | null)?.code ?? 0) ?? "serverAway";
}

/**
 * @param wasOpen one was in the room: it existed.
 * @returns null for what needs no words.
 */
export function partyEnding(end: MenuEnd, wasOpen: boolean): ErrorKind | null {
  if (end.kind === "left") return null;
  if (end.kind === "closed") return closedEnding(end.code, "partyRemoved");
  const code = (end.error as { code?: number } | null)?.code ?? 0;
  if (wasOpen && code === JoinRefusal.NoSuchRoom) return "roomClosed";
  return PARTY_REFUSALS.get(code) ?? refusalOf(end.error);
}

/** What keeps one out of the queue. Losing it to another tab is said where the wait was shown. */
export function queueEnding(end: MenuEnd): ErrorKind | null {
  if (end.kind === "left") return null;
  if (end.kind === "refused") {
    const kind = refusalOf(end.error);
    return kind === "roomFull" ? "queueFull" : kind;
  }
  return end.code === CloseReason.Replaced ? null : closedEnding(end.code, "kicked");
}

function closedEnding(code: number, kicked: ErrorKind): ErrorKind | null {
  if (code === CloseReason.Kicked) return kicked;
  const { told } = closeRuleOf(code);
  return told === "left" ? null : told;
}
