// One player's connection to a room: join, silence watchdog, reconnection, and what to show of it.
// In: an endpoint and join options. Out: the SDK's room, and a ConnectionState that is read once a frame.
import { Client, type Room } from "@colyseus/sdk";
import {
  INTERRUPTED_MS,
  RECONNECTING_MS,
  SEAT_HOLD_S,
  STALLED_MS,
  WATCHDOG_MS,
} from "../../shared/net/netConstants.ts";
import {
  ARENA_ROOM,
  CloseReason,
  type JoinOptions,
  type RoomName,
} from "../../shared/net/protocol.ts";
import { ArenaState } from "../../shared/schema/ArenaState.ts";
import type { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import { OPEN_ARENA_TICK_HZ } from "../../shared/sim/constants.ts";

export type ArenaRoomHandle = Room<unknown, ArenaState>;

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

/** First wait before a new attempt, its growth and its cap, ms; each wait is spread by ±50 %, so that a
 * server that restarts does not meet all its players in the same instant. */
const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 1200;
/** An attempt that has not opened after this long is given up for the next, ms. */
const ATTEMPT_TIMEOUT_MS = 2500;
const WATCHDOG_PERIOD_MS = 100;

export class Connection {
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
  private attemptStartedMs = 0;
  private readonly watchdog: ReturnType<typeof setInterval>;

  private constructor(room: ArenaRoomHandle) {
    this.room = room;
    const { reconnection } = room;
    reconnection.minUptime = 0;
    reconnection.maxRetries = Number.POSITIVE_INFINITY;
    reconnection.minDelay = 0;
    reconnection.maxDelay = RETRY_MAX_MS * 1.5;
    reconnection.backoff = (attempt) => {
      this.state.attempt = attempt;
      const wait = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (attempt - 1));
      const spread = Math.round(wait * (0.5 + Math.random()));
      this.attemptStartedMs = performance.now() + spread;
      return spread;
    };
    room.onStateChange(() => this.noteSnapshot());
    room.onDrop(() => this.noteDrop());
    room.onReconnect(() => this.noteReconnect());
    room.onLeave((code) => this.noteClose(code));
    room.onError(() => undefined);
    this.watchdog = setInterval(() => this.watch(), WATCHDOG_PERIOD_MS);
  }

  /**
   * Joins an arena, or a lab of one's own, and waits for its first state.
   * @param endpoint http(s) address of the server.
   * @throws the SDK's error, with the server's code (see JoinRefusal), when the join is refused.
   */
  static async join(
    endpoint: string,
    options: JoinOptions,
    roomName: RoomName = ARENA_ROOM,
  ): Promise<Connection> {
    const client = new Client(endpoint);
    const room: ArenaRoomHandle = await client.joinOrCreate(roomName, options, ArenaState);
    const connection = new Connection(room);
    await new Promise<void>((resolve, reject) => {
      room.onStateChange.once(() => resolve());
      room.onLeave.once((code) => reject(new Error(`The room closed while joining (${code}).`)));
    });
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
    if (this.canSend) await this.room.leave(true);
    else this.abandon(CloseReason.Consented);
  }

  private watch(): void {
    const nowMs = performance.now();
    if (this.droppedAtMs < 0) {
      if (nowMs - this.lastSnapshotMs > WATCHDOG_MS)
        this.room.connection.close(CloseReason.Watchdog);
      return;
    }
    if (nowMs - this.droppedAtMs > SEAT_HOLD_S * 1000) this.abandon(CloseReason.SeatLost);
    else if (nowMs - this.attemptStartedMs > ATTEMPT_TIMEOUT_MS) {
      this.attemptStartedMs = nowMs;
      this.room.connection.close(CloseReason.Watchdog);
    }
  }

  private noteSnapshot(): void {
    this.lastSnapshotMs = performance.now();
  }

  private noteDrop(): void {
    if (this.droppedAtMs < 0) this.droppedAtMs = performance.now();
    this.attemptStartedMs = performance.now();
  }

  /** Synchronous on purpose: inputs sent before it are lost but counted. The watchdog starts anew. */
  private noteReconnect(): void {
    this.droppedAtMs = -1;
    this.lastSnapshotMs = performance.now();
    this.state.attempt = 0;
    this.state.seatHeldS = SEAT_HOLD_S;
  }

  private noteClose(code: number): void {
    this.state.phase = "closed";
    this.state.closeCode = code;
    clearInterval(this.watchdog);
  }

  private abandon(code: number): void {
    this.room.reconnection.enabled = false;
    this.room.connection.close();
    this.noteClose(code);
  }
}

function phaseFor(silentMs: number, dropped: boolean): ConnectionPhase {
  if (dropped || silentMs >= RECONNECTING_MS) return "reconnecting";
  if (silentMs >= INTERRUPTED_MS) return "interrupted";
  return silentMs >= STALLED_MS ? "stalled" : "live";
}
