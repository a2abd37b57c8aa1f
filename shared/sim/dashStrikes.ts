// Whom dashes strike. In: the ways that bodies dashed in this tick, and poses. Out: damage, once
// per target and dash. Run by the server, one world step at a time.
import { dealDamage, isTarget, isVulnerable, noteEvidence } from "./combat.ts";
import { type DashPaths, isStruck, markStruck, nearestOnPath } from "./dashPaths.ts";
import { playersNear } from "./grid.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import { BLOCKS_PULSE, isLineClear } from "./raycast.ts";
import type { WorldSink } from "./types.ts";
import { DASH, Move } from "./weaponDefs.ts";
import type { World } from "./world.ts";

/**
 * Lets the dashes of this world step strike, by slot of the dasher, then own step, then slot of the
 * target.
 */
export function stepDashStrikes(world: World, sink: WorldSink): void {
  const paths = world.dashPaths;
  const subStep = world.step - world.tick * world.stepsPerTick;
  for (let row = 0; row < paths.count; row++) {
    if (paths.subStep[row] === subStep) strikeAlong(world, paths, row, sink);
  }
}

/** Where the dasher came nearest to its target; scratch of one call. */
const nearest = { x: 0, y: 0 };

function strikeAlong(world: World, paths: DashPaths, row: number, sink: WorldSink): void {
  const dasher = paths.slot[row] as number;
  if (!isTarget(world.players[dasher] as PlayerRecord)) return;
  const x0 = paths.x0[row] as number;
  const y0 = paths.y0[row] as number;
  const wayX = (paths.x1[row] as number) - x0;
  const wayY = (paths.y1[row] as number) - y0;
  const way2 = wayX * wayX + wayY * wayY;
  const reachU = DASH.reachU + Math.sqrt(way2) / 2;
  const count = playersNear(world.grid, x0 + wayX / 2, y0 + wayY / 2, reachU, world.near);
  for (let i = 0; i < count; i++) {
    const rec = world.players[world.near[i] as number] as PlayerRecord;
    if (rec.slot === dasher || !isVulnerable(world, rec)) continue;
    if (isStruck(paths, dasher, rec.slot)) continue;
    nearestOnPath(paths, row, rec.poseX, rec.poseY, nearest);
    const { x, y } = nearest;
    const offX = rec.poseX - x;
    const offY = rec.poseY - y;
    if (offX * offX + offY * offY > DASH.reachU * DASH.reachU) continue;
    if (!isLineClear(world.map, x, y, rec.poseX, rec.poseY, BLOCKS_PULSE)) continue;
    markStruck(paths, dasher, rec.slot);
    noteEvidence(rec, 0, x, y, null);
    dealDamage(world, dasher, rec, DASH.damage, Move.Dash, -1, sink);
  }
}
