// Any sequence of matches, repeats, restarts and absences of the store ends in the same: each match once, and ratings
// as a rebuild gives them.
import fc from "fast-check";
import { afterAll, afterEach, expect, test } from "vitest";
import { makeLogger } from "../../server/log.ts";
import type { FinishedMatch, RecordedMatch } from "../../server/match/finishedMatch.ts";
import { MatchLedger } from "../../server/match/results.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { closeDatabases, findKinds, stopServers } from "./databases.ts";
import { duel, NOON_MS } from "./matches.ts";

const kinds = await findKinds();
afterEach(closeDatabases);
afterAll(stopServers);

const MATCHES = 12;
/** Few, so that nearly every match shares an account with its neighbours. */
const ACCOUNTS = ["a", "b", "c", "d", "e", "f"] as const;

function matchOf(n: number): FinishedMatch {
  const first = ACCOUNTS[n % ACCOUNTS.length] ?? "";
  const second = ACCOUNTS[(n + 1 + (n % (ACCOUNTS.length - 1))) % ACCOUNTS.length] ?? "";
  return duel(`m${n}`, [first, second], { isDrawn: n % 6 === 5, endedMs: NOON_MS + n });
}

type Step =
  | { readonly kind: "submit"; readonly n: number }
  | { readonly kind: "restart" }
  | { readonly kind: "away"; readonly isAway: boolean };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant("submit" as const), n: fc.nat(MATCHES - 1) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("away" as const), isAway: fc.boolean() }),
    },
  ),
  { minLength: 1, maxLength: 25 },
);

test("[STO-15] submits, repeats, restarts and absences give each match once, and the ratings of a rebuild", {
  timeout: 60_000,
}, async () => {
  const [sqlite] = kinds;
  if (sqlite === undefined) throw new Error("SQLite is not there");
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const place = await sqlite.makePlace();
      const { store, database } = await place.open();
      let isAway = false;
      const door = {
        recordMatch: (...args: Parameters<typeof store.recordMatch>): Promise<RecordedMatch> =>
          isAway ? Promise.reject(new Error("away")) : store.recordMatch(...args),
      };
      const open = () =>
        MatchLedger.open({ dataDir: place.dataDir, store: door, log: makeLogger("silent") });
      let ledger = await open();
      const submitted = new Set<string>();
      for (const step of sequence) {
        if (step.kind === "away") {
          isAway = step.isAway;
        } else if (step.kind === "submit") {
          const match = matchOf(step.n);
          const promise = ledger.submit(match);
          promise.catch(() => undefined);
          submitted.add(match.matchId);
        } else {
          await ledger.close();
          ledger = await open();
        }
      }
      isAway = false;
      await ledger.close();
      ledger = await open();
      await waitFor(() => ledger.depth === 0, { describe: "the outbox to be empty" });
      await ledger.close();
      const rows = await database.kysely.selectFrom("matches").select("id").execute();
      expect(rows.map(({ id }) => id).toSorted()).toEqual([...submitted].toSorted());
      expect(await store.rebuildRatings()).toMatchObject({ ratingsFixed: 0, resultsFixed: 0 });
      await closeDatabases();
    }),
    { numRuns: 40 },
  );
});
