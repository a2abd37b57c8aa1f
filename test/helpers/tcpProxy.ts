// A TCP proxy on the loopback that plays a bad network: delay, jitter, stalls, cuts and silence,
// each direction in order, as TCP delivers. Sits between a client and a server under test.
import { connect, createServer, type Server, type Socket } from "node:net";
import { DelayLine, type Link } from "./delayLine.ts";

export type TcpProxyOptions = Link & {
  readonly targetPort: number;
  /** Of the jitter: connection n and its directions each have a sequence of their own. */
  readonly seed: number;
};

/** "cut" refuses connections, "silent" accepts them and swallows their data. */
type Mode = "open" | "cut" | "silent";

/** What travels: data, the sender's orderly end, or the loss of its socket. */
type Parcel = Buffer | "end" | "closed";

/** Per direction; above it the sender is paused, as a full send buffer would. */
const MAX_BUFFERED_BYTES = 256 * 1024;

/** One direction of one connection. */
class Pipe {
  readonly #line: DelayLine<Parcel>;
  readonly #from: Socket;
  readonly #to: Socket;
  #heldBytes = 0;
  /** True once data was swallowed: the stream has a hole and can only be closed. */
  isBroken = false;

  constructor(from: Socket, to: Socket, seed: number) {
    this.#from = from;
    this.#to = to;
    this.#line = new DelayLine(seed);
    to.on("drain", () => this.#balance());
  }

  get nextDueMs(): number {
    return this.#line.nextDueMs;
  }

  push(parcel: Parcel, nowMs: number, link: Link): void {
    if (parcel instanceof Buffer) this.#heldBytes += parcel.length;
    this.#line.push(parcel, nowMs, link);
    this.#balance();
  }

  /** Delivers what is due, and returns how many bytes that were. */
  deliver(nowMs: number): number {
    let bytes = 0;
    for (const parcel of this.#line.takeDue(nowMs)) {
      if (parcel === "closed") this.#to.destroy();
      else if (parcel === "end") this.#to.end();
      else if (this.#to.writable) {
        this.#to.write(parcel);
        bytes += parcel.length;
      }
      if (parcel instanceof Buffer) this.#heldBytes -= parcel.length;
    }
    if (bytes > 0) this.#balance();
    return bytes;
  }

  swallow(): void {
    if (this.#line.clear() > 0) this.isBroken = true;
    this.#heldBytes = 0;
    this.#from.resume();
  }

  #balance(): void {
    const bufferedBytes = this.#heldBytes + this.#to.writableLength;
    if (bufferedBytes > MAX_BUFFERED_BYTES) this.#from.pause();
    else if (this.#from.isPaused()) this.#from.resume();
  }
}

type Connection = {
  readonly client: Socket;
  readonly server: Socket;
  readonly up: Pipe;
  readonly down: Pipe;
};

/** Made by `makeTcpProxy`; close it when done. */
export class TcpProxy {
  /** Bytes delivered to clients so far. */
  bytesDown = 0;
  /** Bytes delivered to the server so far. */
  bytesUp = 0;
  readonly #options: TcpProxyOptions;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #link: Link;
  #mode: Mode = "open";
  #opened = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;
  /** The clock of the link starts with it, so that stalls come at the same times in each run. */
  readonly #startMs = performance.now();

  constructor(options: TcpProxyOptions) {
    this.#options = options;
    this.#link = options;
    // Half-open sockets, because an end has to travel like data.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
      this.#accept(client),
    );
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("proxy is not listening");
    return address.port;
  }

  /** The connections that are open, on either side. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    });
  }

  /** Changes the link for what is sent from now on; what is not named stays. */
  setLink(change: Partial<Link>): void {
    this.#link = { ...this.#link, ...change };
  }

  /** Drops every connection, and new ones as they come, until `restore`. */
  cut(): void {
    this.#mode = "cut";
    for (const connection of this.#connections) this.#drop(connection);
  }

  /** Swallows all data both ways until `restore`, while every socket stays open. */
  blackhole(): void {
    this.#mode = "silent";
    for (const { up, down } of this.#connections) {
      up.swallow();
      down.swallow();
    }
  }

  /** Ends a cut or a blackhole. Connections that lost data are dropped: their streams have holes. */
  restore(): void {
    this.#mode = "open";
    for (const connection of this.#connections) {
      if (connection.up.isBroken || connection.down.isBroken) this.#drop(connection);
    }
  }

  /** Drops every connection and stops listening. */
  async close(): Promise<void> {
    this.cut();
    clearTimeout(this.#timer);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(client: Socket): void {
    // Errors end in "close", which is what counts.
    client.on("error", () => {});
    if (this.#mode === "cut") {
      client.resetAndDestroy();
      return;
    }
    const server = connect({
      port: this.#options.targetPort,
      host: "127.0.0.1",
      allowHalfOpen: true,
      noDelay: true,
    });
    server.on("error", () => {});
    const seed = this.#options.seed + 2 * this.#opened;
    this.#opened += 1;
    const up = new Pipe(client, server, seed);
    const down = new Pipe(server, client, seed + 1);
    const connection = { client, server, up, down };
    this.#connections.add(connection);
    this.#forward(client, up);
    this.#forward(server, down);
    const forget = () => {
      if (client.closed && server.closed) this.#connections.delete(connection);
    };
    client.on("close", forget);
    server.on("close", forget);
  }

  #forward(from: Socket, pipe: Pipe): void {
    const send = (parcel: Parcel) => {
      if (this.#mode === "silent") {
        pipe.isBroken = true;
        return;
      }
      const nowMs = performance.now() - this.#startMs;
      pipe.push(parcel, nowMs, this.#link);
      this.#wakeAt(pipe.nextDueMs);
    };
    from.on("data", send);
    from.on("end", () => send("end"));
    from.on("close", () => send("closed"));
  }

  #drop({ client, server, up, down }: Connection): void {
    up.swallow();
    down.swallow();
    client.resetAndDestroy();
    server.resetAndDestroy();
  }

  /** Delivers what is due, and arms the one timer of all pipes for what is next. */
  #deliver(): void {
    this.#timerDueMs = Number.POSITIVE_INFINITY;
    const nowMs = performance.now() - this.#startMs;
    let nextDueMs = Number.POSITIVE_INFINITY;
    for (const { up, down } of this.#connections) {
      this.bytesUp += up.deliver(nowMs);
      this.bytesDown += down.deliver(nowMs);
      nextDueMs = Math.min(nextDueMs, up.nextDueMs, down.nextDueMs);
    }
    this.#wakeAt(nextDueMs);
  }

  /** Timers fire on whole milliseconds, so a parcel may be up to about one late, never early. */
  #wakeAt(dueMs: number): void {
    if (dueMs >= this.#timerDueMs) return;
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs;
    const waitMs = dueMs - (performance.now() - this.#startMs);
    this.#timer = setTimeout(() => this.#deliver(), Math.ceil(Math.max(0, waitMs)));
  }
}

/** Starts a proxy on a free port of the loopback, in front of `targetPort`. */
export async function makeTcpProxy(options: TcpProxyOptions): Promise<TcpProxy> {
  const proxy = new TcpProxy(options);
  await proxy.listen();
  return proxy;
}
