// `npm run cluster -- --processes 3 --port 8080`: Redis, nginx and game processes on this machine, with one command.
// In: options. Out: an address to play at; Ctrl-C ends all of it.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LocalCluster } from "./cluster/LocalCluster.ts";
import { findPrograms, howToInstall } from "./cluster/programs.ts";

const HELP = `npm run cluster -- [--processes 3] [--port 8080]
  --processes   game processes, 1 to 16; one a core is the most that makes sense
  --port        where to play; 0 for any free port
Every setting of README.md is passed on. Accounts and results are thrown away at the end, unless DATABASE_URL or DATA_DIR
says where they are kept.`;

/** Those that LocalCluster has values of its own for. */
const KEPT_SETTINGS = ["DATA_DIR", "AUTH_SECRET", "DRAIN_DEADLINE_S"] as const;

function keptSettings(): Record<string, string> {
  const set = KEPT_SETTINGS.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(set.filter((one): one is [(typeof one)[0], string] => Boolean(one[1])));
}

/** A whole number of the command line. @throws Error that says what it must be. */
function numberOf(text: string, name: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`--${name} ${text} must be a whole number from ${min} to ${max}.`);
}

/** Once, not by each process. @throws Error when it cannot be built. */
function buildPage(): void {
  const builder = join(import.meta.dirname, "build-if-stale.mjs");
  const { status } = spawnSync(process.execPath, [builder], { stdio: "inherit" });
  if (status !== 0) throw new Error("The page could not be built.");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      processes: { type: "string", default: "3" },
      port: { type: "string", default: "8080" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const processes = numberOf(values.processes, "processes", 1, 16);
  const port = numberOf(values.port, "port", 0, 65_535);
  const programs = findPrograms();
  if (Array.isArray(programs)) throw new Error(howToInstall(programs));
  buildPage();
  const cores = availableParallelism();
  if (processes > cores) console.log(`  ${processes} processes share ${cores} cores.`);
  console.log(`  Starting Redis, ${processes} game processes and nginx ...`);
  const stopping = new AbortController();
  process.on("SIGINT", () => stopping.abort());
  process.on("SIGTERM", () => stopping.abort());
  const cluster = await LocalCluster.start({
    programs,
    processes,
    port,
    settings: keptSettings(),
    onLine: (name, line) => {
      if (!line.includes("Fraywire is up") && line.trim() !== "") console.log(`${name} ${line}`);
    },
  });
  for (const [name, game] of cluster.games) {
    console.log(`  ${name}: process ${game.pid}, ${cluster.urlOf(name)}`);
  }
  console.log(`\n  Fraywire is up: ${cluster.url}\n  Ctrl-C ends it.\n`);
  if (!stopping.signal.aborted) {
    await new Promise((resolve) => stopping.signal.addEventListener("abort", resolve));
  }
  console.log("  Stopping ...");
  await cluster.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`The cluster cannot start. ${(error as Error).message}\n`);
    process.exit(1);
  },
);
