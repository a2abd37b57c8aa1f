// A whole match as plain data, and who is in it. In: a map, a tick rate, a seed, slots. Out: the
// world that `stepWorld` advances. Run by the server, by replays and by tests; a client has only
// its own PlayerState.
import type { ArenaMap } from "./arenaMap.ts";
import { type CommandSink, makeCommandSink } from "./commandSink.ts";
import { DUEL_ROUND_STEPS, ROUND_STEPS, STEP_HZ } from "./constants.ts";
import {
  clearDamageBy,
  clearDamageTo,
  type DamageLedger,
  makeDamageLedger,
} from "./damageLedger.ts";
import { type DashPaths, makeDashPaths } from "./dashPaths.ts";
import { DUEL_PLAYERS, type DuelMatch, type DuelRules, makeDuelMatch } from "./duelMatch.ts";
import { makeGrid, type PlayerGrid } from "./grid.ts";
import { makeOrbPool, type OrbPool, removeOrbsOf } from "./orbPool.ts";
import { MAX_PICKUPS, resetPickupClocks } from "./pickupClocks.ts";
import { clearBody, clearScore, makePlayerRecord, type PlayerRecord } from "./playerRecord.ts";
import { makePoseTracks, type PoseTracks } from "./poseTracks.ts";
import { makePulsePool, type PulsePool, removePulsesOf } from "./pulsePool.ts";
import { makeRailShots, type RailShots } from "./railShots.ts";
import { makeRng, type Rng } from "./rng.ts";
import { MatchPhase, type SimQueries } from "./types.ts";

/** A match. It is its own `SimQueries`: passed to `stepPlayer` as it is. */
export interface World extends SimQueries {
  /** Changes only between rounds. */
  map: ArenaMap;
  /** The next round's map; null keeps the present one. */
  nextMap: ArenaMap | null;
  readonly tickHz: number;
  /** Steps of 1/60 s in a tick: 60 / tickHz. */
  readonly stepsPerTick: number;
  readonly maxPlayers: number;
  /** Length of a round, steps. */
  readonly roundSteps: number;
  /** Ticks and steps done; while a step runs, `step` is its number. */
  tick: number;
  step: number;
  /** Chance of the server alone: where players spawn. */
  readonly rng: Rng;
  /** By slot, one for each, free or not. */
  readonly players: readonly PlayerRecord[];
  phase: MatchPhase;
  /** Step at which the phase ends. */
  phaseEndStep: number;
  /** The Duel that is fought here; null in the Open Arena. */
  readonly duel: DuelMatch | null;
  /** The slot that wears the crown, -1 for none. */
  crownSlot: number;
  /** Step from which each pickup of the map can be taken. */
  readonly pickupReadyAtStep: Int32Array;
  readonly pulses: PulsePool;
  readonly rails: RailShots;
  readonly orbs: OrbPool;
  /** Where bodies were shown: what lag compensation looks back at. */
  readonly poseTracks: PoseTracks;
  /** False only in the Net Lab, to show what it is for: shots meet the present then. */
  lagCompensation: boolean;
  readonly dashPaths: DashPaths;
  readonly ledger: DamageLedger;
  readonly grid: PlayerGrid;
  readonly commandSink: CommandSink;
  /** Scratch of queries, as long as there are slots. */
  readonly near: Int32Array;
}

export interface WorldOptions {
  readonly map: ArenaMap;
  /** 30 or 60: must divide 60. */
  readonly tickHz: number;
  readonly maxPlayers: number;
  readonly seed: number;
  /** Length of a round; five minutes unless told, one in a Duel. */
  readonly roundSteps?: number;
  /** Makes it a Duel, which waits until `beginDuel`; the Open Arena unless told. */
  readonly duel?: DuelRules;
}

/**
 * An empty match at step 0: the Open Arena's first round running, or a Duel that waits.
 * @throws Error when `tickHz` does not divide 60, a Duel has not 2 slots, or the map too few spawns or too many pickups.
 */
export function makeWorld(options: WorldOptions): World {
  const { map, tickHz, maxPlayers, seed } = options;
  const { roundSteps = options.duel === undefined ? ROUND_STEPS : DUEL_ROUND_STEPS } = options;
  const duel = options.duel === undefined ? null : makeDuelMatch(options.duel, roundSteps);
  const stepsPerTick = STEP_HZ / tickHz;
  if (!Number.isInteger(stepsPerTick)) {
    throw new Error(`tickHz ${tickHz} does not divide ${STEP_HZ} steps a second`);
  }
  requireSpawns(map);
  if (duel !== null) requireDuel(map, maxPlayers);
  const players: PlayerRecord[] = [];
  for (let slot = 0; slot < maxPlayers; slot++) players.push(makePlayerRecord(slot));
  const pickupReadyAtStep = new Int32Array(MAX_PICKUPS);
  resetPickupClocks(map, pickupReadyAtStep, 0);
  const pulses = makePulsePool(maxPlayers);
  const rails = makeRailShots(maxPlayers);
  const orbs = makeOrbPool(maxPlayers);
  const dashPaths = makeDashPaths(maxPlayers, stepsPerTick);
  return {
    map,
    nextMap: null,
    tickHz,
    stepsPerTick,
    maxPlayers,
    roundSteps,
    tick: 0,
    step: 0,
    rng: makeRng(seed),
    players,
    phase: duel === null ? MatchPhase.Live : MatchPhase.Waiting,
    phaseEndStep: duel === null ? roundSteps : 0,
    duel,
    crownSlot: -1,
    pickupReadyAtStep,
    pulses,
    rails,
    orbs,
    poseTracks: makePoseTracks(maxPlayers),
    lagCompensation: true,
    dashPaths,
    ledger: makeDamageLedger(maxPlayers),
    grid: makeGrid(maxPlayers),
    commandSink: makeCommandSink(pulses, rails, orbs, dashPaths),
    near: new Int32Array(maxPlayers),
  };
}

/** @throws Error when nobody could spawn on `map`. */
export function requireSpawns(map: ArenaMap): void {
  if (map.spawns.length === 0) throw new Error(`map "${map.id}": no spawns`);
}

function requireDuel(map: ArenaMap, maxPlayers: number): void {
  if (maxPlayers !== DUEL_PLAYERS) throw new Error(`a Duel of ${maxPlayers}, not ${DUEL_PLAYERS}`);
  if (map.spawns.length % 2 === 0) return;
  throw new Error(`map "${map.id}": ${map.spawns.length} spawns are no opposite pairs for a Duel`);
}

/** The record of a slot. @throws Error when the slot is out of range. */
export function playerAt(world: World, slot: number): PlayerRecord {
  const rec = world.players[slot];
  if (rec === undefined) throw new Error(`slot ${slot} of ${world.maxPlayers}`);
  return rec;
}

/**
 * Gives a free slot to a player, who spawns in the next step. @throws Error when the slot is taken.
 */
export function addPlayer(world: World, slot: number, isBot = false): PlayerRecord {
  const rec = playerAt(world, slot);
  if (rec.active) throw new Error(`slot ${slot} is taken`);
  clearBody(rec);
  clearScore(rec);
  rec.active = true;
  rec.isBot = isBot;
  rec.isAway = false;
  rec.ownStep = 0;
  rec.lastSeq = -1;
  rec.rewind = 0;
  rec.state.aim = 0;
  rec.state.stepBase = 0;
  rec.respawnAtStep = world.step;
  return rec;
}

/**
 * Frees a slot: its body, its Pulses and Orbs, its claims to assists and its crown are gone. No kill is
 * credited.
 */
export function removePlayer(world: World, slot: number): void {
  const rec = playerAt(world, slot);
  dropBody(world, rec);
  removePulsesOf(world.pulses, slot);
  removeOrbsOf(world.orbs, slot);
  clearDamageBy(world.ledger, slot);
  rec.active = false;
  rec.isBot = false;
}

/**
 * Takes a dropped player's body out of the world; score, Pulses in the air and own time are kept.
 */
export function suspendPlayer(world: World, slot: number): void {
  const rec = playerAt(world, slot);
  dropBody(world, rec);
  rec.isAway = true;
}

/** Lets a suspended player spawn in the next step. */
export function resumePlayer(world: World, slot: number): void {
  const rec = playerAt(world, slot);
  if (!rec.isAway) return;
  rec.isAway = false;
  rec.respawnAtStep = world.step;
}

/**
 * A reconnected client counts its commands from seq 0 again: the player's own time goes on all the
 * same.
 */
export function resetSeq(world: World, slot: number): void {
  const rec = playerAt(world, slot);
  rec.state.stepBase = rec.ownStep;
  rec.lastSeq = -1;
}

function dropBody(world: World, rec: PlayerRecord): void {
  clearBody(rec);
  clearDamageTo(world.ledger, rec.slot);
  if (world.crownSlot === rec.slot) world.crownSlot = -1;
}
