// A WebSocket that costs its process as little as one can: no decoding, no copies, no masking (its mask is zero). In: an
// address. Out: frames as they lie in what was read. Own instead of package ws, whose client costs twice as much: the
// bots share a machine with what they measure.
import { randomBytes } from "node:crypto";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

export interface LightSocketEvents {
  /** One whole message, `buffer[from, to)`; valid until it returns. */
  frame(buffer: Buffer, from: number, to: number): void;
  /** Bytes of WebSocket frames that came in, headers included. */
  read(bytes: number): void;
  /** Once, however it ended: 1006 without a close frame. Not told when the upgrade is refused. */
  closed(code: number, reason: string): void;
}

const OPCODE_MASK = 0x0f;
const FINAL = 0x80;
const MASKED = 0x80;
const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const LENGTH_MASK = 0x7f;
/** Lengths that say: the length follows, in two bytes and in eight. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;
const HEAD_END = "\r\n\r\n";
const NO_CLOSE_FRAME = 1006;
const NO_STATUS = 1005;

export class LightSocket {
  private readonly socket: Socket;
  private readonly events: LightSocketEvents;
  /** Of a frame that has not come whole. */
  private rest: Buffer | null = null;
  private isOpen = false;
  private closeCode = NO_CLOSE_FRAME;
  private closeReason = "";

  private constructor(socket: Socket, events: LightSocketEvents) {
    this.socket = socket;
    this.events = events;
  }

  /** @throws Error with the server's answer when it refuses the upgrade, or when it ends the connection. */
  static open(address: string, events: LightSocketEvents): Promise<LightSocket> {
    const url = new URL(address);
    const isSecure = url.protocol === "wss:";
    const port = Number(url.port) || (isSecure ? 443 : 80);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const socket = isSecure
      ? connectTls({ port, host, servername: host })
      : connectTcp({ port, host, noDelay: true });
    socket.on("error", () => undefined);
    const light = new LightSocket(socket, events);
    return light.upgrade(url);
  }

  /** One binary message. @returns the bytes written; 0 once the connection has ended. */
  send(payload: Uint8Array): number {
    return this.write(BINARY, payload);
  }

  /** Ends the connection without a word. */
  destroy(): void {
    this.socket.destroy();
  }

  private upgrade(url: URL): Promise<this> {
    const lines = [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ];
    this.socket.write(lines.join("\r\n") + HEAD_END);
    return new Promise((resolve, reject) => {
      let head = Buffer.alloc(0);
      const onData = (chunk: Buffer) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        const text = head.toString("latin1", 0, end);
        if (!text.startsWith("HTTP/1.1 101")) {
          reject(new Error(`upgrade refused: ${text.split("\r\n")[0]}`));
          this.socket.destroy();
          return;
        }
        this.socket.off("data", onData);
        this.isOpen = true;
        this.socket.on("data", (data: Buffer) => this.take(data));
        resolve(this);
        const after = head.subarray(end + HEAD_END.length);
        // Whoever waits for the promise hears of the first frame after it.
        if (after.length > 0) setImmediate(() => this.take(after));
      };
      this.socket.on("data", onData);
      this.socket.on("close", () => {
        if (this.isOpen) this.events.closed(this.closeCode, this.closeReason);
        else reject(new Error("the connection ended before the upgrade was answered"));
      });
    });
  }

  private take(chunk: Buffer): void {
    this.events.read(chunk.length);
    const buffer = this.rest === null ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    for (;;) {
      const end = this.takeFrame(buffer, at);
      if (end === at) break;
      at = end;
    }
    this.rest = at < buffer.length ? buffer.subarray(at) : null;
  }

  /** @returns where the next frame begins; `at` when this one has not come whole. */
  private takeFrame(buffer: Buffer, at: number): number {
    if (buffer.length < at + 2) return at;
    const first = buffer[at] as number;
    let length = (buffer[at + 1] as number) & LENGTH_MASK;
    let from = at + 2;
    if (length === LENGTH_16) {
      if (buffer.length < from + 2) return at;
      length = buffer.readUInt16BE(from);
      from += 2;
    } else if (length === LENGTH_64) {
      if (buffer.length < from + 8) return at;
      length = Number(buffer.readBigUInt64BE(from));
      from += 8;
    }
    const to = from + length;
    if (buffer.length < to) return at;
    this.handle(first, buffer, from, to);
    return to;
  }

  private handle(first: number, buffer: Buffer, from: number, to: number): void {
    const opcode = first & OPCODE_MASK;
    if ((first & FINAL) === 0 || opcode === CONTINUATION) {
      this.closeReason = "a fragmented message, which the server never sends";
      this.socket.destroy();
    } else if (opcode === PING) this.write(PONG, buffer.subarray(from, to));
    else if (opcode === CLOSE) {
      this.closeCode = to - from >= 2 ? buffer.readUInt16BE(from) : NO_STATUS;
      this.closeReason = buffer.toString("utf8", from + 2, Math.max(to, from + 2));
      this.write(CLOSE, buffer.subarray(from, Math.min(to, from + 2)));
      this.socket.end();
    } else if (opcode !== PONG) this.events.frame(buffer, from, to);
  }

  /** Payloads of at most 125 bytes: a client's are. */
  private write(opcode: number, payload: Uint8Array): number {
    if (!this.socket.writable) return 0;
    const frame = Buffer.alloc(6 + payload.length);
    frame[0] = FINAL | opcode;
    frame[1] = MASKED | payload.length;
    frame.set(payload, 6);
    this.socket.write(frame);
    return frame.length;
  }
}
