// Rails: rays that hit at once, in the world that their shooter saw. In: rays fired in this tick.
// Out: hits, denials and beams, reported to the sink. Run by the server; where a wall ends a ray is
// computed by both sides.
import type { ArenaMap } from "./arenaMap.ts";
import { dealDamage, denyHit, isTarget, noteEvidence } from "./combat.ts";
import { BODY_RADIUS_U } from "./constants.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import type { TrackPose } from "./poseTracks.ts";
import { BLOCKS_SIGHT, traceRay } from "./raycast.ts";
import { judgeHit, rewindPose, rewindTicksOf } from "./rewind.ts";
import { Verdict, type WorldSink } from "./types.ts";
import { AIM_COS, AIM_SIN } from "./vec2.ts";
import { Move, RAIL } from "./weaponDefs.ts";
import type { World } from "./world.ts";

/** What a ray meets. */
export interface RailTrace {
  /** Slot of the first body it meets, -1 for none; whether that counts. */
  victim: number;
  verdict: Verdict;
  /** Length to that body, to the wall, or 560 u. */
  lengthU: number;
  /** Where the shooter saw the victim, u. */
  seenX: number;
  seenY: number;
}

export function makeRailTrace(): RailTrace {
  return { victim: -1, verdict: Verdict.Hit, lengthU: 0, seenX: 0, seenY: 0 };
}

/** Free length of a ray, u: Wall ends it, Glass does not. */
export function railRangeU(map: ArenaMap, x: number, y: number, aim: number): number {
  const dirX = AIM_COS[aim] as number;
  const dirY = AIM_SIN[aim] as number;
  return traceRay(map, x, y, dirX, dirY, RAIL.rangeU, BLOCKS_SIGHT);
}

/**
 * Distance along a ray from (x, y) at which it enters a body at (bodyX, bodyY), 0 when it starts
 * inside; negative when it misses or the body is behind.
 */
export function railMeetsU(
  x: number,
  y: number,
  aim: number,
  bodyX: number,
  bodyY: number,
): number {
  const dirX = AIM_COS[aim] as number;
  const dirY = AIM_SIN[aim] as number;
  const offX = bodyX - x;
  const offY = bodyY - y;
  const alongU = offX * dirX + offY * dirY;
  const inside2 = BODY_RADIUS_U * BODY_RADIUS_U - (offX * offX + offY * offY - alongU * alongU);
  if (inside2 < 0) return -1;
  const halfU = Math.sqrt(inside2);
  if (alongU + halfU < 0) return -1;
  return alongU - halfU > 0 ? alongU - halfU : 0;
}

/** Casts this step's rays, by slot. */
export function stepRails(world: World, sink: WorldSink): void {
  const { rails } = world;
  for (let row = 0; row < rails.count; row++) {
    if (rails.bornStep[row] === world.step) castRail(world, row, sink);
  }
}

const trace = makeRailTrace();

function castRail(world: World, row: number, sink: WorldSink): void {
  const { rails } = world;
  const slot = rails.slot[row] as number;
  const shotId = rails.shotId[row] as number;
  const aim = rails.aim[row] as number;
  const x = rails.x[row] as number;
  const y = rails.y[row] as number;
  const rewind = rails.rewind[row] as number;
  traceRail(world, slot, x, y, aim, rewind, trace);
  sink.railEnded(slot, shotId, x, y, aim, trace.lengthU);
  const victim = world.players[trace.victim];
  if (victim === undefined) return;
  if (trace.verdict !== Verdict.Hit) {
    denyHit(world, slot, victim, Move.Rail, shotId, trace.verdict, sink);
    return;
  }
  noteEvidence(victim, rewindTicksOf(world, rewind, RAIL.rewindMaxMs), x, y, trace);
  dealDamage(world, slot, victim, RAIL.damage, Move.Rail, shotId, sink);
}

const pose: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };

/**
 * Traces a ray of `shooter` through the world as it was `rewind` (1/64 ticks, capped by RAIL) ago.
 * The first body ends it; of equals the lowest slot. Changes nothing but `out`.
 */
export function traceRail(
  world: World,
  shooter: number,
  x: number,
  y: number,
  aim: number,
  rewind: number,
  out: RailTrace,
): void {
  const ticksAgo = rewindTicksOf(world, rewind, RAIL.rewindMaxMs);
  out.victim = -1;
  out.verdict = Verdict.Hit;
  out.lengthU = railRangeU(world.map, x, y, aim);
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (slot === shooter || !isTarget(rec)) continue;
    if (!rewindPose(world, rec, ticksAgo, pose)) continue;
    const meetsU = railMeetsU(x, y, aim, pose.x, pose.y);
    if (meetsU < 0 || meetsU >= out.lengthU) continue;
    out.victim = slot;
    out.lengthU = meetsU;
    out.seenX = pose.x;
    out.seenY = pose.y;
  }
  const victim = world.players[out.victim];
  if (victim === undefined) return;
  const from = world.players[shooter] as PlayerRecord;
  out.verdict = judgeHit(world, from, victim, ticksAgo, x, y);
}
