// The process' server: rooms, page and status on one port. In: a Config. Out: a running App to close.
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { matchMaker, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import type { Application } from "express";
import {
  ARENA_ROOM,
  LAB_ROOM,
  PROTOCOL_VERSION,
  type ServerStatus,
} from "../shared/net/protocol.ts";
import type { Config } from "./config.ts";
import type { Logger } from "./log.ts";
import { servePage } from "./page.ts";
import { ArenaRoom } from "./rooms/ArenaRoom.ts";
import { LabRoom } from "./rooms/LabRoom.ts";

export interface App {
  readonly port: number;
  /** Disconnects everybody and frees the port. */
  close(): Promise<void>;
}

/** WebSocket pings find a silent peer within two of these, ms. */
const PING_INTERVAL_MS = 1000;
/** Inputs are a few bytes, the longest message is a report: more is no client of ours. */
const MAX_FRAME_BYTES = 4096;

/**
 * Starts everything; resolves once rooms can be joined.
 * @throws Error with code EADDRINUSE or EACCES when the port cannot be had.
 */
export async function startApp(config: Config, log: Logger): Promise<App> {
  const http = createServer();
  const transport = new WebSocketTransport({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    pingInterval: PING_INTERVAL_MS,
  });
  // In development Vite's own socket shares the port: its upgrades are left to it.
  transport.attachToServer(http, {
    filter: (req) => !req.headers["sec-websocket-protocol"]?.startsWith("vite"),
  });
  let ready = false;
  const server = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: logForColyseus(log),
    express: async (page) => {
      serveStatus(page, () => ready);
      await servePage(page, http, config.mode);
    },
  });
  server.define(ARENA_ROOM, ArenaRoom, { config, log }).sortBy({ clients: -1 });
  server.define(LAB_ROOM, LabRoom, { config, log });
  await listen(server, http, config);
  ready = true;
  return {
    port: (http.address() as AddressInfo).port,
    close: async () => {
      ready = false;
      await server.gracefullyShutdown(false);
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** A taken port reaches Colyseus' promise only after it listens: this rejects at once, and once. */
function listen(server: Server, http: HttpServer, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    server.listen(config.port, config.host).then(resolve, reject);
  });
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
  page.disable("x-powered-by");
  page.get("/healthz", (_req, res) => {
    if (isReady()) res.json({ status: "ok" });
    else res.status(503).json({ status: "starting" });
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
