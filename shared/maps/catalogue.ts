// The Open Arena's maps by size. In: a number of players or an id. Out: parsed maps, one object each.
// Run by both sides: the server picks a map, the client looks up the id that the server names.
import { type ArenaMap, type MapData, makeArenaMap } from "../sim/arenaMap.ts";
import { duel } from "./duel.ts";
import { lab } from "./lab.ts";
import { openLarge } from "./large.ts";
import { openMedium } from "./medium.ts";
import { openSmall } from "./small.ts";

/** A map and how many players it is laid out for at most, bots included. */
export interface OpenArenaMap {
  readonly data: MapData;
  readonly maxPlayers: number;
}

const LARGEST: OpenArenaMap = { data: openLarge, maxPlayers: 128 };

/** In order of size. Beyond the last one the largest map is used. */
export const OPEN_ARENA_MAPS: readonly OpenArenaMap[] = [
  { data: openSmall, maxPlayers: 24 },
  { data: openMedium, maxPlayers: 56 },
  LARGEST,
];

/** The Open Arena's, and those that are played outside its rotation. */
const ALL_MAPS: readonly MapData[] = [...OPEN_ARENA_MAPS.map(({ data }) => data), lab, duel];

const parsed = new Map<string, ArenaMap>();

/** The map of that id, parsed once; undefined when there is none (an id may come from the network). */
export function arenaMapById(id: string): ArenaMap | undefined {
  const known = parsed.get(id);
  if (known !== undefined) return known;
  const data = ALL_MAPS.find((candidate) => candidate.id === id);
  if (data === undefined) return undefined;
  const map = makeArenaMap(data);
  parsed.set(id, map);
  return map;
}

/** The smallest map that holds that many players; the largest one when none does. */
export function arenaMapFor(players: number): ArenaMap {
  const entry = OPEN_ARENA_MAPS.find(({ maxPlayers }) => players <= maxPlayers) ?? LARGEST;
  const map = arenaMapById(entry.data.id);
  if (map === undefined) throw new Error(`map "${entry.data.id}" is not in the catalogue`);
  return map;
}
