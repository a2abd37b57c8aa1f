// What a Duel's room is made from. In: the decision of queue or party. Out: options of `createRoom`. Made by the server
// alone: plain data, because the room may be opened by another process.
export interface DuelOptions {
  readonly isRanked: boolean;
  /** One, against a bot, or two: in order of slots. */
  readonly players: readonly { readonly accountId: string; readonly name: string }[];
  /** 1 to 5 for a bot of that level; 0 for none. */
  readonly botLevel: number;
  /** "" for the Duel's own map. */
  readonly mapId: string;
  /** Of the party that plays it; "" for none. */
  readonly partyCode: string;
}

/** Shown ratings from which a bot of the next level is an even opponent; level 1 is below the first. */
const BOT_LEVEL_FROM: readonly number[] = [1250, 1400, 1600, 1850];

/** @param rating the player's, as it is shown; null when it is not known: then the easiest. */
export function botLevelFor(rating: number | null): number {
  return 1 + BOT_LEVEL_FROM.filter((from) => (rating ?? 0) >= from).length;
}
