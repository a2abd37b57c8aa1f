// A bot's screen: what fits on it, and which Orbs are drawn there. In: the world and the bot's body. Out: rows of Orbs.
// Server only.
import { BODY_RADIUS_U, VIEW_AREA_U2 } from "../../../shared/sim/constants.ts";
import type { PlayerRecord } from "../../../shared/sim/playerRecord.ts";
import type { World } from "../../../shared/sim/world.ts";
import type { Interest } from "../../net/interest.ts";
import type { SeenOrb } from "./brain/senses.ts";

/** A bot's screen has 16:9. Interest reaches further, so that nobody pops in at the edge of any screen. */
const HALF_WIDTH_U = Math.sqrt((VIEW_AREA_U2 * 16) / 9) / 2 + BODY_RADIUS_U;
const HALF_HEIGHT_U = Math.sqrt((VIEW_AREA_U2 * 9) / 16) / 2 + BODY_RADIUS_U;

/** Whether a body at (x, y) is on the screen of `own`. */
export function isOnScreen(own: PlayerRecord, x: number, y: number): boolean {
  return Math.abs(x - own.poseX) <= HALF_WIDTH_U && Math.abs(y - own.poseY) <= HALF_HEIGHT_U;
}

/** Writes the Orbs of others that `own` sees into `out`, which grows to the most ever seen at once; returns how many. */
export function recordOrbs(
  out: SeenOrb[],
  world: World,
  interest: Interest,
  own: PlayerRecord,
): number {
  const pool = world.orbs;
  let count = 0;
  for (let row = 0; row < pool.count; row++) {
    if (pool.owner[row] === own.slot) continue;
    const x = pool.x[row] as number;
    const y = pool.y[row] as number;
    if (!isOnScreen(own, x, y) || !interest.seesPoint(world, own.slot, x, y)) continue;
    const seen = orbAt(out, count++);
    seen.slot = pool.slot[row] as number;
    seen.shotId = pool.shotId[row] as number;
    seen.owner = pool.owner[row] as number;
    seen.x = x;
    seen.y = y;
    seen.aim = pool.aim[row] as number;
    seen.bounces = pool.bounces[row] as number;
    const ageSteps = world.step - (pool.bornStep[row] as number);
    seen.ageSteps = ageSteps > 0 ? ageSteps : 0;
  }
  return count;
}

function orbAt(orbs: SeenOrb[], index: number): SeenOrb {
  const found = orbs[index];
  if (found !== undefined) return found;
  const made = { slot: 0, shotId: 0, owner: 0, x: 0, y: 0, aim: 0, bounces: 0, ageSteps: 0 };
  orbs.push(made);
  return made;
}
