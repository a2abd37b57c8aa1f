// A process that plays matches to their end and records them, for tests that kill it. In: data folder, database and
// the run's name. Out: on stdout "end ID" when a match is over, "safe ID" once the ledger has acknowledged it.
import { writeSync } from "node:fs";
import { parseConfig } from "../../server/config.ts";
import { makeLogger } from "../../server/log.ts";
import { MatchLedger } from "../../server/match/results.ts";
import { openStore } from "../../server/store/openStore.ts";
import { matchOf } from "./killedMatches.ts";

/** Matches that end at the same time. */
const TOGETHER = 3;

const [dataDir = "", databaseUrl = "", run = "0"] = process.argv.slice(2);
const log = makeLogger("silent");
const store = await openStore(parseConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl }), log);
const ledger = await MatchLedger.open({ dataDir, store, log });
// The store's thread does not keep the process alive.
setInterval(() => undefined, 60_000);

/** At once, past every buffer of this process. */
const tell = (line: string) => writeSync(1, `${line}\n`);

let next = 0;
async function play(): Promise<never> {
  for (;;) {
    const match = matchOf(Number(run), next++);
    tell(`end ${match.matchId}`);
    await ledger.submit(match);
    tell(`safe ${match.matchId}`);
  }
}
await Promise.all(Array.from({ length: TOGETHER }, play));
