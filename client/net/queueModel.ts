// What a waiting player sees of the ranked queue. In: what the server tells, and what the player does, as events. Out:
// the next view. Pure; client/net/queueLink.ts feeds it.
import type { MatchOffer, OfferEnd, QueueStatus } from "../../shared/net/queue.ts";
import type { MenuEnd } from "./menuRoom.ts";

/** An opponent was found, and both are asked. */
export interface OfferView {
  readonly offer: MatchOffer;
  /** performance.now() at which it expires, and how long that was when it came. */
  readonly endsAtMs: number;
  readonly lastsMs: number;
  /** What the player has answered, whether or not the server knows. */
  readonly answer: "accept" | "decline" | null;
}

/** Why one does not wait any more; `seated`: the match begins. */
export type QueueEnd = MenuEnd | { readonly kind: "seated" } | { readonly kind: "unanswered" };

export interface QueueView {
  readonly phase: "joining" | "waiting" | "away" | "ended";
  readonly status: QueueStatus | null;
  readonly offer: OfferView | null;
  /** How the last offer ended, until the next one. */
  readonly lastEnd: OfferEnd["reason"] | null;
  /** A Duel against a bot was asked for, and has not come. */
  readonly isBotAsked: boolean;
  readonly end: QueueEnd | null;
}

export type QueueEvent =
  | { readonly kind: "open" }
  | { readonly kind: "away" }
  | { readonly kind: "status"; readonly status: QueueStatus }
  | { readonly kind: "offer"; readonly offer: MatchOffer; readonly nowMs: number }
  | { readonly kind: "answer"; readonly answer: "accept" | "decline" }
  | { readonly kind: "offerEnded"; readonly end: OfferEnd }
  | { readonly kind: "botAsked" }
  | { readonly kind: "botRefused" }
  | { readonly kind: "seat" }
  | { readonly kind: "ended"; readonly end: MenuEnd };

export const QUEUE_JOINING: QueueView = {
  phase: "joining",
  status: null,
  offer: null,
  lastEnd: null,
  isBotAsked: false,
  end: null,
};

/** @returns `view` after `event`; what comes late for an offer or a queue that is over changes nothing. */
export function stepQueue(view: QueueView, event: QueueEvent): QueueView {
  if (view.phase === "ended") return view;
  switch (event.kind) {
    case "open":
      return { ...view, phase: "waiting" };
    case "away":
      // An offer cannot be answered now, and the server makes no match without the answer.
      return { ...view, phase: "away", offer: null, isBotAsked: false };
    case "status":
      return { ...view, phase: "waiting", status: event.status };
    case "offer":
      return { ...view, lastEnd: null, offer: offerView(view.offer, event.offer, event.nowMs) };
    case "answer":
      if (view.offer === null || view.offer.answer !== null) return view;
      return { ...view, offer: { ...view.offer, answer: event.answer } };
    case "offerEnded":
      return afterOffer(view, event.end);
    case "botAsked":
      return { ...view, isBotAsked: true };
    case "botRefused":
      return { ...view, isBotAsked: false };
    case "seat":
      return isBotSeat(view) ? { ...view, isBotAsked: false } : ended(view, { kind: "seated" });
    case "ended":
      return ended(view, event.end);
  }
}

/** Whether a seat that comes now leads to the bot that was asked for, and the queue goes on. */
export function isBotSeat(view: QueueView): boolean {
  return view.isBotAsked && view.offer?.answer !== "accept";
}

/** The same offer comes again when one of the two accepts: its clock goes on, and the answer stays given. */
function offerView(shown: OfferView | null, offer: MatchOffer, nowMs: number): OfferView {
  const endsAtMs = nowMs + offer.leftMs;
  if (shown?.offer.offerId !== offer.offerId) {
    const answer = offer.hasAccepted ? "accept" : null;
    return { offer, endsAtMs, lastsMs: offer.leftMs, answer };
  }
  return { ...shown, offer, endsAtMs: Math.min(shown.endsAtMs, endsAtMs) };
}

function afterOffer(view: QueueView, { offerId, reason, isQueued }: OfferEnd): QueueView {
  if (view.offer !== null && view.offer.offer.offerId !== offerId) return view;
  const after: QueueView = { ...view, offer: null, lastEnd: reason };
  return isQueued ? after : ended(after, { kind: "unanswered" });
}

function ended(view: QueueView, end: QueueEnd): QueueView {
  return { ...view, phase: "ended", offer: null, isBotAsked: false, end };
}
