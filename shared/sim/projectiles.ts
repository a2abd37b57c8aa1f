// Pulses in flight. In: the world's pool, map and poses. Out: hits and ends, reported to the sink.
// `stepPulses` is run by the server; where a Pulse is, and where walls end it, is computed by both
// sides.
import type { ArenaMap } from "./arenaMap.ts";
import { dealDamage, denyHit, isTarget, noteEvidence } from "./combat.ts";
import { BODY_RADIUS_U } from "./constants.ts";
import { playersNear } from "./grid.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import type { TrackPose } from "./poseTracks.ts";
import { movePulse } from "./pulsePool.ts";
import { BLOCKS_PULSE, traceRay } from "./raycast.ts";
import { farthestMoveU, judgeHit, rewindPose, rewindTicksOf } from "./rewind.ts";
import { PulseEnd, Verdict, type WorldSink } from "./types.ts";
import { AIM_COS, AIM_SIN } from "./vec2.ts";
import { Move, PULSE } from "./weaponDefs.ts";
import type { World } from "./world.ts";

/** Longest path of a Pulse, u. */
export const PULSE_RANGE_U: number = PULSE.speedUPerStep * PULSE.lifeSteps;
/** A Pulse hits when its centre comes this near a pose, u. */
const HIT_U = BODY_RADIUS_U + PULSE.radiusU;

/**
 * Path of a Pulse from its start to the first Wall or Glass, at most 520 u. Its centre counts: a
 * Pulse may graze a corner, as it seems to on screen.
 */
export function pulseRangeU(map: ArenaMap, x: number, y: number, aim: number): number {
  const dirX = AIM_COS[aim] as number;
  const dirY = AIM_SIN[aim] as number;
  return traceRay(map, x, y, dirX, dirY, PULSE_RANGE_U, BLOCKS_PULSE);
}

/**
 * Writes where a Pulse from (x0, y0) is at the end of its `age`-th step (1..26; fractions for
 * drawing).
 */
export function pulsePositionAt(
  x0: number,
  y0: number,
  aim: number,
  age: number,
  out: { x: number; y: number },
): void {
  const pathU = age * PULSE.speedUPerStep;
  out.x = x0 + (AIM_COS[aim] as number) * pathU;
  out.y = y0 + (AIM_SIN[aim] as number) * pathU;
}

/**
 * Flies every Pulse for one world step, in order of firing, and ends those that meet a player, a
 * wall or their range. A Pulse fired in sub-step k of tick T moves first in world step T x
 * stepsPerTick + k, and 26 times in all.
 */
export function stepPulses(world: World, sink: WorldSink): void {
  const pool = world.pulses;
  let kept = 0;
  for (let row = 0; row < pool.count; row++) {
    if (stepPulse(world, row, sink)) movePulse(pool, row, kept++);
  }
  pool.count = kept;
}

/** Flies one Pulse; false when it has ended. */
function stepPulse(world: World, row: number, sink: WorldSink): boolean {
  const pool = world.pulses;
  const age = world.step - (pool.bornStep[row] as number) + 1;
  if (age < 1) return true;
  const x = pool.x[row] as number;
  const y = pool.y[row] as number;
  const aim = pool.aim[row] as number;
  if ((pool.rangeU[row] as number) < 0) pool.rangeU[row] = pulseRangeU(world.map, x, y, aim);
  const rangeU = pool.rangeU[row] as number;
  const aheadU = age * PULSE.speedUPerStep;
  const toU = aheadU < rangeU ? aheadU : rangeU;

  sweep.fromU = aheadU - PULSE.speedUPerStep;
  sweep.toU = toU;
  const victim = findVictim(world, row);
  if (victim === undefined && aheadU < rangeU) return true;
  const endU = victim === undefined ? toU : sweep.meetsU;
  const atWall = rangeU < PULSE_RANGE_U ? PulseEnd.Wall : PulseEnd.Range;
  const end = victim === undefined ? atWall : PulseEnd.Player;
  const slot = pool.slot[row] as number;
  const shotId = pool.shotId[row] as number;
  const endX = x + (AIM_COS[aim] as number) * endU;
  const endY = y + (AIM_SIN[aim] as number) * endU;
  sink.pulseEnded(slot, shotId, endX, endY, end);
  if (victim !== undefined) strike(world, row, victim, sink);
  return false;
}

/** A Pulse met somebody as its shooter saw it: that counts, or it is denied. */
function strike(world: World, row: number, victim: PlayerRecord, sink: WorldSink): void {
  const pool = world.pulses;
  const slot = pool.slot[row] as number;
  const shotId = pool.shotId[row] as number;
  const shooter = world.players[slot] as PlayerRecord;
  const x = pool.x[row] as number;
  const y = pool.y[row] as number;
  const verdict = judgeHit(world, shooter, victim, sweep.ticksAgo, x, y);
  if (verdict !== Verdict.Hit) {
    denyHit(world, slot, victim, Move.Pulse, shotId, verdict, sink);
    return;
  }
  noteEvidence(victim, sweep.ticksAgo, x, y, sweep);
  dealDamage(world, slot, victim, PULSE.damage, Move.Pulse, shotId, sink);
}

/**
 * Converging compensation: how far back a Pulse looks, ticks: as far as its shooter at the muzzle,
 * fading evenly to nothing at the end of its range. So point-blank shots hit what was seen, and
 * nobody is hit from afar where it no longer is.
 */
export function pulseTicksAgo(muzzleTicks: number, flownU: number): number {
  return muzzleTicks * (1 - flownU / PULSE_RANGE_U);
}

/**
 * The part of a path that is swept in this step, where on it the victim is met, u, how long ago and
 * where its shooter saw it. Scratch
 * between `stepPulse` and `findVictim`: as arguments these would be boxed for each Pulse and step.
 */
const sweep = { fromU: 0, toU: 0, meetsU: 0, ticksAgo: 0, seenX: 0, seenY: 0 };
const pose: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };

/**
 * The player whose pose the Pulse meets first in its sweep, its owner aside; of equals the lowest
 * slot.
 */
function findVictim(world: World, row: number): PlayerRecord | undefined {
  const { fromU, toU } = sweep;
  const pool = world.pulses;
  const x = pool.x[row] as number;
  const y = pool.y[row] as number;
  const dirX = AIM_COS[pool.aim[row] as number] as number;
  const dirY = AIM_SIN[pool.aim[row] as number] as number;
  const middleU = (fromU + toU) / 2;
  const muzzleTicks = rewindTicksOf(world, pool.rewind[row] as number, PULSE.rewindMaxMs);
  // As of the step's end, so that the range's last step meets the present alone.
  const ticksAgo = pulseTicksAgo(muzzleTicks, fromU + PULSE.speedUPerStep);
  const reachU = HIT_U + PULSE.speedUPerStep / 2 + farthestMoveU(world, ticksAgo);
  const count = playersNear(world.grid, x + dirX * middleU, y + dirY * middleU, reachU, world.near);
  let found: PlayerRecord | undefined;
  let foundU = Infinity;
  for (let i = 0; i < count; i++) {
    const rec = world.players[world.near[i] as number] as PlayerRecord;
    if (rec.slot === pool.slot[row] || !isTarget(rec)) continue;
    if (!rewindPose(world, rec, ticksAgo, pose)) continue;
    const offX = pose.x - x;
    const offY = pose.y - y;
    const alongU = offX * dirX + offY * dirY;
    const inside2 = HIT_U * HIT_U - (offX * offX + offY * offY - alongU * alongU);
    if (inside2 < 0) continue;
    const halfU = Math.sqrt(inside2);
    if (alongU + halfU < fromU || alongU - halfU > toU) continue;
    const meetsU = alongU - halfU > fromU ? alongU - halfU : fromU;
    if (meetsU >= foundU) continue;
    found = rec;
    foundU = meetsU;
    sweep.seenX = pose.x;
    sweep.seenY = pose.y;
  }
  sweep.meetsU = foundU;
  sweep.ticksAgo = ticksAgo;
  return found;
}
