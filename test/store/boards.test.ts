// Leaderboards, statistics and histories, alike in both databases.
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { BEGINNER, conservativeOf, viewOf } from "../../server/match/ratings.ts";
import type { SqlStore } from "../../server/store/sqlStore.ts";
import { closeDatabases, findKinds, stopServers } from "./databases.ts";
import { arena, DAY_MS, duel, HOUR_MS, NOON_MS, player } from "./matches.ts";

const kinds = await findKinds();
afterEach(closeDatabases);
afterAll(stopServers);

async function makeGuests(store: SqlStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await store.createAccount({ id, deviceHash: `device-of-${id}`, nowMs: 1 });
  }
}

describe.each(kinds)("in $name", ({ isHere, makePlace }) => {
  const open = async () => (await (await makePlace()).open()).store;

  test.runIf(isHere)(
    "[STO-9] the Duel board of all time goes by the conservative rating",
    async () => {
      const store = await open();
      await makeGuests(store, ["a", "b", "c"]);
      for (let n = 0; n < 5; n++) await store.recordMatch(duel(`m${n}`, ["a", "b"]));
      await store.recordMatch(duel("m9", ["c", "b"]));
      const { rows, own } = await store.leaderboard("duel", "all", "c", NOON_MS);
      const [a = BEGINNER, b = BEGINNER, c = BEGINNER] = await store.ratingsOf(["a", "b", "c"]);
      expect(rows).toEqual([
        {
          place: 1,
          name: "a",
          tier: viewOf(a).tier,
          points: conservativeOf(a),
          matches: 5,
          isSelf: false,
        },
        { place: 2, name: "c", tier: null, points: conservativeOf(c), matches: 1, isSelf: true },
        {
          place: 3,
          name: "b",
          tier: viewOf(b).tier,
          points: conservativeOf(b),
          matches: 6,
          isSelf: false,
        },
      ]);
      expect(viewOf(a).tier).not.toBeNull();
      expect(own).toEqual(rows[1]);
    },
  );

  test.runIf(isHere)(
    "[STO-9] days and weeks are UTC's: won minus lost, who is level shares a place",
    async () => {
      const store = await open();
      await makeGuests(store, ["a", "b", "c", "d"]);
      const midnightMs = NOON_MS - 12 * HOUR_MS;
      const mondayMs = midnightMs - 2 * DAY_MS;
      await store.recordMatch(duel("today", ["a", "b"], { endedMs: midnightMs }));
      await store.recordMatch(duel("late", ["c", "a"], { endedMs: midnightMs - 1 }));
      await store.recordMatch(
        duel("level", ["c", "d"], { endedMs: midnightMs - 2, isDrawn: true }),
      );
      await store.recordMatch(duel("monday", ["b", "d"], { endedMs: mondayMs }));
      await store.recordMatch(duel("sunday", ["d", "a"], { endedMs: mondayMs - 1 }));
      const unranked = { ...duel("friendly", ["d", "a"], { endedMs: NOON_MS }), isRanked: false };
      await store.recordMatch(unranked);
      const board = async (period: "day" | "week") => {
        const { rows } = await store.leaderboard("duel", period, null, NOON_MS);
        return rows.map(({ place, name, points, matches }) => [place, name, points, matches]);
      };
      expect(await board("day")).toEqual([
        [1, "a", 1, 1],
        [2, "b", -1, 1],
      ]);
      expect(await board("week")).toEqual([
        [1, "c", 1, 2],
        [2, "a", 0, 2],
        [2, "b", 0, 2],
        [4, "d", -1, 2],
      ]);
    },
  );

  test.runIf(isHere)(
    "[STO-9] the arena board is the best round's points, of people who are welcome",
    async () => {
      const store = await open();
      await makeGuests(store, ["a", "b", "c"]);
      await store.recordMatch(
        arena("r1", { a: 900, b: 400, c: 200 }, { endedMs: NOON_MS - DAY_MS }),
      );
      await store.recordMatch(arena("r2", { b: 600, a: 500 }));
      await store.revokeAccount("c", NOON_MS);
      const all = await store.leaderboard("arena", "all", "b", NOON_MS);
      expect(all.rows.map(({ name, points, matches }) => [name, points, matches])).toEqual([
        ["a", 900, 2],
        ["b", 600, 2],
      ]);
      expect(all.own).toMatchObject({ place: 2, isSelf: true });
      const day = await store.leaderboard("arena", "day", "c", NOON_MS);
      expect(day.rows.map(({ name }) => name)).toEqual(["b", "a"]);
      expect(day.own).toBeNull();
    },
  );

  test.runIf(isHere)("[STO-9] the best 50 are told, and one's own row wherever it is", async () => {
    const store = await open();
    const ids = Array.from({ length: 60 }, (_, n) => `p${String(n).padStart(2, "0")}`);
    await makeGuests(store, ids);
    const points = Object.fromEntries(ids.map((id, n) => [id, 6000 - n * 100]));
    await store.recordMatch(arena("r1", points));
    const { rows, own } = await store.leaderboard("arena", "week", "p57", NOON_MS);
    expect(rows.map(({ name }) => name)).toEqual(ids.slice(0, 50));
    expect(own).toEqual({
      place: 58,
      name: "p57",
      tier: null,
      points: 300,
      matches: 1,
      isSelf: true,
    });
  });

  test.runIf(isHere)("[STO-10] statistics are the sums of what was played", async () => {
    const store = await open();
    await makeGuests(store, ["a"]);
    expect(await store.statsOf("nobody")).toBeNull();
    expect(await store.statsOf("a")).toEqual({
      name: "",
      isClaimed: false,
      rating: { rating: 1500, tier: null, placementsLeft: 5 },
      duels: { won: 0, lost: 0, drawn: 0 },
      arena: { rounds: 0, best: 0, kills: 0, deaths: 0 },
    });
    await store.recordMatch(duel("m1", ["a", "b"]));
    await store.recordMatch(duel("m2", ["b", "a"]));
    await store.recordMatch(duel("m3", ["a", "b"]));
    await store.recordMatch(duel("m4", ["a", "b"], { isDrawn: true }));
    await store.recordMatch({ ...duel("m5", ["a", "b"]), isRanked: false });
    await store.recordMatch(arena("r1", { b: 900, a: 400 }));
    await store.recordMatch(arena("r2", { a: 700, b: 200 }));
    expect(await store.statsOf("a")).toMatchObject({
      name: "a",
      rating: { placementsLeft: 1 },
      duels: { won: 2, lost: 1, drawn: 1 },
      arena: { rounds: 2, best: 700, kills: 11, deaths: 1 },
    });
  });

  test.runIf(isHere)(
    "[STO-10] the history tells each match from one's own side, newest first",
    async () => {
      const store = await open();
      const { ratings } = await store.recordMatch(duel("m1", ["a", "b"], { endedMs: NOON_MS }));
      const forfeit = duel("m2", ["b", "a"], { by: "forfeit", endedMs: NOON_MS + 1 });
      await store.recordMatch({ ...forfeit, isRanked: false });
      await store.recordMatch(arena("r1", { b: 900, a: 400, c: 100 }, { endedMs: NOON_MS + 2 }));
      await store.recordMatch({
        ...duel("m3", ["a", "?"], { endedMs: NOON_MS + 3 }),
        isRanked: false,
        players: [player("a", { place: 2, score: 1 })],
        bot: { name: "Onyx", score: 3 },
      });
      const { rows, hasMore } = await store.historyOf("a", NOON_MS + DAY_MS);
      expect(hasMore).toBe(false);
      expect(rows.map(({ matchId }) => matchId)).toEqual(["m3", "r1", "m2", "m1"]);
      const [bot, round, lost, won] = rows;
      expect(bot).toMatchObject({
        outcome: "lost",
        opponent: "Onyx",
        own: 1,
        other: 3,
        ratingChange: null,
      });
      expect(round).toMatchObject({
        outcome: "placed",
        opponent: "",
        place: 2,
        players: 3,
        own: 400,
      });
      expect(lost).toMatchObject({ outcome: "lost", by: "forfeit", ratingChange: null });
      const change = ratings.get("a");
      if (change === undefined) throw new Error("a has no rating change");
      expect(won).toEqual({
        matchId: "m1",
        mode: "duel",
        endedMs: NOON_MS,
        mapId: "duel",
        outcome: "won",
        by: "rounds",
        opponent: "b",
        own: 3,
        other: 1,
        place: 1,
        players: 2,
        kills: 3,
        deaths: 1,
        ratingChange: viewOf(change.after).rating - 1500,
      });
    },
  );

  test.runIf(isHere)("[STO-10] a long history comes in pages", async () => {
    const store = await open();
    for (let n = 0; n < 45; n++) {
      await store.recordMatch(arena(`r${n}`, { a: n }, { endedMs: NOON_MS + n }));
    }
    const seen: string[] = [];
    for (let beforeMs = NOON_MS + DAY_MS, hasMore = true; hasMore; ) {
      const page = await store.historyOf("a", beforeMs);
      seen.push(...page.rows.map(({ matchId }) => matchId));
      beforeMs = page.rows.at(-1)?.endedMs ?? 0;
      hasMore = page.hasMore;
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => `r${44 - n}`));
  });
});
