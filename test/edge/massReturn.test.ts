// Everybody at once: what a proxy that restarts, or a switch that fails, does to a server. The server is a process of
// its own; 500 light clients come back at the real client's pace.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServerStatus } from "../../shared/net/protocol.ts";
import { ReturningPlayer } from "../helpers/returningPlayer.ts";
import { type ServerProcess, startServerProcess } from "../helpers/serverProcess.ts";
import { waitFor } from "../helpers/waitFor.ts";

const CLIENTS = 500;
const ALL_BACK_MS = 10_000;
/** Joins on their way at once while the arenas fill. */
const JOINING_AT_ONCE = 10;

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess({
    LOG_LEVEL: "error",
    ARENA_MIN_ACTORS: "0",
    ARENA_MAX_ROOMS: "40",
  });
});
afterAll(() => server.kill());

async function countPlayers(): Promise<number> {
  const status = await (await fetch(`${server.url}/api/status`)).json();
  return (status as ServerStatus).players;
}

test("[EDGE-44] 500 connections that are cut at once are all back in their seats within 10 s", async () => {
  const players: ReturningPlayer[] = [];
  let joining = 0;
  const joinSome = async () => {
    while (joining < CLIENTS) players.push(await ReturningPlayer.join(server.url, `P${joining++}`));
  };
  await Promise.all(Array.from({ length: JOINING_AT_ONCE }, joinSome));

  const startedMs = performance.now();
  const tookMs = await Promise.all(
    players.map(async (player) => {
      await player.cutAndReturn();
      return Math.round(performance.now() - startedMs);
    }),
  );
  tookMs.sort((a, b) => a - b);
  const attempts = players.reduce((sum, player) => sum + player.attempts, 0);
  console.info(
    `${CLIENTS} back: median ${tookMs[CLIENTS / 2]} ms, last ${tookMs.at(-1)} ms, ${attempts} attempts`,
  );
  expect(tookMs.at(-1)).toBeLessThanOrEqual(ALL_BACK_MS);
  // Listings follow within a second, and the count is at most a second old.
  await waitFor(async () => (await countPlayers()) === CLIENTS, { describe: "500 to be listed" });
  for (const player of players) player.cut();
}, 120_000);
