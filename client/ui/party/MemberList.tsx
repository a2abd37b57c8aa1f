// Who is in a private room. In: its PartyView. Out: a row for each member; the host's rows can remove and promote.
import type { JSX } from "preact";
import type { PartyMemberView, PartyView } from "../../net/partyLink.ts";
import { CheckIcon, CrownIcon } from "../lib/icons.tsx";
import type { PartyActions } from "./partyModel.ts";
import { partyStrings } from "./partyStrings.ts";

export interface MemberListProps {
  readonly view: PartyView;
  /** Whether the one who looks is the host. */
  readonly isHost: boolean;
  readonly actions: PartyActions;
}

export function MemberList({ view, isHost, actions }: MemberListProps): JSX.Element {
  const sides = partyStrings.sides(view.rules.mode);
  return (
    <ul class="members">
      {view.members.map((member) => (
        <li key={member.key} class="member" data-self={member.isSelf} data-member={member.name}>
          <span class="member-host">
            {member.isHost && <CrownIcon />}
            {member.isHost && <span class="visually-hidden">{partyStrings.host}</span>}
          </span>
          <span class="member-name">
            {member.name}
            {member.isSelf && <small>{partyStrings.you}</small>}
          </span>
          <span class="member-side" data-side={view.rules.mode === "duel" ? member.side : "any"}>
            {sides.find(({ side }) => side === member.side)?.name ?? ""}
          </span>
          <span class="member-state" data-state={stateOf(member)}>
            {stateOf(member) === "ready" && <CheckIcon />}
            {stateWords(member)}
          </span>
          {isHost && !member.isSelf && <HostTools member={member} actions={actions} />}
        </li>
      ))}
    </ul>
  );
}

function HostTools(props: { member: PartyMemberView; actions: PartyActions }): JSX.Element {
  const { member, actions } = props;
  return (
    <span class="member-tools">
      <button
        type="button"
        class="button button-small"
        aria-label={partyStrings.makeHost(member.name)}
        onClick={() => actions.onMakeHost(member.key)}
      >
        {partyStrings.makeHostShort}
      </button>
      <button
        type="button"
        class="button button-small button-danger"
        aria-label={partyStrings.remove(member.name)}
        onClick={() => actions.onRemove(member.key)}
      >
        {partyStrings.removeShort}
      </button>
    </span>
  );
}

type MemberState = "away" | "playing" | "host" | "ready" | "notReady";

function stateOf({ isConnected, isPlaying, isHost, isReady }: PartyMemberView): MemberState {
  if (isPlaying) return "playing";
  if (!isConnected) return "away";
  if (isHost) return "host";
  return isReady ? "ready" : "notReady";
}

function stateWords(member: PartyMemberView): string {
  return partyStrings[stateOf(member)];
}
