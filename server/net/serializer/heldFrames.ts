// What a client is sent in a tick, kept until it leaves in one write. In: messages. Out: the same WebSocket frames (RFC
// 6455, section 5.2: final, binary, unmasked) in one buffer. Server only. Past package ws (8.23), which hands each frame
// to the socket in two pieces, to be put together by the kernel.
import type { WebSocketInternals } from "./upstream.ts";

const FINAL_BINARY = 0x82;
/** Lengths above this are written in 16 bits behind this mark, and above those in 64. */
const SHORT_MAX = 125;
const IN_16_BITS = 126;
const IN_64_BITS = 127;
const HEADER_MAX_BYTES = 10;
const OPEN = 1;

export class HeldFrames {
  private readonly socket: WebSocketInternals;
  private readonly messages: Uint8Array[] = [];
  private bytes = 0;
  private isHolding = false;

  /** Takes the place of the socket's `send` and `close`. */
  constructor(socket: WebSocketInternals) {
    this.socket = socket;
    const { send, close } = socket;
    socket.send = (message, options, done) => {
      // Whose sender wants to know when it is written goes the ordinary way, after those before it.
      const isAwaited = done !== undefined || typeof options === "function";
      if (this.isHolding && !isAwaited && message instanceof Uint8Array) this.add(message);
      else {
        this.write();
        send.call(socket, message, options, done);
      }
    };
    socket.close = (code, reason) => {
      this.write();
      close.call(socket, code, reason);
    };
  }

  /** Until `release`, messages wait. `bufferedAmount` does not count them yet. */
  hold(): void {
    this.isHolding = true;
  }

  release(): void {
    this.isHolding = false;
    this.write();
  }

  private add(message: Uint8Array): void {
    this.messages.push(message);
    this.bytes += message.length + HEADER_MAX_BYTES;
  }

  /** To who has closed meanwhile nothing is written. */
  private write(): void {
    const { messages, socket } = this;
    if (messages.length === 0) return;
    if (socket.readyState === OPEN) socket._socket?.write(framed(messages, this.bytes));
    messages.length = 0;
    this.bytes = 0;
  }
}

/** @param room bytes that are enough. */
function framed(messages: readonly Uint8Array[], room: number): Buffer {
  const bytes = Buffer.allocUnsafe(room);
  let at = 0;
  for (const message of messages) {
    at = writeHeader(bytes, at, message.length);
    bytes.set(message, at);
    at += message.length;
  }
  return bytes.subarray(0, at);
}

/** @returns where the message begins. */
function writeHeader(bytes: Buffer, at: number, length: number): number {
  bytes[at] = FINAL_BINARY;
  if (length <= SHORT_MAX) {
    bytes[at + 1] = length;
    return at + 2;
  }
  if (length <= 0xffff) {
    bytes[at + 1] = IN_16_BITS;
    return bytes.writeUInt16BE(length, at + 2);
  }
  bytes[at + 1] = IN_64_BITS;
  bytes.writeUInt32BE(0, at + 2);
  return bytes.writeUInt32BE(length, at + 6);
}
