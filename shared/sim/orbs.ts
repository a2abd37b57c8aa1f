// Orbs in flight. In: the world's pool, map, poses and dashes. Out: parries, bursts, hits and knocks,
// reported to the sink. Run by the server, against the present: an Orb needs no lag compensation.
import { award, dealDamage, isTarget, isVulnerable, noteEvidence } from "./combat.ts";
import { BODY_RADIUS_U, SCORE_PARRY, TWO_HITS_MAX_DAMAGE } from "./constants.ts";
import { nearestOnPath } from "./dashPaths.ts";
import { playersNear } from "./grid.ts";
import { knockBody } from "./knock.ts";
import { type OrbFlight, stepOrbFlight } from "./orbFlight.ts";
import { moveOrb } from "./orbPool.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import { BLOCKS_PULSE, isLineClear } from "./raycast.ts";
import type { WorldSink } from "./types.ts";
import { AIM_COS, AIM_SIN } from "./vec2.ts";
import { DASH, Move, ORB } from "./weaponDefs.ts";
import type { World } from "./world.ts";

/** An Orb meets a body when their rims touch, u. */
const TOUCH_U = BODY_RADIUS_U + ORB.radiusU;

/** The Orb that is stepped; scratch of one call. */
const flight: OrbFlight = { x: 0, y: 0, aim: 0, bounces: 0 };

/**
 * Moves every Orb for one world step, oldest first: it flies, a dash turns it round, an armed one
 * bursts on the first enemy it touches, and in any case at its last contact or the end of its life.
 */
export function stepOrbs(world: World, sink: WorldSink): void {
  const pool = world.orbs;
  let kept = 0;
  for (let row = 0; row < pool.count; row++) {
    if (stepOrb(world, row, sink)) moveOrb(pool, row, kept++);
  }
  pool.count = kept;
}

/** Flies one Orb; false when it has burst. */
function stepOrb(world: World, row: number, sink: WorldSink): boolean {
  const pool = world.orbs;
  const age = world.step - (pool.bornStep[row] as number) + 1;
  if (age < 1) return true;
  flight.x = pool.x[row] as number;
  flight.y = pool.y[row] as number;
  flight.aim = pool.aim[row] as number;
  flight.bounces = pool.bounces[row] as number;
  const flies = stepOrbFlight(world.map, flight);
  pool.x[row] = flight.x;
  pool.y[row] = flight.y;
  pool.aim[row] = flight.aim;
  pool.bounces[row] = flight.bounces;
  const parrier = findParrier(world, row);
  if (parrier !== undefined) {
    parry(world, row, parrier, sink);
    return true;
  }
  const victim = age >= ORB.armSteps ? findTouched(world, row) : undefined;
  if (flies && victim === undefined && age < ORB.lifeSteps) return true;
  burst(world, row, victim, sink);
  return false;
}

/** Where a dasher came nearest to the Orb; scratch of one call. */
const nearest = { x: 0, y: 0 };

/** The first dasher of this step, by slot, who passes the Orb of somebody else. */
function findParrier(world: World, row: number): PlayerRecord | undefined {
  const { dashPaths: paths, orbs: pool } = world;
  const subStep = world.step - world.tick * world.stepsPerTick;
  const x = pool.x[row] as number;
  const y = pool.y[row] as number;
  for (let i = 0; i < paths.count; i++) {
    const slot = paths.slot[i] as number;
    if (paths.subStep[i] !== subStep || slot === pool.owner[row]) continue;
    const rec = world.players[slot] as PlayerRecord;
    if (!isTarget(rec)) continue;
    nearestOnPath(paths, i, x, y, nearest);
    const offX = x - nearest.x;
    const offY = y - nearest.y;
    if (offX * offX + offY * offY <= DASH.reachU * DASH.reachU) return rec;
  }
  return undefined;
}

/** Sends the Orb back toward the parrier's aim, with a new life, as the parrier's. */
function parry(world: World, row: number, parrier: PlayerRecord, sink: WorldSink): void {
  const pool = world.orbs;
  pool.owner[row] = parrier.slot;
  pool.aim[row] = parrier.state.aim;
  pool.bounces[row] = 0;
  pool.bornStep[row] = world.step + 1;
  award(world, parrier, SCORE_PARRY);
  sink.orbParried(row, parrier.slot);
}

/** The nearest body that the Orb touches, its owner aside; of equals the lowest slot. */
function findTouched(world: World, row: number): PlayerRecord | undefined {
  const pool = world.orbs;
  const x = pool.x[row] as number;
  const y = pool.y[row] as number;
  const count = playersNear(world.grid, x, y, TOUCH_U, world.near);
  let found: PlayerRecord | undefined;
  let found2 = Infinity;
  for (let i = 0; i < count; i++) {
    const rec = world.players[world.near[i] as number] as PlayerRecord;
    if (rec.slot === pool.owner[row] || !isTarget(rec)) continue;
    const distance2 = (rec.poseX - x) * (rec.poseX - x) + (rec.poseY - y) * (rec.poseY - y);
    if (distance2 >= found2) continue;
    found = rec;
    found2 = distance2;
  }
  return found;
}

/** Bursts where it is: all of it to whom it touched, splash to whom no solid covers. */
function burst(
  world: World,
  row: number,
  touched: PlayerRecord | undefined,
  sink: WorldSink,
): void {
  const pool = world.orbs;
  const x = pool.x[row] as number;
  const y = pool.y[row] as number;
  sink.orbBurst(row);
  if (touched !== undefined) strike(world, row, touched, ORB.damage, 1, sink);
  const count = playersNear(world.grid, x, y, ORB.splashRadiusU, world.near);
  for (let i = 0; i < count; i++) {
    const rec = world.players[world.near[i] as number] as PlayerRecord;
    if (rec === touched || !isTarget(rec)) continue;
    if (!isLineClear(world.map, x, y, rec.poseX, rec.poseY, BLOCKS_PULSE)) continue;
    const offX = rec.poseX - x;
    const offY = rec.poseY - y;
    const splash = splashAt(Math.sqrt(offX * offX + offY * offY));
    const share = rec.slot === pool.owner[row] ? ORB.selfShare : 1;
    strike(world, row, rec, Math.round(splash * share), splash / ORB.splashMost, sink);
  }
}

/** Splash damage at a distance from the centre, HP: 50 falling evenly to 20 at 110 u. */
function splashAt(distanceU: number): number {
  const fall = (ORB.splashMost - ORB.splashLeast) / ORB.splashRadiusU;
  return ORB.splashMost - distanceU * fall;
}

/** Damage, and a knock away from the centre; from a centre hit the way the Orb flew. */
function strike(
  world: World,
  row: number,
  rec: PlayerRecord,
  damage: number,
  knockShare: number,
  sink: WorldSink,
): void {
  if (!isVulnerable(world, rec)) return;
  const pool = world.orbs;
  const x = pool.x[row] as number;
  const y = pool.y[row] as number;
  const aim = pool.aim[row] as number;
  const offX = rec.poseX - x;
  const offY = rec.poseY - y;
  const length = Math.sqrt(offX * offX + offY * offY);
  const speed = ORB.knockbackUPerS * knockShare;
  const dirX = length > 0 ? offX / length : (AIM_COS[aim] as number);
  const dirY = length > 0 ? offY / length : (AIM_SIN[aim] as number);
  knockBody(world, rec, dirX * speed, dirY * speed);
  noteEvidence(rec, 0, x, y, null);
  // Two of any other moves stay below it by their numbers.
  const most = TWO_HITS_MAX_DAMAGE - rec.lastHitDamage;
  const taken = damage < most ? damage : most;
  dealDamage(world, pool.owner[row] as number, rec, taken, Move.Orb, -1, sink);
}
