// Finding one's feet: whether a straight way is free, and which point to walk to next. In: the map and a field.
// Out: yes or no, or a waypoint. Server only; bots round corners with a little air, as people do.
import type { ArenaMap } from "../../../../shared/sim/arenaMap.ts";
import { BODY_RADIUS_U } from "../../../../shared/sim/constants.ts";
import { BLOCKS_WALK, isLineClear } from "../../../../shared/sim/raycast.ts";
import { AIM_COS, AIM_SIN } from "../../../../shared/sim/vec2.ts";
import { fieldTo, type NavFields, nextNode, UNREACHABLE } from "./navFields.ts";
import { nodeNear, nodeX, nodeY, nookExit } from "./navGrid.ts";
import type { BotSenses } from "./senses.ts";

export interface Point {
  x: number;
  y: number;
}

/** Half the width of a free way: a body and 14 u of air, so that corners are not scraped. */
export const WAY_HALF_WIDTH_U = 34;
/** A body beside a wall starts narrower: its rim must not count as blocked. */
const START_HALF_WIDTH_U = BODY_RADIUS_U - 2;
/** A dash aside is worth it with this much room, u: two bodies and some. */
const DASH_ROOM_U = 90;
/** Room for a step aside, u: half a body. */
const STEP_ROOM_U = 20;
/** Nodes looked ahead: 9 x 80 u or more, about what a screen shows. */
const LOOKAHEAD_NODES = 9;
/** A goal this near is walked to straight when nothing is between. */
const STRAIGHT_U = 700;

/** Whether a body can walk straight from (ax, ay) to (bx, by) with `halfWidthU` free to each side at its end. */
export function isWayClear(
  map: ArenaMap,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  halfWidthU: number,
): boolean {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length < 1) return true;
  const sideX = -dy / length;
  const sideY = dx / length;
  const fromU = halfWidthU < START_HALF_WIDTH_U ? halfWidthU : START_HALF_WIDTH_U;
  for (let side = -1; side <= 1; side += 2) {
    const startX = ax + sideX * fromU * side;
    const startY = ay + sideY * fromU * side;
    const endX = bx + sideX * halfWidthU * side;
    const endY = by + sideY * halfWidthU * side;
    if (!isLineClear(map, startX, startY, endX, endY, BLOCKS_WALK)) return false;
  }
  return true;
}

/** Whether a dash in direction `aim` gets on for at least the way that takes a body out of a shot. */
export function isRoomToDash(senses: BotSenses, aim: number): boolean {
  return isRoomAhead(senses, aim, DASH_ROOM_U);
}

/** Whether there is room for a step in direction `aim`. */
export function isRoomToStep(senses: BotSenses, aim: number): boolean {
  return isRoomAhead(senses, aim, STEP_ROOM_U);
}

function isRoomAhead(senses: BotSenses, aim: number, u: number): boolean {
  const { own, map } = senses;
  const toX = own.x + (AIM_COS[aim] as number) * u;
  const toY = own.y + (AIM_SIN[aim] as number) * u;
  return isWayClear(map, own.x, own.y, toX, toY, START_HALF_WIDTH_U);
}

/**
 * Writes the farthest point of the way from (x, y) to the goal that can be walked to straight.
 * @returns whether there is a way; `out` is untouched when not.
 */
export function findWaypoint(
  fields: NavFields,
  x: number,
  y: number,
  goalNode: number,
  goal: Point,
  out: Point,
): boolean {
  const { nav } = fields;
  const { map } = nav;
  const toGoalX = goal.x - x;
  const toGoalY = goal.y - y;
  const isNear = toGoalX * toGoalX + toGoalY * toGoalY < STRAIGHT_U * STRAIGHT_U;
  if (isNear && isWayClear(map, x, y, goal.x, goal.y, START_HALF_WIDTH_U)) {
    out.x = goal.x;
    out.y = goal.y;
    return true;
  }
  if (nookExit(nav, x, y, out)) return true;
  const costs = fieldTo(fields, goalNode);
  let node = nodeNear(nav, x, y);
  if (node < 0 || costs[node] === UNREACHABLE) return false;
  out.x = nodeX(nav, node);
  out.y = nodeY(nav, node);
  for (let i = 0; i < LOOKAHEAD_NODES; i++) {
    const next = nextNode(fields, costs, node);
    if (next === node) break;
    node = next;
    const nextX = nodeX(nav, node);
    const nextY = nodeY(nav, node);
    if (!isWayClear(map, x, y, nextX, nextY, WAY_HALF_WIDTH_U)) break;
    out.x = nextX;
    out.y = nextY;
  }
  return true;
}

/** Cost of the way from a point to a node, in field units; UNREACHABLE without one. */
export function wayCost(fields: NavFields, x: number, y: number, goalNode: number): number {
  const node = nodeNear(fields.nav, x, y);
  return node < 0 ? UNREACHABLE : (fieldTo(fields, goalNode)[node] as number);
}
