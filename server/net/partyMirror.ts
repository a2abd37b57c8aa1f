// A party written into its room's schema state. In: the party after a change. Out: changed fields only; an equal value
// writes nothing. Server only.
import { PartyMember, type PartyState } from "../../shared/schema/PartyState.ts";
import type { Party } from "../match/party.ts";

export function mirrorParty(party: Party, state: PartyState): void {
  const { mode, mapId, bots, minutes } = party.rules;
  state.mode = mode;
  state.mapId = mapId;
  state.bots = bots;
  state.minutes = minutes;
  state.hasMatch = party.hasMatch;
  const keys = new Set(party.members.map(({ key }) => key));
  for (const key of [...state.members.keys()]) if (!keys.has(key)) state.members.delete(key);
  for (const member of party.members) {
    const known = state.members.get(member.key);
    const entry = known ?? new PartyMember();
    entry.name = member.name;
    entry.isHost = party.isHost(member);
    entry.isReady = member.isReady;
    entry.isConnected = member.isConnected;
    entry.isPlaying = member.isPlaying;
    entry.side = member.side;
    if (known === undefined) state.members.set(member.key, entry);
  }
}
