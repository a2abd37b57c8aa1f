// The server under load: one of its own, pinned to a core of its own where that is possible, or one that runs already.
// In: options. Out: its address, and where it tells its figures.
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { startServerProcess } from "../helpers/serverProcess.ts";
import { waitFor } from "../helpers/waitFor.ts";
import type { LoadOptions } from "./options.ts";
import { type Samples, scrape } from "./scrape.ts";

export interface Target {
  readonly url: string;
  /** Null when the server's own figures are not to be had, and why. */
  readonly metrics: string | null;
  /** For the report. */
  readonly describe: string;
  stop(): void;
}

const ONE_ARENA_ENTRY = join(import.meta.dirname, "../bench/oneArenaServer.ts");
/** Rooms and connections that never are the limit of a load test. */
const PLENTY = { ARENA_MAX_ROOMS: "1000", MAX_CONNECTIONS: "20000" };

/** @throws Error that says what is missing, when nothing answers there. */
export async function openTarget(options: LoadOptions): Promise<Target> {
  const { url, metrics } = options;
  if (url === null) return startOwn(options);
  const response = await fetch(`${url}/api/status`).catch((error: Error) => error);
  if (response instanceof Error || !response.ok)
    throw new Error(`No Fraywire server answers at ${url}: start it first, or leave --url out.`);
  if (metrics !== null) await scrape(metrics);
  return { url, metrics, describe: url, stop: () => undefined };
}

async function startOwn({ bots, room, isOneArena, processes }: LoadOptions): Promise<Target> {
  const isBig = isOneArena && room === "arena";
  const prefix = pinnedTo(0);
  const server = await startServerProcess(
    // The load comes from one address, and the log names the operator's port.
    { ...PLENTY, ARENA_MIN_ACTORS: "0", ADMIN_PORT: "0", LOG_LEVEL: "info" },
    { prefix, isDetached: true, ...(isBig ? { entry: [ONE_ARENA_ENTRY, String(bots)] } : {}) },
  );
  process.once("exit", () => server.kill());
  const admin = await waitFor(() => server.log().find(({ msg }) => msg === "admin port open"), {
    describe: "the operator's port",
  });
  const pinned = prefix.length > 0 ? ", on a core of its own" : "";
  return {
    url: server.url,
    metrics: `http://127.0.0.1:${Number(admin.port)}/metrics`,
    describe: `a server of its own${isBig ? `, one arena for ${bots}` : ""}${pinned}; ${processes} processes of bots`,
    stop: () => server.kill(),
  };
}

/** What a command begins with to stay on core `first`; nothing where there is no taskset, or one core only. */
export function pinnedTo(first: number): string[] {
  return canPin() ? ["taskset", "-c", String(first)] : [];
}

/** The other cores. */
export function pinnedBeside(first: number): string[] {
  if (!canPin()) return [];
  const others = Array.from({ length: availableParallelism() }, (_, core) => core);
  return ["taskset", "-c", others.filter((core) => core !== first).join(",")];
}

let isThere: boolean | null = null;

function canPin(): boolean {
  if (isThere !== null) return isThere;
  try {
    execFileSync("taskset", ["-c", "0", "true"], { stdio: "ignore" });
    isThere = availableParallelism() > 1;
  } catch {
    isThere = false;
  }
  return isThere;
}

/** Null when it does not answer in time: the run goes on. */
export function tryScrape(metrics: string | null): Promise<Samples | null> {
  return metrics === null ? Promise.resolve(null) : scrape(metrics).catch(() => null);
}
