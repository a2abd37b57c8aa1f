// How a body moves in one step. In: a player's state, its command, the map. Out: its new position
// and velocity. Run by both sides.
import { type Body, isBodyClear, moveBody } from "./collide.ts";
import {
  ACCELERATE_U_PER_S2,
  BRAKE_U_PER_S2,
  MAX_SPEED_U_PER_S,
  MOVE_AXIS_MAX,
  STEP_S,
} from "./constants.ts";
import { BLOCKS_DASH, BLOCKS_WALK } from "./raycast.ts";
import type { InputCmd, PlayerState, SimQueries } from "./types.ts";
import { AIM_COS, AIM_SIN } from "./vec2.ts";
import { DASH, RAIL } from "./weaponDefs.ts";

const ACCELERATE_U_PER_S_STEP = ACCELERATE_U_PER_S2 * STEP_S;
const BRAKE_U_PER_S_STEP = BRAKE_U_PER_S2 * STEP_S;
const DASH_SPEED_U_PER_S = DASH.speedUPerStep / STEP_S;
/** Speed of a unit of an axis, u/s, below full deflection. */
const SPEED_PER_AXIS = MAX_SPEED_U_PER_S / MOVE_AXIS_MAX;

/** Adds the push that is due in this own step, or was due before it, to the velocity. */
export function applyKnock(p: PlayerState, ownStep: number): void {
  if (p.knockStep === 0 || ownStep < p.knockStep) return;
  p.vx += p.knockVx;
  p.vy += p.knockVy;
  p.knockStep = 0;
  p.knockVx = 0;
  p.knockVy = 0;
}

/** One step on foot: the velocity moves toward the wanted one, the body along the velocity. */
export function stepWalk(p: PlayerState, cmd: InputCmd, queries: SimQueries): void {
  const { moveX, moveY } = cmd;
  const share = p.railFireStep === 0 ? 1 : RAIL.windUpSpeed;
  const axis2 = moveX * moveX + moveY * moveY;
  const isFull = axis2 > MOVE_AXIS_MAX * MOVE_AXIS_MAX;
  const scale = (isFull ? MAX_SPEED_U_PER_S / Math.sqrt(axis2) : SPEED_PER_AXIS) * share;
  let changeX = moveX * scale - p.vx;
  let changeY = moveY * scale - p.vy;
  // A change against the present velocity brakes or turns: that is stronger than speeding up.
  const isBraking = changeX * p.vx + changeY * p.vy < 0;
  const limit = isBraking ? BRAKE_U_PER_S_STEP : ACCELERATE_U_PER_S_STEP;
  const change2 = changeX * changeX + changeY * changeY;
  if (change2 > limit * limit) {
    const part = limit / Math.sqrt(change2);
    changeX *= part;
    changeY *= part;
  }
  p.vx += changeX;
  p.vy += changeY;
  if (p.vx === 0 && p.vy === 0) return;
  moveBody(queries.map, p, BLOCKS_WALK);
}

/**
 * One step of the running dash. Leaves the velocity that the body walks on with when the dash ends.
 */
export function stepDash(p: PlayerState, queries: SimQueries): void {
  dashBody(queries, p, p.dashAim, p.dashOverGap === 1);
}

function dashBody(queries: SimQueries, body: Body, aim: number, overGap: boolean): void {
  const dirX = AIM_COS[aim] as number;
  const dirY = AIM_SIN[aim] as number;
  body.vx = dirX * DASH_SPEED_U_PER_S;
  body.vy = dirY * DASH_SPEED_U_PER_S;
  moveBody(queries.map, body, overGap ? BLOCKS_DASH : BLOCKS_WALK);
  // Only the way is a dash's: whoever sees the velocity, or walks on with it, gets a walker's.
  body.vx *= MAX_SPEED_U_PER_S / DASH_SPEED_U_PER_S;
  body.vy *= MAX_SPEED_U_PER_S / DASH_SPEED_U_PER_S;
  roundBody(body);
}

/**
 * Rounds position and velocity to wire precision, the last thing that happens to them in a step.
 */
export function roundBody(body: Body): void {
  body.x = Math.fround(body.x);
  body.y = Math.fround(body.y);
  body.vx = Math.fround(body.vx);
  body.vy = Math.fround(body.vy);
}

/**
 * The dash that is being looked ahead; scratch, written and read within one call of
 * `dashStepsOverGap`.
 */
const ahead: Body = { x: 0, y: 0, vx: 0, vy: 0 };

/**
 * How many steps a dash from (x, y) flies over Gaps: 10, or up to `DASH.overrunSteps` more if it
 * would end over one, until the body is clear. 0 when even that does not reach floor: then Gaps
 * stop this dash like walls. A dash takes no commands, so looking ahead with the same step is
 * exact, and nobody is ever left over a Gap.
 */
export function dashStepsOverGap(x: number, y: number, aim: number, queries: SimQueries): number {
  ahead.x = x;
  ahead.y = y;
  const longest = DASH.durationSteps + DASH.overrunSteps;
  for (let steps = 1; steps <= longest; steps++) {
    dashBody(queries, ahead, aim, true);
    if (steps < DASH.durationSteps) continue;
    if (isBodyClear(queries.map, ahead.x, ahead.y, BLOCKS_WALK)) return steps;
  }
  return 0;
}
