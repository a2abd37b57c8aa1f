// What a party may play by. In: rules as the host asks for them, of the right types. Out: rules that a room can be made
// with, or none. Pure; server only.
import { OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import { duel } from "../../shared/maps/duel.ts";
import type { PartyMode, PartyRules } from "../../shared/net/party.ts";

/** Maps of each mode; the public arenas choose theirs themselves. */
const MAPS: Readonly<Record<PartyMode, readonly string[]>> = {
  open: [],
  arena: OPEN_ARENA_MAPS.map(({ data }) => data.id),
  duel: [duel.id],
};
const ALL_MAPS: readonly string[] = Object.values(MAPS).flat();
const DUEL_BOTS_MAX = 1;

/**
 * A map of another mode becomes the mode's own choice, and a Duel has one bot at most: a host that changes the mode
 * need not know what goes with it.
 * @returns null for a map that is in no mode.
 */
export function cleanRules({ mode, mapId, bots, minutes }: PartyRules): PartyRules | null {
  if (mapId !== "" && !ALL_MAPS.includes(mapId)) return null;
  return {
    mode,
    mapId: MAPS[mode].includes(mapId) ? mapId : "",
    bots: mode === "duel" ? Math.min(bots, DUEL_BOTS_MAX) : bots,
    minutes,
  };
}
