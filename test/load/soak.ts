// `npm run soak -- --minutes 60 --clients 100 --seed 1`: players join and leave every few seconds, and the server must
// hold nothing of them in the end. Out: progress, the footprint before and after, exit code 1 when something is left.
import { parseArgs } from "node:util";
import { makeRng } from "../../shared/sim/rng.ts";
import { type SoakCounts, soakPlayer } from "./soakClient.ts";
import { type ServerFootprint, type SoakServer, startSoakServer } from "./soakServer.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    clients: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
  },
});
const minutes = Number(values.minutes);
const clients = Number(values.clients);
const seed = Number(values.seed);

/** Before the first footprint: code is compiled and caches are full after it, ms. */
const WARM_UP_MS = 60_000;
const PROGRESS_MS = 10_000;
/** A cut player's seat is held for 20 s; then its room closes. */
const EMPTY_TIMEOUT_MS = 60_000;
/** Memory may differ by this share. */
const MEMORY_SHARE = 0.05;
/** Timers of the runtime itself come and go by a few. */
const TIMERS_SLACK = 3;

/** Lets players come and go for a while, waits until the server is empty, and looks at what it holds. */
async function soak(server: SoakServer, forMs: number, label: string): Promise<ServerFootprint> {
  const counts: SoakCounts = { inside: 0, joins: 0, leaves: 0, cuts: 0, failures: new Map() };
  const startedMs = performance.now();
  const isOver = () => performance.now() - startedMs > forMs;
  const say = async () => {
    const { rooms } = await server.status();
    const { inside, joins, leaves, cuts, failures } = counts;
    const elapsedS = Math.round((performance.now() - startedMs) / 1000);
    console.log(
      `${label} ${elapsedS} of ${Math.round(forMs / 1000)} s: ${inside} inside, ${rooms} rooms, ${joins} joins, ` +
        `${leaves} leaves, ${cuts} cuts, failures ${JSON.stringify(Object.fromEntries(failures))}`,
    );
  };
  const talking = setInterval(() => void say().catch(console.error), PROGRESS_MS);
  const players = Array.from({ length: clients }, (_, i) =>
    soakPlayer(server.url, `Soak ${i}`, makeRng(seed + i * 7919), counts, isOver),
  );
  await Promise.all(players);
  clearInterval(talking);
  await say();
  await untilEmpty(server);
  return server.probe();
}

/** @throws Error naming the rooms that are left. */
async function untilEmpty(server: SoakServer): Promise<void> {
  const deadlineMs = performance.now() + EMPTY_TIMEOUT_MS;
  for (;;) {
    const { rooms, players } = await server.status();
    if (rooms === 0 && players === 0) return;
    if (performance.now() > deadlineMs)
      throw new Error(`${rooms} rooms and ${players} players left`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** What the second footprint has that the first had not. */
function findLeaks(before: ServerFootprint, after: ServerFootprint): string[] {
  const leaks: string[] = [];
  const memory = [
    ["heap", before.heapBytes, after.heapBytes],
    ["external memory", before.externalBytes, after.externalBytes],
  ] as const;
  for (const [name, was, is] of memory) {
    if (is > was * (1 + MEMORY_SHARE)) leaks.push(`${name}: ${megabytes(was)} -> ${megabytes(is)}`);
  }
  for (const [name, count] of Object.entries(after.resources)) {
    const was = before.resources[name] ?? 0;
    const slack = name === "Timeout" ? TIMERS_SLACK : 0;
    if (count > was + slack) leaks.push(`${name}: ${was} -> ${count}`);
  }
  return leaks;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function describe(
  label: string,
  { heapBytes, externalBytes, rssBytes, resources }: ServerFootprint,
) {
  console.log(
    `${label}: heap ${megabytes(heapBytes)}, external ${megabytes(externalBytes)}, resident ${megabytes(rssBytes)}, ` +
      JSON.stringify(resources),
  );
}

console.log(`${clients} clients for ${minutes} min, seed ${seed}`);
const server = await startSoakServer({ ARENA_MAX_ROOMS: "16" });
const before = await soak(server, WARM_UP_MS, "warm-up");
describe("before", before);
const after = await soak(server, minutes * 60_000, "soak");
describe("after", after);
await server.stop();
const leaks = findLeaks(before, after);
for (const leak of leaks) console.error(`LEFT  ${leak}`);
console.log(leaks.length === 0 ? "Nothing is left of them." : "Something is left.");
process.exit(leaks.length === 0 ? 0 : 1);
