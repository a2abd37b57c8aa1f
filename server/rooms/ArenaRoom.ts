// One Open Arena: public, or a party's own by the party's rules. In: as MatchRoom. Out: as MatchRoom; rounds of public
// arenas into the ledger; people into other processes' arenas when this process goes down.
import type { Client } from "@colyseus/core";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PARTY_MAX } from "../../shared/net/party.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import type { Config } from "../config.ts";
import { Arena } from "../match/Arena.ts";
import { type ArenaRules, privateArena } from "../match/arenaRules.ts";
import { RoundRecorder } from "../match/roundRecord.ts";
import type { RoundScore } from "../match/roundScore.ts";
import { ArenaExit } from "./arenaDrain.ts";
import { MatchRoom } from "./MatchRoom.ts";
import type { RoomServices } from "./roomServices.ts";

/** People are led away this long before their process goes down, s: time to take the seat, to try once more, and for who
 * has lost the connection to be back. */
const LEAD_AWAY_S = 5;
/** Arenas open in this process: public ones, and, as many beside them, those of parties. */
const open = new Set<MatchRoom>();
const openToParties = new Set<MatchRoom>();

interface ArenaRoomOptions extends RoomServices {
  /** Of a party's own arena: the room is private, and closes after its one round. */
  readonly rules?: ArenaRules;
}

export class ArenaRoom extends MatchRoom {
  private rules: ArenaRules | null = null;
  /** Of public arenas: rounds by a host's rules do not count. */
  private rounds: RoundRecorder | null = null;
  private hasElsewhere!: RoomServices["hasElsewhere"];
  private wasPodium = false;
  /** Set once its people are led elsewhere. */
  private exit: ArenaExit | null = null;
  /** By session: what somebody who is still on the way here has made where it comes from since its seat was reserved. */
  private readonly owed = new Map<string, RoundScore>();

  override onCreate(services: ArenaRoomOptions): void {
    const { rules, ledger, log } = services;
    this.hasElsewhere = services.hasElsewhere;
    this.rules = rules ?? null;
    if (rules !== undefined) void this.setPrivate(true);
    super.onCreate(services);
    if (rules === undefined) this.rounds = new RoundRecorder(this.arena.world, ledger, log);
  }

  override onJoin(client: Client): void {
    super.onJoin(client);
    const { sessionId } = client;
    const owed = this.owed.get(sessionId);
    if (owed !== undefined) this.seats.get(sessionId)?.gain(owed);
    this.owed.delete(sessionId);
  }

  override onLeave(client: Client, code?: number): void {
    const score = this.seats.get(client.sessionId)?.score;
    super.onLeave(client, code);
    if (score !== undefined) this.exit?.left(client.sessionId, score);
  }

  /** Asked by the arena that somebody comes from: what it made there after its seat here was reserved. */
  settle(sessionId: string, gained: RoundScore): void {
    const seat = this.seats.get(sessionId);
    if (seat === undefined && !this.hasReservedSeat(sessionId)) return;
    if (seat === undefined) this.owed.set(sessionId, gained);
    else seat.gain(gained);
    this.log?.info({ room: this.roomId, session: sessionId, score: gained }, "score followed");
  }

  protected override makeArena(config: Config): Arena {
    return new Arena({
      maxPlayers: config.arenaMaxPlayers,
      minActors: config.arenaMinActors,
      roundS: config.arenaRoundS,
      tickHz: config.arenaTickHz,
      seed: (Math.random() * 0x100000000) | 0,
      ...(this.rules === null ? {} : privateArena(this.rules)),
    });
  }

  protected override get openRooms(): Set<MatchRoom> {
    return this.rules === null ? open : openToParties;
  }

  protected override roomsMax(config: Config): number {
    return config.arenaMaxRooms;
  }

  /** Everybody of a party. */
  protected override get spectatorsMax(): number {
    return this.rules === null ? 0 : PARTY_MAX;
  }

  /** A party's arena ends after its podium. */
  protected override endWhenOver(tick: number): void {
    this.rounds?.update(() => this.seats.values());
    const { phase } = this.arena.world;
    const isAfterPodium = this.wasPodium && phase !== MatchPhase.Podium;
    this.wasPodium = phase === MatchPhase.Podium;
    const isPrivate = this.rules !== null;
    const isLeaving =
      this.isDraining && (this.exit !== null || isAfterPodium || this.isClosingSoon);
    if (isPrivate && isAfterPodium) void this.disconnect(CloseReason.Finished);
    else if (isLeaving && !isPrivate && this.hasElsewhere()) this.leadAway();
    else if (isLeaving && isAfterPodium) void this.disconnect(CloseReason.Shutdown);
    // Whom nobody can lead anywhere plays until the deadline.
    else super.endWhenOver(tick);
  }

  private get isClosingSoon(): boolean {
    const { tick, tickHz } = this.arena.world;
    return tick >= this.state.closingTick - LEAD_AWAY_S * tickHz;
  }

  /** Into other processes' arenas. */
  private leadAway(): void {
    this.exit ??= new ArenaExit(this.arena, this.seats, this.log);
    this.exit.update();
  }
}
