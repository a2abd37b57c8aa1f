// A dropped socket and its way back, on the real server through a proxy that can be cut.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless, type Script } from "../helpers/headlessPlayer.ts";
import { makeTcpProxy, type TcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: GameServer;
let proxy: TcpProxy;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "3" });
  proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 40, jitterMs: 0, seed: 1 });
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

const walkRight: Script = (out, elapsedMs) => {
  out.moveX = Math.floor(elapsedMs / 700) % 2 === 0 ? 127 : -127;
};

/** Plays, breaks the link, waits until the player knows, restores it, and waits for play to go on. */
async function breakAndReturn(breakLink: () => void, brokenMs: number): Promise<void> {
  const player = await joinHeadless(`http://127.0.0.1:${proxy.port}`, "Dropper", walkRight);
  const { world } = server.arenaOf(player.connection.room.roomId);
  const { slot } = player;
  const record = world.players[slot];
  if (record === undefined) throw new Error("no record");
  await waitFor(() => player.view.self?.alive, { describe: "a first life" });
  record.score = 340;

  breakLink();
  const brokenAtMs = performance.now();
  await waitFor(() => player.view.connection.phase === "reconnecting", { describe: "the drop" });
  await waitFor(() => performance.now() - brokenAtMs > brokenMs, {
    describe: "the outage",
    timeoutMs: brokenMs + 1000,
  });
  expect(player.view.connection.seatHeldS).toBeLessThan(20);
  proxy.restore();
  const restoredAtMs = performance.now();
  await waitFor(() => player.view.connection.phase === "live" && player.view.self?.alive, {
    describe: "the return",
  });
  const backAfterMs = performance.now() - restoredAtMs;
  console.info(`back ${Math.round(backAfterMs)} ms after the network`);
  expect(player.slot).toBe(slot);
  expect(record.score).toBe(340);
  await waitFor(() => player.view.hud.score === 340, { describe: "the score on screen" });

  const { x } = record.state;
  await waitFor(() => Math.abs(record.state.x - x) > 30, {
    describe: "inputs that move the body again",
  });
  await waitFor(() => player.view.net.pendingInputs < 10, { describe: "acknowledged inputs" });
  await player.leave();
}

test("[NET-5] a reset connection comes back to its seat and score", async () => {
  await breakAndReturn(() => proxy.cut(), 5000);
});

test("[NET-6] a silent connection is noticed and comes back to its seat and score", async () => {
  await breakAndReturn(() => proxy.blackhole(), 3500);
});

test("[NET-7] a seat whose player does not return is freed after 20 s", async () => {
  const stayer = await joinHeadless(server.url, "Stayer");
  const player = await joinHeadless(`http://127.0.0.1:${proxy.port}`, "Gone");
  const { world } = server.arenaOf(player.connection.room.roomId);
  const record = world.players[player.slot];
  proxy.cut();
  await waitFor(() => record?.isAway, { describe: "the body's vanishing", timeoutMs: 8000 });
  await waitFor(() => !record?.active || record.isBot, {
    describe: "the freed seat",
    timeoutMs: 25_000,
  });
  await waitFor(() => player.view.connection.phase === "closed", {
    describe: "the end",
    timeoutMs: 5000,
  });
  proxy.restore();
  await stayer.leave();
}, 45_000);
