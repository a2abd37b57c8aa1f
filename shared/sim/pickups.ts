// Taking pickups. In: who touches them. Out: HP, shield, Surge, and the step at which each is back.
// Run by the server; nobody predicts them.
import { PickupKind } from "./arenaMap.ts";
import { isTarget } from "./combat.ts";
import {
  BODY_RADIUS_U,
  GUARD_SHIELD,
  MAX_HP,
  MAX_SHIELD,
  MEND_HP,
  PICKUP_RADIUS_U,
  SURGE_STEPS,
} from "./constants.ts";
import { playersNear } from "./grid.ts";
import { pickupRespawnSteps } from "./pickupClocks.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import { MatchPhase, type WorldSink } from "./types.ts";
import type { World } from "./world.ts";

const TOUCH_U = PICKUP_RADIUS_U + BODY_RADIUS_U;

/**
 * Gives each ready pickup to the nearest player that touches it and has use for it; of equals the
 * lowest slot.
 */
export function stepPickups(world: World, sink: WorldSink): void {
  if (world.phase !== MatchPhase.Live) return;
  const pickups = world.map.pickups;
  for (let index = 0; index < pickups.length; index++) {
    if (world.step < (world.pickupReadyAtStep[index] as number)) continue;
    const kind = pickups[index]?.kind as PickupKind;
    const taker = findTaker(world, index, kind);
    if (taker === undefined) continue;
    applyPickup(taker, kind);
    world.pickupReadyAtStep[index] = world.step + pickupRespawnSteps(kind);
    sink.pickupTaken(taker.slot, index);
  }
}

function findTaker(world: World, index: number, kind: PickupKind): PlayerRecord | undefined {
  const pickup = world.map.pickups[index];
  if (pickup === undefined) return undefined;
  const { x, y } = pickup;
  const count = playersNear(world.grid, x, y, TOUCH_U, world.near);
  let taker: PlayerRecord | undefined;
  let nearest2 = Infinity;
  for (let i = 0; i < count; i++) {
    const rec = world.players[world.near[i] as number] as PlayerRecord;
    const offX = rec.poseX - x;
    const offY = rec.poseY - y;
    const distance2 = offX * offX + offY * offY;
    if (distance2 >= nearest2 || !isTarget(rec) || !isUseful(rec, kind)) continue;
    taker = rec;
    nearest2 = distance2;
  }
  return taker;
}

function isUseful(rec: PlayerRecord, kind: PickupKind): boolean {
  if (kind === PickupKind.Mend) return rec.hp < MAX_HP;
  if (kind === PickupKind.Guard) return rec.shield < MAX_SHIELD;
  return true;
}

function applyPickup(rec: PlayerRecord, kind: PickupKind): void {
  if (kind === PickupKind.Mend) rec.hp = rec.hp + MEND_HP < MAX_HP ? rec.hp + MEND_HP : MAX_HP;
  else if (kind === PickupKind.Guard) rec.shield = GUARD_SHIELD;
  else rec.state.surgeEndStep = rec.ownStep + SURGE_STEPS;
}
