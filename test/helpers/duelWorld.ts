// Builders of Duels for tests. In: a map, rules. Out: a real match of two, told what a room would tell it; all of it
// is recorded, so that any of these Duels can be replayed.
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { dealDamage } from "../../shared/sim/combat.ts";
import { beginDuel, forfeitDuel, pauseDuel, resumeDuel } from "../../shared/sim/duel.ts";
import { ReplayEvent, recordEvent } from "../../shared/sim/replay.ts";
import { type InputCmd, MatchPhase } from "../../shared/sim/types.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { scatterRows } from "./simDrivers.ts";
import { floorMap, type Match, makeMatch, mapOf, runTick } from "./simWorld.ts";

/** More than any hit points and shield. */
const DEADLY = 1000;
/** No phase of a Duel is longer, ticks at 60 Hz. */
const LONGEST_PHASE_TICKS = 61 * 60;

export interface DuelSetting {
  map?: ArenaMap;
  tickHz?: number;
  roundsToWin?: number;
  seed?: number;
}

type Cmds = readonly (Partial<InputCmd> | undefined)[];

/** Two players have come and spawned; the match has not begun. */
export function waitingDuel(setting: DuelSetting = {}): Match {
  const { roundsToWin, map = floorMap(20, 15), ...rest } = setting;
  const match = makeMatch({
    ...rest,
    map,
    players: 2,
    duel: roundsToWin === undefined ? {} : { roundsToWin },
  });
  runTick(match);
  return match;
}

/** A Duel in the first step of its first round. */
export function liveDuel(setting: DuelSetting = {}): Match {
  const match = waitingDuel(setting);
  begin(match);
  runToPhase(match, MatchPhase.Live);
  return match;
}

/** Begins the match, or a rematch: its countdown runs. */
export function begin(match: Match): void {
  recordEvent(match.recorder, ReplayEvent.Begin, 0);
  beginDuel(match.world);
  runTick(match);
}

export function pause(match: Match, slot: number): boolean {
  recordEvent(match.recorder, ReplayEvent.Pause, slot);
  return pauseDuel(match.world, slot);
}

export function unpause(match: Match, slot: number): void {
  recordEvent(match.recorder, ReplayEvent.Unpause, slot);
  resumeDuel(match.world, slot);
}

export function forfeit(match: Match, slot: number): void {
  recordEvent(match.recorder, ReplayEvent.Forfeit, slot);
  forfeitDuel(match.world, slot);
}

/** Runs until `phase` has begun. @returns the ticks that it took. @throws Error when it does not come. */
export function runToPhase(match: Match, phase: MatchPhase, cmds: Cmds = []): number {
  const { world } = match;
  for (let ticks = 0; ticks <= LONGEST_PHASE_TICKS; ticks++) {
    if (world.phase === phase) return ticks;
    runTick(match, cmds);
  }
  throw new Error(`phase ${phase} does not come: phase ${world.phase} at step ${world.step}`);
}

/** Each victim dies in the next tick, in the same step, of the other's hit. */
export function kill(match: Match, ...victims: readonly number[]): void {
  const { world, sink } = match;
  for (const slot of victims) {
    dealDamage(world, 1 - slot, playerAt(world, slot), DEADLY, Move.Pulse, -1, sink);
  }
  runTick(match);
}

/** Whoever is not in `victims` wins the round, which is played from its first step. */
export function decideRound(match: Match, ...victims: readonly number[]): void {
  runToPhase(match, MatchPhase.Live);
  kill(match, ...victims);
}

export function scoresOf(match: Match): number[] {
  return match.world.players.map(({ score }) => score);
}

/** Ground with all kinds of tiles, free around its spawns in the corners. */
export function roughMap(seed: number): ArenaMap {
  const rows = scatterRows(24, seed).map((row) => row.replaceAll("S", "."));
  const withSpawn = (row: string, at: number) => `${row.slice(0, at)}S${row.slice(at + 1)}`;
  rows[2] = withSpawn(rows[2]!, 2);
  rows[21] = withSpawn(rows[21]!, 21);
  return mapOf(...rows);
}

/** Everything that a body has of itself, relative to its own time. */
export function standing(match: Match, slot: number): object {
  const { state, ownStep } = match.world.players[slot]!;
  const left = (step: number) => Math.max(0, step - ownStep);
  return {
    at: [state.x, state.y, state.vx, state.vy],
    ammo: state.pulseAmmo,
    left: [state.pulseReadyStep, state.reloadEndStep, state.dashEndStep, state.dashReadyStep]
      .concat(state.railFireStep, state.railReadyStep, state.orbReadyStep, state.surgeEndStep)
      .map(left),
  };
}
