// One Open Arena on the network: lifecycle and wiring only. In: clients, their inputs. Out: patches and moments.
// The game is in match/Arena.ts; what a client may send is in edge/messageSchemas.ts.
import { type AuthContext, type Client, ClientState, ServerError } from "@colyseus/core";
import { closeRuleOf } from "../../shared/net/closeCodes.ts";
import { SEAT_HOLD_S } from "../../shared/net/netConstants.ts";
import {
  type JoinOptions,
  JoinRefusal,
  Message,
  PROTOCOL_VERSION,
} from "../../shared/net/protocol.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import type { Config } from "../config.ts";
import type { Role, Stage } from "../edge/messageRules.ts";
import { EmoteSchema, JoinOptionsSchema, NetReportSchema } from "../edge/messageSchemas.ts";
import { currentIdentity } from "../identity/Identity.ts";
import { SEAT_CLAIM_S } from "../identity/identityConstants.ts";
import type { Admission } from "../identity/tokens.ts";
import type { Logger } from "../log.ts";
import { Arena } from "../match/Arena.ts";
import { Seat } from "../match/Seat.ts";
import { TickMonitor } from "../metrics/tickMonitor.ts";
import { countAsJoined, returnAtOnce } from "../net/seatReturn.ts";
import type { TickLoop } from "../net/tickLoop.ts";
import { BaseRoom } from "./BaseRoom.ts";

/** Given to `define`: what a room needs of its process. */
export interface ArenaRoomOptions {
  config: Config;
  log: Logger;
}

/** What `onAuth` makes of a join: nothing in it is the client's word but name and version. */
type Admitted = JoinOptions & Admission;

/** With this many unread inputs a client is disconnected. Clients fall silent after 250 ms; a flood of them ends before. */
const INPUT_BUFFER_MAX = 192;
/** Arenas open in this process. */
const open = new Set<ArenaRoom>();

export class ArenaRoom extends BaseRoom<ArenaState, InputCmdSchema> {
  override seatReservationTimeout = SEAT_CLAIM_S;
  override inputs = this.acceptInputs(InputCmdSchema, {
    bufferMaxSize: INPUT_BUFFER_MAX,
  });
  /** Readable for tests and the operator: what is true, whoever was told. */
  arena!: Arena;
  private readonly seats = new Map<string, Seat>();
  private loop: TickLoop | null = null;
  private monitor!: TickMonitor;

  /** Before a seat is reserved: whom this server can play with at all. */
  static override async onAuth(
    token: string | undefined,
    options: unknown,
    context: AuthContext,
  ): Promise<Admitted> {
    const parsed = JoinOptionsSchema.safeParse(options);
    if (!parsed.success) {
      throw new ServerError(JoinRefusal.Malformed, "These join options are not valid.");
    }
    if (parsed.data.protocol !== PROTOCOL_VERSION) {
      throw new ServerError(JoinRefusal.OldClient, "This page is out of date: reload it.");
    }
    const { accountId, expiresMs } = await currentIdentity().admit(token, context);
    return { ...parsed.data, accountId, expiresMs };
  }

  override onCreate({ config, log }: ArenaRoomOptions): void {
    if (this.openRooms.size >= config.arenaMaxRooms) {
      throw new ServerError(JoinRefusal.Full, "All arenas are full.");
    }
    this.openRooms.add(this);
    this.log = log;
    returnAtOnce(this);
    this.arena = this.makeArena(config);
    const { tickHz, stepsPerTick } = this.arena.world;
    this.monitor = new TickMonitor(tickHz);
    this.state = this.arena.mirror.state;
    this.maxClients = this.arena.capacity;
    this.loop = this.startTicks(tickHz, stepsPerTick, (tick) => this.tick(tick));
    this.accept(Message.NetReport, NetReportSchema, (client, report) => {
      this.seats.get(client.sessionId)?.report(report);
    });
    this.accept(Message.Emote, EmoteSchema, (client, { key }) =>
      this.seats.get(client.sessionId)?.emote(key),
    );
    log.info({ room: this.roomId, map: this.arena.world.map.id }, "arena opened");
  }

  override onJoin(client: Client): void {
    const { name, accountId, expiresMs } = client.auth as Admitted;
    currentIdentity().seats.take(this, client.sessionId, accountId, expiresMs);
    const seat = new Seat(this.arena, client, name, this.inputs.get(client.sessionId));
    this.seats.set(client.sessionId, seat);
    this.arena.fillWithBots(this.seats.size);
    this.logClient("joined", client, { slot: seat.slot });
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
    this.seats.get(client.sessionId)?.free();
    this.seats.delete(client.sessionId);
    this.arena.fillWithBots(this.seats.size);
    this.logClient("left", client, { code, reason: closeRuleOf(code).name });
  }

  override onDispose(): void {
    // A room that was refused never opened.
    if (!this.openRooms.delete(this)) return;
    const droppedTicks = this.loop?.dropped ?? 0;
    const { droppedMoments } = this.arena;
    this.log?.info({ room: this.roomId, droppedTicks, droppedMoments }, "arena closed");
  }

  protected override roleOf(client: Client): Role {
    const seat = this.seats.get(client.sessionId);
    if (seat === undefined) return "spectator";
    return this.arena.world.players[seat.slot]?.state.alive === 1 ? "alive" : "dead";
  }

  protected override get stage(): Stage {
    return this.arena.world.phase === MatchPhase.Podium ? "after" : "match";
  }

  /** Rooms of this kind that are open in this process: what the limit counts. */
  protected get openRooms(): Set<ArenaRoom> {
    return open;
  }

  protected makeArena(config: Config): Arena {
    return new Arena({
      maxPlayers: config.arenaMaxPlayers,
      minActors: config.arenaMinActors,
      roundS: config.arenaRoundS,
      tickHz: config.arenaTickHz,
      seed: (Math.random() * 0x100000000) | 0,
    });
  }

  /** Input, step, state, patch, moments: one tick, in the order of the data. */
  private tick(tick: number): void {
    const startedMs = performance.now();
    for (const seat of this.seats.values()) seat.readInputs();
    this.arena.step(this.seats.size);
    // Setting it updates the matchmaker's listing: once a round at most.
    if (this.maxClients !== this.arena.capacity) this.maxClients = this.arena.capacity;
    this.clock.elapsedTime = ((tick + 1) * 1000) / this.arena.world.tickHz;
    this.broadcastPatch();
    for (const seat of this.seats.values()) this.sendMoments(seat);
    this.arena.endTick();
    this.monitor.note(performance.now() - startedMs);
    this.state.busy = this.monitor.busy;
  }

  private sendMoments(seat: Seat): void {
    const { client } = seat;
    if (client === null || client.state !== ClientState.JOINED) return;
    const moments = this.arena.momentsFor(seat.slot);
    if (moments.length > 0) client.sendBytes(Message.Moments, moments);
    const receipt = this.arena.deathReceiptFor(seat.slot);
    if (receipt !== null) client.send(Message.DeathReceipt, receipt);
  }
}
