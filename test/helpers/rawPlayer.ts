// A joined connection that sends whatever bytes a test wants, and need not read. In: a server's address. Out: its
// WebSocket (package ws), and how the server ended it. Takes its seat as a player does: guest, matchmaking, join.
import WebSocket from "ws";
import { GuestIdentity, IdentityError } from "../../client/net/identity.ts";
import {
  ARENA_ROOM,
  type PlayRoomName,
  PROTOCOL_VERSION,
  type QUEUE_ROOM,
} from "../../shared/net/protocol.ts";
import { waitFor } from "./waitFor.ts";

const JOIN_ROOM = 10;
const ERROR = 11;
const LEAVE_ROOM = 12;
const NOT_FOUND = 404;

interface Seat {
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
}

export interface RawPlayer {
  readonly socket: WebSocket;
  readonly roomId: string;
  readonly sessionId: string;
  /** Opcodes of the frames that came, modifiers aside. */
  readonly opcodes: number[];
  /** Frames of errors that came, as text. */
  readonly errors: string[];
  /** How the connection ended; null while it lives. A cut without a close frame has code 1006. */
  ended: { readonly code: number; readonly reason: string } | null;
  /** Sends one binary frame; false, and nothing is sent, once the connection has ended. */
  send(...bytes: number[]): boolean;
  sendFrame(frame: Uint8Array): boolean;
  /** Gives its seat up. */
  leave(): void;
}

export interface RawJoin {
  readonly room?: PlayRoomName | typeof QUEUE_ROOM;
  /** False for a peer that never acknowledges its join. */
  readonly isAcknowledged?: boolean;
  readonly name?: string;
  /** Use one for many joins: a new account costs a request. */
  readonly identity?: GuestIdentity;
}

/** Resolves once the join is acknowledged, or would be. */
export async function joinRaw(url: string, options: RawJoin = {}): Promise<RawPlayer> {
  const { room = ARENA_ROOM, isAcknowledged = true, name = "Raw" } = options;
  const token = await tokenOf(options.identity ?? new GuestIdentity(url));
  const response = await fetch(`${url}/matchmake/joinOrCreate/${room}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ protocol: PROTOCOL_VERSION, name }),
  });
  const seat = (await response.json()) as Seat;
  if (!response.ok) throw new Error(`The join was refused: ${JSON.stringify(seat)}`);
  const { processId, roomId, sessionId } = seat;
  const address = `${url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`;
  const socket = new WebSocket(address, { perMessageDeflate: false });
  const player = makePlayer(socket, roomId, sessionId, isAcknowledged);
  await waitFor(() => player.opcodes.includes(JOIN_ROOM) || player.ended, {
    describe: "an answer to the join",
    intervalMs: 1,
  });
  return player;
}

function makePlayer(
  socket: WebSocket,
  roomId: string,
  sessionId: string,
  isAcknowledged: boolean,
): RawPlayer {
  const player: RawPlayer = {
    socket,
    roomId,
    sessionId,
    opcodes: [],
    errors: [],
    ended: null,
    send: (...bytes) => player.sendFrame(Uint8Array.from(bytes)),
    sendFrame(frame) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(frame);
      return true;
    },
    leave: () => void player.send(LEAVE_ROOM),
  };
  socket.on("error", () => undefined);
  socket.on("close", (code, reason) => {
    player.ended = { code, reason: reason.toString() };
  });
  socket.on("message", (data: Buffer) => {
    const opcode = (data[0] ?? 0) & 0x1f;
    player.opcodes.push(opcode);
    if (opcode === ERROR) player.errors.push(data.toString("latin1"));
    if (opcode === JOIN_ROOM && isAcknowledged) player.send(JOIN_ROOM);
  });
  return player;
}

/** The token, or "" at a server that has no guests. */
async function tokenOf(identity: GuestIdentity): Promise<string> {
  try {
    return await identity.getToken();
  } catch (error) {
    if (error instanceof IdentityError && error.code === NOT_FOUND) return "";
    throw error;
  }
}

/** Opcodes and types of the wire that tests write by hand. */
export const Wire = {
  JoinRoom: JOIN_ROOM,
  RoomData: 13,
  RoomDataBytes: 17,
  Ping: 18,
  Input: 19,
  InputUnreliable: 20,
  RoomRequest: 21,
} as const;

/** An input with all its fields, as the SDK writes a first one. */
export function inputFrame(moveX: number, aim: number, buttons = 0, view = 0): Uint8Array {
  const frame = [Wire.Input, 0x80, moveX & 0xff, 0x81, 0, 0x82, aim & 0xff, aim >> 8];
  return Uint8Array.from([...frame, 0x83, buttons, 0x84, view & 0xff, view >> 8]);
}
