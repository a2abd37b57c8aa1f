// What a private room's state means to one who looks at it. In: a PartyView. Out: who is who, and what keeps the host
// from starting. Pure; the server decides, this only says so before.
import type { PartySide } from "../../../shared/net/party.ts";
import type { PartyMemberView, PartyView } from "../../net/partyLink.ts";

/** Why a match cannot begin yet; each has its words in partyStrings. */
export type StartBlock = "noPlayer" | "notReady" | "duelOfTwo";

export function selfOf(view: PartyView): PartyMemberView | undefined {
  return view.members.find(({ isSelf }) => isSelf);
}

export function hostOf(view: PartyView): PartyMemberView | undefined {
  return view.members.find(({ isHost }) => isHost);
}

/** Those who must say that they are ready: everybody who plays but the host, who says so by starting. */
export function readiness(view: PartyView): { readonly ready: number; readonly all: number } {
  const asked = playersOf(view).filter(({ isHost }) => !isHost);
  return { ready: asked.filter(({ isReady }) => isReady).length, all: asked.length };
}

/** @returns null when nothing that the client can see is in the way. */
export function startBlock(view: PartyView): StartBlock | null {
  const { ready, all } = readiness(view);
  const players = playersOf(view).length;
  if (players === 0) return "noPlayer";
  if (view.rules.mode === "duel" && players + view.rules.bots < 2) return "duelOfTwo";
  return ready < all ? "notReady" : null;
}

/** Whether another member has that side of a Duel. */
export function isSideTaken({ rules, members }: PartyView, side: PartySide): boolean {
  if (rules.mode !== "duel" || side === 0) return false;
  return members.some((member) => !member.isSelf && member.side === side);
}

/** Who is called when it starts: a lost connection calls nobody. */
function playersOf({ members }: PartyView): readonly PartyMemberView[] {
  return members.filter(({ side, isConnected }) => side !== 0 && isConnected);
}
