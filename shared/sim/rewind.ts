// Lag compensation: where a body was when the shooter saw it, and whether a hit there counts.
// In: the world's told poses, how far back a command looked. Out: a pose of the past, a verdict.
// Run by the server. Ages are in 1/64 ticks (REWIND_PER_TICK), as commands carry them.
import { COVER_GRACE_STEPS, MAX_SPEED_U_PER_S, STEP_HZ } from "./constants.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import { samplePose, type TrackPose } from "./poseTracks.ts";
import { isBodyVisible } from "./sight.ts";
import { Verdict } from "./types.ts";
import { DASH } from "./weaponDefs.ts";
import type { World } from "./world.ts";

/** Parts of a tick in which a command's view is stamped: 0.5 ms at 30 Hz, 0.14 u of a walker's way. */
export const REWIND_PER_TICK = 64;
/** Way of a whole dash over Gaps, the longest, u. */
const DASH_U = DASH.speedUPerStep * (DASH.durationSteps + DASH.overrunSteps);
/** The present tick's poses are not told before its commands are done. */
const AHEAD_TICKS = 1;

/** Index of the poses that this tick's hits are tested against, and that its patch shows. */
export function presentTick(world: World): number {
  return world.tick + 1;
}

/** How far back a command that looked `rewind` back may look with a weapon's cap, ticks. */
export function rewindTicksOf(world: World, rewind: number, maxMs: number): number {
  if (!world.lagCompensation) return 0;
  const ticks = rewind / REWIND_PER_TICK;
  const most = (maxMs * world.tickHz) / 1000;
  return ticks < most ? ticks : most;
}

/** Farthest that a body can be from where it was `ticks` ago, u: on foot, and one dash. */
export function farthestMoveU(world: World, ticks: number): number {
  if (ticks <= 0) return 0;
  const steps = ticks * world.stepsPerTick;
  const dashing = steps * DASH.speedUPerStep;
  const walking = DASH_U + (steps * MAX_SPEED_U_PER_S) / STEP_HZ;
  return dashing < walking ? dashing : walking;
}

/**
 * Writes where `rec` was shown `ticksAgo` (0: its present pose) to `out`.
 * @returns false when it was nowhere: its body is younger.
 */
export function rewindPose(
  world: World,
  rec: PlayerRecord,
  ticksAgo: number,
  out: TrackPose,
): boolean {
  if (ticksAgo <= 0) {
    out.x = rec.poseX;
    out.y = rec.poseY;
    return true;
  }
  const tick = presentTick(world) - ticksAgo;
  return samplePose(world.poseTracks, rec.slot, tick, world.tick, AHEAD_TICKS, out);
}

/**
 * Whether a hit on the victim as it was `ticksAgo` counts. Dash wins: a dash that began since then
 * was processed before the shot arrived. Cover grace: a victim that has not been in sight for more than
 * 150 ms of the server's time, neither of the shooter nor of (fromX, fromY), where the shot left, is
 * behind cover. A shooter who has stepped back since is no cover for the victim.
 */
export function judgeHit(
  world: World,
  shooter: PlayerRecord,
  victim: PlayerRecord,
  ticksAgo: number,
  fromX: number,
  fromY: number,
): Verdict {
  if (ticksAgo <= 0) return Verdict.Hit;
  const seenStep = (presentTick(world) - ticksAgo) * world.stepsPerTick;
  if ((world.dashPaths.startedStep[victim.slot] as number) >= seenStep) return Verdict.Dodged;
  return wasInSight(world, shooter, victim, fromX, fromY) ? Verdict.Hit : Verdict.Blocked;
}

const shooterPose: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };
const victimPose: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };

/** Whether any part of the victim was in sight at some time in the last 150 ms. */
function wasInSight(
  world: World,
  shooter: PlayerRecord,
  victim: PlayerRecord,
  fromX: number,
  fromY: number,
): boolean {
  const graceTicks = COVER_GRACE_STEPS / world.stepsPerTick;
  for (let ago = 0; ; ago++) {
    const ticksAgo = ago < graceTicks ? ago : graceTicks;
    if (!rewindPose(world, victim, ticksAgo, victimPose)) return false;
    const { x, y } = victimPose;
    if (isBodyVisible(world.map, fromX, fromY, x, y, 0)) return true;
    const isThere = rewindPose(world, shooter, ticksAgo, shooterPose);
    if (isThere && isBodyVisible(world.map, shooterPose.x, shooterPose.y, x, y, 0)) return true;
    if (ago >= graceTicks) return false;
  }
}
