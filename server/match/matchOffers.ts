// Opponents that were found, until both have said yes or one has not. In: pairs of accounts, their answers, the time.
// Out: which offers are accepted, and which came to nothing and through whom. Run by the queue room.
import { ACCEPT_S, type MatchOffer, type OfferEnd } from "../../shared/net/queue.ts";
import type { QueueLine } from "./QueueLine.ts";

export interface OfferSide {
  readonly accountId: string;
  hasAccepted: boolean;
}

export interface Offer {
  readonly id: string;
  readonly sides: readonly [OfferSide, OfferSide];
  readonly endsMs: number;
  /** Both have accepted: its room is being made, and nothing can be taken back. */
  isStarting: boolean;
}

export class MatchOffers {
  private readonly byAccount = new Map<string, Offer>();

  /** @throws Error when one of the two has an open offer. */
  make(id: string, first: string, second: string, nowMs: number): Offer {
    for (const accountId of [first, second]) {
      const open = this.byAccount.get(accountId);
      if (open !== undefined) throw new Error(`offer ${id}: ${accountId} has offer ${open.id}`);
    }
    const side = (accountId: string): OfferSide => ({ accountId, hasAccepted: false });
    const offer: Offer = {
      id,
      sides: [side(first), side(second)],
      endsMs: nowMs + ACCEPT_S * 1000,
      isStarting: false,
    };
    this.byAccount.set(first, offer);
    this.byAccount.set(second, offer);
    return offer;
  }

  of(accountId: string): Offer | undefined {
    return this.byAccount.get(accountId);
  }

  /** @returns the offer, while it is open for an answer of the account's; else null. */
  open(id: string, accountId: string, nowMs: number): Offer | null {
    const offer = this.byAccount.get(accountId);
    const isOpen =
      offer !== undefined && offer.id === id && !offer.isStarting && nowMs < offer.endsMs;
    return isOpen ? offer : null;
  }

  all(): readonly Offer[] {
    return [...new Set(this.byAccount.values())];
  }

  /** Open offers whose time is over. */
  expired(nowMs: number): readonly Offer[] {
    return this.all().filter(({ isStarting, endsMs }) => !isStarting && nowMs >= endsMs);
  }

  end(offer: Offer): void {
    for (const { accountId } of offer.sides) this.byAccount.delete(accountId);
  }
}

/** @throws Error for an account that the offer was not made to. */
export function ownSide({ id, sides }: Offer, accountId: string): OfferSide {
  const side = sides.find((one) => one.accountId === accountId);
  if (side === undefined) throw new Error(`offer ${id} was not made to ${accountId}`);
  return side;
}

/** As one of the two is told of it; null when the other's record is not there. @throws as ownSide does. */
export function offerFor(
  offer: Offer,
  accountId: string,
  line: QueueLine,
  nowMs: number,
): MatchOffer | null {
  const own = ownSide(offer, accountId);
  const other = own === offer.sides[0] ? offer.sides[1] : offer.sides[0];
  const opponent = line.find(other.accountId);
  if (opponent === undefined || opponent.rating === null) return null;
  return {
    offerId: offer.id,
    opponent: { name: opponent.name, rating: opponent.rating },
    leftMs: Math.max(0, Math.round(offer.endsMs - nowMs)),
    hasAccepted: own.hasAccepted,
    hasOpponentAccepted: other.hasAccepted,
  };
}

/**
 * How an offer ended, for one of the two.
 * @param atFault who declined, or had not accepted in time: they are not queued any more.
 */
export function offerEndFor(
  { id }: Offer,
  how: "declined" | "expired" | "failed",
  atFault: readonly string[],
  accountId: string,
): OfferEnd {
  if (how === "failed") return { offerId: id, reason: how, isQueued: true };
  if (atFault.includes(accountId)) return { offerId: id, reason: how, isQueued: false };
  const reason = how === "declined" ? "opponentDeclined" : "opponentExpired";
  return { offerId: id, reason, isQueued: true };
}
