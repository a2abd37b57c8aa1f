// What a waiting player is shown, event by event.
import { expect, test } from "vitest";
import {
  isBotSeat,
  QUEUE_JOINING,
  type QueueEvent,
  type QueueView,
  stepQueue,
} from "../../client/net/queueModel.ts";
import { queueStrings } from "../../client/ui/queue/queueStrings.ts";
import { isBotOffered, isWaiting, queueNotice } from "../../client/ui/queue/queueWords.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import type { MatchOffer, OfferEnd, QueueStatus } from "../../shared/net/queue.ts";

const RATING = { rating: 1500, tier: null, placementsLeft: 5 } as const;

const STATUS: QueueStatus = {
  waitedS: 3,
  queued: 2,
  window: 75,
  maxPingMs: 120,
  pingMs: 24,
  isBotOffered: false,
  rating: RATING,
};

function offerOf(offerId: string, changes: Partial<MatchOffer> = {}): MatchOffer {
  const opponent = { name: "Copper Lynx", rating: RATING };
  return {
    offerId,
    opponent,
    leftMs: 10_000,
    hasAccepted: false,
    hasOpponentAccepted: false,
    ...changes,
  };
}

function after(...events: QueueEvent[]): QueueView {
  return events.reduce(stepQueue, QUEUE_JOINING);
}

const OPEN: QueueEvent = { kind: "open" };
const OFFER: QueueEvent = { kind: "offer", offer: offerOf("a"), nowMs: 1000 };
const endOf = (reason: OfferEnd["reason"], isQueued: boolean, offerId = "a"): QueueEvent => ({
  kind: "offerEnded",
  end: { offerId, reason, isQueued },
});

test("[MENU-4] who declines, or does not answer, leaves the queue and reads so", () => {
  for (const reason of ["declined", "expired"] as const) {
    const view = after(OPEN, OFFER, endOf(reason, false));
    expect(isWaiting(view)).toBe(false);
    expect(view.offer).toBeNull();
    expect(queueNotice(view)).toBe(queueStrings.ends[reason]);
  }
});

test("[MENU-4] whose opponent declines waits on, reads so, and no more once somebody else is found", () => {
  for (const reason of ["opponentDeclined", "opponentExpired", "failed"] as const) {
    const view = after(OPEN, OFFER, endOf(reason, true));
    expect(isWaiting(view)).toBe(true);
    expect(queueNotice(view)).toBe(queueStrings.ends[reason]);
    const next = stepQueue(view, { kind: "offer", offer: offerOf("b"), nowMs: 2000 });
    expect(queueNotice(next)).toBe("");
    expect(next.offer?.offer.offerId).toBe("b");
  }
});

test("[MENU-4] the end of an offer that is not shown any more takes the shown one away from nobody", () => {
  const second: QueueEvent = { kind: "offer", offer: offerOf("b"), nowMs: 2000 };
  const view = after(OPEN, OFFER, endOf("failed", true), second, endOf("opponentExpired", true));
  expect(view.offer?.offer.offerId).toBe("b");
});

test("[MENU-3] an answer is given once, and stays given when the offer is told again", () => {
  const accepted = after(OPEN, OFFER, { kind: "answer", answer: "accept" });
  expect(accepted.offer?.answer).toBe("accept");
  expect(stepQueue(accepted, { kind: "answer", answer: "decline" })).toBe(accepted);
  const again = offerOf("a", { leftMs: 7000, hasOpponentAccepted: true });
  const view = stepQueue(accepted, { kind: "offer", offer: again, nowMs: 3500 });
  expect(view.offer).toMatchObject({ answer: "accept", lastsMs: 10_000, endsAtMs: 10_500 });
  expect(view.offer?.offer.hasOpponentAccepted).toBe(true);
});

test("[MENU-3] an offer that was accepted before a reload is shown as accepted", () => {
  const offer = offerOf("a", { hasAccepted: true, leftMs: 4000 });
  expect(after(OPEN, { kind: "offer", offer, nowMs: 0 }).offer?.answer).toBe("accept");
});

test("[MENU-9] a bot's seat leaves the wait as it is, the opponent's ends it", () => {
  const asked = after(OPEN, { kind: "botAsked" });
  expect(isBotSeat(asked)).toBe(true);
  expect(stepQueue(asked, { kind: "seat" })).toMatchObject({ phase: "waiting", isBotAsked: false });

  const called = after(OPEN, { kind: "botAsked" }, OFFER, { kind: "answer", answer: "accept" });
  expect(isBotSeat(called)).toBe(false);
  expect(stepQueue(called, { kind: "seat" }).end).toEqual({ kind: "seated" });
});

test("[MENU-9] a bot is on offer once the server says so, but not while an opponent is", () => {
  const status: QueueEvent = { kind: "status", status: { ...STATUS, isBotOffered: true } };
  expect(isBotOffered(after(OPEN, { kind: "status", status: STATUS }))).toBe(false);
  expect(isBotOffered(after(OPEN, status))).toBe(true);
  expect(isBotOffered(after(OPEN, status, OFFER))).toBe(false);
  expect(isBotOffered(after(OPEN, status, { kind: "away" }))).toBe(false);
});

test("[MENU-2] a wait that is broken off goes on when the connection is back", () => {
  const away = after(OPEN, { kind: "status", status: STATUS }, OFFER, { kind: "away" });
  expect(away).toMatchObject({ phase: "away", offer: null });
  expect(isWaiting(away)).toBe(true);
  expect(stepQueue(away, OPEN)).toMatchObject({ phase: "waiting", status: STATUS });
});

test("[MENU-7] a queue that was opened in another tab says so and nothing else", () => {
  const end = { kind: "closed", code: CloseReason.Replaced } as const;
  const view = after(OPEN, { kind: "ended", end });
  expect(isWaiting(view)).toBe(false);
  expect(queueNotice(view)).toBe(queueStrings.moved);
  expect(stepQueue(view, OFFER)).toBe(view);
});
