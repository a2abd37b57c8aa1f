// A private room over its connection. In: the server's state and messages, what the player asks for. Out: a PartyView
// on each change, and seats to take.
import {
  type MemberRequest,
  PARTY_MODES,
  PartyMessage,
  type PartyMode,
  type PartyNotice,
  type PartyRules,
  type PartySide,
} from "../../shared/net/party.ts";
import { type JoinOptions, PARTY_ROOM } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { PartyState } from "../../shared/schema/PartyState.ts";
import type { GuestIdentity } from "./identity.ts";
import { type MenuEnd, MenuRoom } from "./menuRoom.ts";

export interface PartyMemberView {
  readonly key: string;
  readonly name: string;
  readonly isSelf: boolean;
  readonly isHost: boolean;
  readonly isReady: boolean;
  readonly isConnected: boolean;
  readonly isPlaying: boolean;
  readonly side: PartySide;
}

export interface PartyView {
  readonly code: string;
  readonly rules: PartyRules;
  readonly hasMatch: boolean;
  /** In order of arrival. */
  readonly members: readonly PartyMemberView[];
  /** The connection has been lost for a while, and is tried again. */
  readonly isAway: boolean;
}

export interface PartyHooks {
  readonly onView: (view: PartyView) => void;
  readonly onSeat: (offer: SeatOffer) => void;
  readonly onNotice: (notice: PartyNotice["text"]) => void;
  /** @param wasOpen whether one was in it before. */
  readonly onEnd: (end: MenuEnd, wasOpen: boolean) => void;
}

/** True when it was done; else the server's words for why not, "" without an answer. */
export type PartyAnswer = true | string;

export class PartyLink {
  private readonly menuRoom: MenuRoom<PartyState>;
  private readonly hooks: PartyHooks;
  /** Of the room that was joined: what is joined again after a break. */
  private code: string;
  private ownKey = "";
  private isAway = false;
  private wasOpen = false;
  private state: PartyState | null = null;

  /** Makes a private room when `code` is "", joins that one otherwise; at once. */
  constructor(
    endpoint: string,
    code: string,
    options: JoinOptions,
    identity: GuestIdentity,
    hooks: PartyHooks,
  ) {
    this.code = code;
    this.hooks = hooks;
    const path = () => (this.code === "" ? `create/${PARTY_ROOM}` : `joinById/${this.code}`);
    this.menuRoom = new MenuRoom<PartyState>(
      () => ({ endpoint, path: path(), options, identity }),
      PartyState,
      {
        onRoom: (room) => {
          this.code = room.roomId;
          room.onMessage(PartyMessage.Self, (key: string) => this.noteSelf(key));
          room.onMessage(PartyMessage.Seat, hooks.onSeat);
          room.onMessage(PartyMessage.Notice, ({ text }: PartyNotice) => hooks.onNotice(text));
          room.onStateChange((state) => this.noteState(state));
        },
        onPhase: (phase, end) => {
          if (end !== null) hooks.onEnd(end, this.wasOpen);
          else {
            this.isAway = phase === "away";
            this.tell();
          }
        },
      },
      { isPatient: false },
    );
    this.menuRoom.open();
  }

  setReady(ready: boolean): Promise<PartyAnswer> {
    return this.ask(PartyMessage.SetReady, { ready });
  }

  setSide(side: PartySide): Promise<PartyAnswer> {
    return this.ask(PartyMessage.SetSide, { side });
  }

  setRules(rules: PartyRules): Promise<PartyAnswer> {
    return this.ask(PartyMessage.SetRules, { rules });
  }

  start(): Promise<PartyAnswer> {
    return this.ask(PartyMessage.Start, {});
  }

  joinMatch(): Promise<PartyAnswer> {
    return this.ask(PartyMessage.JoinMatch, {});
  }

  remove(member: MemberRequest["member"]): Promise<PartyAnswer> {
    return this.ask(PartyMessage.Remove, { member });
  }

  makeHost(member: MemberRequest["member"]): Promise<PartyAnswer> {
    return this.ask(PartyMessage.MakeHost, { member });
  }

  leave(): Promise<void> {
    return this.menuRoom.leave();
  }

  private async ask(type: number, body: object): Promise<PartyAnswer> {
    const answer = await this.menuRoom.ask(type, body);
    return answer === true || typeof answer === "string" ? answer : "";
  }

  private noteSelf(key: string): void {
    this.ownKey = key;
    this.tell();
  }

  private noteState(state: PartyState): void {
    this.state = state;
    this.wasOpen = true;
    this.tell();
  }

  private tell(): void {
    if (this.state !== null) this.hooks.onView(viewOf(this.state, this.ownKey, this.isAway));
  }
}

function viewOf(state: PartyState, ownKey: string, isAway: boolean): PartyView {
  const members: PartyMemberView[] = [];
  for (const [key, member] of state.members.entries()) {
    const { name, isHost, isReady, isConnected, isPlaying } = member;
    const side = member.side as PartySide;
    const isSelf = key === ownKey;
    members.push({ key, name, isSelf, isHost, isReady, isConnected, isPlaying, side });
  }
  const { code, mapId, bots, minutes, hasMatch } = state;
  const rules = { mode: modeOf(state.mode), mapId, bots, minutes };
  return { code, rules, hasMatch, members, isAway };
}

/** A mode that this client does not know is shown as the plainest one. */
function modeOf(mode: string): PartyMode {
  return PARTY_MODES.find((one) => one === mode) ?? "open";
}
