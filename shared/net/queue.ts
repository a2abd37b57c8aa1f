// The ranked queue: what it tells who waits, and what these answer. Both sides.
import type { Keyed } from "./protocol.ts";
import type { RatingView } from "./stats.ts";

export const QueueMessage = {
  /** Server to client, once a second and at once on changes (`QueueStatus`). */
  Status: 32,
  /** Server to client: an opponent was found (`MatchOffer`); again when one of the two accepts. */
  Offer: 33,
  /** Server to client: the offer came to nothing (`OfferEnd`). */
  OfferEnded: 34,
  /** Server to client: take this seat (`SeatOffer`). The queue is left with it. */
  Seat: 35,
  /** Client to server, requests: `OfferAnswer`. Answered by whether the offer was still open. */
  Answer: 36,
  /** Client to server, a request (`Keyed`): a Duel against a bot, while the queue goes on. Answered with a Seat. */
  PlayBot: 37,
} as const;

/** An offer must be accepted within this, s. */
export const ACCEPT_S = 10;
/** After so long in the queue a bot is offered, s. */
export const BOT_OFFER_S = 20;

export interface QueueStatus {
  readonly waitedS: number;
  /** People in the queue, oneself included. */
  readonly queued: number;
  /** Difference in rating that is looked for now, and round trip to the server, ms, that is accepted. */
  readonly window: number;
  readonly maxPingMs: number;
  readonly isBotOffered: boolean;
  /** Own round trip as the server measures it, ms; 0 while it does not know. */
  readonly pingMs: number;
  /** Own rating, from the server's records; null while these cannot be read: one waits, and is not paired. */
  readonly rating: RatingView | null;
}

export interface MatchOffer {
  readonly offerId: string;
  readonly opponent: { readonly name: string; readonly rating: RatingView };
  /** Time left to accept, ms. */
  readonly leftMs: number;
  readonly hasAccepted: boolean;
  readonly hasOpponentAccepted: boolean;
}

export interface OfferAnswer extends Keyed {
  offerId: string;
  accept: boolean;
}

export interface OfferEnd {
  readonly offerId: string;
  /** Who did not want, did not answer, or left; `failed` when no room could be made. */
  readonly reason: "declined" | "expired" | "opponentDeclined" | "opponentExpired" | "failed";
  /** Whether one still waits, with the time that one has waited. Who declined or let it expire does not. */
  readonly isQueued: boolean;
}
