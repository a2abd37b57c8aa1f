// The process' server: rooms, page and status on one port. In: a Config. Out: a running App to close.
import type { AddressInfo } from "node:net";
import express, { type Application } from "express";
import { type AdminServer, startAdmin } from "./admin/adminServer.ts";
import { serveStats } from "./api/statsEndpoints.ts";
import type { Config } from "./config.ts";
import { HttpEdge } from "./edge/httpEdge.ts";
import { makeFaultHandler } from "./edge/jsonBody.ts";
import { serveMatchmaking } from "./edge/matchmaking.ts";
import { refuseRequest } from "./edge/refuse.ts";
import type { Refusal } from "./edge/requestRules.ts";
import { serveAccounts } from "./identity/accountEndpoints.ts";
import { serveGuests } from "./identity/guestEndpoints.ts";
import { Identity } from "./identity/Identity.ts";
import type { Logger } from "./log.ts";
import { Census } from "./match/census.ts";
import { MatchLedger } from "./match/results.ts";
import { makeExposition } from "./metrics/exposition.ts";
import { makeProcessFacts } from "./metrics/processFacts.ts";
import { countRefusal } from "./metrics/refusals.ts";
import { servePage } from "./page.ts";
import { type RoomServer, startRoomServer } from "./roomServer.ts";
import type { RoomServices } from "./rooms/roomServices.ts";
import { serveStatus } from "./status.ts";
import { openStore } from "./store/openStore.ts";

export interface App {
  readonly port: number;
  /** The operator's; null when it is not open. */
  readonly adminPort: number | null;
  /** TCP connections of any kind, as the edge counts them. */
  openSockets(): number;
  /** Disconnects everybody and frees the port. */
  close(): Promise<void>;
}

const NOT_FOUND: Refusal = { status: 404, reason: "not found", text: "There is nothing here." };

/**
 * Starts everything; resolves once rooms can be joined.
 * @throws Error with code EADDRINUSE or EACCES when the port cannot be had.
 */
export async function startApp(config: Config, log: Logger): Promise<App> {
  const store = await openStore(config, log);
  const identity = await Identity.start(config, log, store);
  const ledger = await MatchLedger.open({ dataDir: config.dataDir, store, log });
  const services: RoomServices = { config, log, census: new Census(), store, ledger };
  const rooms = await startRoomServer(services, identity);
  let admin: AdminServer | null = null;
  let edge: HttpEdge | null = null;
  let isReady = true;
  /** Rooms first: their last results go into the ledger, and the ledger's into the store. */
  const close = async () => {
    isReady = false;
    await rooms.close();
    await edge?.close();
    identity.close();
    await ledger.close();
    await store.close();
    await admin?.close();
  };
  try {
    const page = await makePage({ services, identity, rooms, isReady: () => isReady });
    edge = new HttpEdge({
      config,
      log,
      onRequest: page,
      onUpgrade: (req, socket, head) => rooms.upgrades.emit("upgrade", req, socket, head),
      isForeignUpgrade: (req) => rooms.isForVite(req),
    });
    const metrics = makeExposition(makeProcessFacts(identity.seats, ledger));
    admin = await startAdmin({ config, log, metrics, isReady: () => isReady });
    await edge.listen(config.port, config.host);
  } catch (error) {
    await close();
    throw error;
  }
  const { http } = edge;
  return {
    adminPort: admin?.port ?? null,
    port: (http.address() as AddressInfo).port,
    openSockets: () => edge?.openSockets ?? 0,
    close,
  };
}

interface PageParts {
  readonly services: RoomServices;
  readonly identity: Identity;
  readonly rooms: RoomServer;
  readonly isReady: () => boolean;
}

/** What is answered over HTTP, once the edge has let it pass. */
async function makePage({ services, identity, rooms, isReady }: PageParts): Promise<Application> {
  const { config, log, store, census } = services;
  const page = express();
  page.disable("x-powered-by");
  serveStatus(page, census, isReady);
  serveMatchmaking(page, { log, joinsPerMinute: config.maxJoinsPerMinutePerIp, isReady });
  serveGuests(page, { identity, log, onRefusal: countRefusal });
  serveAccounts(page, { identity, store, log, onRefusal: countRefusal });
  serveStats(page, { identity, store, log, onRefusal: countRefusal });
  await servePage(page, rooms.upgrades, config.mode);
  page.use((req, res) => refuseRequest(req, res, NOT_FOUND));
  page.use(makeFaultHandler((error) => log.error({ err: error }, "request failed")));
  return page;
}
