// The process' server: rooms, page and status on one port. In: a Config. Out: a running App to close.
import type { AddressInfo } from "node:net";
import express, { type Application } from "express";
import { type AdminServer, startAdmin } from "./admin/adminServer.ts";
import type { OperatorActions } from "./admin/operatorApi.ts";
import { serveStats } from "./api/statsEndpoints.ts";
import { Cluster } from "./cluster/Cluster.ts";
import { RETIRED_KNOWN_MS } from "./cluster/clusterConstants.ts";
import type { Config } from "./config.ts";
import { drain } from "./drain.ts";
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
  /** Lets nobody in any more, and resolves once nobody plays, at the latest after DRAIN_DEADLINE_S. */
  drain(): Promise<void>;
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
  const cluster = await Cluster.open(config, log);
  const hasElsewhere = () => cluster?.hasOthers === true;
  const census = new Census();
  const services: RoomServices = { config, log, census, store, ledger, hasElsewhere };
  const rooms = await startRoomServer(services, identity, cluster);
  let admin: AdminServer | null = null;
  let edge: HttpEdge | null = null;
  /** The way down: open, then draining, then closed. */
  let isDraining = false;
  let isClosed = false;
  /** Rooms first: their last results go into the ledger, and the ledger's into the store. */
  const close = async () => {
    isClosed = true;
    await cluster?.retire();
    await rooms.close();
    await cluster?.close();
    await edge?.close();
    identity.close();
    await ledger.close();
    await store.close();
    await admin?.close();
  };
  try {
    const page = await makePage({
      services,
      identity,
      rooms,
      isAlive: () => !isClosed,
      takesPlayers: () => !isClosed && (!isDraining || hasElsewhere()),
    });
    edge = new HttpEdge({
      config,
      log,
      onRequest: page,
      onUpgrade: (req, socket, head) => rooms.upgrades.emit("upgrade", req, socket, head),
      isForeignUpgrade: (req) => rooms.isForVite(req),
    });
    const actions: OperatorActions = {
      ban: (accountId) => identity.revoke(accountId),
      drain: () => void process.kill(process.pid, "SIGTERM"),
    };
    const metrics = makeExposition(makeProcessFacts(identity.seats, ledger));
    admin = await startAdmin({
      config,
      log,
      metrics,
      isReady: () => !isDraining && !isClosed,
      actions,
    });
    await cluster?.start(identity.seats);
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
    drain: async () => {
      isDraining = true;
      await cluster?.retire();
      const leastMs = hasElsewhere() ? RETIRED_KNOWN_MS : 0;
      await drain({ deadlineMs: config.drainDeadlineS * 1000, leastMs }, log);
    },
    close,
  };
}

interface PageParts {
  readonly services: RoomServices;
  readonly identity: Identity;
  readonly rooms: RoomServer;
  readonly isAlive: () => boolean;
  /** Whether who asks is let into rooms: while this process drains, into those of others. */
  readonly takesPlayers: () => boolean;
}

/** What is answered over HTTP, once the edge has let it pass. */
async function makePage(parts: PageParts): Promise<Application> {
  const { services, identity, rooms, isAlive, takesPlayers } = parts;
  const { config, log, store, census } = services;
  const page = express();
  page.disable("x-powered-by");
  serveStatus(page, census, isAlive);
  serveMatchmaking(page, {
    log,
    joinsPerMinute: config.maxJoinsPerMinutePerIp,
    isReady: takesPlayers,
  });
  serveGuests(page, { identity, log, onRefusal: countRefusal });
  serveAccounts(page, { identity, store, log, onRefusal: countRefusal });
  serveStats(page, { identity, store, log, onRefusal: countRefusal });
  await servePage(page, rooms.upgrades, config.mode);
  page.use((req, res) => refuseRequest(req, res, NOT_FOUND));
  page.use(makeFaultHandler((error) => log.error({ err: error }, "request failed")));
  return page;
}
