// What a private room's screen shows and does. In: nothing. Out: types that its parts share.
import type { PartyRules, PartySide } from "../../../shared/net/party.ts";
import type { PartyView } from "../../net/partyLink.ts";

export interface PartyModel {
  readonly view: PartyView;
  /** What friends open. */
  readonly link: string;
  /** What was refused, or told by the server, last; "" for nothing. */
  readonly notice: string;
  /** 0..1 while the match is entered, null otherwise. */
  readonly entering: number | null;
}

export interface PartyActions {
  readonly onReady: (ready: boolean) => void;
  readonly onSide: (side: PartySide) => void;
  readonly onRules: (rules: PartyRules) => void;
  readonly onStart: () => void;
  readonly onJoinMatch: () => void;
  /** Of the host's, by a member's key. */
  readonly onRemove: (key: string) => void;
  readonly onMakeHost: (key: string) => void;
  readonly onLeave: () => void;
}

export interface PartyProps {
  readonly model: PartyModel;
  readonly actions: PartyActions;
}
