// Staying inside a Duel's ring. In: senses. Out: whether a place is outside, and a stick that leads back in.
// Server only.
import type { Rng } from "../../../../shared/sim/rng.ts";
import type { NavFields } from "./navFields.ts";
import { nodeX, nodeY } from "./navGrid.ts";
import type { BotSenses } from "./senses.ts";
import { dropWay, isStuck, restAnchor, steerToGoal, type Travel } from "./travel.ts";
import type { Point } from "./walking.ts";
import { type Goal, GoalKind } from "./wishes.ts";

/** Nearer to the ring than this a bot turns in, u, and this far inside it minds its own business again. */
const TURN_IN_U = 50;
const AT_EASE_U = 110;

/** Whether a place is no goal: outside the ring, or nearly. */
export function isBeyondRing(senses: BotSenses, place: Point): boolean {
  return insideU(senses, place.x, place.y) < TURN_IN_U;
}

/**
 * Writes the wanted direction into the ring while the bot is too near to it.
 * @param home the way in, kept between calls. @returns false, and nothing written, when there is no need.
 */
export function steerIntoRing(
  home: Goal,
  travel: Travel,
  rng: Rng,
  senses: BotSenses,
  fields: NavFields,
  out: Point,
): boolean {
  const { nav } = fields;
  const isHoming = home.kind !== GoalKind.None;
  const { own } = senses;
  if (insideU(senses, own.x, own.y) >= (isHoming ? AT_EASE_U : TURN_IN_U) || nav.centre < 0) {
    home.kind = GoalKind.None;
    return false;
  }
  if (!isHoming) {
    home.kind = GoalKind.Roam;
    home.node = nav.centre;
    home.x = nodeX(nav, nav.centre);
    home.y = nodeY(nav, nav.centre);
    dropWay(travel);
    restAnchor(travel, senses);
  }
  steerToGoal(travel, rng, senses, fields, home, out);
  isStuck(travel, rng, senses);
  return true;
}

/** How far inside the ring a place is, u; negative outside. */
function insideU({ map, ringRadiusU }: BotSenses, x: number, y: number): number {
  const dx = x - map.widthU / 2;
  const dy = y - map.heightU / 2;
  return ringRadiusU - Math.sqrt(dx * dx + dy * dy);
}
