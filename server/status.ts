// How the server is, over plain HTTP. In: whether it is up, the census. Out: GET /healthz and /api/status.
import type { Application } from "express";
import { PROTOCOL_VERSION, type ServerStatus } from "../shared/net/protocol.ts";
import type { Census } from "./match/census.ts";

export function serveStatus(page: Application, census: Census, isAlive: () => boolean): void {
  page.get("/healthz", (_req, res) => {
    if (isAlive()) res.json({ status: "ok" });
    else res.status(503).json({ status: "closing" });
  });
  page.get("/api/status", async (_req, res) => {
    const { players, rooms } = await census.read();
    const status: ServerStatus = { protocol: PROTOCOL_VERSION, players, rooms };
    res.setHeader("Cache-Control", "no-store");
    res.json(status);
  });
}
