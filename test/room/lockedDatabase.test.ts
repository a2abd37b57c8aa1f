// The database held locked by somebody else over a Duel's end, on the real server with its real store: what the two
// players are told, and that nobody else notices.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GuestIdentity } from "../../client/net/identity.ts";
import { OUTBOX_FOLDER } from "../../server/match/results.ts";
import { DATABASE_FILE } from "../../server/store/sqliteStore.ts";
import type { DuelResult } from "../../shared/net/duel.ts";
import { WATCHDOG_MS } from "../../shared/net/netConstants.ts";
import {
  HISTORY_PATH,
  type MatchHistory,
  OWN_STATS_PATH,
  type OwnStats,
} from "../../shared/net/stats.ts";
import { OPEN_ARENA_TICK_HZ } from "../../shared/sim/constants.ts";
import { type Bystander, joinBystander } from "../helpers/bystander.ts";
import { type Meeting, meetInDuel } from "../helpers/duelGuest.ts";
import { winDuel } from "../helpers/duelHand.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { lockSqlite } from "../helpers/lockSqlite.ts";
import { LONG_MS, waitFor } from "../helpers/waitFor.ts";

/** How long it is locked, ms: more than a statement waits. LOCK_MS=30000 for the long one. */
const LOCK_MS = Number(process.env.LOCK_MS ?? 5000);
/** Both players know that their result is safe this long after the lock's end at the latest, ms. */
const RETURN_MS = 5000;

let server: GameServer;
let bystander: Bystander;
let duel: Meeting;

beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "4" });
  bystander = await joinBystander(server.url);
  duel = await meetInDuel(server);
}, 2 * LONG_MS);
afterAll(async () => {
  await Promise.all([bystander.leave(), duel.first.leave(), duel.second.leave()]);
  await server.close();
});

test("[STO-14] [DUEL-36] over a lock both players are told pending, then saved within 5 s of its end; others play on", {
  timeout: 3 * LOCK_MS + 4 * LONG_MS,
}, async () => {
  const { first, second, identities, arena } = duel;
  const release = lockSqlite(server.dataDir);
  try {
    bystander.watch();
    const { net } = bystander.player.view;
    const sinceTick = net.serverTick;
    await winDuel(arena, second.slot);
    await waitFor(() => first.result && second.result, {
      describe: "the results",
      timeoutMs: LONG_MS,
    });
    // Held for as long as the other room plays that many ticks.
    await waitFor(() => net.serverTick - sinceTick >= (LOCK_MS / 1000) * OPEN_ARENA_TICK_HZ, {
      describe: "the other room's ticks",
      timeoutMs: 3 * LOCK_MS + LONG_MS,
    });
    expect(Math.max(...bystander.gapsMs)).toBeLessThan(WATCHDOG_MS);
    expect(first.results).toMatchObject([{ outcome: "lost", saved: "pending", rating: null }]);
    expect(second.results).toMatchObject([{ outcome: "won", saved: "pending", rating: null }]);
    expect(readdirSync(join(server.dataDir, OUTBOX_FOLDER))).toContain(`${matchOf(duel)}.json`);
    expect(countRows(matchOf(duel))).toEqual({ matches: 0, results: 0, rated: 0 });
  } finally {
    release();
  }
  const releasedMs = performance.now();
  await waitFor(() => first.results.length > 1 && second.results.length > 1, {
    describe: "the results once more",
    timeoutMs: LONG_MS,
  });
  const tookMs = performance.now() - releasedMs;
  console.info(`locked for ${LOCK_MS} ms, both told "saved" ${Math.round(tookMs)} ms after`);
  expect(tookMs).toBeLessThan(RETURN_MS);
  expect(first.results[1]).toMatchObject({ outcome: "lost", saved: "saved" });
  expect(second.results[1]).toMatchObject({ outcome: "won", saved: "saved" });
  expect(second.results[1]?.rating?.after.rating).toBeGreaterThan(1500);
  await expectAsTold(identities[0], first.results);
  await expectAsTold(identities[1], second.results);
  expect(countRows(matchOf(duel))).toEqual({ matches: 1, results: 2, rated: 2 });
});

const matchOf = ({ first }: Meeting) => first.results[0]?.matchId ?? "";

/** One match, told twice, stands once in what the account may ask for. */
async function expectAsTold(identity: GuestIdentity, told: readonly DuelResult[]): Promise<void> {
  const ask = { timeoutMs: 5000 };
  const { rows } = await identity.askAsSelf<MatchHistory>(HISTORY_PATH, ask);
  const { rating } = await identity.askAsSelf<OwnStats>(OWN_STATS_PATH, ask);
  expect(told.map(({ matchId }) => matchId)).toEqual([rows[0]?.matchId, rows[0]?.matchId]);
  expect(rows).toHaveLength(1);
  expect(rating).toEqual(told[1]?.rating?.after);
}

/** What the file has of a match; `rated`: how often a rating has changed, of anybody. */
function countRows(matchId: string): object {
  const file = new DatabaseSync(join(server.dataDir, DATABASE_FILE), { readOnly: true });
  try {
    const counts = file
      .prepare(
        `select (select count(*) from matches where id = :id) as matches,
          (select count(*) from results join matches on seq = match_seq where id = :id) as results,
          (select coalesce(sum(matches), 0) from ratings) as rated`,
      )
      .get({ id: matchId });
    return { ...counts };
  } finally {
    file.close();
  }
}
