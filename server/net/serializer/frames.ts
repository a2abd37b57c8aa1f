// One client's patch as it goes out. In: what all are told, what its view is told, the room's clock. Out: a frame of
// Colyseus' protocol. Server only.
import { type Client, type ClientPrivate, Protocol, ProtocolModifier } from "@colyseus/core";

/** Clock and acknowledged input, uint32 each, in rooms that take inputs. */
const TIMED_BYTES = 8;

/**
 * A frame of its own memory: it may wait in the socket long after this tick.
 * @param own the view's part is `own[0, ownLength)`.
 * @param nowMs the room's clock; negative in rooms without inputs.
 */
export function patchFrame(
  shared: Uint8Array,
  own: Uint8Array,
  ownLength: number,
  client: Client,
  nowMs: number,
): Buffer {
  const isTimed = nowMs >= 0;
  const headLength = isTimed ? 1 + TIMED_BYTES : 1;
  const frame = Buffer.allocUnsafe(headLength + shared.length + ownLength);
  frame[0] = Protocol.ROOM_STATE_PATCH;
  if (isTimed) {
    frame[0] |= ProtocolModifier.TIMED;
    writeUint32(frame, 1, nowMs);
    writeUint32(frame, 5, ackOf(client));
  }
  frame.set(shared, headLength);
  if (ownLength > 0) frame.set(own.subarray(0, ownLength), headLength + shared.length);
  return frame;
}

/** Number of the last input that the room has used. */
function ackOf(client: Client): number {
  return (client as Client & ClientPrivate)._inputBuffer?.ackSeq ?? 0;
}

function writeUint32(frame: Buffer, at: number, value: number): void {
  frame[at] = value & 255;
  frame[at + 1] = (value >>> 8) & 255;
  frame[at + 2] = (value >>> 16) & 255;
  frame[at + 3] = (value >>> 24) & 255;
}
