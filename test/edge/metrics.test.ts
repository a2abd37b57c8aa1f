// What an operator's Prometheus and load balancer are told, on the operator's port of a real server.
import { afterEach, describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "../../server/config.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { joinRaw } from "../helpers/rawPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const SETTINGS = { ADMIN_PORT: "0", ARENA_MIN_ACTORS: "3" };
let server: GameServer;
afterEach(() => server.close());

async function scrape(): Promise<string> {
  const response = await fetch(`${server.adminUrl}/metrics`);
  expect(response.headers.get("content-type")).toContain("text/plain");
  return response.text();
}

/** A sample's value; NaN when there is none. */
function valueIn(text: string, sample: string): number {
  const line = text.split("\n").find((one) => one.startsWith(`${sample} `));
  return Number(line?.slice(sample.length));
}

describe("[OPS-20] GET /metrics", () => {
  test("tells ticks, traffic, rooms, connections and refusals", async () => {
    server = await startGameServer(SETTINGS);
    const before = await scrape();
    const player = await joinHeadless(server.url, "Anna");
    const hostile = await joinRaw(server.url, { name: "Hostile" });
    hostile.send(99);
    await waitFor(() => hostile.ended, { describe: "the end of the hostile connection" });
    const ticks = 'fraywire_tick_seconds_count{room="arena"}';
    await waitFor(async () => valueIn(await scrape(), ticks) >= 30, { describe: "30 ticks" });
    const text = await scrape();
    expect(valueIn(text, 'fraywire_tick_seconds_bucket{room="arena",le="+Inf"}')).toBe(
      valueIn(text, ticks),
    );
    expect(valueIn(text, 'fraywire_patch_seconds_sum{room="arena"}')).toBeGreaterThan(0);
    expect(valueIn(text, 'fraywire_rooms{kind="arena"}')).toBe(1);
    expect(valueIn(text, 'fraywire_connections{kind="play"}')).toBe(1);
    for (const direction of ["in", "out"]) {
      const frames = `fraywire_frames_total{direction="${direction}"}`;
      expect(valueIn(text, frames)).toBeGreaterThan(valueIn(before, frames));
    }
    expect(valueIn(text, 'fraywire_refusals_total{reason="frame"}')).toBe(1);
    expect(valueIn(text, "nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
    expect(valueIn(text, "process_resident_memory_bytes")).toBeGreaterThan(10e6);
    await player.leave();
  });

  test("is behind the operator's password when there is one", async () => {
    server = await startGameServer({ ...SETTINGS, ADMIN_PASSWORD: "correct horse battery" });
    expect((await fetch(`${server.adminUrl}/metrics`)).status).toBe(401);
    const authorization = `Basic ${Buffer.from("x:correct horse battery").toString("base64")}`;
    const answer = await fetch(`${server.adminUrl}/metrics`, { headers: { authorization } });
    expect(answer.status).toBe(200);
  });

  test("is nowhere on the game's port, and on no other address without a password", async () => {
    server = await startGameServer(SETTINGS);
    for (const path of ["/metrics", "/readyz"]) {
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(404);
    }
    expect(() => parseConfig({ ADMIN_PORT: "9000", ADMIN_HOST: "0.0.0.0" })).toThrow(ConfigError);
  });
});

test("[OPS-21] GET /readyz says whether new players are welcome, without a password", async () => {
  server = await startGameServer({ ...SETTINGS, ADMIN_PASSWORD: "correct horse battery" });
  expect((await fetch(`${server.adminUrl}/readyz`)).status).toBe(200);
});
