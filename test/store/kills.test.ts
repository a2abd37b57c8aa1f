// kill -9 at the match's end, hundreds of times: nothing that was acknowledged is lost, nothing is half-written,
// nothing counts twice.
import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDatabases, findKinds, stopServers } from "./databases.ts";
import { killAndTakeStock, type Stock } from "./killing.ts";
import { type Bundle, bundleLedgerProcess } from "./ledgerBundle.ts";

const KILLS: Readonly<Record<string, number>> = { SQLite: 300, PostgreSQL: 50 };
/** Takes half a minute on two idle cores; on busy ones as long as they need. */
const KILLS_TIMEOUT_MS = 900_000;
/** Databases at the same time: one for each core that CI has. */
const PARALLEL = 2;

const kinds = await findKinds();
let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleLedgerProcess();
});
afterEach(closeDatabases);
afterAll(async () => {
  rmSync(bundle.folder, { recursive: true, force: true });
  await stopServers();
});

const sumOf = (stocks: readonly Stock[], key: keyof Stock) =>
  stocks.reduce((sum, stock) => sum + stock[key], 0);

describe.each(kinds)("in $name", ({ name, isHere, makePlace }) => {
  test.runIf(isHere)(
    "[STO-11] kill -9 at the match's end loses and doubles nothing",
    { timeout: KILLS_TIMEOUT_MS },
    async () => {
      const kills = (KILLS[name] ?? 0) / PARALLEL;
      const places = await Promise.all(Array.from({ length: PARALLEL }, () => makePlace()));
      const stocks = await Promise.all(
        places.map((place, n) => killAndTakeStock(place, bundle.main, { kills, seed: n + 1 })),
      );
      const all = (key: keyof Stock) => sumOf(stocks, key);
      console.info(
        `${name}: ${all("kills")} kills, ${all("ended")} matches ended, ${all("acknowledged")} acknowledged, ` +
          `${all("foundInOutbox")} found in the outbox, ${all("inDatabase")} in the database`,
      );
      const faults = (
        ["lost", "halfWritten", "appliedTwice", "drift", "leftInOutbox"] as const
      ).map((key) => [key, all(key)] as const);
      expect(Object.fromEntries(faults)).toEqual({
        lost: 0,
        halfWritten: 0,
        appliedTwice: 0,
        drift: 0,
        leftInOutbox: 0,
      });
      expect(all("kills")).toBe(KILLS[name]);
      // The kills came when it mattered: between a match's end and its acknowledgement, on either side of the outbox.
      expect(all("ended")).toBeGreaterThan(all("acknowledged"));
      expect(all("foundInOutbox")).toBeGreaterThan(0);
    },
  );
});
