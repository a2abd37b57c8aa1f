// What a player reads of itself on the scoreboard. In: a headless player. Out: its figures as last told.
import type { RoundScore } from "../../server/match/roundScore.ts";
import type { HeadlessPlayer } from "./headlessPlayer.ts";

/** @throws Error when it is not on the scoreboard. */
export function toldScoreOf({ game: { link } }: HeadlessPlayer): RoundScore {
  const entry = link.state.roster.get(String(link.ownSlot));
  if (entry === undefined) throw new Error("the player is not on the scoreboard");
  const { score, kills, deaths, assists } = entry;
  return { score, kills, deaths, assists };
}
