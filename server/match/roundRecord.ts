// The Open Arena's rounds, as they are written down. In: the world each tick, and who holds a seat. Out: one
// FinishedMatch when a round ends, into the ledger. Run by public arenas; private ones, labs and Duels do not count.
import { randomUUID } from "node:crypto";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import type { World } from "../../shared/sim/world.ts";
import type { Logger } from "../log.ts";
import type { FinishedMatch, MatchPlayer, ResultLedger } from "./finishedMatch.ts";

/** A person in a slot, dropped or not. */
export interface Occupant {
  readonly slot: number;
  readonly accountId: string;
  readonly name: string;
}

export class RoundRecorder {
  private readonly world: World;
  private readonly ledger: ResultLedger;
  private readonly log: Logger;
  private matchId = randomUUID();
  private startedMs = Date.now();
  private isPodium = false;

  constructor(world: World, ledger: ResultLedger, log: Logger) {
    this.world = world;
    this.ledger = ledger;
    this.log = log;
  }

  /** After each tick. */
  update(occupants: () => Iterable<Occupant>): void {
    const isPodium = this.world.phase === MatchPhase.Podium;
    if (isPodium === this.isPodium) return;
    this.isPodium = isPodium;
    if (isPodium) this.submit([...occupants()]);
    else {
      this.matchId = randomUUID();
      this.startedMs = Date.now();
    }
  }

  private submit(occupants: readonly Occupant[]): void {
    const players = rankedPlayers(this.world, occupants);
    if (players.length === 0) return;
    const { matchId, startedMs, log } = this;
    const round: FinishedMatch = {
      matchId,
      mode: "arena",
      mapId: this.world.map.id,
      isRanked: false,
      startedMs,
      endedMs: Date.now(),
      by: "rounds",
      players,
      actors: this.world.players.filter((record) => record.active).length,
    };
    this.ledger.submit(round).catch((err: unknown) => {
      log.error({ err, matchId }, "round's result is not saved");
    });
  }
}

/** People who have played: scored, or died. Their place is among all actors, bots included. */
function rankedPlayers(world: World, occupants: readonly Occupant[]): MatchPlayer[] {
  const scores = world.players.filter((record) => record.active).map(({ score }) => score);
  const players: MatchPlayer[] = [];
  for (const { slot, accountId, name } of occupants) {
    const { score, kills, deaths } = world.players[slot] as PlayerRecord;
    if (score === 0 && deaths === 0) continue;
    const place = 1 + scores.filter((other) => other > score).length;
    players.push({ accountId, name, place, score, kills, deaths });
  }
  return players.sort((a, b) => a.place - b.place);
}
