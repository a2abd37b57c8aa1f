// Where and when players come into the world. In: enemies, sight, one's last death, the seeded
// generator. Out: fresh bodies. Run by the server.
import type { MapPoint } from "./arenaMap.ts";
import {
  PROTECTION_STEPS,
  SPAWN_DEATH_DISTANCE_U,
  SPAWN_ENEMY_DISTANCE_RELAXED_U,
  SPAWN_ENEMY_DISTANCE_U,
  SPAWN_SIGHT_U,
} from "./constants.ts";
import { rebuildGrid } from "./grid.ts";
import { type PlayerRecord, placeBody } from "./playerRecord.ts";
import { clearTrack, pushPose, setLine } from "./poseTracks.ts";
import { unpackPoseAim } from "./quantize.ts";
import { isSightClear } from "./raycast.ts";
import { presentTick } from "./rewind.ts";
import { nextBelow } from "./rng.ts";
import type { WorldSink } from "./types.ts";
import type { World } from "./world.ts";

/** Spawns those whose time has come, in slot order: each counts as an enemy for the next. */
export function stepRespawns(world: World, sink: WorldSink): void {
  let spawned = 0;
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (!rec.active || rec.isAway || rec.state.alive === 1) continue;
    if (world.step < rec.respawnAtStep) continue;
    const spawn = world.map.spawns[chooseSpawn(world, rec)] as MapPoint;
    enterWorld(world, rec, spawn, world.step + PROTECTION_STEPS, sink);
    spawned++;
  }
  if (spawned > 0) rebuildGrid(world.grid, world);
}

/**
 * Puts a fresh body at `place`, protected until a step. The grid is the caller's to rebuild, before anything is asked
 * of it.
 */
export function enterWorld(
  world: World,
  rec: PlayerRecord,
  place: MapPoint,
  protectedUntilStep: number,
  sink: WorldSink,
): void {
  const { slot } = rec;
  const { x, y } = place;
  placeBody(rec, x, y, world.step, protectedUntilStep);
  clearTrack(world.poseTracks, slot);
  pushPose(world.poseTracks, slot, presentTick(world), { x, y, aim: unpackPoseAim(rec.pose) });
  setLine(world.poseTracks, slot, presentTick(world), 0, 0, 0);
  rec.isPoseTold = true;
  sink.spawned(slot, x, y);
}

/**
 * Index of the spawn for `rec`: by chance among those out of every enemy's sight, 900 u from its
 * last death and 700 u from enemies; else 450 u; else the one farthest from its nearest enemy.
 * Draws from `world.rng`.
 */
export function chooseSpawn(world: World, rec: PlayerRecord): number {
  const strict = drawSpawn(world, rec, SPAWN_ENEMY_DISTANCE_U);
  if (strict >= 0) return strict;
  const relaxed = drawSpawn(world, rec, SPAWN_ENEMY_DISTANCE_RELAXED_U);
  if (relaxed >= 0) return relaxed;
  return farthestSpawn(world, rec);
}

/**
 * One of the valid spawns, each as likely as the others (reservoir of one); -1 when there is none.
 */
function drawSpawn(world: World, rec: PlayerRecord, enemyDistanceU: number): number {
  const spawns = world.map.spawns;
  let drawn = -1;
  let valid = 0;
  for (let i = 0; i < spawns.length; i++) {
    const spawn = spawns[i] as MapPoint;
    if (isNearLastDeath(rec, spawn)) continue;
    const enough2 = enemyDistanceU * enemyDistanceU;
    if (nearestEnemy2(world, rec, spawn, enough2) < enough2) continue;
    if (isSeen(world, rec, spawn)) continue;
    valid++;
    if (nextBelow(world.rng, valid) === 0) drawn = i;
  }
  return drawn;
}

function farthestSpawn(world: World, rec: PlayerRecord): number {
  const spawns = world.map.spawns;
  let farthest = 0;
  let farthest2 = -1;
  for (let i = 0; i < spawns.length; i++) {
    const distance2 = nearestEnemy2(world, rec, spawns[i] as MapPoint, farthest2);
    if (distance2 <= farthest2) continue;
    farthest = i;
    farthest2 = distance2;
  }
  return farthest;
}

function isNearLastDeath(rec: PlayerRecord, spawn: MapPoint): boolean {
  if (rec.lastDeathX < 0) return false;
  return (
    distance2(spawn, rec.lastDeathX, rec.lastDeathY) <
    SPAWN_DEATH_DISTANCE_U * SPAWN_DEATH_DISTANCE_U
  );
}

/** Where it is below `enough2`, any that is: a spawn for a crowd is refused at the first enemy near it. */
function nearestEnemy2(world: World, rec: PlayerRecord, spawn: MapPoint, enough2: number): number {
  let nearest2 = Infinity;
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const other = world.players[slot] as PlayerRecord;
    if (other === rec || other.state.alive === 0) continue;
    const found2 = distance2(spawn, other.poseX, other.poseY);
    if (found2 < nearest2) nearest2 = found2;
    if (nearest2 < enough2) break;
  }
  return nearest2;
}

function isSeen(world: World, rec: PlayerRecord, spawn: MapPoint): boolean {
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const other = world.players[slot] as PlayerRecord;
    if (other === rec || other.state.alive === 0) continue;
    const { poseX, poseY } = other;
    if (distance2(spawn, poseX, poseY) > SPAWN_SIGHT_U * SPAWN_SIGHT_U) continue;
    if (isSightClear(world.map, poseX, poseY, spawn.x, spawn.y)) return true;
  }
  return false;
}

function distance2(point: MapPoint, x: number, y: number): number {
  return (point.x - x) * (point.x - x) + (point.y - y) * (point.y - y);
}
