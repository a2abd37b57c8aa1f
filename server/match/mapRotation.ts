// Which map an arena plays on. In: the present map and how many people there are. Out: the next round's map.
import { arenaMapFor, OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";

/** A map is left for a larger one when it is this full, so that the next round has room to grow. */
const GROW_AT_SHARE = 0.8;

export function firstMap(): ArenaMap {
  return arenaMapFor(0);
}

/** People that a map is laid out for. */
export function capacityOf(map: ArenaMap): number {
  const entry = OPEN_ARENA_MAPS.find(({ data }) => data.id === map.id);
  if (entry === undefined) throw new Error(`map "${map.id}" is not in the catalogue`);
  return entry.maxPlayers;
}

/** The map after a round that ended with `people`: the smallest that they would not crowd. */
export function mapAfterRound(people: number): ArenaMap {
  return arenaMapFor(Math.ceil(people / GROW_AT_SHARE));
}
