// One player's connection to a room: join, silence watchdog, reconnection, and what to show of it.
// In: an endpoint and join options. Out: the SDK's room, and a ConnectionState that is read once a frame.
import { CloseReason, closeRuleOf } from "../../shared/net/closeCodes.ts";
import {
  INTERRUPTED_MS,
  RECONNECTING_MS,
  SEAT_HOLD_S,
  STALLED_MS,
  WATCHDOG_MS,
} from "../../shared/net/netConstants.ts";
import { ARENA_ROOM, type JoinOptions, type PlayRoomName } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import type { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import { OPEN_ARENA_TICK_HZ } from "../../shared/sim/constants.ts";
import { attemptTimeoutMs, RETRY_WAIT_MAX_MS, retryWaitMs } from "./backoff.ts";
import { GuestIdentity } from "./identity.ts";
import { type ArenaRoomHandle, inTime, joinRoom, takeOffer } from "./joining.ts";
import { type RequestLink, Requests } from "./requests.ts";
import { returnWithTickets } from "./seatTickets.ts";

/** SPEC.md, NET-12. `live` while snapshots arrive; `closed` is final. */
export type ConnectionPhase = "live" | "stalled" | "interrupted" | "reconnecting" | "closed";

export interface ConnectionState {
  phase: ConnectionPhase;
  /** Time since the last snapshot, ms. */
  silentMs: number;
  /** Reconnection attempt, 1-based; 0 while connected. */
  attempt: number;
  /** How long the server still holds the seat, s. */
  seatHeldS: number;
  /** Set once `phase` is `closed`. */
  closeCode: number;
}

const WATCHDOG_PERIOD_MS = 100;
/** After a stall of the page itself, what came meanwhile is read first, ms. */
const AFTER_STALL_MS = 50;
/** The first state comes a round trip after the join. */
const FIRST_STATE_TIMEOUT_MS = 8000;
/** A server that does not answer a goodbye within this is not waited for. */
const LEAVE_TIMEOUT_MS = 500;

export class Connection implements RequestLink {
  readonly room: ArenaRoomHandle;
  readonly state: ConnectionState = {
    phase: "live",
    silentMs: 0,
    attempt: 0,
    seatHeldS: SEAT_HOLD_S,
    closeCode: 0,
  };
  private lastSnapshotMs = performance.now();
  private droppedAtMs = -1;
  /** Since the socket opened: until then the server may not know that the join is complete. */
  private hasSnapshot = false;
  private attemptStartedMs = 0;
  /** When the server last answered a request for a ticket. */
  private answeredMs = 0;
  private readonly identity: GuestIdentity;
  private readonly watchdog: ReturnType<typeof setInterval>;
  /** Actions that must arrive; movement does not go through here: late, it is worth nothing. */
  readonly requests: Requests;

  private constructor(room: ArenaRoomHandle, identity: GuestIdentity) {
    this.room = room;
    this.identity = identity;
    this.requests = new Requests(this);
    const { reconnection } = room;
    reconnection.minUptime = 0;
    reconnection.maxRetries = Number.POSITIVE_INFINITY;
    reconnection.minDelay = 0;
    reconnection.maxDelay = RETRY_WAIT_MAX_MS;
    // What was meant for the moment of the break is stale after it; requests are kept by `requests`.
    reconnection.maxEnqueuedMessages = 0;
    reconnection.backoff = (attempt) => this.planAttempt(attempt);
    this.followCloseTable();
    room.onStateChange(() => this.noteSnapshot());
    room.onDrop(() => this.noteDrop());
    returnWithTickets(room, identity, () => {
      this.answeredMs = performance.now();
    });
    room.onReconnect(() => this.noteReconnect());
    room.onLeave((code) => this.noteClose(code));
    room.onError(() => undefined);
    this.watchdog = setInterval(() => this.watch(), WATCHDOG_PERIOD_MS);
  }

  /**
   * Joins an arena, or a lab of one's own, and waits for its first state.
   * @param endpoint http(s) address of the server.
   * @param identity who plays: a device of its own unless told.
   * @throws as joinRoom does; or Error when the room closes, or falls silent, before its first state.
   */
  static async join(
    endpoint: string,
    options: JoinOptions,
    roomName: PlayRoomName = ARENA_ROOM,
    identity: GuestIdentity = new GuestIdentity(endpoint),
  ): Promise<Connection> {
    return Connection.over(await joinRoom(endpoint, options, roomName, identity), identity);
  }

  /**
   * Takes the seat that the server leads to because the room before goes down; any arena's when it is gone meanwhile.
   * @throws as join does.
   */
  static async follow(
    endpoint: string,
    offer: SeatOffer,
    options: JoinOptions,
    identity: GuestIdentity,
  ): Promise<Connection> {
    try {
      return await Connection.over(await takeOffer(endpoint, offer), identity);
    } catch {
      return Connection.join(endpoint, options, ARENA_ROOM, identity);
    }
  }

  /**
   * Goes on with a room that was just joined, once it has its first state.
   * @throws Error when the room closes, or falls silent, before that.
   */
  static async over(joined: ArenaRoomHandle, identity: GuestIdentity): Promise<Connection> {
    const connection = new Connection(joined, identity);
    const { room } = connection;
    const firstState = new Promise<void>((resolve, reject) => {
      room.onStateChange.once(() => resolve());
      room.onLeave.once((code) => reject(new Error(`The room closed while joining (${code}).`)));
    });
    try {
      await inTime(firstState, FIRST_STATE_TIMEOUT_MS);
    } catch (error) {
      await connection.leave();
      throw error;
    }
    return connection;
  }

  /** Ticks, inputs and patches a second, as the server announced at the join. */
  get tickHz(): number {
    return this.room.input<InputCmdSchema>().tickRate ?? OPEN_ARENA_TICK_HZ;
  }

  /** Inputs may be sent: the socket is open and its join is complete. */
  get canSend(): boolean {
    return this.droppedAtMs < 0 && this.state.phase !== "closed" && this.room.connection.isOpen;
  }

  request(type: number, payload: object, timeoutMs: number): Promise<unknown> {
    return this.room.request<unknown, unknown>(type, payload, { timeout: timeoutMs });
  }

  /** Rebuilds `state` for the frame at `nowMs` (performance.now()). */
  refresh(nowMs: number): ConnectionState {
    const state = this.state;
    if (state.phase === "closed") return state;
    state.silentMs = Math.max(0, nowMs - this.lastSnapshotMs);
    if (this.droppedAtMs >= 0) {
      state.seatHeldS = Math.max(0, SEAT_HOLD_S - (nowMs - this.droppedAtMs) / 1000);
    }
    state.phase = phaseFor(state.silentMs, this.droppedAtMs >= 0);
    return state;
  }

  /** Gives the seat up and closes. */
  async leave(): Promise<void> {
    if (this.state.phase === "closed") return;
    if (this.canSend) await inTime(this.room.leave(true), LEAVE_TIMEOUT_MS).catch(() => undefined);
    this.abandon(CloseReason.Consented);
  }

  /** The SDK comes back by itself after four codes; the table knows more. */
  private followCloseTable(): void {
    const { events } = this.room.connection;
    const { onclose } = events;
    events.onclose = (event: CloseEvent) => {
      const isRetried = closeRuleOf(event.code).retry === "seat";
      onclose?.({ code: isRetried ? CloseReason.Watchdog : event.code, reason: event.reason });
    };
  }

  private planAttempt(attempt: number): number {
    const nowMs = performance.now();
    const spentMs = attempt === 1 ? 0 : nowMs - this.attemptStartedMs;
    const waitMs = retryWaitMs(attempt, spentMs, Math.random());
    this.state.attempt = attempt;
    this.attemptStartedMs = nowMs + waitMs;
    return waitMs;
  }

  private watch(): void {
    const nowMs = performance.now();
    this.requests.expire();
    this.identity.keepFresh();
    if (this.droppedAtMs < 0) {
      if (this.isSilent) setTimeout(() => this.closeIfSilent(), AFTER_STALL_MS);
      return;
    }
    if (nowMs - this.droppedAtMs > SEAT_HOLD_S * 1000) this.abandon(CloseReason.SeatLost);
    else if (this.isAttemptOver(nowMs)) this.room.connection.close(CloseReason.Watchdog);
  }

  private get isSilent(): boolean {
    const silentMs = performance.now() - this.lastSnapshotMs;
    return this.droppedAtMs < 0 && silentMs > WATCHDOG_MS;
  }

  private closeIfSilent(): void {
    if (this.isSilent && this.state.phase !== "closed")
      this.room.connection.close(CloseReason.Watchdog);
  }

  private isAttemptOver(nowMs: number): boolean {
    const { attemptStartedMs, answeredMs, state, room } = this;
    const isAnswered = answeredMs >= attemptStartedMs;
    const timeoutMs = attemptTimeoutMs(state.attempt, room.clock.smoothedRtt(), isAnswered);
    return nowMs - Math.max(attemptStartedMs, answeredMs) > timeoutMs;
  }

  private noteSnapshot(): void {
    this.lastSnapshotMs = performance.now();
    if (!this.hasSnapshot) this.requests.flush();
    this.hasSnapshot = true;
  }

  private noteDrop(): void {
    if (this.droppedAtMs >= 0) return;
    this.droppedAtMs = performance.now();
    this.hasSnapshot = false;
  }

  /** Synchronous on purpose: inputs sent before it are lost but counted. The watchdog starts anew. */
  private noteReconnect(): void {
    this.droppedAtMs = -1;
    this.lastSnapshotMs = performance.now();
    this.state.attempt = 0;
    this.state.seatHeldS = SEAT_HOLD_S;
  }

  private noteClose(code: number): void {
    if (this.state.phase === "closed") return;
    this.state.phase = "closed";
    this.state.closeCode = code;
    clearInterval(this.watchdog);
    this.requests.close();
  }

  private abandon(code: number): void {
    this.noteClose(code);
    const { reconnection, connection } = this.room;
    reconnection.enabled = false;
    // An attempt that the SDK has planned cannot be called off: it finds no way to connect.
    connection.reconnect = () => undefined;
    connection.close();
  }
}

function phaseFor(silentMs: number, dropped: boolean): ConnectionPhase {
  if (dropped || silentMs >= RECONNECTING_MS) return "reconnecting";
  if (silentMs >= INTERRUPTED_MS) return "interrupted";
  return silentMs >= STALLED_MS ? "stalled" : "live";
}
