// Which map an arena plays on. In: the present map and how many people there are. Out: the next round's map.
import { arenaMapFor, OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";

/** A map is left for a larger one when it is this full, so that the next round has room to grow. */
const GROW_AT_SHARE = 0.8;

export function firstMap(): ArenaMap {
  return arenaMapFor(0);
}

/** People that a map of the rotation is laid out for; any number on others. */
export function capacityOf(map: ArenaMap): number {
  const entry = OPEN_ARENA_MAPS.find(({ data }) => data.id === map.id);
  return entry?.maxPlayers ?? Number.POSITIVE_INFINITY;
}

/** The map after a round that ended with `people`: the smallest that they would not crowd. */
export function mapAfterRound(people: number): ArenaMap {
  return arenaMapFor(Math.ceil(people / GROW_AT_SHARE));
}
