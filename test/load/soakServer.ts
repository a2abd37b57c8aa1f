// The server as a child that can be asked what it holds. In: settings. Out: its address, footprints, its end.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process holds after a garbage collection. */
export interface ServerFootprint {
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly rssBytes: number;
  /** How many of each kind keep the event loop alive: sockets, timers, servers. */
  readonly resources: Readonly<Record<string, number>>;
}

export interface SoakServer {
  readonly url: string;
  probe(): Promise<ServerFootprint>;
  /** Rooms open and players inside, as the page is told. */
  status(): Promise<{ rooms: number; players: number }>;
  stop(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, "../../server/index.ts");
const PROBE = join(import.meta.dirname, "heapProbe.ts");

/** @throws Error when it ends before it listens. */
export async function startSoakServer(settings: Record<string, string>): Promise<SoakServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "fraywire-soak-"));
  const fixed = { PORT: "0", HOST: "127.0.0.1", NODE_ENV: "test", LOG_LEVEL: "error" };
  const child = fork(ENTRY, [], {
    env: { ...process.env, ...fixed, DATA_DIR: dataDir, ...settings },
    execArgv: ["--expose-gc", "--import", PROBE],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const url = await addressOf(child);
  return {
    url,
    probe: () =>
      new Promise((resolve) => {
        const listen = (message: unknown) => {
          // `@pm2/io`, which Colyseus brings along, talks to its parent too.
          if (!isFootprint(message)) return;
          child.off("message", listen);
          resolve(message);
        };
        child.on("message", listen);
        child.send("probe");
      }),
    async status() {
      const response = await fetch(`${url}/api/status`);
      return (await response.json()) as { rooms: number; players: number };
    },
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function isFootprint(message: unknown): message is ServerFootprint {
  return typeof message === "object" && message !== null && "heapBytes" in message;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = "";
    child.stdout?.on("data", (data: Buffer) => {
      out += data.toString();
      const url = /http:\/\/\S+/.exec(out)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with code ${code}: ${out}`)));
  });
}
