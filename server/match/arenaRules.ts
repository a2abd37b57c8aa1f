// What a party's arena is played by. In: the rules of `createRoom`'s options. Out: how its Arena is made. Server only.
import { arenaMapById } from "../../shared/maps/catalogue.ts";
import { PARTY_MAX } from "../../shared/net/party.ts";
import type { ArenaOptions } from "./Arena.ts";

/** Only the server makes rooms with these: join options that hold anything of the kind are refused. */
export interface ArenaRules {
  /** "" for the rotation's first map. */
  readonly mapId: string;
  /** Bots that play, however many people do. */
  readonly bots: number;
  readonly minutes: number;
}

/** Slots beyond the party's size: who returns to a new seat may do so before its old one is free. */
const SPARE_SLOTS = 4;

/** @returns what a private arena's options differ in from a public one's. */
export function privateArena(
  rules: ArenaRules,
): Pick<ArenaOptions, "maxPlayers" | "minActors" | "roundS" | "map" | "hasFixedBots"> {
  const map = arenaMapById(rules.mapId);
  return {
    maxPlayers: PARTY_MAX + SPARE_SLOTS,
    minActors: rules.bots,
    hasFixedBots: true,
    roundS: rules.minutes * 60,
    ...(map === undefined ? {} : { map }),
  };
}
