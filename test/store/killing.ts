// Kills the process that records matches, again and again, at random moments around their end; then takes stock. In: a
// database, a seed and how often. Out: what was told, and what is in the database. Run by kills.test.ts.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { makeLogger } from "../../server/log.ts";
import { MatchLedger, OUTBOX_FOLDER } from "../../server/match/results.ts";
import { makeRng, nextBelow, type Rng } from "../../shared/sim/rng.ts";
import { waitFor } from "../helpers/waitFor.ts";
import type { Place } from "./databases.ts";
import { matchOf } from "./killedMatches.ts";

/** Matches that a process may finish before it is killed, at most. */
const MATCHES_MAX = 8;
/** A kill comes at most this long after a match's end, ms: outbox, commit and clearing up take about 5. */
const DELAY_MAX_MS = 8;

export interface Stock {
  readonly kills: number;
  readonly ended: number;
  readonly acknowledged: number;
  /** Found in the outbox after a kill: they were safe, and nobody had been told yet. */
  readonly foundInOutbox: number;
  readonly inDatabase: number;
  readonly lost: number;
  readonly halfWritten: number;
  readonly appliedTwice: number;
  /** Ratings or results that a rebuild had to correct. */
  readonly drift: number;
  readonly leftInOutbox: number;
}

interface Told {
  readonly ended: Set<string>;
  readonly safe: Set<string>;
  foundInOutbox: number;
}

/** @param main the process' main file. */
export async function killAndTakeStock(
  place: Place,
  main: string,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<Stock> {
  const rng = makeRng(seed);
  const told: Told = { ended: new Set(), safe: new Set(), foundInOutbox: 0 };
  for (let run = 0; run < kills; run++) {
    const child = spawn(
      process.execPath,
      [
        "--disable-warning=ExperimentalWarning",
        main,
        place.dataDir,
        place.databaseUrl,
        String(run),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await killAtAnEnd(child, rng, told);
    told.foundInOutbox += outboxOf(place).length;
  }
  // The next start: what is left goes to the database before anything else.
  const store = await place.openAsServer();
  const ledger = await MatchLedger.open({
    dataDir: place.dataDir,
    store,
    log: makeLogger("silent"),
  });
  await waitFor(() => ledger.depth === 0, { describe: "the outbox to be empty" });
  await ledger.close();
  return takeStock(place, kills, told);
}

/** Resolves after the death, when all that it said has been read. */
async function killAtAnEnd(child: ChildProcess, rng: Rng, told: Told): Promise<void> {
  const { stdout } = child;
  if (stdout === null) throw new Error("the process has no output");
  let endsLeft = 1 + nextBelow(rng, MATCHES_MAX);
  const delayMs = nextBelow(rng, DELAY_MAX_MS * 100) / 100;
  for await (const line of createInterface({ input: stdout })) {
    const [what, id = ""] = line.split(" ");
    if (what === "safe") told.safe.add(id);
    if (what !== "end") continue;
    told.ended.add(id);
    if (--endsLeft === 0) void killAfter(child, delayMs);
  }
  await waitFor(() => child.signalCode ?? child.exitCode, { describe: "the process' end" });
  if (child.signalCode !== "SIGKILL") throw new Error(`it ended by itself: ${child.exitCode}`);
}

/** To a hundredth of a millisecond: timers are coarser than what happens here. */
async function killAfter(child: ChildProcess, delayMs: number): Promise<void> {
  const endMs = performance.now() + delayMs;
  if (delayMs > 2) await sleep(delayMs - 2);
  while (performance.now() < endMs);
  child.kill("SIGKILL");
}

async function takeStock(place: Place, kills: number, told: Told): Promise<Stock> {
  const { database, store } = await place.open();
  const { kysely } = database;
  const matches = await kysely.selectFrom("matches").select(["seq", "id"]).execute();
  const results = await kysely.selectFrom("results").selectAll().execute();
  const ratings = await kysely.selectFrom("ratings").select("matches").execute();
  const written = new Set(matches.map(({ id }) => id));
  const isWhole = ({ seq, id }: { seq: number; id: string }) => {
    const [, run = "", n = ""] = /^run(\d+)-(\d+)$/.exec(id) ?? [];
    const rows = results.filter((row) => row.match_seq === seq);
    const players = matchOf(Number(run), Number(n)).players.map((one) => one.accountId);
    return (
      rows.length === 2 &&
      rows.every((row) => players.includes(row.account_id) && row.mu_after !== null)
    );
  };
  const rated = ratings.reduce((sum, row) => sum + row.matches, 0);
  const { ratingsFixed, resultsFixed } = await store.rebuildRatings();
  return {
    kills,
    ended: told.ended.size,
    acknowledged: told.safe.size,
    foundInOutbox: told.foundInOutbox,
    inDatabase: matches.length,
    lost: [...told.safe].filter((id) => !written.has(id)).length,
    halfWritten: matches.filter((match) => !isWhole(match)).length,
    appliedTwice: matches.length - written.size + Math.abs(rated - 2 * matches.length) / 2,
    drift: ratingsFixed + resultsFixed,
    leftInOutbox: outboxOf(place).length,
  };
}

function outboxOf({ dataDir }: Place): string[] {
  try {
    return readdirSync(join(dataDir, OUTBOX_FOLDER)).filter((name) => name.endsWith(".json"));
  } catch {
    // Killed before it had made the folder.
    return [];
  }
}
