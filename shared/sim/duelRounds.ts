// The rounds of a Duel: countdown, fight, verdict, and the next. In: the step, who lives. Out: phases, rounds won.
// Run by the server, as phases of `stepWorld`; what comes from outside a step is in duel.ts.
import { takeHealth } from "./combat.ts";
import {
  DUEL_BREAK_STEPS,
  DUEL_COUNTDOWN_STEPS,
  DUEL_GUARD_DELAY_STEPS,
  RING_HP_PER_S,
  RING_PERIOD_STEPS,
  STEP_HZ,
} from "./constants.ts";
import { clearDamageTo } from "./damageLedger.ts";
import { duelRoundStep, endDuel, endPause, enterPause, healthOf } from "./duel.ts";
import { dateHolds, holdAll } from "./duelHolds.ts";
import { DUEL_PLAYERS, DuelEnd, type DuelMatch } from "./duelMatch.ts";
import { rebuildGrid } from "./grid.ts";
import { clearAir } from "./match.ts";
import { resetPickupClocks } from "./pickupClocks.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import { isOutsideRing, RING_DEATH_MOVE, ringRadiusU } from "./ring.ts";
import { enterWorld } from "./spawn.ts";
import { MatchPhase, type WorldSink } from "./types.ts";
import type { World } from "./world.ts";

const RING_PORTION_HP = (RING_HP_PER_S * RING_PERIOD_STEPS) / STEP_HZ;

/** Changes the phase in the step in which the running one ends: pause, countdown, round, break, next round. */
export function stepDuel(world: World, duel: DuelMatch, sink: WorldSink): void {
  if (world.phase === MatchPhase.Countdown) dateHolds(world);
  if (world.step < world.phaseEndStep) return;
  if (world.phase === MatchPhase.Podium) beginRound(world, duel, sink);
  else if (world.phase === MatchPhase.Paused) endPause(world, duel);
  else if (world.phase === MatchPhase.Countdown) {
    world.phase = MatchPhase.Live;
    world.phaseEndStep = world.step + duel.roundLeftSteps;
  }
}

/** Everything fresh, both at their spawns and held, whoever won the last round. */
function beginRound(world: World, duel: DuelMatch, sink: WorldSink): void {
  const liveStep = world.step + DUEL_COUNTDOWN_STEPS;
  clearAir(world);
  resetPickupClocks(world.map, world.pickupReadyAtStep, liveStep, DUEL_GUARD_DELAY_STEPS);
  duel.round++;
  duel.roundLeftSteps = world.roundSteps;
  duel.clockStep = liveStep;
  world.phase = MatchPhase.Countdown;
  world.phaseEndStep = liveStep;
  sink.roundStarted();
  for (let slot = 0; slot < DUEL_PLAYERS; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    clearDamageTo(world.ledger, slot);
    if (rec.active) placeDuelist(world, duel, rec, sink);
  }
  holdAll(world);
  rebuildGrid(world.grid, world);
  if (duel.awaited !== 0) enterPause(world, duel);
}

/**
 * Puts a body at its side's spawn of this round, unprotected. Spawns are numbered in reading order, so that on a map
 * that is symmetric under half a turn the i-th and the i-th last lie opposite: each round takes the next such pair.
 */
function placeDuelist(world: World, duel: DuelMatch, rec: PlayerRecord, sink: WorldSink): void {
  const { spawns } = world.map;
  const pair = duel.round % (spawns.length >> 1);
  const spawn = spawns[rec.slot === 0 ? pair : spawns.length - 1 - pair];
  if (spawn !== undefined) enterWorld(world, rec, spawn, world.step, sink);
}

/** Lets those who came walk about until the match begins; in a match nobody comes back before the next round. */
export function stepDuelSpawns(world: World, duel: DuelMatch, sink: WorldSink): void {
  if (world.phase !== MatchPhase.Waiting) return;
  for (let slot = 0; slot < DUEL_PLAYERS; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (rec.active && rec.state.alive === 0) placeDuelist(world, duel, rec, sink);
  }
}

/** Takes HP from those outside the ring: both in the same steps of the round, and nobody is paid for it. */
export function stepRing(world: World): void {
  if (world.phase !== MatchPhase.Live) return;
  const roundStep = duelRoundStep(world);
  if (roundStep % RING_PERIOD_STEPS !== 0) return;
  const radiusU = ringRadiusU(roundStep);
  for (let slot = 0; slot < DUEL_PLAYERS; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (rec.hp <= 0 || !isOutsideRing(world.map, radiusU, rec.poseX, rec.poseY)) continue;
    takeHealth(world, rec, RING_PORTION_HP);
    if (rec.hp > 0) continue;
    rec.killer = -1;
    rec.killMove = RING_DEATH_MOVE;
  }
}

/**
 * After the deaths of a step: who lives wins the round; at its end who has more health. A tie is played once more,
 * and then counts for both.
 */
export function stepVerdict(world: World, duel: DuelMatch, sink: WorldSink): void {
  if (world.phase !== MatchPhase.Live) return;
  const one = world.players[0] as PlayerRecord;
  const two = world.players[1] as PlayerRecord;
  const isFought = one.state.alive === 1 && two.state.alive === 1;
  if (isFought && world.step + 1 < world.phaseEndStep) return;
  const lead = healthOf(one) - healthOf(two);
  duel.roundWinner = lead > 0 ? 0 : lead < 0 ? 1 : -1;
  const isTie = lead === 0;
  const isCounted = !isTie || duel.isReplay === 1;
  duel.isReplay = isCounted ? 0 : 1;
  if (isCounted && lead >= 0) one.score++;
  if (isCounted && lead <= 0) two.score++;
  sink.roundEnded();
  const isWon = one.score >= duel.roundsToWin;
  const isLost = two.score >= duel.roundsToWin;
  if (isWon || isLost) {
    endDuel(world, duel, isWon && isLost ? -1 : isWon ? 0 : 1, DuelEnd.Rounds);
    return;
  }
  world.phase = MatchPhase.Podium;
  world.phaseEndStep = world.step + DUEL_BREAK_STEPS;
}
