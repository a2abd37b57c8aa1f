// The private members of Colyseus that the edge of a room reaches into, all of them. In: a room. Out: its joins and
// frames pass through hooks. Server only. Written against @colyseus/core 0.18.17, ws-transport 0.18.4 and ws 8.23;
// test/edge/upstream.test.ts fails when one of these is not as said here.
import type { EventEmitter } from "node:events";
import { type Client, ErrorCode, ServerError } from "@colyseus/core";

/** `client.ref`: the WebSocket of package `ws`. */
export interface PeerSocket extends EventEmitter {
  readonly readyState: number;
  /** Bytes sent that have not left this process. */
  readonly bufferedAmount: number;
  /** Stops reading; a paused socket answers no close frame either. */
  pause(): void;
  terminate(): void;
  /** A control frame of at most 125 bytes; the answer comes as the event `pong`, with the same bytes. Closed: nothing. */
  ping(data: Uint8Array): void;
  /** Private: the TCP socket, of which we read how much came in. */
  readonly _socket?: { readonly bytesRead: number } | null;
}

export function socketOf(client: Client): PeerSocket {
  return client.ref as unknown as PeerSocket;
}

/** All open sockets of a WebSocketTransport, with a seat or without: of its protected member `wss`. */
export function socketsOf(transport: object): ReadonlySet<PeerSocket> {
  return (transport as { readonly wss: { readonly clients: Set<PeerSocket> } }).wss.clients;
}

export interface ClientHooks {
  /** A socket claims a seat, or claims it back (`isReturn`); no frame of it has been read. */
  joining(client: Client, isReturn: boolean): void;
  /** Whether a frame goes on to Colyseus' decoders. */
  admits(client: Client, frame: Buffer, isBinary: boolean): boolean;
}

interface JoiningConnection {
  readonly reconnectionToken?: string | null;
}

interface RoomInternals {
  /** Called by the transport, once for each socket. Binds `_onMessage` to the socket's `message` event at its end. */
  _onJoin: (client: Client, auth: unknown, connection?: JoiningConnection) => Promise<void>;
  /** Decodes and dispatches a frame; nothing before it looks at the frame. */
  _onMessage: (client: Client, frame: Buffer, isBinary?: boolean) => void;
  /** Sends the whole state as the client's view shows it. */
  sendFullState: (client: Client) => void;
}

/**
 * Puts the hooks before the room's own handling. Both methods are looked up on the room when they are needed, so that
 * own properties take the prototype's place.
 * @throws when Colyseus has no such methods any more.
 */
export function interceptClients(room: object, hooks: ClientHooks): void {
  const inner = room as RoomInternals;
  const { _onJoin: onJoin, _onMessage: onMessage, sendFullState } = inner;
  for (const method of [onJoin, onMessage, sendFullState]) {
    if (typeof method !== "function")
      throw new Error("Colyseus has changed: a method of Room that the edge guards is gone.");
  }
  inner._onJoin = (client, auth, connection) => {
    hooks.joining(client, typeof connection?.reconnectionToken === "string");
    return onJoin.call(inner, client, auth, connection).catch(rethrowNeutral);
  };
  // `ws` passes whether the message was binary; Colyseus ignores it.
  inner._onMessage = (client, frame, isBinary = true) => {
    if (hooks.admits(client, frame, isBinary)) onMessage.call(inner, client, frame);
  };
}

/** Upstream tells the peer the message of whatever a join throws: those of our own faults are for the log. */
function rethrowNeutral(error: unknown): never {
  if (error instanceof ServerError) throw error;
  throw new ServerError(ErrorCode.APPLICATION_ERROR, "The join failed.");
}

/** Whether somebody has a seat reserved, or held, and no socket in it. */
export function hasReservations(room: object): boolean {
  const { _reservedSeats } = room as { readonly _reservedSeats: Readonly<Record<string, unknown>> };
  return Object.keys(_reservedSeats).length > 0;
}

/** @param room one that has a state. */
export function sendWholeState(room: object, client: Client): void {
  (room as RoomInternals).sendFullState(client);
}

/** All that is sent to a client, patches and messages alike, goes through its `raw`. */
export function interceptSends(client: Client, admits: (frame: Uint8Array) => boolean): void {
  const send = client.raw.bind(client);
  client.raw = (frame, options, done) => {
    if (admits(frame)) send(frame, options, done);
    else done?.();
  };
}

/**
 * A hook that fails after a leave (`onLeave`, `onDrop`) rejects a promise that Colyseus does not hold, and the seat
 * is never given back: the room would count it for ever. Its fault has been reported; the leave goes on.
 */
export function forgiveLeaves(room: object): void {
  const hooks = room as Record<"onLeave" | "onDrop", ((...args: unknown[]) => unknown) | undefined>;
  for (const name of ["onLeave", "onDrop"] as const) {
    const hook = hooks[name];
    if (hook === undefined) continue;
    hooks[name] = async (...args) => {
      try {
        await hook(...args);
      } catch {
        // Reported by onUncaughtException before it was thrown again.
      }
    };
  }
}
