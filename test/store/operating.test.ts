// What an operator does and meets: the tools, settings that are wrong, a database that cuts every connection.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../server/config.ts";
import { makeLogger } from "../../server/log.ts";
import { openStore } from "../../server/store/openStore.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { closeDatabases, findKinds, type Place, stopServers } from "./databases.ts";
import { duel } from "./matches.ts";

const kinds = await findKinds();
afterEach(closeDatabases);
afterAll(stopServers);

const run = promisify(execFile);
/** A tool loads the whole store: on a busy machine some seconds each. */
const PROCESSES = { timeout: 120_000 };
const TOOLS = join(import.meta.dirname, "../../tools");

/** As `npm run` starts it, with the settings of the server. */
async function runTool(name: string, place: Place, ...args: string[]): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(TOOLS, name), ...args],
    { env: { ...process.env, DATA_DIR: place.dataDir, DATABASE_URL: place.databaseUrl } },
  );
  return stdout;
}

describe.each(kinds)("an operator of $name", ({ isHere, makePlace }) => {
  test.runIf(isHere)("[STO-8] rebuilds ratings beside a running server", PROCESSES, async () => {
    const place = await makePlace();
    const { store, database } = await place.open();
    await store.recordMatch(duel("m1", ["a", "b"]));
    expect(await runTool("rebuildRatings.ts", place)).toMatch(/Nothing changed/);
    const right = await store.ratingsOf(["a"]);
    await database.kysely
      .updateTable("ratings")
      .set({ mu: 1 })
      .where("account_id", "=", "a")
      .execute();
    expect(await runTool("rebuildRatings.ts", place)).toMatch(
      /Put right: 1 ratings, and 0 results/,
    );
    expect(await store.ratingsOf(["a"])).toEqual(right);
    expect(await runTool("rebuildRatings.ts", place)).toMatch(/Nothing changed/);
  });

  test.runIf(isHere)(
    "[STO-2] shuts an account out beside a running server",
    PROCESSES,
    async () => {
      const place = await makePlace();
      const { store } = await place.open();
      await store.createAccount({ id: "a", deviceHash: "d", nowMs: 1 });
      expect(await runTool("revoke.ts", place, "a")).toMatch(/a is shut out/);
      expect(await store.revokedSince(1)).toEqual(["a"]);
      await expect(runTool("revoke.ts", place, "nobody")).rejects.toThrow();
    },
  );
});

test("[STO-16] a database that cannot be reached stops the start, without its password in the message", async () => {
  const config = parseConfig({
    DATA_DIR: (await kinds[0]?.makePlace())?.dataDir,
    DATABASE_URL: "postgres://fraywire:hunter2@127.0.0.1:1/fraywire",
  });
  const told = await openStore(config, makeLogger("silent")).then(
    () => "it started",
    (error: Error) => error.message,
  );
  expect(told).toMatch(/DATABASE_URL=\(hidden\) cannot be used/);
  expect(told).not.toContain("hunter2");
  expect(() => parseConfig({ DATABASE_URL: "mysql://me:hunter2@db/x" })).toThrow(
    /DATABASE_URL=\(hidden\) must begin with postgres/,
  );
});

test.runIf(kinds[1]?.isHere)(
  "[STO-16] a PostgreSQL that cuts every connection is used again, and nothing dies",
  async () => {
    const place = await kinds[1]?.makePlace();
    if (place === undefined) throw new Error("PostgreSQL is not there");
    const { store } = await place.open();
    await store.recordMatch(duel("m1", ["a", "b"]));
    const client = new pg.Client({ connectionString: place.databaseUrl });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await client.end();
    const rating = await waitFor(
      () =>
        store.ratingsOf(["a"]).then(
          ([one]) => one,
          () => null,
        ),
      { describe: "the store's return" },
    );
    expect(rating.matches).toBe(1);
  },
);
