// The server as a process of its own, with a data folder of its own. In: settings. Out: its address and its log.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "./waitFor.ts";

const ENTRY = join(import.meta.dirname, "../../server/index.ts");
const START_TIMEOUT_MS = 15_000;

export interface ServerProcess {
  readonly url: string;
  /** Of the process; the same when it runs pinned. */
  readonly pid: number;
  /** Complete lines of its log so far, parsed. */
  log(): Record<string, unknown>[];
  kill(): void;
}

const parseLine = (line: string) => JSON.parse(line) as Record<string, unknown>;

export interface ServerCommand {
  /** The module to run and its arguments; the server's own entry unless told. */
  readonly entry?: readonly string[];
  /** What the command begins with, such as `taskset -c 0`. */
  readonly prefix?: readonly string[];
  /** Whether Ctrl-C in the terminal leaves it running; its starter ends it then. */
  readonly isDetached?: boolean;
}

/** @param settings environment variables, as a host would set them. */
export async function startServerProcess(
  settings: Record<string, string>,
  { entry = [ENTRY], prefix = [], isDetached = false }: ServerCommand = {},
): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "fraywire-"));
  const fixed = { PORT: "0", HOST: "127.0.0.1", NODE_ENV: "production", DATA_DIR: dataDir };
  const [file, ...args] = [...prefix, process.execPath, ...entry] as [string, ...string[]];
  const child = spawn(file, args, {
    env: { ...process.env, ...fixed, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
    detached: isDetached,
  });
  let out = "";
  child.stdout.on("data", (data) => {
    out += data;
  });
  const kill = () => {
    child.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const url = await waitFor(() => /http:\/\/\S+/.exec(out)?.[0], {
      describe: "the server's address",
      timeoutMs: START_TIMEOUT_MS,
    });
    return {
      url,
      pid: child.pid ?? 0,
      log: () => {
        const lines = out.split("\n").slice(0, -1);
        return lines.filter((line) => line.startsWith("{")).map(parseLine);
      },
      kill,
    };
  } catch (error) {
    kill();
    throw error;
  }
}
