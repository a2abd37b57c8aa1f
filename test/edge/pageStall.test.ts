// A page that stands still for a while, as while it compiles or another tab is in front, has lost nothing: what came
// meanwhile is read before anybody calls it silence. The server is a process of its own, so that it runs on.
import { afterAll, beforeAll, expect, test } from "vitest";
import { WATCHDOG_MS } from "../../shared/net/netConstants.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { type ServerProcess, startServerProcess } from "../helpers/serverProcess.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess({ LOG_LEVEL: "info", ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.kill());

test("[EDGE-43] a page that stalls for longer than the watchdog's silence keeps its connection", async () => {
  const player = await joinHeadless(server.url, "Staller");
  await waitFor(() => player.view.self?.alive, { describe: "a first life" });
  // From here the event loop goes on to its timers, before it reads any socket: the worst order.
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      const untilMs = performance.now() + WATCHDOG_MS + 500;
      while (performance.now() < untilMs);
      resolve();
    });
  });
  const { serverTick } = player.view.net;
  await waitFor(() => player.view.net.serverTick > serverTick + 30, { describe: "30 more ticks" });
  const events = server.log().filter(({ session }) => session === player.connection.room.sessionId);
  expect(events.map(({ msg }) => msg)).toEqual(["joined"]);
  await player.leave();
});
