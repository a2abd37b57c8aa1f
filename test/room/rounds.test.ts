// A round of the Open Arena in its players' statistics, on the real server and through HTTP.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Connection } from "../../client/net/connection.ts";
import { GuestIdentity } from "../../client/net/identity.ts";
import { ARENA_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import {
  HISTORY_PATH,
  type HistoryRow,
  LEADERBOARD_PATH,
  type Leaderboard,
  OWN_STATS_PATH,
  type OwnStats,
} from "../../shared/net/stats.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const ACTORS = 4;

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_ROUND_S: "10", ARENA_MIN_ACTORS: `${ACTORS}` });
});
afterAll(() => server.close());

async function ask<T>(path: string, identity: GuestIdentity): Promise<T> {
  const headers = { authorization: `Bearer ${await identity.getToken()}` };
  return (await (await fetch(`${server.url}${path}`, { headers })).json()) as T;
}

test("[STO-10] a round that ended stands in the player's history and statistics, and on the board", async () => {
  const identity = new GuestIdentity(server.url);
  const options = { protocol: PROTOCOL_VERSION, name: "Anna" };
  const connection = await Connection.join(server.url, options, ARENA_ROOM, identity);
  const { world, mirror } = server.arenaOf(connection.room.roomId);
  const record = world.players.find(({ slot }) => mirror.rosterOf(slot)?.name === "Anna");
  if (record === undefined) throw new Error("The server knows no such player.");
  await waitFor(() => record.state.alive === 1, { describe: "a life" });
  record.score = 12_340;
  record.kills = 3;
  const stats = await waitFor(
    async () => {
      const now = await ask<OwnStats>(OWN_STATS_PATH, identity);
      return now.arena.rounds > 0 ? now : null;
    },
    { describe: "the round in the statistics", timeoutMs: 18_000, intervalMs: 100 },
  );
  expect(stats.name).toBe("Anna");
  expect(stats.arena.best).toBeGreaterThanOrEqual(12_340);
  const { rows } = await ask<{ rows: HistoryRow[] }>(HISTORY_PATH, identity);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ mode: "arena", outcome: "placed", place: 1, players: ACTORS });
  const board = await waitFor(
    async () => {
      const now = await ask<Leaderboard>(`${LEADERBOARD_PATH}?board=arena&period=day`, identity);
      return now.own === null ? null : now;
    },
    { describe: "the board", intervalMs: 200 },
  );
  expect(board.own).toMatchObject({ name: "Anna", place: 1, points: stats.arena.best });
  await connection.leave();
});
