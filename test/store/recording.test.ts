// Matches written down, alike in both databases: once, whole, with ratings that a rebuild confirms.
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { FinishedMatch } from "../../server/match/finishedMatch.ts";
import { applyDuel, BEGINNER } from "../../server/match/ratings.ts";
import { StoreRefusalError } from "../../server/store/refusals.ts";
import { closeDatabases, findKinds, stopServers } from "./databases.ts";
import { arena, duel, player } from "./matches.ts";

const kinds = await findKinds();
afterEach(closeDatabases);
afterAll(stopServers);

const NOTHING_FIXED = { ratingsFixed: 0, resultsFixed: 0 };

describe.each(kinds)("a match in $name", ({ isHere, makePlace }) => {
  const open = async () => (await makePlace()).open();

  test.runIf(isHere)(
    "[STO-5] is written once; asked again, the store answers the same",
    async () => {
      const { store, database } = await open();
      const match = duel("m1", ["a", "b"]);
      const first = await store.recordMatch(match);
      const [a, b] = applyDuel(BEGINNER, BEGINNER, "won");
      expect(first).toEqual({
        matchId: "m1",
        ratings: new Map([
          ["a", { before: BEGINNER, after: a }],
          ["b", { before: BEGINNER, after: b }],
        ]),
      });
      await store.recordMatch(duel("m2", ["b", "a"]));
      expect(await store.recordMatch(match)).toEqual(first);
      const rows = await database.kysely.selectFrom("results").select("match_seq").execute();
      expect(rows).toHaveLength(4);
      expect((await store.ratingsOf(["a", "b"])).map((rating) => rating.matches)).toEqual([2, 2]);
    },
  );

  test.runIf(isHere)("[STO-5] many ask for the same match at once: it counts once", async () => {
    const place = await makePlace();
    const [one, two] = [await place.openAsServer(), await place.openAsServer()];
    const match = duel("m1", ["a", "b"]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? one : two).recordMatch(match)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await one.ratingsOf(["a"]))[0]?.matches).toBe(1);
  });

  test.runIf(isHere)(
    "[STO-6] matches of the same accounts that end at once all count, in one order",
    async () => {
      const place = await makePlace();
      const [one, two] = [await place.openAsServer(), await place.openAsServer()];
      const accounts = ["a", "b", "c", "d"];
      const matches = Array.from({ length: 60 }, (_, n): FinishedMatch => {
        const first = accounts[n % 4] ?? "";
        const second = accounts[(n + 1 + (Math.floor(n / 4) % 3)) % 4] ?? "";
        return duel(`m${n}`, [first, second], { isDrawn: n % 5 === 0 });
      });
      await Promise.all(matches.map((match, n) => (n % 2 ? one : two).recordMatch(match)));
      const { store } = await place.open();
      const ratings = await store.ratingsOf(accounts);
      expect(ratings.reduce((sum, rating) => sum + rating.matches, 0)).toBe(120);
      expect(await store.rebuildRatings()).toMatchObject({ matches: 60, ...NOTHING_FIXED });
      expect(await store.ratingsOf(accounts)).toEqual(ratings);
    },
  );

  test.runIf(isHere)("[STO-5] a match that fails half-way leaves nothing", async () => {
    const { store, database } = await open();
    const twice: FinishedMatch = { ...duel("m1", ["a", "b"]), players: [player("a"), player("a")] };
    await expect(store.recordMatch(twice)).rejects.toThrow(StoreRefusalError);
    const counts = await Promise.all(
      (["matches", "results", "ratings"] as const).map((table) =>
        database.kysely.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(counts).toEqual([[], [], []]);
    await store.recordMatch(duel("m1", ["a", "b"]));
  });

  test.runIf(isHere)(
    "[STO-7] only ranked Duels change ratings; names are as last worn",
    async () => {
      const { store } = await open();
      await store.createAccount({ id: "a", deviceHash: "d", nowMs: 1 });
      const unranked = { ...duel("m1", ["a", "b"]), isRanked: false };
      expect((await store.recordMatch(unranked)).ratings.size).toBe(0);
      const round = arena("m2", { a: 500, b: 300, c: 0 });
      const named = { ...round, players: [player("a", { name: "Ada", score: 500 })] };
      expect((await store.recordMatch(named)).ratings.size).toBe(0);
      expect((await store.recordMatch(named)).ratings.size).toBe(0);
      expect(await store.ratingsOf(["b", "a"])).toEqual([BEGINNER, BEGINNER]);
      expect(await store.findAccount("a")).toMatchObject({ name: "Ada" });
    },
  );

  test.runIf(isHere)(
    "[STO-8] a rebuild finds what is wrong, puts it right, and then nothing",
    async () => {
      const { store, database } = await open();
      for (let n = 0; n < 12; n++) {
        await store.recordMatch(duel(`m${n}`, n % 3 ? ["a", "b"] : ["c", "a"]));
      }
      const right = await store.ratingsOf(["a", "b", "c", "z"]);
      await database.kysely
        .updateTable("ratings")
        .set({ mu: 99 })
        .where("account_id", "=", "b")
        .execute();
      await database.kysely.deleteFrom("ratings").where("account_id", "=", "c").execute();
      await database.kysely
        .insertInto("ratings")
        .values({ account_id: "z", mu: 40, sigma: 1, matches: 9, conservative: 2000 })
        .execute();
      await database.kysely
        .updateTable("results")
        .set({ mu_after: 1 })
        .where("match_seq", "=", 4)
        .execute();
      expect(await store.rebuildRatings()).toEqual({
        matches: 12,
        accounts: 3,
        ratingsFixed: 3,
        resultsFixed: 2,
      });
      expect(await store.ratingsOf(["a", "b", "c", "z"])).toEqual(right);
      expect(await store.rebuildRatings()).toMatchObject(NOTHING_FIXED);
    },
  );
});
