// What every room does about its connections: gate, token buckets, backpressure, a time limit on joins. In: a room
// and what it allows. Out: frames that may be decoded; connections that are ended, with a reason. Server only.
import { type Client, ClientState, type Room } from "@colyseus/core";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { countRefusal, type RoomRefusal } from "../metrics/refusals.ts";
import { countFrameIn, countFrameOut } from "../metrics/traffic.ts";
import { Backpressure } from "../net/backpressure.ts";
import { type FrameRules, judgeFrame, Opcode } from "./frameGate.ts";
import { TokenBucket } from "./tokenBucket.ts";
import {
  interceptClients,
  interceptSends,
  type PeerSocket,
  sendWholeState,
  socketOf,
} from "./upstream.ts";

/** Frames from one client, a second: 60 inputs at most, a report, a ping, a pong; and half as much again. */
const FRAMES_PER_S = 90;
/** Frames at once: the inputs of 1.5 s at 60 Hz, after which a stalled client reconnects, and what came beside. */
const FRAMES_BURST = 120;
/** Bytes of all kinds, control frames and fragments included. Ours send below 2 KiB a second. */
const BYTES_PER_S = 16 * 1024;
const BYTES_BURST = 64 * 1024;
/** A join is acknowledged this soon, ms: a round trip, and what a phone's radio makes of it. */
export const JOIN_ACK_MS = 5000;
/** A connection that is being ended is cut this long after its close frame, ms: a flooder does not answer. */
const CLOSE_GRACE_MS = 250;

/** What a connection is told that was ended for a reason. */
const CLOSE_CODES: Readonly<Record<RoomRefusal, number>> = {
  frame: CloseReason.Error,
  "message-type": CloseReason.Error,
  "message-content": CloseReason.Error,
  "message-role": CloseReason.Error,
  input: CloseReason.Error,
  // Its player may come back to its seat, with an empty buffer.
  "input-backlog": CloseReason.TooSlow,
  flood: CloseReason.Error,
  "join-unacknowledged": CloseReason.SeatLost,
  // Its seat is held as long as any other's.
  "return-unacknowledged": CloseReason.TooSlow,
  "slow-reader": CloseReason.TooSlow,
  "message-fault": CloseReason.Fault,
};

export interface GuardHost extends FrameRules {
  /** Whether the client's inputs are anybody's. */
  maySendInput(client: Client): boolean;
  /** Whether one more can be buffered. */
  hasRoomForInput(client: Client): boolean;
  /** For the log: the connection is being ended. */
  ended(client: Client, reason: RoomRefusal, code: number): void;
}

/** One connection. */
interface Guard {
  readonly socket: PeerSocket;
  readonly frames: TokenBucket;
  readonly bytes: TokenBucket;
  readonly outbound: Backpressure;
  bytesRead: number;
  isEnding: boolean;
}

export class ClientGuards {
  private readonly room: Room;
  private readonly host: GuardHost;
  private readonly guards = new Map<Client, Guard>();

  constructor(room: Room, host: GuardHost) {
    this.room = room;
    this.host = host;
    interceptClients(room, {
      joining: (client, isReturn) => this.watch(client, isReturn),
      admits: (client, frame, isBinary) => this.admits(client, frame, isBinary),
    });
  }

  /** After each patch: who floods below the level of frames, and who needs the whole state again. */
  sweep(nowMs: number): void {
    for (const [client, guard] of this.guards) {
      const { socket } = guard;
      const read = socket._socket?.bytesRead ?? guard.bytesRead;
      const isWithin = guard.bytes.take(Math.max(0, read - guard.bytesRead), nowMs);
      guard.bytesRead = read;
      if (!isWithin) {
        this.end(client, "flood");
        socket.pause();
      } else if (!guard.isEnding && guard.outbound.needsState(socket.bufferedAmount, nowMs))
        sendWholeState(this.room, client);
    }
  }

  /** Refuses what a client sent, and ends its connection: close frame, then the cut. Its seat is freed at once. */
  end(client: Client, reason: RoomRefusal): void {
    const guard = this.guards.get(client);
    if (guard === undefined || guard.isEnding) return;
    guard.isEnding = true;
    countRefusal(reason);
    const code = CLOSE_CODES[reason];
    this.host.ended(client, reason, code);
    const { room } = this;
    // Public upstream: leaves the room as if by itself, whatever the socket does.
    if (room.clients.includes(client)) room.kickClient(client.sessionId, code, reason);
    else client.leave(code, reason);
    setTimeout(() => guard.socket.terminate(), CLOSE_GRACE_MS).unref();
  }

  private watch(client: Client, isReturn: boolean): void {
    const socket = socketOf(client);
    const nowMs = performance.now();
    const guard: Guard = {
      socket,
      frames: new TokenBucket(FRAMES_BURST, FRAMES_PER_S, nowMs),
      bytes: new TokenBucket(BYTES_BURST, BYTES_PER_S, nowMs),
      outbound: new Backpressure(),
      bytesRead: socket._socket?.bytesRead ?? 0,
      isEnding: false,
    };
    this.guards.set(client, guard);
    interceptSends(client, (frame) => this.admitsSend(client, guard, frame));
    const countControl = () => this.countFrame(client, guard);
    socket.on("ping", countControl);
    socket.on("pong", countControl);
    const unacknowledged = setTimeout(() => {
      if (client.state !== ClientState.JOINING) return;
      this.end(client, isReturn ? "return-unacknowledged" : "join-unacknowledged");
    }, JOIN_ACK_MS);
    socket.once("close", () => {
      clearTimeout(unacknowledged);
      this.guards.delete(client);
    });
  }

  private admits(client: Client, frame: Buffer, isBinary: boolean): boolean {
    countFrameIn(frame.length);
    const guard = this.guards.get(client);
    if (guard === undefined || !this.countFrame(client, guard)) return false;
    const refusal = judgeFrame(frame, isBinary, this.host);
    if (refusal !== null) {
      this.end(client, refusal);
      return false;
    }
    return frame[0] !== Opcode.Input || this.admitsInput(client);
  }

  private admitsInput(client: Client): boolean {
    if (!this.host.maySendInput(client)) {
      countRefusal("input");
      return false;
    }
    if (this.host.hasRoomForInput(client)) return true;
    this.end(client, "input-backlog");
    return false;
  }

  /** False when the connection is, or is now being, ended. */
  private countFrame(client: Client, guard: Guard): boolean {
    if (guard.isEnding) return false;
    if (guard.frames.take(1, performance.now())) return true;
    this.end(client, "flood");
    // Nothing more is read of it, not even its answer to the close frame.
    guard.socket.pause();
    return false;
  }

  private admitsSend(client: Client, guard: Guard, frame: Uint8Array): boolean {
    if (guard.isEnding) return false;
    const waiting = guard.socket.bufferedAmount;
    const passage = guard.outbound.passageOf(frame, waiting, performance.now());
    // Not now: a patch may be half sent, and what a leave changes in the state would be lost with it.
    if (passage === "close") queueMicrotask(() => this.end(client, "slow-reader"));
    if (passage !== "send") return false;
    countFrameOut(frame.length);
    return true;
  }
}
