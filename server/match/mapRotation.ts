import { OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
export function firstMap(): ArenaMap {
  return OPEN_ARENA_MAPS[0]!.map;
}
export function capacityOf(_map: ArenaMap): number {
  return 24;
}
export function mapAfterRound(map: ArenaMap, _people: number): ArenaMap {
  return map;
}
