// Entry of the server process: parse the environment, listen, say where, and stop on a signal.
import { networkInterfaces } from "node:os";
import { type App, startApp } from "./app.ts";
import { type Config, ConfigError, parseConfig } from "./config.ts";
import { guardProcess } from "./edge/processGuard.ts";
import { makeLogger } from "./log.ts";

/** Longest wait for rooms to close, ms: whatever hangs is not waited for. */
const SHUTDOWN_DEADLINE_MS = 5000;

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const log = makeLogger(config.logLevel);
  const app = await startApp(config, log);
  guardProcess(log);
  process.stdout.write(`\n  Fraywire is up: ${addressOf(config, app.port)}\n\n`);
  let stopping = false;
  const stop = (signal: string, drainMs: number) => {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(0), drainMs + SHUTDOWN_DEADLINE_MS).unref();
    void goDown(app, drainMs > 0).finally(() => process.exit(0));
  };
  process.on("SIGINT", () => stop("SIGINT", 0));
  process.on("SIGTERM", () => stop("SIGTERM", config.drainDeadlineS * 1000));
}

async function goDown(app: App, isDrained: boolean): Promise<void> {
  try {
    if (isDrained) await app.drain();
  } finally {
    await app.close();
  }
}

/** Where to open the game: this machine, and the network's address when there is one. */
function addressOf(config: Config, port: number): string {
  const local = `http://localhost:${port}`;
  if (config.host !== "0.0.0.0" && config.host !== "::") return `http://${config.host}:${port}`;
  const lan = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === "IPv4" && !address.internal);
  return lan === undefined ? local : `${local}  (in your network: http://${lan.address}:${port})`;
}

/** What went wrong at the start, in one line with its remedy. */
function explain(error: unknown, env: NodeJS.ProcessEnv): string {
  if (error instanceof ConfigError) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const port = env.PORT || "2567";
  if (code === "EADDRINUSE")
    return `Port ${port} is in use: stop the other program, or set PORT to a free one.`;
  if (code === "EACCES")
    return `Port ${port} is not allowed for this user: set PORT to one above 1023.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`Fraywire cannot start. ${explain(error, process.env)}\n`);
  process.exit(1);
});
