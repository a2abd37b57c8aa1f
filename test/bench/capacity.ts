// `npm run bench:capacity`: what a client costs the server, and how many fit on a core: the game with the stock
// serializer and with ours, over a bare WebSocket server that does the same messages. In: the command line. Out: a
// table, capacity.md and capacity.json in dist/bench. Wants a quiet machine and taskset.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadOf, nextGuess, playersAtLimit } from "./capacityLimit.ts";
import { makeCapacityReport } from "./capacityReport.ts";
import { type Measurement, measureCapacity } from "./capacityRun.ts";
import type { Contestant, Traffic } from "./capacityTypes.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    clients: { type: "string" },
    seconds: { type: "string" },
    /** Measurements of each contestant and round on the way to its limit; 0 for none. */
    search: { type: "string" },
    /** Of each measurement, the last of a contestant stays; what it measures costs more then. */
    profile: { type: "boolean", default: false },
    out: { type: "string", default: "dist/bench" },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const clients = Number(values.clients ?? (values.quick ? 100 : 400));
const seconds = Number(values.seconds ?? (values.quick ? 3 : 10));
const search = Number(values.search ?? (values.quick ? 0 : 3));

/** Before each measurement, s. */
const SETTLE_S = 4;
const NO_TRAFFIC: Traffic = { patchBytes: 0, othersPerPatch: 0, otherBytes: 0 };
mkdirSync(values.out, { recursive: true });
const measured: Measurement[] = [];
const limits: { readonly contestant: Contestant; readonly players: number }[] = [];

async function measure(
  contestant: Contestant,
  count: number,
  traffic: Traffic,
): Promise<Measurement> {
  const one = await measureCapacity({
    contestant,
    clients: count,
    traffic,
    seconds,
    settleS: SETTLE_S,
    profile: values.profile ? join(values.out, `capacity-${contestant}.cpuprofile`) : null,
  });
  const { cpuShare, microsPerClientTick, tickP50Ms, tickP99Ms, botsLateP99Ms } = one;
  console.log(
    `${contestant} ${count}: ${microsPerClientTick.toFixed(1)} us a client and tick, ${(cpuShare * 100).toFixed(0)} % of the core, ` +
      `tick p50 ${tickP50Ms.toFixed(1)} p99 ${tickP99Ms.toFixed(1)} ms, ${one.inSight.toFixed(1)} in sight, bots late ${botsLateP99Ms.toFixed(1)} ms`,
  );
  for (const line of one.hottest) console.log(`    ${line}`);
  return one;
}

/** From a first measurement on, towards the number of players at which the core or the ticks are full. */
async function findLimit(first: Measurement, traffic: Traffic): Promise<void> {
  const points = [first];
  for (let i = 0; i < search; i++) {
    points.push(await measure(first.contestant, nextGuess(points), traffic));
    if (Math.abs(loadOf(points.at(-1) as Measurement) - 1) < 0.03) break;
  }
  limits.push({ contestant: first.contestant, players: playersAtLimit(points) });
}

for (let round = 1; round <= rounds; round++) {
  console.log(`round ${round} of ${rounds}`);
  const shared = await measure("shared", clients, NO_TRAFFIC);
  // The floor sends what ours sends.
  const raw = await measure("raw", clients, shared.traffic);
  const stock = await measure("stock", clients, NO_TRAFFIC);
  measured.push(raw, stock, shared);
  if (search === 0) continue;
  for (const first of [shared, raw, stock]) await findLimit(first, shared.traffic);
}

const report = makeCapacityReport(measured, limits);
writeFileSync(join(values.out, "capacity.json"), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(values.out, "capacity.md"), report.table);
console.log(`\n${report.table}\n${join(values.out, "capacity.json")}`);
process.exit(0);
