// The queue's view in words. In: a QueueView. Out: text. Pure.
import { CloseReason } from "../../../shared/net/closeCodes.ts";
import type { QueueView } from "../../net/queueModel.ts";
import { queueStrings } from "./queueStrings.ts";

/** Whether one waits, or is about to. */
export function isWaiting(view: QueueView | null): boolean {
  return view !== null && view.phase !== "ended";
}

/** Nobody was found for a while, and nobody is being asked right now. */
export function isBotOffered({ phase, status, offer }: QueueView): boolean {
  return phase === "waiting" && offer === null && status?.isBotOffered === true;
}

/** What is looked for, and how many look. */
export function queueFacts({ phase, status }: QueueView): string {
  if (phase === "away") return queueStrings.away;
  if (phase === "joining" || status === null) return queueStrings.joining;
  if (status.rating === null) return queueStrings.noRating;
  const { window, ping, waiting } = queueStrings;
  return [window(status.window), ping(status.maxPingMs), waiting(status.queued)].join(" · ");
}

/** What just happened that one should know; "" for nothing. */
export function queueNotice(view: QueueView | null): string {
  if (view === null) return "";
  const { end, lastEnd } = view;
  if (end?.kind === "closed" && end.code === CloseReason.Replaced) return queueStrings.moved;
  if (end !== null && end.kind !== "unanswered") return "";
  return lastEnd === null ? "" : queueStrings.ends[lastEnd];
}
