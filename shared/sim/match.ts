// Rounds of the Open Arena. In: the step, scores. Out: phases, the crown, a fresh round.
// Run by the server. Which map comes next is the caller's decision: it sets `world.nextMap`.
import type { ArenaMap } from "./arenaMap.ts";
import { PODIUM_STEPS } from "./constants.ts";
import { clearDamageTo } from "./damageLedger.ts";
import { resetPickupClocks } from "./pickupClocks.ts";
import { clearBody, clearScore, type PlayerRecord } from "./playerRecord.ts";
import { MatchPhase, type WorldSink } from "./types.ts";
import { requireSpawns, type World } from "./world.ts";

/** Changes the phase in the step at which the running one ends: round, podium, next round. */
export function stepMatch(world: World, sink: WorldSink): void {
  if (world.step < world.phaseEndStep) return;
  if (world.phase === MatchPhase.Live) {
    world.phase = MatchPhase.Podium;
    world.phaseEndStep = world.step + PODIUM_STEPS;
    sink.roundEnded();
    return;
  }
  startRound(world, world.nextMap ?? world.map);
  sink.roundStarted();
}

/**
 * Starts a round in the present step, on another map if one is given: scores at 0, the air and the
 * ledger empty, everybody dead and due to spawn.
 */
export function startRound(world: World, map: ArenaMap = world.map): void {
  requireSpawns(map);
  world.map = map;
  world.nextMap = null;
  world.phase = MatchPhase.Live;
  world.phaseEndStep = world.step + world.roundSteps;
  world.crownSlot = -1;
  clearAir(world);
  resetPickupClocks(map, world.pickupReadyAtStep, world.step);
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    clearDamageTo(world.ledger, slot);
    clearBody(rec);
    clearScore(rec);
    rec.respawnAtStep = world.step;
  }
}

/** Nothing in flight survives into the next round. */
export function clearAir(world: World): void {
  world.pulses.count = 0;
  world.orbs.count = 0;
  world.dashPaths.count = 0;
}

/**
 * Gives the crown to the leader: who alone has the highest score above 0. While others draw level
 * its holder keeps it; with no holder among the best, nobody wears it until one is ahead.
 */
export function stepCrown(world: World): void {
  let best = 0;
  let leader = -1;
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (!rec.active || rec.isAway || rec.score === 0 || rec.score < best) continue;
    if (rec.score > best) leader = slot;
    else if (leader !== world.crownSlot) leader = slot === world.crownSlot ? slot : -1;
    best = rec.score;
  }
  world.crownSlot = leader;
}
