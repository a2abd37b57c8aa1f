// The wait for a ranked Duel, beside whatever else goes on: the link, the corner over a match, the call with its sound.
// In: a name, and where the player is. Out: each view of the queue, and seats to take. Loads behind the landing page.
import { h, render } from "preact";
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import type { GuestIdentity } from "../net/identity.ts";
import { QueueLink } from "../net/queueLink.ts";
import { QUEUE_JOINING, type QueueView } from "../net/queueModel.ts";
import { type OfferDialog, openOfferDialog } from "../ui/queue/offerDialog.tsx";
import { QueueCorner } from "../ui/queue/QueueCorner.tsx";
import { rememberWait } from "../ui/queue/queueMemory.ts";
import { isWaiting, queueNotice } from "../ui/queue/queueWords.ts";
import { loadSettings, VOLUME_BUSES } from "../ui/settingsStore.ts";
import { makeSoundBoard, type SoundBoard } from "../view/sound.ts";

export interface QueueDeskHooks {
  readonly onView: (view: QueueView) => void;
  readonly onSeat: (offer: SeatOffer, isRanked: boolean) => void;
  /** An offer opens over a match: what is open over it must not hide it. */
  readonly onCall: () => void;
}

export class QueueDesk {
  private readonly root: HTMLElement;
  private readonly corner = document.createElement("div");
  private readonly hooks: QueueDeskHooks;
  private readonly link: QueueLink;
  private readonly sounds: SoundBoard = makeSoundBoard();
  private view: QueueView = QUEUE_JOINING;
  private dialog: OfferDialog | null = null;
  private isInMatch: boolean;
  /** The match is the Duel against the bot that the queue offers. */
  private isWithBot = false;
  private isClosed = false;

  /**
   * Joins the queue at once.
   * @param root what lies over everything else; the desk adds to it and cleans up.
   */
  constructor(
    root: HTMLElement,
    name: string,
    identity: GuestIdentity,
    isInMatch: boolean,
    hooks: QueueDeskHooks,
  ) {
    this.root = root;
    this.hooks = hooks;
    this.isInMatch = isInMatch;
    root.append(this.corner);
    const { volumes } = loadSettings();
    for (const bus of VOLUME_BUSES) this.sounds.setVolume(bus, volumes[bus]);
    const options = { protocol: PROTOCOL_VERSION, name };
    this.link = new QueueLink(location.origin, options, identity, {
      onView: (view) => this.show(view),
      onSeat: (offer, isRanked) => {
        this.isWithBot = !isRanked;
        this.hooks.onSeat(offer, isRanked);
      },
    });
  }

  get isWaiting(): boolean {
    return !this.isClosed && isWaiting(this.view);
  }

  /** The corner shows over a match alone: the landing page has a card for it. */
  setInMatch(isInMatch: boolean): void {
    this.isInMatch = isInMatch;
    if (!isInMatch) this.isWithBot = false;
    this.draw();
    this.closeIfOver();
  }

  askBot(): void {
    void this.link.askBot();
  }

  leave(): void {
    void this.link.leave();
    rememberWait(false);
    this.close();
    this.hooks.onView(this.view);
  }

  private show(view: QueueView): void {
    if (this.isClosed) return;
    this.view = view;
    rememberWait(isWaiting(view));
    this.showOffer();
    this.draw();
    this.hooks.onView(view);
    this.closeIfOver();
  }

  /** Over a match its last words stay until they are closed, or the match is. */
  private closeIfOver(): void {
    const isRead = !this.isInMatch || queueNotice(this.view) === "";
    if (this.view.phase === "ended" && isRead) this.close();
  }

  private showOffer(): void {
    const { offer } = this.view;
    if (offer === null) {
      this.dialog?.close();
      this.dialog = null;
    } else if (this.dialog === null) {
      this.hooks.onCall();
      this.sounds.play("roundStart");
      this.dialog = openOfferDialog(this.root, offer, !this.isInMatch, (answer) => {
        this.link.answer(answer);
      });
    } else this.dialog.update(offer);
  }

  private draw(): void {
    if (this.isClosed) return;
    const corner = h(QueueCorner, {
      queue: this.view,
      onLeave: () => this.leave(),
      onBot: this.isWithBot ? null : () => this.askBot(),
      onClose: () => this.close(),
    });
    render(this.isInMatch ? corner : null, this.corner);
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.dialog?.close();
    this.sounds.destroy();
    render(null, this.corner);
    this.corner.remove();
  }
}
