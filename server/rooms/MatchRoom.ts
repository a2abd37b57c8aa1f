// A room that is played in, on the network: lifecycle and wiring only. In: clients, their inputs. Out: patches and
// moments. The game is in match/Arena.ts; what a client may send is in edge/messageSchemas.ts. ArenaRoom, DuelRoom and
// LabRoom say which game it is, and when it is over.
import { type AuthContext, type Client, ClientState, ServerError } from "@colyseus/core";
import { CloseReason, closeRuleOf } from "../../shared/net/closeCodes.ts";
import { ARRIVE_S } from "../../shared/net/duel.ts";
import { SEAT_HOLD_S } from "../../shared/net/netConstants.ts";
import { JoinRefusal, Message } from "../../shared/net/protocol.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import type { Config } from "../config.ts";
import type { Role, Stage } from "../edge/messageRules.ts";
import { EmoteSchema, NetReportSchema } from "../edge/messageSchemas.ts";
import { hasReservations } from "../edge/upstream.ts";
import {
  type Admitted,
  admitToRoom,
  admittedOf,
  type CalledSeat,
  takeSeat,
} from "../identity/admission.ts";
import { currentIdentity } from "../identity/Identity.ts";
import { SEAT_CLAIM_S } from "../identity/identityConstants.ts";
import type { Arena } from "../match/Arena.ts";
import { type ArenaListing, ListingKeeper } from "../match/arenaListing.ts";
import { Seat } from "../match/Seat.ts";
import { Spectators } from "../match/Spectators.ts";
import { roomMetricsOf } from "../metrics/roomMetrics.ts";
import { TickMonitor } from "../metrics/tickMonitor.ts";
import { copyInputsPlainly } from "../net/inputCopies.ts";
import { countAsJoined, returnAtOnce } from "../net/seatReturn.ts";
import type { TickLoop } from "../net/tickLoop.ts";
import { BaseRoom, type RoomDescription } from "./BaseRoom.ts";
import type { RoomServices } from "./roomServices.ts";

/** With this many unread inputs a client is disconnected. Clients fall silent after 250 ms; a flood of them ends before. */
const INPUT_BUFFER_MAX = 192;
export abstract class MatchRoom extends BaseRoom<ArenaState, InputCmdSchema> {
  override seatReservationTimeout = SEAT_CLAIM_S;
  override inputs = this.acceptInputs(InputCmdSchema, {
    bufferMaxSize: INPUT_BUFFER_MAX,
  });
  /** Readable for tests and the operator: what is true, whoever was told. */
  arena!: Arena;
  protected readonly seats = new Map<string, Seat>();
  private spectators!: Spectators;
  private listing!: ListingKeeper;
  /** Somebody has held a slot. */
  private hadPeople = false;
  private loop: TickLoop | null = null;
  private monitor!: TickMonitor;

  static override onAuth(
    token: string | undefined,
    options: unknown,
    context: AuthContext,
  ): Promise<Admitted> {
    return admitToRoom("play", token, options, context);
  }

  override onCreate({ config, log }: RoomServices): void {
    if (this.openRooms.size >= this.roomsMax(config)) {
      throw new ServerError(JoinRefusal.Full, "All rooms of this kind are full.");
    }
    this.openRooms.add(this);
    this.log = log;
    returnAtOnce(this);
    copyInputsPlainly();
    this.arena = this.makeArena(config);
    this.spectators = new Spectators(this.arena);
    this.listing = new ListingKeeper(this.arena, (listing) => this.publish(listing));
    const { world } = this.arena;
    const { tickHz, stepsPerTick } = world;
    this.monitor = new TickMonitor(tickHz, roomMetricsOf(this.roomName));
    this.state = this.arena.mirror.state;
    this.maxClients = this.seatLimit;
    this.loop = this.startTicks(tickHz, stepsPerTick, (tick) => this.tick(tick));
    this.accept(Message.NetReport, NetReportSchema, (client, report) => {
      this.seats.get(client.sessionId)?.report(report);
    });
    this.accept(Message.Emote, EmoteSchema, (client, { key }) =>
      this.seats.get(client.sessionId)?.emote(key),
    );
    log.info({ room: this.roomId, map: world.map.id }, "room opened");
  }

  override onJoin(client: Client): void {
    // Before the seat is taken: that gives the account's old one up.
    const old = this.heldSessionOf(admittedOf(client).accountId);
    const admitted = takeSeat(this, client, "play");
    if ((client.auth as CalledSeat).isSpectator === true) {
      this.spectators.enter(client);
      this.logClient("watches", client);
      return;
    }
    this.hadPeople = true;
    const inputs = this.inputs.get(client.sessionId);
    const returning = admitted.isCalled && old !== null ? this.seats.get(old) : undefined;
    if (old !== null && returning !== undefined) {
      this.seats.delete(old);
      this.seats.set(client.sessionId, returning);
      returning.resume(client, inputs);
      this.logClient("returned", client, { slot: returning.slot });
      return;
    }
    if (this.arena.takeSlot() < 0) throw new ServerError(JoinRefusal.Full, "This match is full.");
    const seat = new Seat(this.arena, client, admitted, inputs);
    const { score } = client.auth as CalledSeat;
    if (score !== undefined) seat.gain(score);
    this.seats.set(client.sessionId, seat);
    this.arena.fillWithBots(this.seats.size);
    this.logClient("joined", client, { slot: seat.slot, ...(score && { score }) });
  }

  /** The seat is held for the codes that lead back to it. */
  override onDrop(client: Client, code?: number): void {
    const seat = this.seats.get(client.sessionId);
    this.logClient("dropped", client, { code, reason: closeRuleOf(code).name });
    if (seat === undefined || closeRuleOf(code).retry !== "seat") return;
    const { seats } = currentIdentity();
    if (seats.isEnded(client.sessionId)) return;
    seat.drop();
    countAsJoined(client);
    const held = this.allowReconnection(client, SEAT_HOLD_S);
    held.catch(() => undefined);
    seats.hold(client.sessionId, () => void held.reject(false));
  }

  /** Synchronous on purpose: an input that arrives before it would be lost but counted. */
  override onReconnect(client: Client): void {
    currentIdentity().seats.resume(client.sessionId);
    this.seats.get(client.sessionId)?.resume(client, this.inputs.get(client.sessionId));
    this.logClient("reconnected", client);
  }

  override onLeave(client: Client, code?: number): void {
    currentIdentity().seats.free(client.sessionId);
    this.spectators.leave(client.sessionId);
    this.seats.get(client.sessionId)?.free();
    this.seats.delete(client.sessionId);
    this.arena.fillWithBots(this.seats.size);
    this.logClient("left", client, { code, reason: closeRuleOf(code).name });
  }

  /** Nobody new; everybody is told how long is left, and plays the round to its end, if it ends before. */
  override drain(leftMs: number): void {
    void this.lock();
    const { tick, tickHz } = this.arena.world;
    this.state.closingTick = tick + Math.max(1, Math.floor((leftMs * tickHz) / 1000));
  }

  override get isAwaited(): boolean {
    return this.seats.size > 0 || hasReservations(this);
  }

  override onDispose(): void {
    // A room that was refused never opened.
    if (!this.openRooms.delete(this)) return;
    const droppedTicks = this.loop?.dropped ?? 0;
    const { droppedMoments } = this.arena;
    this.log?.info({ room: this.roomId, droppedTicks, droppedMoments }, "room closed");
  }

  override describe(): RoomDescription {
    const { world } = this.arena;
    const facts = [
      `map ${world.map.id}`,
      `ticks ${this.monitor.p95Ms().toFixed(1)} ms (p95)`,
      `${this.loop?.dropped ?? 0} ticks dropped`,
    ];
    return { ...super.describe(), facts };
  }

  protected override pingOf({ sessionId }: Client): number {
    const slot = this.seats.get(sessionId)?.slot ?? -1;
    return this.arena.mirror.rosterOf(slot)?.pingMs ?? 0;
  }

  /** Asked by parties, from any process. @returns those of the accounts that hold a seat or watch. */
  accountsHere(among: readonly string[]): string[] {
    const sessions = [...this.seats.keys(), ...this.spectators.sessions()];
    const here = new Set(sessions.map(accountOf));
    return among.filter((account) => here.has(account));
  }

  /** Asked by parties, from any process: whether the account's connection to the match is open. */
  isConnected(accountId: string): boolean {
    return this.clients.some((client) => admittedOf(client).accountId === accountId);
  }

  /** The session whose seat is held for an account's lost connection: who reloads in a private match has it back. */
  private heldSessionOf(accountId: string): string | null {
    for (const [session, seat] of this.seats) {
      if (seat.client === null && seat.accountId === accountId) return session;
    }
    return null;
  }

  protected override roleOf(client: Client): Role {
    const seat = this.seats.get(client.sessionId);
    if (seat === undefined) return "spectator";
    return this.arena.world.players[seat.slot]?.state.alive === 1 ? "alive" : "dead";
  }

  protected override get stage(): Stage {
    return this.arena.world.phase === MatchPhase.Podium ? "after" : "match";
  }

  protected abstract makeArena(config: Config): Arena;

  /** Rooms of this kind that are open in this process, and how many may be. */
  protected abstract get openRooms(): Set<MatchRoom>;
  protected abstract roomsMax(config: Config): number;

  /** People who may watch. */
  protected get spectatorsMax(): number {
    return 0;
  }

  private publish(listing: ArenaListing): void {
    // The driver may be another machine: the next change is written again.
    this.setMetadata(listing).catch((err) => this.log?.error({ err }, "listing was not written"));
  }

  private get seatLimit(): number {
    return this.arena.capacity + this.spectatorsMax;
  }

  /** Input, step, state, patch, moments: one tick, in the order of the data. */
  private tick(tick: number): void {
    const startedMs = performance.now();
    for (const seat of this.seats.values()) seat.readInputs();
    this.arena.step(this.seats.size);
    // Setting it updates the matchmaker's listing: once a round at most.
    if (this.maxClients !== this.seatLimit) this.maxClients = this.seatLimit;
    this.listing.update(this.seats.size, startedMs);
    this.spectators.update();
    this.clock.elapsedTime = ((tick + 1) * 1000) / this.arena.world.tickHz;
    const steppedMs = performance.now();
    this.sendTogether(this.sendTick);
    const sentMs = performance.now();
    this.arena.endTick();
    this.monitor.note(performance.now() - startedMs, sentMs - steppedMs);
    this.state.busy = this.monitor.busy;
    this.endWhenOver(tick);
  }

  /** After each tick. Nobody watches a room that its players have left, or never came to. */
  protected endWhenOver(tick: number): void {
    if (this.seats.size > 0 || !(this.hadPeople || tick > ARRIVE_S * this.arena.world.tickHz))
      return;
    this.spectators.close(CloseReason.Finished);
  }

  protected get isDraining(): boolean {
    return this.state.closingTick > 0;
  }

  /** Patch and moments: a field, so that a tick makes no function. */
  private readonly sendTick = (): void => {
    this.broadcastPatch();
    for (const seat of this.seats.values()) this.sendMoments(seat);
    this.spectators.sendMoments();
  };

  private sendMoments(seat: Seat): void {
    const { client } = seat;
    if (client === null || client.state !== ClientState.JOINED) return;
    const moments = this.arena.momentsFor(seat.slot);
    if (moments.length > 0) client.sendBytes(Message.Moments, moments);
    const receipt = this.arena.deathReceiptFor(seat.slot);
    if (receipt !== null) client.send(Message.DeathReceipt, receipt);
  }
}

function accountOf(sessionId: string): string | undefined {
  return currentIdentity().seats.ofSession(sessionId)?.accountId;
}
