// The operator's own port: metrics, readiness, and behind a password the operator's page and Colyseus' monitor. In: a
// Config. Out: a listening server, or null when neither ADMIN_PORT nor ADMIN_PASSWORD is set.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import express, { type Application } from "express";
import helmet from "helmet";
import type { Registry } from "prom-client";
import sirv from "sirv";
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import { refuseForeignPages, requirePassword } from "./adminAuth.ts";
import { type OperatorActions, serveOperator } from "./operatorApi.ts";

export interface AdminServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface AdminOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Whether new players are welcome here: false while the server drains or closes. */
  readonly isReady: () => boolean;
  readonly actions: OperatorActions;
}

const HEAD_TIMEOUT_MS = 5000;
const PAGE = fileURLToPath(new URL("./page", import.meta.url));

/** @throws Error with code EADDRINUSE or EACCES when the port cannot be had. */
export async function startAdmin(options: AdminOptions): Promise<AdminServer | null> {
  const { config, log } = options;
  if (config.adminPort === null) return null;
  const app = express();
  app.disable("x-powered-by");
  // The monitor writes its styles into the page.
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { "style-src": ["'self'", "'unsafe-inline'"] } },
    }),
  );
  serveReadiness(app, options);
  app.use(refuseForeignPages);
  if (config.adminPassword !== "") app.use(requirePassword(config.adminPassword, log));
  serveMetrics(app, options.metrics);
  if (config.adminPassword !== "") {
    serveOperator(app, options.actions, log);
    app.get("/", (_req, res) => res.redirect("/operator/"));
    app.use("/operator", sirv(PAGE));
    await serveMonitor(app);
  }
  const http = createServer(
    { headersTimeout: HEAD_TIMEOUT_MS, requestTimeout: HEAD_TIMEOUT_MS },
    app,
  );
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(config.adminPort ?? 0, config.adminHost, resolve);
  });
  const { port } = http.address() as AddressInfo;
  log.info({ host: config.adminHost, port }, "admin port open");
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/** For load balancers and orchestrators, which have no password. */
function serveReadiness(app: Application, { isReady }: AdminOptions): void {
  app.get("/readyz", (_req, res) => {
    if (isReady()) res.json({ status: "ready" });
    else res.status(503).json({ status: "draining" });
  });
}

function serveMetrics(app: Application, metrics: Registry): void {
  app.get("/metrics", async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.metrics());
  });
}

/** Loaded only with a password: importing it (0.18.5) adds methods to every room. */
async function serveMonitor(app: Application): Promise<void> {
  const { monitor } = await import("@colyseus/monitor");
  app.use("/monitor", monitor());
}
