// One Open Arena on the network: lifecycle and wiring only. In: clients, their inputs. Out: patches and moments.
// The game is in match/Arena.ts; what a client may send is in edge/messageSchemas.ts.
import { type AuthContext, type Client, ClientState, ServerError } from "@colyseus/core";
import { SEAT_HOLD_S } from "../../shared/net/netConstants.ts";
import {
  CloseReason,
  type JoinOptions,
  JoinRefusal,
  Message,
  type NetReport,
  PROTOCOL_VERSION,
} from "../../shared/net/protocol.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import type { Config } from "../config.ts";
import { JoinOptionsSchema, NetReportSchema } from "../edge/messageSchemas.ts";
import type { Logger } from "../log.ts";
import { Arena } from "../match/Arena.ts";
import { Seat } from "../match/Seat.ts";
import { TickMonitor } from "../metrics/tickMonitor.ts";
import type { TickLoop } from "../net/tickLoop.ts";
import { BaseRoom } from "./BaseRoom.ts";

/** Given to `define`: what a room needs of its process. */
export interface ArenaRoomOptions {
  config: Config;
  log: Logger;
}

/** Beyond this many unread inputs the oldest are dropped. */
const INPUT_BUFFER_MAX = 64;
/** Arenas open in this process. */
const open = new Set<ArenaRoom>();

export class ArenaRoom extends BaseRoom<ArenaState, InputCmdSchema> {
  override inputs = this.defineInput(InputCmdSchema, {
    bufferMaxSize: INPUT_BUFFER_MAX,
  });
  /** Readable for tests and the operator: what is true, whoever was told. */
  arena!: Arena;
  private readonly seats = new Map<string, Seat>();
  private loop: TickLoop | null = null;
  private monitor!: TickMonitor;

  /** Before a seat is reserved: whom this server can play with at all. */
  static override async onAuth(
    _token: string,
    options: unknown,
    _context: AuthContext,
  ): Promise<JoinOptions> {
    const parsed = JoinOptionsSchema.safeParse(options);
    if (!parsed.success) {
      throw new ServerError(JoinRefusal.Malformed, "These join options are not valid.");
    }
    if (parsed.data.protocol !== PROTOCOL_VERSION) {
      throw new ServerError(JoinRefusal.OldClient, "This page is out of date: reload it.");
    }
    return parsed.data;
  }

  override onCreate({ config, log }: ArenaRoomOptions): void {
    if (this.openRooms.size >= config.arenaMaxRooms) {
      throw new ServerError(JoinRefusal.Full, "All arenas are full.");
    }
    this.openRooms.add(this);
    this.log = log;
    this.arena = this.makeArena(config);
    const { tickHz, stepsPerTick } = this.arena.world;
    this.monitor = new TickMonitor(tickHz);
    this.state = this.arena.mirror.state;
    this.maxClients = this.arena.capacity;
    this.loop = this.startTicks(tickHz, stepsPerTick, (tick) => this.tick(tick));
    this.onMessage(Message.NetReport, NetReportSchema, (client, report: NetReport) => {
      this.seats.get(client.sessionId)?.report(report);
    });
    log.info({ room: this.roomId, map: this.arena.world.map.id }, "arena opened");
  }

  override onJoin(client: Client): void {
    const { name } = client.auth as JoinOptions;
    const seat = new Seat(this.arena, client, name, this.inputs.get(client.sessionId));
    this.seats.set(client.sessionId, seat);
    this.arena.fillWithBots(this.seats.size);
    this.logClient("joined", client, { slot: seat.slot });
  }

  /** The seat is held unless the server itself threw the client out. */
  override onDrop(client: Client, code?: number): void {
    const seat = this.seats.get(client.sessionId);
    this.logClient("dropped", client, { code });
    if (seat === undefined || code === CloseReason.Error || code === CloseReason.Kicked) return;
    seat.drop();
    this.allowReconnection(client, SEAT_HOLD_S).catch(() => undefined);
  }

  /** Synchronous on purpose: an input that arrives before it would be lost but counted. */
  override onReconnect(client: Client): void {
    this.seats.get(client.sessionId)?.resume(client, this.inputs.get(client.sessionId));
    this.logClient("reconnected", client);
  }

  override onLeave(client: Client, code?: number): void {
    this.seats.get(client.sessionId)?.free();
    this.seats.delete(client.sessionId);
    this.arena.fillWithBots(this.seats.size);
    this.logClient("left", client, { code });
  }

  override onDispose(): void {
    // A room that was refused never opened.
    if (!this.openRooms.delete(this)) return;
    const droppedTicks = this.loop?.dropped ?? 0;
    const { droppedMoments } = this.arena;
    this.log?.info({ room: this.roomId, droppedTicks, droppedMoments }, "arena closed");
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
