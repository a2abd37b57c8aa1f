// Leaderboards, own statistics and history over plain HTTP, on the real server with matches in its store.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Leaderboards } from "../../server/api/leaderboards.ts";
import type { GuestAnswer } from "../../shared/net/guest.ts";
import {
  type Board,
  HISTORY_PATH,
  LEADERBOARD_PATH,
  type Leaderboard,
  type MatchHistory,
  OWN_STATS_PATH,
  type OwnStats,
  type Period,
} from "../../shared/net/stats.ts";
import { claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { makeGuest } from "../helpers/guest.ts";
import { type Contender, duelOf, record, roundOf } from "../helpers/records.ts";

/** Matches in which Ada beat Ben, beyond one page of history. */
const DUELS = 25;

let server: GameServer;
let guests: readonly [GuestAnswer, GuestAnswer];
let ada: Contender;
let ben: Contender;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  guests = [await makeGuest(server.url), await makeGuest(server.url)];
  ada = { accountId: String(claimsOf(guests[0].token).sub), name: "Ada" };
  ben = { accountId: String(claimsOf(guests[1].token).sub), name: "Ben" };
  const nowMs = Date.now();
  const duels = Array.from({ length: DUELS }, (_, i) => duelOf(ada, ben, nowMs - i * 1000));
  const arena = roundOf(
    [
      [ben, 900],
      [ada, 400],
    ],
    nowMs,
  );
  await record(server.dataDir, [...duels.reverse(), arena]);
});
afterAll(() => server.close());

async function get<T>(path: string, token?: string): Promise<{ status: number; body: T }> {
  const response = await fetch(`${server.url}${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  expect(response.headers.get("cache-control")).toBe("no-store");
  return { status: response.status, body: (await response.json()) as T };
}

const askBoard = (board: string, period: string, token?: string) =>
  get<Leaderboard>(`${LEADERBOARD_PATH}?board=${board}&period=${period}`, token);

describe("[STA-1] the leaderboard", () => {
  test.each(["day", "week", "all"] as const)(
    "of Duels (%s) is for everybody, best first, and says nothing but names and figures",
    async (period) => {
      const { status, body } = await askBoard("duel", period);
      expect(status).toBe(200);
      expect(body.rows.map(({ name, matches }) => [name, matches])).toEqual([
        ["Ada", DUELS],
        ["Ben", DUELS],
      ]);
      if (period !== "all") expect(body.rows.map(({ points }) => points)).toEqual([DUELS, -DUELS]);
      expect(body.own).toBeNull();
      expect(body.rows.some(({ isSelf }) => isSelf)).toBe(false);
      expect(JSON.stringify(body)).not.toContain(ada.accountId);
    },
  );

  test("of the Open Arena has the points of the best round", async () => {
    const { rows } = (await askBoard("arena", "day")).body;
    expect(rows.map(({ name, points }) => [name, points])).toEqual([
      ["Ben", 900],
      ["Ada", 400],
    ]);
  });

  test("marks the own row of who asks with a token, and nobody's for a stranger on it", async () => {
    const own = (await askBoard("duel", "all", guests[1].token)).body;
    expect(own.own).toMatchObject({ name: "Ben", place: 2, isSelf: true });
    expect(own.rows.map(({ isSelf }) => isSelf)).toEqual([false, true]);
    const other = (await askBoard("duel", "all", guests[0].token)).body;
    expect(other.own).toMatchObject({ name: "Ada", place: 1 });
    const stranger = await makeGuest(server.url);
    const asked = (await askBoard("duel", "all", stranger.token)).body;
    expect(asked.own).toBeNull();
    expect(asked.rows).toHaveLength(2);
  });

  test("answers 401 to a token that is not good: its page gets another", async () => {
    expect((await askBoard("duel", "all", "banana")).status).toBe(401);
  });

  test.each([
    ["another board", "?board=rail&period=all"],
    ["another period", "?board=duel&period=year"],
    ["a board twice", "?board=duel&board=arena&period=all"],
    ["no question", ""],
    ["more than a question", "?board=duel&period=all&account=me"],
    ["a prototype", "?board=duel&period=all&__proto__=1"],
  ])("%s: 400", async (_what, query) => {
    const { status, body } = await get(`${LEADERBOARD_PATH}${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({ code: 400, error: "This request is not valid." });
  });
});

describe("[STA-2] what an account is told of itself", () => {
  test("rating, tier and figures", async () => {
    const { body } = await get<OwnStats>(OWN_STATS_PATH, guests[0].token);
    expect(body).toMatchObject({
      name: "Ada",
      isClaimed: false,
      duels: { won: DUELS, lost: 0, drawn: 0 },
      arena: { rounds: 1, best: 400, kills: 4, deaths: 1 },
    });
    expect(body.rating.placementsLeft).toBe(0);
    expect(body.rating.rating).toBeGreaterThan(1500);
  });

  test("a guest without a match has a beginner's rating and all placements before it", async () => {
    const { token } = await makeGuest(server.url);
    const { body } = await get<OwnStats>(OWN_STATS_PATH, token);
    expect(body.rating).toEqual({ rating: 1500, tier: null, placementsLeft: 5 });
    expect((await get<MatchHistory>(HISTORY_PATH, token)).body).toEqual({
      rows: [],
      hasMore: false,
    });
  });

  test("its matches, newest first, page after page, each once", async () => {
    const seen: string[] = [];
    let before = "";
    for (let page = 0; page < 2; page++) {
      const { body } = await get<MatchHistory>(`${HISTORY_PATH}${before}`, guests[1].token);
      expect(body.hasMore).toBe(page === 0);
      seen.push(...body.rows.map(({ matchId }) => matchId));
      before = `?before=${body.rows.at(-1)?.endedMs}`;
    }
    expect(seen).toHaveLength(DUELS + 1);
    expect(new Set(seen).size).toBe(DUELS + 1);
  });

  test("each match from its own side, with what it did to the rating", async () => {
    const [mine, theirs] = await Promise.all(
      guests.map(async ({ token }) => {
        const { rows } = (await get<MatchHistory>(HISTORY_PATH, token)).body;
        return rows.find(({ mode }) => mode === "duel");
      }),
    );
    expect(mine).toMatchObject({ outcome: "won", opponent: "Ben", own: 3, other: 1, by: "rounds" });
    expect(theirs).toMatchObject({ outcome: "lost", opponent: "Ada", own: 1, other: 3 });
    expect(mine?.ratingChange).toBeGreaterThan(0);
    expect(theirs?.ratingChange).toBeLessThan(0);
  });

  test.each([
    ["nobody", undefined, 401],
    ["a token of nobody's", "banana", 401],
  ])("%s is told nothing", async (_what, token, status) => {
    for (const path of [OWN_STATS_PATH, HISTORY_PATH]) {
      expect((await get(path, token)).status).toBe(status);
    }
  });

  test.each(["?before=-1", "?before=1e3", "?before=", "?before=1&before=2", "?after=1"])(
    "%s: 400",
    async (query) => {
      expect((await get(`${HISTORY_PATH}${query}`, guests[0].token)).status).toBe(400);
    },
  );
});

describe("[STA-3] a leaderboard is worked out once for all who ask within 3 s", () => {
  const rows = { rows: [], own: null };
  const makeBoards = () => {
    const asked: string[] = [];
    let nowMs = 1000;
    let isAway = false;
    const store = {
      leaderboard: async (board: Board, period: Period, accountId: string | null) => {
        asked.push(`${board} ${period} ${accountId}`);
        if (isAway) throw new Error("away");
        return { board, period, ...rows };
      },
    };
    const boards = new Leaderboards(store, () => nowMs);
    return {
      asked,
      boards,
      pass: (ms: number) => {
        nowMs += ms;
      },
      setAway: (away: boolean) => {
        isAway = away;
      },
    };
  };

  test("also while the first answer is on its way, and anew after that", async () => {
    const { asked, boards, pass } = makeBoards();
    const crowd = Array.from({ length: 50 }, () => boards.read("duel", "all", null));
    await Promise.all(crowd);
    pass(2999);
    await boards.read("duel", "all", null);
    expect(asked).toEqual(["duel all null"]);
    pass(1);
    await boards.read("duel", "all", null);
    expect(asked).toHaveLength(2);
  });

  test("for each board, period and account", async () => {
    const { asked, boards } = makeBoards();
    await boards.read("duel", "all", null);
    await boards.read("duel", "day", null);
    await boards.read("arena", "all", null);
    expect((await boards.read("duel", "all", "me")).board).toBe("duel");
    expect(asked).toHaveLength(4);
  });

  test("a failure is not kept, nor does memory grow with who asks", async () => {
    const { asked, boards, setAway } = makeBoards();
    setAway(true);
    await expect(boards.read("duel", "all", null)).rejects.toThrow("away");
    setAway(false);
    await boards.read("duel", "all", null);
    for (let i = 0; i < 2000; i++) await boards.read("duel", "all", `account ${i}`);
    expect(asked).toHaveLength(2002);
    // The first of them were forgotten, the last are kept.
    await boards.read("duel", "all", "account 1999");
    await boards.read("duel", "all", "account 0");
    expect(asked).toHaveLength(2003);
  });

  test("a clock that was set back keeps nothing for longer", async () => {
    const { asked, boards, pass } = makeBoards();
    await boards.read("duel", "all", null);
    pass(-500_000);
    await boards.read("duel", "all", null);
    expect(asked).toHaveLength(2);
  });
});

test("[STA-3] one address asks 360 times a minute", async () => {
  const limited = await startGameServer({ ARENA_MIN_ACTORS: "0", UNLIMITED_IPS: "none" });
  const ask = () => fetch(`${limited.url}${LEADERBOARD_PATH}?board=duel&period=all`);
  const statuses = new Map<number, number>();
  for (let i = 0; i < 361; i++) {
    const { status } = await ask();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(statuses.get(200)).toBe(360);
  expect(statuses.get(429)).toBe(1);
  await limited.close();
}, 60_000);
