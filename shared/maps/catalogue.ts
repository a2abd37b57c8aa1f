import { type ArenaMap, makeArenaMap } from "../sim/arenaMap.ts";
import { tmpSmall } from "./tmpSmall.ts";

const map = makeArenaMap(tmpSmall);
export const OPEN_ARENA_MAPS = [{ map, maxPlayers: 24 }];
export function arenaMapById(_id: string): ArenaMap {
  return map;
}
