// The database held locked by somebody else over a match's end: the match waits, and is applied once soon after.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../server/config.ts";
import { makeLogger } from "../../server/log.ts";
import { MatchLedger, OUTBOX_FOLDER } from "../../server/match/results.ts";
import { openStore } from "../../server/store/openStore.ts";
import { lockSqlite } from "../helpers/lockSqlite.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { closeDatabases, findKinds, type Place, stopServers } from "./databases.ts";
import { duel } from "./matches.ts";

/** How long it is locked, ms: more than a statement and the breaker wait. LOCK_MS=30000 for the long one. */
const LOCK_MS = Number(process.env.LOCK_MS ?? 6000);
/** A match is in the database this long after the lock's end at the latest, ms. */
const RETURN_MS = 5000;

const kinds = await findKinds();
afterEach(closeDatabases);
afterAll(stopServers);

/** @returns how to release it. */
async function lock({ dataDir, databaseUrl }: Place): Promise<() => Promise<void>> {
  if (databaseUrl === "") {
    const release = lockSqlite(dataDir);
    return async () => release();
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("begin; lock table matches, results, ratings in access exclusive mode");
  return async () => {
    await client.query("commit");
    await client.end();
  };
}

describe.each(kinds)("$name locked over a match's end", ({ isHere, makePlace, name }) => {
  test.runIf(isHere)(
    "[STO-14] the match is pending, then applied once within 5 s of the lock's end",
    { timeout: LOCK_MS + 30_000 },
    async () => {
      const place = await makePlace();
      const { dataDir, databaseUrl } = place;
      const log = makeLogger("silent");
      const config = parseConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
      const store = await openStore(config, log);
      const ledger = await MatchLedger.open({ dataDir, store, log });
      const release = await lock(place);
      const startMs = performance.now();
      const matches = [duel("m1", ["a", "b"]), duel("m2", ["b", "c"]), duel("m3", ["c", "a"])];
      const promises = matches.map((match) => ledger.submit(match));
      await waitFor(() => performance.now() - startMs > LOCK_MS, {
        describe: "the lock's time",
        timeoutMs: LOCK_MS + 5000,
      });
      expect(ledger.depth).toBe(3);
      expect(readdirSync(join(dataDir, OUTBOX_FOLDER))).toEqual(
        expect.arrayContaining(["m1.json"]),
      );
      await release();
      const releasedMs = performance.now();
      const answers = await Promise.all(promises);
      const tookMs = performance.now() - releasedMs;
      console.info(`${name}: locked for ${LOCK_MS} ms, applied ${Math.round(tookMs)} ms after`);
      expect(tookMs).toBeLessThan(RETURN_MS);
      expect(await Promise.all(matches.map((match) => ledger.submit(match)))).toEqual(answers);
      await ledger.close();
      await store.close();
      const again = (await place.open()).store;
      const ratings = await again.ratingsOf(["a", "b", "c"]);
      expect(ratings.map((rating) => rating.matches)).toEqual([2, 2, 2]);
      expect(await again.rebuildRatings()).toMatchObject({ ratingsFixed: 0, resultsFixed: 0 });
    },
  );
});
