// What a Duel is told from outside a step: begin, wait for somebody, go on, give up. In: the world, a slot.
// Out: another phase. Run by the server and by replays, between ticks.
import { DUEL_COUNTDOWN_STEPS, DUEL_PAUSE_STEPS } from "./constants.ts";
import { holdAll } from "./duelHolds.ts";
import { DUEL_PLAYERS, DuelEnd, type DuelMatch } from "./duelMatch.ts";
import { shiftPickupClocks } from "./pickupClocks.ts";
import { clearScore, type PlayerRecord } from "./playerRecord.ts";
import { MatchPhase } from "./types.ts";
import type { World } from "./world.ts";

/** The world's Duel. @throws Error when it is played by other rules. */
export function duelOf(world: World): DuelMatch {
  if (world.duel === null) throw new Error("no Duel is fought in this world");
  return world.duel;
}

/**
 * Begins the match, or another one with the same players: scores at 0, pauses unused, the first round's countdown in
 * the next step. @throws Error while a match runs, or somebody is missing.
 */
export function beginDuel(world: World): void {
  const duel = duelOf(world);
  const isFree = world.phase === MatchPhase.Waiting || world.phase === MatchPhase.Over;
  const present = world.players.filter((rec) => rec.active).length;
  if (!isFree || present < DUEL_PLAYERS) {
    throw new Error(`a Duel begins in phase ${world.phase} with ${present} of ${DUEL_PLAYERS}`);
  }
  for (const rec of world.players) clearScore(rec);
  duel.round = 0;
  duel.isReplay = 0;
  duel.pausesUsed = 0;
  duel.awaited = 0;
  duel.roundWinner = -1;
  duel.winner = -1;
  duel.end = DuelEnd.None;
  world.phase = MatchPhase.Podium;
  world.phaseEndStep = world.step;
}

/**
 * Stops the match for a lost connection: clocks and bodies stand for 10 s, or until all who are awaited are back.
 * @returns false when that slot has had its pause, or no match runs: it goes on, and the body stands.
 */
export function pauseDuel(world: World, slot: number): boolean {
  const duel = duelOf(world);
  const bit = 1 << slot;
  const isRunning = world.phase !== MatchPhase.Waiting && world.phase !== MatchPhase.Over;
  if (!isRunning || (duel.pausesUsed & bit) !== 0) return false;
  duel.pausesUsed |= bit;
  duel.awaited |= bit;
  // After a round the next one's bodies are placed first.
  if (world.phase === MatchPhase.Podium) world.phaseEndStep = world.step;
  else enterPause(world, duel);
  return true;
}

/** Stops the round's clock, or the countdown to it, where it is. */
export function enterPause(world: World, duel: DuelMatch): void {
  if (world.phase === MatchPhase.Live) {
    duel.roundLeftSteps = world.phaseEndStep - world.step;
    duel.clockStep = world.step;
  }
  world.phase = MatchPhase.Paused;
  world.phaseEndStep = world.step + DUEL_PAUSE_STEPS;
  holdAll(world);
}

/** Whoever was awaited in `slot` is back; with nobody else awaited, a countdown leads back into the round. */
export function resumeDuel(world: World, slot: number): void {
  const duel = duelOf(world);
  duel.awaited &= ~(1 << slot);
  if (world.phase === MatchPhase.Paused && duel.awaited === 0) endPause(world, duel);
}

/** Goes on with whoever is there: a countdown, then what is left of the round. */
export function endPause(world: World, duel: DuelMatch): void {
  const liveStep = world.step + DUEL_COUNTDOWN_STEPS;
  shiftPickupClocks(world.pickupReadyAtStep, duel.clockStep, liveStep - duel.clockStep);
  duel.awaited = 0;
  duel.clockStep = liveStep;
  world.phase = MatchPhase.Countdown;
  world.phaseEndStep = liveStep;
}

/** Gives the match to the other one. Nothing when it is over, or has not begun. */
export function forfeitDuel(world: World, slot: number): void {
  const isRunning = world.phase !== MatchPhase.Waiting && world.phase !== MatchPhase.Over;
  if (isRunning) endDuel(world, duelOf(world), 1 - slot, DuelEnd.Forfeit);
}

/** The match is over: bodies are free to move, and nothing hurts. */
export function endDuel(world: World, duel: DuelMatch, winner: number, end: DuelEnd): void {
  duel.winner = winner;
  duel.end = end;
  duel.awaited = 0;
  world.phase = MatchPhase.Over;
  world.phaseEndStep = world.step;
  for (const rec of world.players) rec.state.heldUntilStep = 0;
}

/** The slot that the match waits for, the lower one of two; -1 when it waits for nobody. */
export function awaitedSlot(duel: DuelMatch): number {
  for (let slot = 0; slot < DUEL_PLAYERS; slot++) if ((duel.awaited >> slot) & 1) return slot;
  return -1;
}

/** Steps of the round that are over: 0 before it begins. */
export function duelRoundStep(world: World): number {
  const duel = duelOf(world);
  const isLive = world.phase === MatchPhase.Live;
  return world.roundSteps - (isLive ? world.phaseEndStep - world.step : duel.roundLeftSteps);
}

/** Health that decides a round at time-out, and a tie when it is level; 0 for the dead. */
export function healthOf(rec: PlayerRecord): number {
  return rec.state.alive === 1 ? rec.hp + rec.shield : 0;
}
