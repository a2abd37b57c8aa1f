// The door of the process: every connection, request and upgrade passes it before Express or Colyseus see it.
// In: a port's traffic. Out: what is well-formed, of an allowed origin and within its limits. Run by the server.
import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import { ClientAddresses, type ClientOrigin, limitKeyOf, makeRange } from "./clientAddress.ts";
import { ConcurrencyLimit, RateLimit } from "./connectionLimits.ts";
import * as limits from "./edgeConstants.ts";
import { Origins, type OriginVerdict } from "./origins.ts";
import { destroyOnError, refuseRequest, refuseSocket } from "./refuse.ts";
import { checkBody, checkHead, checkUpgrade, type Refusal } from "./requestRules.ts";
import {
  answerPreflight,
  type HeaderWriter,
  makeSecurityHeaders,
  writeCors,
} from "./securityHeaders.ts";

export interface EdgeOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly onRequest: RequestListener;
  /** Gets the upgrades that pass; it owns the socket from then on. */
  readonly onUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Upgrades that are another's, in development Vite's: they pass all rules but that of rooms' paths. */
  readonly isForeignUpgrade: (req: IncomingMessage) => boolean;
  /** Shorter in tests. */
  readonly timeouts?: limits.EdgeTimeouts;
}

const ALL = "all";
/** How many refused origins are logged, each once: what a host needs to see, and no more than that. */
const LOGGED_ORIGINS_MAX = 20;

const FOREIGN_ORIGIN: Refusal = {
  status: 403,
  reason: "origin",
  text: "This page may not use this server.",
};
const PROCESS_FULL: Refusal = {
  status: 503,
  reason: "connections",
  text: "The server is full.",
  retryAfterS: 10,
};
const ADDRESS_FULL: Refusal = {
  status: 429,
  reason: "address connections",
  text: "Too many connections from this address.",
  retryAfterS: 10,
};

export class HttpEdge {
  /** Listens on the public port. */
  readonly http: HttpServer;
  private readonly options: EdgeOptions;
  private readonly addresses: ClientAddresses;
  private readonly origins: Origins;
  private readonly writeSecurityHeaders: HeaderWriter;
  private readonly requests = new RateLimit(limits.REQUESTS_MAX, limits.RATE_WINDOW_S);
  private readonly websockets: ConcurrencyLimit;
  private readonly websocketsPerAddress: ConcurrencyLimit;
  private readonly socketsPerAddress: ConcurrencyLimit;
  private readonly sockets = new Set<Socket>();
  private readonly loggedOrigins = new Set<string>();

  constructor(options: EdgeOptions) {
    this.options = options;
    const { config } = options;
    this.addresses = new ClientAddresses(
      makeRange(config.trustedProxies),
      makeRange(config.unlimitedIps),
    );
    this.origins = new Origins(config.allowedOrigins);
    this.writeSecurityHeaders = makeSecurityHeaders(config.mode === "development");
    this.websockets = new ConcurrencyLimit(config.maxConnections);
    this.websocketsPerAddress = new ConcurrencyLimit(config.maxConnectionsPerIp);
    this.socketsPerAddress = new ConcurrencyLimit(
      config.maxConnectionsPerIp * limits.SOCKETS_PER_CONNECTION,
    );
    const { timeouts = limits.TIMEOUTS } = options;
    this.http = createServer({
      headersTimeout: timeouts.headMs,
      requestTimeout: timeouts.requestMs,
      connectionsCheckingInterval: timeouts.checkMs,
      keepAliveTimeout: timeouts.keepAliveMs,
      maxHeaderSize: limits.HEAD_MAX_BYTES,
      noDelay: true,
      // A browser or curl that offers HTTP/2 in clear is answered as if it had not.
      shouldUpgradeCallback: (req) => req.headers.upgrade?.toLowerCase() === "websocket",
    });
    // In development Vite may work for longer on the first request than any peer may be silent.
    if (config.mode !== "development") this.http.setTimeout(timeouts.stalledMs);
    this.http.on("connection", (socket) => this.acceptSocket(socket));
    this.http.on("request", (req, res) => {
      this.acceptRequest(req, res).catch((error: unknown) => this.fail(error, res));
    });
    this.http.on("upgrade", (req, socket, head) => {
      this.acceptUpgrade(req, socket, head).catch((error: unknown) => this.fail(error, socket));
    });
  }

  /** Connections of any kind that are open. */
  get openSockets(): number {
    return this.sockets.size;
  }

  /** Rejects with what Node says of the port. */
  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.http.once("error", reject);
      this.http.listen(port, host, () => {
        this.http.off("error", reject);
        resolve();
      });
    });
  }

  /** Frees the port. WebSockets that were told to close get CLOSE_GRACE_MS for it. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    this.http.closeAllConnections();
    const timer = setTimeout(() => {
      for (const socket of this.sockets) socket.destroy();
    }, limits.CLOSE_GRACE_MS);
    await closed;
    clearTimeout(timer);
  }

  private acceptSocket(socket: Socket): void {
    const { sockets } = this;
    // A limit on sockets, because those that never speak are no request of anybody's.
    if (sockets.size >= this.options.config.maxConnections * limits.SOCKETS_PER_CONNECTION) {
      refuseSocket(socket, PROCESS_FULL);
      return;
    }
    const peer = socket.remoteAddress ?? "";
    const isLimited = this.addresses.isLimitedPeer(peer);
    const key = limitKeyOf(peer);
    if (isLimited && !this.socketsPerAddress.enter(key)) {
      refuseSocket(socket, ADDRESS_FULL);
      return;
    }
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      if (isLimited) this.socketsPerAddress.leave(key);
    });
  }

  private async acceptRequest(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const client = this.addresses.resolve(req);
    const verdict = this.judge(req, client);
    const fault = checkHead(req) ?? checkBody(req);
    // Only a host that passed may stand in the content policy.
    if (fault === null) this.writeSecurityHeaders(req, res);
    const refusal = fault ?? (await this.limit(verdict, client));
    if (refusal !== null) {
      refuseRequest(req, res, refusal);
      return;
    }
    if (verdict === "listed") writeCors(res, req.headers.origin ?? "");
    if (req.method === "OPTIONS") {
      answerPreflight(res);
      return;
    }
    this.options.onRequest(req, res);
  }

  private async acceptUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Nobody listens on a bare socket until ws does.
    destroyOnError(socket);
    const client = this.addresses.resolve(req);
    const isForeign = this.options.isForeignUpgrade(req);
    const refusal =
      checkHead(req) ??
      (isForeign ? null : checkUpgrade(req)) ??
      (await this.limit(this.judge(req, client), client)) ??
      this.enter(socket, client);
    if (refusal !== null) refuseSocket(socket, refusal);
    else if (!socket.destroyed) this.options.onUpgrade(req, socket, head);
  }

  private judge(req: IncomingMessage, { host }: ClientOrigin): OriginVerdict {
    const { origin } = req.headers;
    const verdict = this.origins.judge(origin, host);
    if (verdict === "foreign" && this.loggedOrigins.size < LOGGED_ORIGINS_MAX) {
      const isNew = !this.loggedOrigins.has(`${origin}`);
      this.loggedOrigins.add(`${origin}`);
      if (isNew) this.options.log.warn({ origin, host }, "origin refused: see ALLOWED_ORIGINS");
    }
    return verdict;
  }

  /** A fault of ours: the peer is let go, the process stays. */
  private fail(error: unknown, peer: Duplex | ServerResponse): void {
    this.options.log.error({ err: error }, "the edge failed");
    peer.destroy();
  }

  private async limit(verdict: OriginVerdict, client: ClientOrigin): Promise<Refusal | null> {
    if (verdict === "foreign") return FOREIGN_ORIGIN;
    if (client.isUnlimited) return null;
    const retryAfterS = await this.requests.take(client.limitKey);
    if (retryAfterS === 0) return null;
    const text = "Too many requests from this address.";
    return { status: 429, reason: "address requests", text, retryAfterS };
  }

  /** Counts a WebSocket until its socket closes, or says why there may not be one more. */
  private enter(socket: Duplex, { limitKey, isUnlimited }: ClientOrigin): Refusal | null {
    if (socket.destroyed) return null;
    if (!isUnlimited && !this.websocketsPerAddress.enter(limitKey)) return ADDRESS_FULL;
    const isWithin = this.websockets.enter(ALL);
    const leave = () => {
      if (!isUnlimited) this.websocketsPerAddress.leave(limitKey);
      if (isWithin) this.websockets.leave(ALL);
    };
    socket.once("close", leave);
    return isWithin ? null : PROCESS_FULL;
  }
}
