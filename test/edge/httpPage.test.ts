// The built page under a running server.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { expect, test } from "vitest";
import { servePage } from "../../server/page.ts";
import { RawSocket, requestRaw } from "../helpers/rawSocket.ts";

test("[EDGE-10] a file that a new build took away ends its request, not the process", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fraywire-page-"));
  for (const name of ["index.html", "old.js"]) writeFileSync(join(folder, name), "text");
  const page = express();
  const http = createServer(page);
  await servePage(page, http, "production", folder);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;

  rmSync(join(folder, "old.js"));
  const socket = new RawSocket(port);
  // An error that nobody listens for fails this test's process.
  socket.request("GET /old.js");
  await socket.closed();
  expect((await requestRaw(port, "GET /")).status).toBe(200);

  http.closeAllConnections();
  http.close();
  rmSync(folder, { recursive: true });
});
