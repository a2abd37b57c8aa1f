// `npm run kills -- --kills 300 --seed 1 [--postgres]`: the server is killed at the end of its Duels. Out: progress, what
// was told and what is in the database, exit code 1 when a result was lost, halved, doubled or left.
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { closeDatabases, findKinds, stopServers } from "../databases.ts";
import { bundleServer } from "./bundle.ts";
import { killAndTakeStock } from "./killing.ts";
import { faultsOf } from "./stock.ts";

const PROGRESS_KILLS = 10;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    postgres: { type: "boolean", default: false },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(kills) || kills < 2 || kills % 2 !== 0 || !Number.isInteger(seed)) {
  console.error("kills: --kills must be an even number, --seed a whole one");
  process.exit(1);
}

const kinds = await findKinds();
const kind = kinds.find(({ name }) => name === (values.postgres ? "PostgreSQL" : "SQLite"));
if (!kind?.isHere) {
  console.error("kills: there is no such database on this machine");
  process.exit(1);
}
const bundle = await bundleServer();
console.log(`${kind.name}: ${kills} kills, seed ${seed}`);
const startedMs = performance.now();
let killed = 0;
const onKill = () => {
  if (++killed % PROGRESS_KILLS !== 0) return;
  const elapsedS = Math.round((performance.now() - startedMs) / 1000);
  console.log(`${killed} of ${kills} kills, ${elapsedS} s`);
};
try {
  const stock = await killAndTakeStock(kind, bundle.main, { kills, seed, onKill });
  console.log(stock);
  const isRight = Object.values(faultsOf(stock)).every((count) => count === 0);
  console.log(isRight ? "Nothing lost, halved, doubled or left." : "Results are wrong.");
  process.exitCode = isRight ? 0 : 1;
} finally {
  await closeDatabases();
  await stopServers();
  rmSync(bundle.folder, { recursive: true, force: true });
}
