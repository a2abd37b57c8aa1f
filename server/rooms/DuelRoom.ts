// One Duel on the network: a room for two whom the server sends there. In: its players' inputs, lost connections,
// requests for a rematch. Out: as MatchRoom; the result into the ledger, and to both players. The game is in
// match/DuelArena.ts. Made by queue and private rooms only: no route of the matchmaking leads here.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, ServerError } from "@colyseus/core";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { ARRIVE_S, type DuelResult, REMATCH_S } from "../../shared/net/duel.ts";
import { PARTY_MAX } from "../../shared/net/party.ts";
import { JoinRefusal, Message } from "../../shared/net/protocol.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import type { Config } from "../config.ts";
import type { Stage } from "../edge/messageRules.ts";
import { KeyedSchema } from "../edge/messageSchemas.ts";
import type { CalledSeat } from "../identity/admission.ts";
import { admittedOf } from "../identity/admission.ts";
import type { Arena } from "../match/Arena.ts";
import type { BotLevel } from "../match/bots/brain/levels.ts";
import { DuelArena } from "../match/DuelArena.ts";
import type { DuelOptions } from "../match/duelOptions.ts";
import {
  type Contestant,
  duelResultFor,
  type EndedDuel,
  finishedDuel,
  voidResult,
} from "../match/duelRecord.ts";
import { MatchRoom } from "./MatchRoom.ts";
import type { RoomServices } from "./roomServices.ts";

/** `define` gives the services, `createRoom` the rest. */
type DuelRoomOptions = RoomServices & DuelOptions;

/** A result that is safe within this, ms, is told once, as safe: the database needs a few ms. */
const TELL_PENDING_AFTER_MS = 400;
/** So long the room stays for a result that is not safe, s: who is still there learns of its rating. */
const SAVE_WAIT_S = 60;
/** Between a result that nothing follows and the closing, s: the message is read before. */
const LINGER_S = 2;

/** Duels open in this process. */
const open = new Set<MatchRoom>();

export class DuelRoom extends MatchRoom {
  override seatReservationTimeout = ARRIVE_S;
  private options!: DuelRoomOptions;
  private duel!: DuelArena;
  private matchId: string = randomUUID();
  private startedMs = 0;
  /** Monotonic, ms: seats are reserved as long, whatever ticks this process has time for. */
  private readonly awaitedUntilMs = performance.now() + ARRIVE_S * 1000;
  /** In order of arrival; who left is still one. */
  private readonly contestants: Contestant[] = [];
  private readonly results = new Map<string, DuelResult>();
  /** The match that runs, or is awaited, has its result. */
  private isEnded = false;
  private hasLeaver = false;
  /** World ticks. */
  private closesAtTick = Number.POSITIVE_INFINITY;
  private savedByTick = 0;

  override onCreate(options: RoomServices): void {
    this.options = options as DuelRoomOptions;
    super.onCreate(options);
    void this.setPrivate(true);
    this.accept(Message.Rematch, KeyedSchema, ({ sessionId }, { key }) => {
      const seat = this.seats.get(sessionId);
      return seat?.once(key, () => this.askRematch(seat.slot));
    });
  }

  /** @throws ServerError for everybody but those the server has made it for: they have found a hole. */
  override onJoin(client: Client): void {
    const { accountId, name, isCalled, isSpectator } = client.auth as CalledSeat;
    const isPlayer = this.options.players.some((player) => player.accountId === accountId);
    if (!isCalled || !(isPlayer || isSpectator === true)) {
      throw new ServerError(JoinRefusal.NotAdmitted, "This match is for others.");
    }
    super.onJoin(client);
    const seat = this.seats.get(client.sessionId);
    if (seat === undefined) return;
    if (this.contestants.some((one) => one.accountId === accountId)) {
      // Who reloaded is back in its slot, by way of its party.
      this.duel.resume(seat.slot);
      return;
    }
    this.contestants.push({ slot: seat.slot, accountId, name });
    if (this.isEnded) this.tell(accountId, voidResult(this.matchId));
  }

  override onDrop(client: Client, code?: number): void {
    super.onDrop(client, code);
    const seat = this.seats.get(client.sessionId);
    if (seat?.client === null) this.duel.pause(seat.slot);
  }

  override onReconnect(client: Client): void {
    super.onReconnect(client);
    const seat = this.seats.get(client.sessionId);
    if (seat !== undefined) this.duel.resume(seat.slot);
    const result = this.results.get(admittedOf(client).accountId);
    if (result !== undefined) client.send(Message.DuelResult, result);
  }

  /** Who leaves a running match gives it up, and with it the rematch. */
  override onLeave(client: Client, code?: number): void {
    const isPlayer = this.seats.has(client.sessionId);
    super.onLeave(client, code);
    if (!isPlayer) return;
    this.hasLeaver = true;
    // At once: a room that both leave has no next tick.
    this.endWhenDecided();
    if (this.isEnded) this.duel.duelState.rematchEndTick = this.duel.world.tick;
  }

  /** A match that the server ends, at a shutdown or by its operator, is nobody's: no leave after this forfeits it. */
  override disconnect(code?: number): Promise<unknown> {
    if (!this.isEnded) this.endVoid();
    return super.disconnect(code);
  }

  protected override get stage(): Stage {
    const { phase } = this.duel.world;
    if (phase === MatchPhase.Waiting) return "before";
    return phase === MatchPhase.Over ? "after" : "match";
  }

  protected override get openRooms(): Set<MatchRoom> {
    return open;
  }

  protected override roomsMax(config: Config): number {
    return config.duelMaxRooms;
  }

  protected override get spectatorsMax(): number {
    return this.options.partyCode === "" ? 0 : PARTY_MAX;
  }

  protected override makeArena(): Arena {
    const { botLevel, isRanked, mapId } = this.options;
    this.duel = new DuelArena({
      seed: (Math.random() * 0x100000000) | 0,
      isRanked,
      ...(botLevel > 0 ? { botLevel: botLevel as BotLevel } : {}),
      ...(mapId === "" ? {} : { mapId }),
    });
    return this.duel;
  }

  protected override endWhenOver(tick: number): void {
    super.endWhenOver(tick);
    const { world } = this.duel;
    if (!this.isEnded && world.phase === MatchPhase.Waiting) this.startWhenComplete();
    this.endWhenDecided();
    const isDone = world.tick >= this.closesAtTick && world.tick >= this.savedByTick;
    if (!isDone) return;
    this.closesAtTick = Number.POSITIVE_INFINITY;
    void this.disconnect(CloseReason.Finished);
  }

  private startWhenComplete(): void {
    if (this.duel.isComplete) this.begin();
    else if (this.hasLeaver || performance.now() >= this.awaitedUntilMs) this.endVoid();
  }

  private begin(): void {
    this.startedMs = Date.now();
    this.duel.start();
    for (const seat of this.seats.values()) if (seat.client === null) this.duel.pause(seat.slot);
    this.log?.info({ room: this.roomId, matchId: this.matchId }, "duel begins");
  }

  /** Nobody's match: who is there may look for another. */
  private endVoid(): void {
    this.isEnded = true;
    for (const { accountId } of this.contestants) this.tell(accountId, voidResult(this.matchId));
    const { world } = this.duel;
    this.closesAtTick = world.tick + LINGER_S * world.tickHz;
    this.log?.info({ room: this.roomId, matchId: this.matchId }, "duel is void");
  }

  private endWhenDecided(): void {
    const { world, duelState } = this.duel;
    if (this.isEnded || world.phase !== MatchPhase.Over) return;
    const { outcome } = this.duel;
    if (outcome === null) return;
    this.isEnded = true;
    const staysS = this.isDraining ? LINGER_S : REMATCH_S;
    this.closesAtTick = world.tick + staysS * world.tickHz;
    const hasRematch = !this.hasLeaver && !this.isDraining;
    duelState.rematchEndTick = hasRematch ? this.closesAtTick : world.tick;
    const ended: EndedDuel = {
      matchId: this.matchId,
      mapId: world.map.id,
      isRanked: this.options.isRanked,
      startedMs: this.startedMs,
      endedMs: Date.now(),
      outcome,
      contestants: [...this.contestants],
      bot: this.duel.bot,
      kills: world.players.map(({ kills }) => kills),
      deaths: world.players.map(({ deaths }) => deaths),
    };
    const { matchId } = ended;
    this.log?.info({ room: this.roomId, matchId, ...outcome }, "duel is over");
    void this.record(ended);
  }

  /** Told at once when it is safe at once; else as pending, and again when it is safe. */
  private async record(ended: EndedDuel): Promise<void> {
    const { world } = this.duel;
    if (!ended.isRanked) this.tellAll(ended, null);
    this.savedByTick = world.tick + SAVE_WAIT_S * world.tickHz;
    try {
      const saving = this.options.ledger.submit(finishedDuel(ended));
      const late = sleep(TELL_PENDING_AFTER_MS, null, { ref: false });
      const recorded = await Promise.race([saving, late]);
      if (ended.isRanked) this.tellAll(ended, recorded);
      if (recorded === null && ended.isRanked) this.tellAll(ended, await saving);
      else await saving;
    } catch (error) {
      const { matchId } = ended;
      this.log?.error({ room: this.roomId, matchId, err: error }, "duel's result is not saved");
      if (ended.isRanked) this.tellAll(ended, null);
    } finally {
      if (ended.matchId === this.matchId) this.savedByTick = 0;
    }
  }

  /** Nothing once a rematch is on: what became of the rating stands in the history. */
  private tellAll(ended: EndedDuel, recorded: Parameters<typeof duelResultFor>[2]): void {
    if (ended.matchId !== this.matchId) return;
    for (const one of ended.contestants) {
      this.tell(one.accountId, duelResultFor(ended, one, recorded));
    }
  }

  private tell(accountId: string, result: DuelResult): void {
    this.results.set(accountId, result);
    const client = this.clients.find((one) => admittedOf(one).accountId === accountId);
    client?.send(Message.DuelResult, result);
  }

  /** @returns whether it is still possible. A bot always wants one. */
  private askRematch(slot: number): boolean {
    const { duelState, world } = this.duel;
    if (!this.isEnded || world.tick >= duelState.rematchEndTick) return false;
    duelState.rematchSlots |= 1 << slot;
    const wanted = this.contestants.reduce((bits, one) => bits | (1 << one.slot), 0);
    if ((duelState.rematchSlots & wanted) === wanted) this.beginAgain();
    return true;
  }

  private beginAgain(): void {
    const { duelState } = this.duel;
    this.matchId = randomUUID();
    this.isEnded = false;
    this.results.clear();
    this.closesAtTick = Number.POSITIVE_INFINITY;
    this.savedByTick = 0;
    duelState.rematchSlots = 0;
    duelState.rematchEndTick = 0;
    this.begin();
  }
}
