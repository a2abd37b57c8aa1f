// The process after errors that nobody caught, without the package that would have caught some of them.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { requestRaw, UPGRADE_LINES } from "../helpers/rawSocket.ts";
import { waitFor } from "../helpers/waitFor.ts";

const ROOT = join(import.meta.dirname, "../..");
const PRELOAD = join(ROOT, "test/helpers/strayErrors.ts");
const START_TIMEOUT_MS = 15_000;
const STRAYS = 20;

let child: ChildProcess | null = null;
afterEach(() => child?.kill("SIGKILL"));

test("[EDGE-50] stray errors are logged and counted, and the process serves on, with @pm2/io unresolvable", async () => {
  let out = "";
  const args = ["--import", PRELOAD, join(ROOT, "server/index.ts")];
  const settings = { NODE_ENV: "production", HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "error" };
  const server = spawn(process.execPath, args, {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child = server;
  server.stdout?.on("data", (data) => {
    out += data;
  });
  const port = Number(
    await waitFor(() => /http:\/\/[^:]+:(\d+)/.exec(out)?.[1], {
      describe: "the address",
      timeoutMs: START_TIMEOUT_MS,
    }),
  );

  const isRefused = new Promise<unknown>((resolve) => server.once("message", resolve));
  server.send("pm2");
  const { refusals } = (await isRefused) as { refusals: number };
  expect(refusals).toBeGreaterThan(0);

  for (let i = 0; i < STRAYS; i++) server.send(i % 2 === 0 ? "reject" : "throw");
  const counted = (text: string) => out.includes(`"count":${STRAYS / 2},"msg":"${text}"`);
  await waitFor(() => counted("unhandled rejection") && counted("uncaught exception"), {
    describe: "both counts",
  });
  expect(out).toContain("stray rejection");

  // What killed a default server of this stack, on this one.
  for (const line of ["GET *%", "GET /%", "TRACE /"]) {
    for (const headers of [[], ["Host: ["], ["X-Forwarded-Proto: %"], UPGRADE_LINES]) {
      expect((await requestRaw(port, line, headers)).status).toBeGreaterThanOrEqual(400);
    }
  }
  expect((await requestRaw(port, "GET /healthz")).status).toBe(200);
  expect(server.exitCode).toBeNull();
});
