// What a frame from a client must look like to be decoded at all. In: a frame as it came from the socket. Out: null,
// or why not. Pure; server only. Everything here is stricter than the SDK, which never sends what is refused.
// Guards against, in Colyseus core 0.18.17: an unregistered type whose name makes the close reason pass 123 bytes, so
// that `ws` throws and the process dies; opcode 20 with a negative slot length (endless loop) or a huge stamp count
// (600 MB); decoders that read past the end.
import type { RoomRefusal } from "../metrics/refusals.ts";
import { type InputLayout, isInputBody } from "./inputFrame.ts";
import { isPlainMsgpack } from "./plainMsgpack.ts";

/** First byte of a frame, without modifiers: no client of ours is told to use one. */
export const Opcode = {
  JoinRoom: 10,
  LeaveRoom: 12,
  RoomData: 13,
  RoomDataBytes: 17,
  Ping: 18,
  Input: 19,
  /** For datagrams; over a WebSocket it is nobody's. */
  InputUnreliable: 20,
  RoomRequest: 21,
} as const;

/** Longest message, bytes: the longest of ours is below 300. */
const MESSAGE_MAX_BYTES = 1024;
/** Message types are one byte. */
const TYPE_LIMIT = 0x80;
/** Bytes of a request's number after its head, by head; a head below `TYPE_LIMIT` is the number. */
const REQUEST_ID_BYTES: Readonly<Record<number, number>> = { 204: 1, 205: 2, 206: 4 };

/** What a room's clients may send. */
export interface FrameRules {
  /** Null in a room without inputs. */
  readonly input: InputLayout | null;
  knowsType(type: number): boolean;
}

/**
 * @param frame one message of the socket.
 * @param isBinary whether it came as binary; text is nobody's.
 */
export function judgeFrame(
  frame: Buffer,
  isBinary: boolean,
  rules: FrameRules,
): RoomRefusal | null {
  if (!isBinary) return "frame";
  switch (frame[0]) {
    case Opcode.Input:
      return rules.input !== null && isInputBody(frame, 1, rules.input) ? null : "input";
    case Opcode.Ping:
    case Opcode.JoinRoom:
    case Opcode.LeaveRoom:
      return frame.length === 1 ? null : "frame";
    case Opcode.RoomData:
      return judgeMessage(frame, 1, rules);
    case Opcode.RoomRequest:
      return judgeMessage(frame, endOfRequestId(frame), rules);
    default:
      return "frame";
  }
}

function judgeMessage(frame: Buffer, at: number, rules: FrameRules): RoomRefusal | null {
  if (frame.length > MESSAGE_MAX_BYTES) return "frame";
  const type = frame[at];
  if (type === undefined) return "frame";
  if (type >= TYPE_LIMIT || !rules.knowsType(type)) return "message-type";
  const hasContent = frame.length > at + 1;
  return hasContent && !isPlainMsgpack(frame, at + 1) ? "message-content" : null;
}

/** Past the frame when the number is not one. */
function endOfRequestId(frame: Buffer): number {
  const head = frame[1] ?? TYPE_LIMIT;
  if (head < TYPE_LIMIT) return 2;
  const bytes = REQUEST_ID_BYTES[head];
  return bytes === undefined ? frame.length : 2 + bytes;
}
