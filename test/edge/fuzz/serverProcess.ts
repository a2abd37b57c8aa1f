// The server as a process of its own, so that its death and its freezes can be seen. In: settings. Out: its address,
// and how it ended.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "../../helpers/waitFor.ts";

const ENTRY = join(import.meta.dirname, "../../../server/index.ts");
const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 7000;
/** What it wrote last is all that is kept. */
const OUTPUT_MAX = 2000;

export interface ServerProcess {
  readonly url: string;
  /** What it wrote, its end. */
  readonly output: string;
  /** Exit code or signal; null while it runs. */
  readonly end: number | string | null;
  stop(): Promise<void>;
}

export async function startServerProcess(settings: Record<string, string>): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "fraywire-fuzz-"));
  const child: ChildProcess = spawn(process.execPath, [ENTRY], {
    env: {
      ...process.env,
      NODE_ENV: "test",
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: dataDir,
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // It must not outlive this process, frozen as it may be.
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  let output = "";
  let end: number | string | null = null;
  const keep = (text: Buffer) => {
    output = (output + text.toString()).slice(-OUTPUT_MAX);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  child.on("exit", (code, signal) => {
    end = code ?? signal ?? "unknown";
  });
  const address = await waitFor(() => end !== null || /http:\/\/[\w.]+:(\d+)/.exec(output), {
    describe: "the server's address",
    timeoutMs: START_TIMEOUT_MS,
  });
  if (address === true) throw new Error(`The server did not start:\n${output}`);
  return {
    url: `http://127.0.0.1:${address[1]}`,
    get output() {
      return output;
    },
    get end() {
      return end;
    },
    async stop() {
      child.kill("SIGTERM");
      // A frozen one hears nothing.
      const killing = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      await waitFor(() => end !== null, { describe: "its end", timeoutMs: 2 * STOP_TIMEOUT_MS });
      clearTimeout(killing);
      process.off("exit", killAtExit);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
