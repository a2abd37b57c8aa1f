// A Duel without its network: two slots, its map, its rules, a bot for whoever plays alone. In: what the room decides
// (begin, wait, go on, give up). Out: the same world and patches as any arena's, and how the match ended. Server only.
import { arenaMapById } from "../../shared/maps/catalogue.ts";
import { duel as duelMap } from "../../shared/maps/duel.ts";
import type { DuelState } from "../../shared/schema/DuelState.ts";
import { DUEL_ROUND_STEPS, DUEL_TICK_HZ, STEP_HZ } from "../../shared/sim/constants.ts";
import { beginDuel, duelOf, forfeitDuel, pauseDuel, resumeDuel } from "../../shared/sim/duel.ts";
import { DUEL_PLAYERS, DuelEnd } from "../../shared/sim/duelMatch.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { Arena } from "./Arena.ts";
import type { BotLevel } from "./bots/brain/levels.ts";

export interface DuelArenaOptions {
  readonly seed: number;
  /** Only shown: what it means for ratings is the room's. */
  readonly isRanked?: boolean;
  /** A bot of this level is the second player. */
  readonly botLevel?: BotLevel;
  /** A map of the catalogue with opposite spawns; the Duel's own unless told. */
  readonly mapId?: string;
  /** For tests and private matches; 3 and 60 Hz unless told. */
  readonly roundsToWin?: number;
  readonly tickHz?: number;
}

/** How a Duel ended. */
export interface DuelOutcome {
  /** The winner's slot; -1 for a drawn match. */
  readonly winner: number;
  readonly by: "rounds" | "forfeit";
  /** Rounds won, by slot. */
  readonly rounds: readonly [number, number];
}

export class DuelArena extends Arena {
  private readonly hasBot: boolean;

  /** @throws Error when no map has that id, or it has no opposite spawns. */
  constructor(options: DuelArenaOptions) {
    const { seed, botLevel, mapId = duelMap.id, roundsToWin, tickHz = DUEL_TICK_HZ } = options;
    const map = arenaMapById(mapId);
    if (map === undefined) throw new Error(`no map "${mapId}" for a Duel`);
    super({
      maxPlayers: botLevel === undefined ? DUEL_PLAYERS : 1,
      slots: DUEL_PLAYERS,
      minActors: botLevel === undefined ? 0 : DUEL_PLAYERS,
      botLevels: botLevel === undefined ? [] : [botLevel],
      roundS: DUEL_ROUND_STEPS / STEP_HZ,
      tickHz,
      seed,
      map,
      duel: roundsToWin === undefined ? {} : { roundsToWin },
    });
    this.hasBot = botLevel !== undefined;
    this.duelState.isRanked = options.isRanked ?? false;
    this.fillWithBots();
  }

  /** What a Duel adds to the room's state. `rematchSlots` and `rematchEndTick` are the room's to write. */
  get duelState(): DuelState {
    const { duel } = this.mirror.state;
    if (duel === undefined) throw new Error("a Duel's state without its part for Duels");
    return duel;
  }

  /** Whether both players are in their slots, the bot among them. */
  get isComplete(): boolean {
    return this.world.players.every((rec) => rec.active);
  }

  /** The opponent of who plays alone; null between two people. */
  get bot(): { readonly slot: number; readonly name: string } | null {
    const slot = this.world.players.findIndex((rec) => rec.active && rec.isBot);
    const entry = this.mirror.rosterOf(slot);
    return entry === undefined ? null : { slot, name: entry.name };
  }

  /** Whether a match is being played: begun, and not over. */
  get isRunning(): boolean {
    const { phase } = this.world;
    return phase !== MatchPhase.Waiting && phase !== MatchPhase.Over;
  }

  /** Begins the match. @throws Error when it runs, or somebody is missing. */
  start(): void {
    beginDuel(this.world);
  }

  /** Begins another match with the same players. @throws Error as `start`. */
  rematch(): void {
    beginDuel(this.world);
  }

  /**
   * Waits up to 10 s for the slot's lost connection.
   * @returns false when it has had its pause, or no match runs: the match goes on, and the body stands.
   */
  pause(slot: number): boolean {
    return pauseDuel(this.world, slot);
  }

  /** The slot's player is back; a countdown leads back into the round once nobody is awaited. Harmless otherwise. */
  resume(slot: number): void {
    resumeDuel(this.world, slot);
  }

  /** Gives the match to the other one; nothing when none runs. */
  forfeit(slot: number): void {
    forfeitDuel(this.world, slot);
  }

  /** How the match ended; null until it has. */
  get outcome(): DuelOutcome | null {
    const { winner, end } = duelOf(this.world);
    if (end === DuelEnd.None) return null;
    const rounds = [playerAt(this.world, 0).score, playerAt(this.world, 1).score] as const;
    return { winner, by: end === DuelEnd.Forfeit ? "forfeit" : "rounds", rounds };
  }

  /** A body that nobody steers stands where it is: leaving is no way out of a round. */
  override get keepsBodies(): boolean {
    return true;
  }

  override get capacity(): number {
    return this.hasBot ? 1 : DUEL_PLAYERS;
  }

  /** Who leaves a running match gives it up. */
  override removePerson(slot: number): void {
    this.forfeit(slot);
    super.removePerson(slot);
  }

  /** The one bot stays, whoever comes and goes. */
  override fillWithBots(): void {
    if (this.hasBot) super.fillWithBots(1);
  }
}
