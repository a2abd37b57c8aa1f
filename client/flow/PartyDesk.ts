// A private room, beside whatever else goes on: the link, and its screen while nothing is played. In: a code, or none
// for a room of one's own. Out: seats to take, and how it ended. Loads behind the landing page.
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import type { GuestIdentity } from "../net/identity.ts";
import type { MenuEnd } from "../net/menuRoom.ts";
import { type PartyAnswer, PartyLink, type PartyView } from "../net/partyLink.ts";
import { mountPartyScreen, type PartyScreenHandle } from "../ui/party/PartyScreen.tsx";
import type { PartyActions, PartyModel } from "../ui/party/partyModel.ts";
import { partyLinkOf, rememberParty } from "../ui/party/partyRoute.ts";
import { partyStrings } from "../ui/party/partyStrings.ts";

export interface PartyDeskHooks {
  /** One is in the room: show it when nothing is played. */
  readonly onOpen: () => void;
  readonly onSeat: (offer: SeatOffer) => void;
  /** Final; `wasOpen` tells whether one was in it. Not after `leave`. */
  readonly onEnd: (end: MenuEnd, wasOpen: boolean) => void;
}

export class PartyDesk {
  private readonly root: HTMLElement;
  private readonly hooks: PartyDeskHooks;
  private readonly link: PartyLink;
  private readonly actions: PartyActions;
  private view: PartyView | null = null;
  private screen: PartyScreenHandle | null = null;
  private notice = "";
  private entering: number | null = null;
  private isOver = false;

  /**
   * Joins the room of that code, or makes one for "", at once.
   * @param root what the screen owns while it is shown.
   */
  constructor(
    root: HTMLElement,
    code: string,
    name: string,
    identity: GuestIdentity,
    hooks: PartyDeskHooks,
  ) {
    this.root = root;
    this.hooks = hooks;
    const options = { protocol: PROTOCOL_VERSION, name };
    const link = new PartyLink(location.origin, code, options, identity, {
      onView: (view) => this.noteView(view),
      onSeat: (offer) => this.hooks.onSeat(offer),
      onNotice: (text) => this.tell(partyStrings.notices[text]),
      onEnd: (end, wasOpen) => this.noteEnd(end, wasOpen),
    });
    this.link = link;
    this.actions = {
      onReady: (ready) => this.note(link.setReady(ready)),
      onSide: (side) => this.note(link.setSide(side)),
      onRules: (rules) => this.note(link.setRules(rules)),
      onStart: () => this.note(link.start()),
      onJoinMatch: () => this.note(link.joinMatch()),
      onRemove: (key) => this.note(link.remove(key)),
      onMakeHost: (key) => this.note(link.makeHost(key)),
      onLeave: () => {
        void this.leave();
        this.hooks.onEnd({ kind: "left" }, true);
      },
    };
  }

  /** Of the room that one is in; "" while it is joined. */
  get code(): string {
    return this.view?.code ?? "";
  }

  /** One is in it. */
  get isOpen(): boolean {
    return this.view !== null && !this.isOver;
  }

  show(): void {
    this.entering = null;
    this.draw();
    if (this.screen !== null || this.view === null) return;
    this.screen = mountPartyScreen(this.root, this.model(this.view), this.actions);
  }

  hide(): void {
    this.screen?.unmount();
    this.screen = null;
    this.notice = "";
  }

  setEntering(done: number | null): void {
    this.entering = done;
    this.draw();
  }

  joinMatch(): void {
    this.note(this.link.joinMatch());
  }

  /** Leaves the room for good, and takes it out of the address. */
  async leave(): Promise<void> {
    this.finish();
    await this.link.leave();
  }

  private noteView(view: PartyView): void {
    if (this.isOver || view.code === "") return;
    const isFirst = this.view === null;
    this.view = view;
    if (isFirst) {
      rememberParty(view.code);
      this.hooks.onOpen();
    }
    this.draw();
  }

  private noteEnd(end: MenuEnd, wasOpen: boolean): void {
    if (this.isOver) return;
    this.finish();
    this.hooks.onEnd(end, wasOpen);
  }

  private finish(): void {
    this.isOver = true;
    this.hide();
    rememberParty("");
  }

  private tell(notice: string): void {
    this.notice = notice;
    this.draw();
  }

  /** Shows a refusal until the next deed. */
  private note(answer: Promise<PartyAnswer>): void {
    this.tell("");
    void answer.then((said) => {
      if (said !== true) this.tell(said === "" ? partyStrings.noAnswer : said);
    });
  }

  private model(view: PartyView): PartyModel {
    const { notice, entering } = this;
    return { view, notice, entering, link: partyLinkOf(location.href, view.code) };
  }

  private draw(): void {
    if (this.view !== null) this.screen?.update(this.model(this.view));
  }
}
