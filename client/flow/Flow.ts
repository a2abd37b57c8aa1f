// Where the player is (landing page, private room, match), and what runs beside (lobby, queue). In: what the player
// does, what servers offer. Out: one screen at a time, one match at a time. Knows no SDK: that loads behind the page.
import { ARENA_ROOM, LAB_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { GuestIdentity } from "../net/identity.ts";
import type { LobbyLink } from "../net/lobbyLink.ts";
import { QUEUE_JOINING, type QueueView } from "../net/queueModel.ts";
import type { MatchEnd, MatchEntry } from "../session.ts";
import {
  type LandingActions,
  type LandingHandle,
  type LandingModel,
  mountLanding,
} from "../ui/landing/Landing.tsx";
import type { ErrorKind } from "../ui/menu/errorDialog.tsx";
import { loadName, saveName } from "../ui/nameStore.ts";
import type { PartyStart } from "../ui/party/partyRoute.ts";
import { wasWaiting } from "../ui/queue/queueMemory.ts";
import { ErrorBoard } from "./ErrorBoard.ts";
import { partyEnding, queueEnding } from "./endings.ts";
import { MatchRunner } from "./MatchRunner.ts";
import type { PartyDesk } from "./PartyDesk.ts";
import type { QueueDesk } from "./QueueDesk.ts";
import { checkServer, STATUS_UNKNOWN } from "./serverStatus.ts";

/** The landing page's own ways on, which belong to other parts of the page. */
export type Pages = Pick<LandingActions, "onLeaderboard" | "onProfile">;

export class Flow {
  private readonly identity: GuestIdentity;
  private readonly menuRoot: HTMLElement;
  private readonly asideRoot: HTMLElement;
  private readonly matches: MatchRunner;
  private readonly actions: LandingActions;
  private model: LandingModel;
  private landing: LandingHandle | null = null;
  private lobby: LobbyLink | null = null;
  private queue: QueueDesk | null = null;
  private party: PartyDesk | null = null;
  private readonly errors: ErrorBoard;
  /** How the private room ended during a match: told after it. */
  private untold: ErrorKind | null = null;

  /**
   * @param menuRoot for the screens; @param asideRoot over everything.
   */
  constructor(
    identity: GuestIdentity,
    menuRoot: HTMLElement,
    asideRoot: HTMLElement,
    pages: Pages,
  ) {
    this.identity = identity;
    this.menuRoot = menuRoot;
    this.asideRoot = asideRoot;
    this.model = {
      name: loadName(),
      status: STATUS_UNKNOWN,
      entering: null,
      lobby: null,
      queue: null,
      hasDueled: false,
      joiningParty: null,
    };
    this.actions = this.landingActions(pages);
    this.errors = new ErrorBoard(pages.onLeaderboard);
    this.matches = new MatchRunner(identity, {
      onProgress: (done) => this.showProgress(done),
      onEntered: () => this.hideMenus(),
      onEnd: (end, entry) => this.afterMatch(end, entry),
    });
  }

  /**
   * Shows the landing page, and leads back to where this tab was before a reload.
   * @param party that it is in, or that its link leads to; its code is "" for none.
   */
  begin(party: PartyStart): void {
    this.showLanding();
    if (party.code !== "") void this.openParty(party.code, party.isReturn);
    else if (wasWaiting()) void this.findDuel();
  }

  /** Opens the live list, once its code is there; it goes on trying by itself. */
  async openLobby(): Promise<void> {
    const { LobbyLink } = await import("../net/lobbyLink.ts");
    const options = { protocol: PROTOCOL_VERSION, name: this.model.name };
    this.lobby ??= new LobbyLink(location.origin, options, this.identity, (lobby) => {
      this.show({ lobby });
    });
  }

  /** Asks how the server is, for the landing page or an error that shows it. */
  async checkStatus(): Promise<void> {
    if (this.landing === null && !this.errors.isOpen) return;
    const { status, isOldPage } = await checkServer();
    this.show({ status });
    this.errors.showStatus(status);
    if (isOldPage && this.landing !== null) this.showError("oldClient");
  }

  /**
   * Joins the private room of that code, or makes one for "".
   * @param isReturn this tab was in it before.
   */
  async openParty(code: string, isReturn = false): Promise<void> {
    if (code !== "" && this.party?.code === code) return;
    this.show({ joiningParty: code });
    if (this.party !== null) {
      await this.party.leave();
      this.party = null;
      if (!this.matches.isRunning) this.showLanding();
    }
    try {
      const { PartyDesk } = await import("./PartyDesk.ts");
      const party = new PartyDesk(this.menuRoot, code, this.model.name, this.identity, {
        onOpen: () => this.enterParty(),
        onSeat: (offer) => this.matches.enter({ kind: "offer", offer }, this.model.name, false),
        onEnd: (end, wasOpen) => {
          this.party = null;
          this.show({ joiningParty: null });
          const error = partyEnding(end, wasOpen || isReturn);
          if (this.matches.isRunning) this.untold = error;
          else {
            this.showLanding();
            if (error !== null) this.showError(error, () => void this.openParty(code));
          }
        },
      });
      this.party = party;
    } catch (error) {
      this.failLoading(error);
    }
  }

  private landingActions(pages: Pages): LandingActions {
    const play = (entry: MatchEntry): void => this.matches.enter(entry, this.model.name, false);
    return {
      ...pages,
      onName: (name) => this.keepName(name),
      onPlay: (name) => {
        this.keepName(name);
        play({ kind: "room", room: ARENA_ROOM });
      },
      onArena: () => play({ kind: "room", room: ARENA_ROOM }),
      onRoom: (roomId) => play({ kind: "listed", roomId }),
      onLab: () => play({ kind: "room", room: LAB_ROOM }),
      onFindDuel: () => void this.findDuel(),
      onLeaveQueue: () => this.queue?.leave(),
      onBotDuel: () => this.queue?.askBot(),
      onCreateParty: () => void this.openParty(""),
      onJoinParty: (code) => void this.openParty(code),
    };
  }

  /** Here as well, for a browser that stores nothing. */
  private keepName(name: string): void {
    this.model = { ...this.model, name };
    saveName(name);
  }

  private async findDuel(): Promise<void> {
    if (this.queue?.isWaiting === true) return;
    this.show({ queue: QUEUE_JOINING, hasDueled: false });
    try {
      const [{ QueueDesk }, { canPlay }] = await Promise.all([
        import("./QueueDesk.ts"),
        this.matches.loadCode(),
      ]);
      // Found out now, and not by an opponent who waits for nobody.
      if (!canPlay()) {
        this.show({ queue: null });
        this.showError("noWebGL");
        return;
      }
      const isInMatch = this.matches.isRunning;
      this.queue = new QueueDesk(this.asideRoot, this.model.name, this.identity, isInMatch, {
        onView: (queue) => this.noteQueue(queue),
        onCall: () => this.matches.closeMenu(),
        onSeat: (offer, isRanked) => {
          this.show({ hasDueled: isRanked });
          this.matches.enter({ kind: "offer", offer }, this.model.name, isRanked);
        },
      });
    } catch (error) {
      this.failLoading(error);
    }
  }

  private noteQueue(queue: QueueView): void {
    this.show({ queue });
    const { end } = queue;
    if (end === null || end.kind === "seated" || end.kind === "unanswered") return;
    const error = queueEnding(end);
    if (error !== null) this.showError(error, () => void this.findDuel());
  }

  private enterParty(): void {
    this.show({ joiningParty: null });
    this.queue?.leave();
    if (!this.matches.isRunning) this.showHome();
  }

  private showProgress(done: number): void {
    this.show({ entering: done });
    this.party?.setEntering(done);
  }

  private hideMenus(): void {
    this.hideLanding();
    this.party?.hide();
    this.errors.close();
    this.queue?.setInMatch(true);
  }

  private afterMatch(end: MatchEnd, entry: MatchEntry): void {
    this.model = { ...this.model, entering: null };
    this.queue?.setInMatch(false);
    this.showHome();
    const { untold } = this;
    this.untold = null;
    if (end === "queueAgain") void this.findDuel();
    else if (end !== "left") this.showMatchError(end, entry);
    else if (untold !== null) this.showError(untold);
  }

  /** An offered seat is not to be had twice: what can be tried again is told with it. */
  private showMatchError(end: ErrorKind, entry: MatchEntry): void {
    if (entry.kind !== "offer") {
      this.showError(end, () => this.matches.enter(entry, this.model.name, false));
      return;
    }
    const { party } = this;
    const lost: Partial<Record<ErrorKind, ErrorKind>> = {
      serverAway: this.model.status.state === "down" ? "serverAway" : "seatGone",
      // Of the offer's own room we know that it is there, and that a WebSocket to it can be had.
      blocked: "seatGone",
      connectionLost: "matchLost",
    };
    this.showError(lost[end] ?? end, () => party?.joinMatch());
  }

  /** The private room if one is in one, else the landing page. */
  private showHome(): void {
    if (this.party?.isOpen === true) {
      this.hideLanding();
      this.party.show();
    } else this.showLanding();
  }

  private showLanding(): void {
    this.landing ??= mountLanding(this.menuRoot, this.model, this.actions);
    void this.checkStatus();
  }

  private hideLanding(): void {
    this.landing?.unmount();
    this.landing = null;
  }

  private show(changes: Partial<LandingModel>): void {
    this.model = { ...this.model, ...changes };
    this.landing?.update(this.model);
  }

  private failLoading(error: unknown): void {
    console.error(error);
    const queue = this.queue?.isWaiting === true ? this.model.queue : null;
    this.show({ joiningParty: null, queue, entering: null });
    this.showError("serverAway");
  }

  private showError(kind: ErrorKind, again: () => void = () => void this.checkStatus()): void {
    this.show({ entering: null });
    this.errors.show(kind, again, this.model.status);
  }
}
