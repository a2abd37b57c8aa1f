// The server as a process: what it says when it cannot start, and how it ends on a signal.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const ENTRY = join(import.meta.dirname, "../../server/index.ts");
const START_TIMEOUT_MS = 15_000;
/** The server gives rooms 5 s to close. */
const STOP_BOUND_MS = 6000;

interface ServerProcess {
  readonly child: ChildProcess;
  out: string;
  err: string;
  /** null while it runs, and when a signal ended it. */
  code: number | null;
  hasEnded: boolean;
}

const started: ServerProcess[] = [];
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill("SIGKILL");
});

/** Runs the server's entry as `npm start` does, with these settings. */
function startProcess(settings: Record<string, string>): ServerProcess {
  const env = { ...process.env, NODE_ENV: "production", HOST: "127.0.0.1", ...settings };
  const child = spawn(process.execPath, [ENTRY], { env, stdio: ["ignore", "pipe", "pipe"] });
  const server: ServerProcess = { child, out: "", err: "", code: null, hasEnded: false };
  child.stdout.on("data", (data) => {
    server.out += data;
  });
  child.stderr.on("data", (data) => {
    server.err += data;
  });
  child.on("close", (code) => {
    server.code = code;
    server.hasEnded = true;
  });
  started.push(server);
  return server;
}

/** Expects a failed start. @returns the one line that was printed. */
async function lineOfFailure(server: ServerProcess): Promise<string> {
  await waitFor(() => server.hasEnded, { describe: "the end", timeoutMs: START_TIMEOUT_MS });
  expect(server.code).toBe(1);
  expect(server.out).toBe("");
  expect(server.err).toMatch(/^[^\n]+\n$/);
  return server.err;
}

test("[OPS-1] a port in use: one line names it and the remedy, exit code 1", async () => {
  const taken: Server = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  const port = typeof address === "object" ? `${address?.port}` : "";
  try {
    const line = await lineOfFailure(startProcess({ PORT: port }));
    expect(line).toContain(`Port ${port} is in use`);
    expect(line).toContain("set PORT to a free one");
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
});

test.each([
  ["PORT", "banana"],
  ["PORT", "70000"],
  ["NODE_ENV", "staging"],
  ["ARENA_MAX_PLAYERS", "1"],
])("[OPS-2] %s=%s: one line names setting and value, exit code 1", async (name, value) => {
  const line = await lineOfFailure(startProcess({ PORT: "0", [name]: value }));
  expect(line).toContain(`${name}=${value}`);
  expect(line).toContain("must be");
});

test("[OPS-3] in production: healthy once it says its address; SIGTERM tells players how long is left and ends it, exit code 0", async () => {
  const server = startProcess({ PORT: "0", LOG_LEVEL: "error", DRAIN_DEADLINE_S: "4" });
  const url = await waitFor(() => /http:\/\/\S+/.exec(server.out)?.[0], {
    describe: "the address",
    timeoutMs: START_TIMEOUT_MS,
  });
  const health = await fetch(`${url}/healthz`);
  expect(health.status).toBe(200);
  expect(await health.json()).toEqual({ status: "ok" });
  const page = await (await fetch(url)).text();
  const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? "";
  const { headers } = await fetch(new URL(script, url), { headers: { "accept-encoding": "br" } });
  expect(headers.get("content-encoding")).toBe("br");
  expect(headers.get("cache-control")).toContain("immutable");

  const player = await joinHeadless(url, "Lodger");
  await waitFor(() => player.view.self?.alive, { describe: "a first life" });
  const stoppedAtMs = performance.now();
  server.child.kill("SIGTERM");
  await waitFor(() => player.view.connection.closingInMs > 0, { describe: "the announcement" });
  await waitFor(() => server.hasEnded, { describe: "the end", timeoutMs: STOP_BOUND_MS });
  console.info(`ended ${Math.round(performance.now() - stoppedAtMs)} ms after SIGTERM`);
  expect(server.code).toBe(0);
  expect(server.err).toBe("");
  expect(player.connection.state).toMatchObject({
    phase: "closed",
    closeCode: CloseReason.Shutdown,
  });
  await player.leave();
});
