// Colyseus behind the edge: it gets the upgrades that pass, and no HTTP. In: what rooms need. Out: rooms that can be
// joined, and where upgrades go. Run by app.ts.
import { createServer, type Server as HttpServer, type IncomingMessage } from "node:http";
import { Server, type ServerOptions } from "@colyseus/core";
import { type TransportOptions, WebSocketTransport } from "@colyseus/ws-transport";
import {
  ARENA_ROOM,
  DUEL_ROOM,
  LAB_ROOM,
  LOBBY_ROOM,
  PARTY_ROOM,
  QUEUE_ROOM,
} from "../shared/net/protocol.ts";
import type { Cluster } from "./cluster/Cluster.ts";
import { cutClosingSockets } from "./edge/closingSockets.ts";
import type { Identity } from "./identity/Identity.ts";
import { makeUpgradeGuard } from "./identity/upgradeGuard.ts";
import type { Logger } from "./log.ts";
import { ARENA_ORDER } from "./match/placement.ts";
import { countRefusal } from "./metrics/refusals.ts";
import { ArenaRoom } from "./rooms/ArenaRoom.ts";
import { DuelRoom } from "./rooms/DuelRoom.ts";
import { LabRoom } from "./rooms/LabRoom.ts";
import { LobbyRoom } from "./rooms/LobbyRoom.ts";
import { PartyRoom } from "./rooms/PartyRoom.ts";
import { QueueRoom } from "./rooms/QueueRoom.ts";
import type { RoomServices } from "./rooms/roomServices.ts";

export interface RoomServer {
  /** Never listens: it hands upgrades to Colyseus, and to Vite's own socket in development. */
  readonly upgrades: HttpServer;
  isForVite(req: IncomingMessage): boolean;
  /** Ends all rooms, telling everybody in them. */
  close(): Promise<void>;
}

/** A peer that has not answered for two of these is cut at the third, ms: silence is found within 3 s. */
const PING_INTERVAL_MS = 900;
/** Inputs are a few bytes, the longest message is a report: more is no client of ours. */
const MAX_FRAME_BYTES = 4096;

/** `Server.listen` (core 0.18.17) makes the transport listen on a port of its own; the public one is the edge's. */
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

/** Resolves once rooms can be made. @param cluster null for a process that is alone. */
export async function startRoomServer(
  services: RoomServices,
  identity: Identity,
  cluster: Cluster | null,
): Promise<RoomServer> {
  const { config, log } = services;
  const upgrades = createServer();
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
  transport.attachToServer(upgrades, { filter: (req) => !isForVite(req) });
  const cutting = cutClosingSockets(transport);
  const server = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: logForColyseus(log),
    ...(cluster === null ? {} : optionsOf(cluster)),
  });
  defineRooms(server, services);
  await server.listen(config.port, config.host);
  return {
    upgrades,
    isForVite,
    close: async () => {
      await server.gracefullyShutdown(false);
      clearInterval(cutting);
      // Ends the transport's pings.
      upgrades.close();
    },
  };
}

function optionsOf(cluster: Cluster): Partial<ServerOptions> {
  const { driver, presence, processName } = cluster;
  const selectProcessIdToCreateRoom = () => cluster.placeRoom();
  return { driver, presence, publicAddress: processName, selectProcessIdToCreateRoom };
}

function defineRooms(server: Server, services: RoomServices): void {
  server.define(ARENA_ROOM, ArenaRoom, services).enableRealtimeListing().sortBy(ARENA_ORDER);
  server.define(DUEL_ROOM, DuelRoom, services);
  server.define(LAB_ROOM, LabRoom, services);
  server.define(LOBBY_ROOM, LobbyRoom, services);
  server.define(QUEUE_ROOM, QueueRoom, services);
  server.define(PARTY_ROOM, PartyRoom, services);
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
