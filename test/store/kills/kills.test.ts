// kill -9 at the end of Duels, on the whole server with players outside of it: nothing that they were told is lost,
// nothing is half-written, nothing counts twice. `npm run kills` plays more of them.
import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDatabases, findKinds, stopServers } from "../databases.ts";
import { type Bundle, bundleServer } from "./bundle.ts";
import { killAndTakeStock } from "./killing.ts";
import { faultsOf } from "./stock.ts";

const KILLS: Readonly<Record<string, number>> = { SQLite: 50, PostgreSQL: 20 };
const SEED = 1;
/** Half a second each on two idle cores; on busy ones as long as they need. */
const KILLS_TIMEOUT_MS = 900_000;

const kinds = await findKinds();
let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleServer();
}, 60_000);
afterEach(closeDatabases);
afterAll(async () => {
  rmSync(bundle.folder, { recursive: true, force: true });
  await stopServers();
});

describe.each(kinds)("in $name", ({ name, isHere, makePlace }) => {
  test.runIf(isHere)(
    "[STO-11] kill -9 at a Duel's end loses and doubles nothing that its players were told",
    { timeout: KILLS_TIMEOUT_MS },
    async () => {
      const kills = KILLS[name] ?? 0;
      const stock = await killAndTakeStock({ makePlace }, bundle.main, { kills, seed: SEED });
      console.info(`${name}: ${JSON.stringify(stock)}`);
      expect(faultsOf(stock)).toEqual({
        lost: 0,
        halfWritten: 0,
        appliedTwice: 0,
        drift: 0,
        leftInOutbox: 0,
      });
      expect(stock.kills).toBe(kills);
      // The kills came when it mattered: between a match's end and its acknowledgement, on either side of the outbox.
      expect(stock.acknowledged).toBeGreaterThan(0);
      expect(stock.ended).toBeGreaterThan(stock.acknowledged);
      expect(stock.foundInOutbox).toBeGreaterThan(0);
    },
  );
});
