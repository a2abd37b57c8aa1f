// A peer that writes bytes by hand, as no HTTP library would. In: a port and what to write. Out: what came back,
// and whether the server closed the connection.
import { connect, type Socket } from "node:net";
import { waitFor } from "./waitFor.ts";

export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Head lines of a WebSocket upgrade that ws accepts. */
export const UPGRADE_LINES = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
] as const;

export class RawSocket {
  /** Pause it for a peer that does not read. */
  readonly socket: Socket;
  private readonly chunks: Buffer[] = [];
  private hasClosed = false;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.socket.on("data", (chunk: Buffer) => this.chunks.push(chunk));
    // A reset is one way of closing.
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => {
      this.hasClosed = true;
    });
  }

  get received(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get isClosed(): boolean {
    return this.hasClosed;
  }

  send(bytes: string | Uint8Array): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** Writes a request's head, and what follows it. "Host" is added unless a line names it. */
  request(line: string, headers: readonly string[] = [], body = ""): void {
    const hasHost = headers.some((header) => /^host:/i.test(header));
    const lines = [`${line} HTTP/1.1`, ...(hasHost ? [] : ["Host: 127.0.0.1"]), ...headers];
    this.send(`${lines.join("\r\n")}\r\n\r\n${body}`);
  }

  /** The first answer, once it is there whole. */
  async answer(timeoutMs = 5000): Promise<RawAnswer> {
    return waitFor(() => parseAnswer(this.received.toString("latin1")), {
      describe: "an answer",
      timeoutMs,
    });
  }

  /** Waits until the server has closed the connection. */
  async closed(timeoutMs = 5000): Promise<void> {
    await waitFor(() => this.hasClosed, { describe: "the end of the connection", timeoutMs });
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** One request on a connection of its own. */
export async function requestRaw(
  port: number,
  line: string,
  headers: readonly string[] = [],
  body = "",
): Promise<RawAnswer> {
  const socket = new RawSocket(port);
  socket.request(line, headers, body);
  try {
    return await socket.answer();
  } finally {
    socket.destroy();
  }
}

/** An upgrade to a WebSocket, on a connection of its own; the caller destroys it. */
export function upgradeRaw(
  port: number,
  target: string,
  headers: readonly string[] = [],
): RawSocket {
  const socket = new RawSocket(port);
  socket.request(`GET ${target}`, [...UPGRADE_LINES, ...headers]);
  return socket;
}

function parseAnswer(text: string): RawAnswer | null {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const body = text.slice(end + 4);
  if (body.length < Number(headers.get("content-length") ?? 0)) return null;
  return { status: Number(first.split(" ")[1]), headers, body };
}
