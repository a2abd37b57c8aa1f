// The process' server: rooms, page and status on one port. In: a Config. Out: a running App to close.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { matchMaker, Server } from "@colyseus/core";
import { type TransportOptions, WebSocketTransport } from "@colyseus/ws-transport";
import express, { type Application } from "express";
import {
  ARENA_ROOM,
  LAB_ROOM,
  PROTOCOL_VERSION,
  type ServerStatus,
} from "../shared/net/protocol.ts";
import { type AdminServer, startAdmin } from "./admin/adminServer.ts";
import type { Config } from "./config.ts";
import { cutClosingSockets } from "./edge/closingSockets.ts";
import { HttpEdge } from "./edge/httpEdge.ts";
import { makeFaultHandler } from "./edge/jsonBody.ts";
import { serveMatchmaking } from "./edge/matchmaking.ts";
import { refuseRequest } from "./edge/refuse.ts";
import type { Refusal } from "./edge/requestRules.ts";
import { serveGuests } from "./identity/guestEndpoints.ts";
import { Identity } from "./identity/Identity.ts";
import { makeUpgradeGuard } from "./identity/upgradeGuard.ts";
import type { Logger } from "./log.ts";
import { countRefusal } from "./metrics/refusals.ts";
import { servePage } from "./page.ts";
import { ArenaRoom } from "./rooms/ArenaRoom.ts";
import { LabRoom } from "./rooms/LabRoom.ts";

export interface App {
  readonly port: number;
  /** The operator's; null when it is not open. */
  readonly adminPort: number | null;
  /** TCP connections of any kind, as the edge counts them. */
  openSockets(): number;
  /** Disconnects everybody and frees the port. */
  close(): Promise<void>;
}

/** A peer that has not answered for two of these is cut at the third, ms: silence is found within 3 s. */
const PING_INTERVAL_MS = 900;
/** Inputs are a few bytes, the longest message is a report: more is no client of ours. */
const MAX_FRAME_BYTES = 4096;

const NOT_FOUND: Refusal = { status: 404, reason: "not found", text: "There is nothing here." };

/**
 * Colyseus behind the edge: it gets the upgrades that pass, and no HTTP. `Server.listen` (core 0.18.17) makes the
 * transport listen on a port of its own; the public one is the edge's.
 */
class InnerTransport extends WebSocketTransport {
  override listen(
    _port: number,
    _host?: string,
    _backlog?: number,
    onListening?: () => void,
  ): this {
    onListening?.();
    return this;
  }
}

/**
 * Starts everything; resolves once rooms can be joined.
 * @throws Error with code EADDRINUSE or EACCES when the port cannot be had.
 */
export async function startApp(config: Config, log: Logger): Promise<App> {
  const identity = await Identity.start(config, log);
  // Never listens: it hands upgrades to Colyseus, and to Vite's own socket in development.
  const inner = createServer();
  const transport = new InnerTransport({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    pingInterval: PING_INTERVAL_MS,
    perMessageDeflate: compressionOf(config.wsCompressionThreshold),
    beforeUpgrade: makeUpgradeGuard(identity, countRefusal),
  });
  const isForVite = (req: IncomingMessage): boolean =>
    config.mode === "development" &&
    req.headers["sec-websocket-protocol"]?.startsWith("vite") === true;
  transport.attachToServer(inner, { filter: (req) => !isForVite(req) });
  const cutting = cutClosingSockets(transport);
  const server = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: logForColyseus(log),
  });
  server.define(ARENA_ROOM, ArenaRoom, { config, log }).sortBy({ clients: -1 });
  server.define(LAB_ROOM, LabRoom, { config, log });
  await server.listen(config.port, config.host);

  let ready = true;
  const page = express();
  page.disable("x-powered-by");
  serveStatus(page, () => ready);
  serveMatchmaking(page, {
    log,
    joinsPerMinute: config.maxJoinsPerMinutePerIp,
    isReady: () => ready,
  });
  serveGuests(page, { identity, log, onRefusal: countRefusal });
  await servePage(page, inner, config.mode);
  page.use((req, res) => refuseRequest(req, res, NOT_FOUND));
  page.use(makeFaultHandler((error) => log.error({ err: error }, "request failed")));

  const edge = new HttpEdge({
    config,
    log,
    onRequest: page,
    onUpgrade: (req, socket, head) => inner.emit("upgrade", req, socket, head),
    isForeignUpgrade: isForVite,
  });
  const close = async () => {
    ready = false;
    await server.gracefullyShutdown(false);
    clearInterval(cutting);
    // Ends the transport's pings.
    inner.close();
    await edge.close();
    await identity.close();
    await admin?.close();
  };
  let admin: AdminServer | null = null;
  try {
    admin = await startAdmin(config, log);
    await edge.listen(config.port, config.host);
  } catch (error) {
    await server.gracefullyShutdown(false);
    inner.close();
    await identity.close();
    await admin?.close();
    throw error;
  }
  return {
    adminPort: admin?.port ?? null,
    port: (edge.http.address() as AddressInfo).port,
    openSockets: () => edge.openSockets,
    close,
  };
}

/**
 * Off by default: see docs/adr/0008-no-compression.md. `ws` heeds the threshold only without context takeover, which
 * would also keep 64 KiB and more for each client.
 */
function compressionOf(threshold: number): NonNullable<TransportOptions["perMessageDeflate"]> {
  if (threshold === 0) return false;
  return { threshold, serverNoContextTakeover: true, clientNoContextTakeover: true };
}

/** Colyseus prints what hostile peers cause, with stacks: that is a warning, not our fault. */
function logForColyseus(log: Logger): Record<string, (...args: unknown[]) => void> {
  const warn = (...args: unknown[]) =>
    log.warn({ colyseus: args.map(String).join(" ") }, "colyseus");
  const debug = (...args: unknown[]) =>
    log.debug({ colyseus: args.map(String).join(" ") }, "colyseus");
  return { error: warn, warn, info: debug, debug, trace: debug };
}

function serveStatus(page: Application, isReady: () => boolean): void {
  page.get("/healthz", (_req, res) => {
    if (isReady()) res.json({ status: "ok" });
    else res.status(503).json({ status: "closing" });
  });
  page.get("/api/status", (_req, res) => {
    const status: ServerStatus = {
      protocol: PROTOCOL_VERSION,
      players: matchMaker.stats.local.ccu,
      rooms: matchMaker.stats.local.roomCount,
    };
    res.setHeader("Cache-Control", "no-store");
    res.json(status);
  });
}
