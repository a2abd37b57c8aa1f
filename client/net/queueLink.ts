// The ranked queue over its room. In: what the server tells, what the player answers. Out: a QueueView on each change,
// and seats to take.
import { type JoinOptions, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import {
  type MatchOffer,
  type OfferEnd,
  QueueMessage,
  type QueueStatus,
} from "../../shared/net/queue.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import type { GuestIdentity } from "./identity.ts";
import { MenuRoom } from "./menuRoom.ts";
import {
  isBotSeat,
  QUEUE_JOINING,
  type QueueEvent,
  type QueueView,
  stepQueue,
} from "./queueModel.ts";

export interface QueueHooks {
  readonly onView: (view: QueueView) => void;
  /** `isRanked` is false for the bot's: the queue goes on then. */
  readonly onSeat: (offer: SeatOffer, isRanked: boolean) => void;
}

export class QueueLink {
  private readonly menuRoom: MenuRoom;
  private readonly hooks: QueueHooks;
  private view: QueueView = QUEUE_JOINING;

  /** Joins the queue at once. */
  constructor(endpoint: string, options: JoinOptions, identity: GuestIdentity, hooks: QueueHooks) {
    this.hooks = hooks;
    const path = `joinOrCreate/${QUEUE_ROOM}`;
    this.menuRoom = new MenuRoom(
      () => ({ endpoint, path, options, identity }),
      undefined,
      {
        onRoom: (room) => {
          room.onMessage(QueueMessage.Status, (status: QueueStatus) => {
            this.step({ kind: "status", status });
          });
          room.onMessage(QueueMessage.Offer, (offer: MatchOffer) => this.noteOffer(offer));
          room.onMessage(QueueMessage.OfferEnded, (end: OfferEnd) => {
            this.step({ kind: "offerEnded", end });
            if (!end.isQueued) void this.menuRoom.leave();
          });
          room.onMessage(QueueMessage.Seat, (offer: SeatOffer) => this.takeSeat(offer));
        },
        onPhase: (phase, end) => {
          if (phase === "open") this.step({ kind: "open" });
          else if (phase === "away") this.step({ kind: "away" });
          else if (phase === "ended" && end !== null) this.step({ kind: "ended", end });
        },
      },
      { isPatient: false },
    );
    this.menuRoom.open();
  }

  /** Answers the offer that is open; once. */
  answer(answer: "accept" | "decline"): void {
    const { offer } = this.view;
    if (offer === null || offer.answer !== null) return;
    this.step({ kind: "answer", answer });
    this.sendAnswer(offer.offer.offerId, answer === "accept");
  }

  /** Asks for a Duel against a bot; the queue goes on. */
  async askBot(): Promise<void> {
    if (this.view.isBotAsked) return;
    this.step({ kind: "botAsked" });
    const answer = await this.menuRoom.ask(QueueMessage.PlayBot, {});
    if (answer !== true) this.step({ kind: "botRefused" });
  }

  leave(): Promise<void> {
    return this.menuRoom.leave();
  }

  private noteOffer(offer: MatchOffer): void {
    const isAnswerLost =
      this.view.offer?.offer.offerId === offer.offerId &&
      this.view.offer.answer === "accept" &&
      !offer.hasAccepted;
    this.step({ kind: "offer", offer, nowMs: performance.now() });
    // Joined again meanwhile, or the opponent was faster: saying it twice does no harm.
    if (isAnswerLost) this.sendAnswer(offer.offerId, true);
  }

  private sendAnswer(offerId: string, accept: boolean): void {
    void this.menuRoom.ask(QueueMessage.Answer, { offerId, accept });
  }

  private takeSeat(offer: SeatOffer): void {
    const isRanked = !isBotSeat(this.view);
    this.step({ kind: "seat" });
    if (isRanked) void this.menuRoom.leave();
    this.hooks.onSeat(offer, isRanked);
  }

  private step(event: QueueEvent): void {
    const next = stepQueue(this.view, event);
    if (next === this.view) return;
    this.view = next;
    this.hooks.onView(next);
  }
}
