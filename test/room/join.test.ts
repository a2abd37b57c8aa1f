// Joining and leaving an arena, on the real server.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { OPEN_ARENA_MIN_ACTORS } from "../../shared/sim/constants.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer();
});
afterAll(() => server.close());

/** What the matchmaking answers to a join with these options. */
async function requestJoin(
  room: string,
  options: unknown,
): Promise<{ status: number; error: string }> {
  const response = await fetch(`${server.url}/matchmake/joinOrCreate/${room}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(options),
  });
  const { error = "" } = (await response.json()) as { error?: string };
  return { status: response.status, error };
}

describe("status", () => {
  test("GET /healthz answers ok once rooms can be joined", async () => {
    const response = await fetch(`${server.url}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
  });

  test("GET /api/status tells the protocol and who plays", async () => {
    const answer = await (await fetch(`${server.url}/api/status`)).json();
    expect(answer).toEqual({ protocol: PROTOCOL_VERSION, players: 0, rooms: 0 });
  });
});

describe("[NET-1] a join that no client of ours sends is refused with its reason", () => {
  const name = "Quiet Filament";
  test.each([
    ["no options", {}],
    ["no name", { protocol: PROTOCOL_VERSION }],
    ["an empty name", { protocol: PROTOCOL_VERSION, name: "   " }],
    ["a name that is too long", { protocol: PROTOCOL_VERSION, name: "x".repeat(17) }],
    ["a name of control characters", { protocol: PROTOCOL_VERSION, name: "\u0007\u202e" }],
    ["a name that is no string", { protocol: PROTOCOL_VERSION, name: { toString: "x" } }],
    ["an unknown option", { protocol: PROTOCOL_VERSION, name, admin: true }],
    ["a protocol that is no number", { protocol: "1", name }],
  ])("%s: 400", async (_what, options) => {
    expect((await requestJoin("arena", options)).status).toBe(400);
  });

  test("another protocol version: 426, and the remedy", async () => {
    const answer = await requestJoin("arena", { protocol: PROTOCOL_VERSION + 1, name });
    expect(answer.status).toBe(426);
    expect(answer.error).toContain("reload");
  });

  test("an unknown room: refused, like every path that is none", async () => {
    const answer = await requestJoin("nowhere", { protocol: PROTOCOL_VERSION, name });
    expect(answer.status).toBe(404);
    expect(answer.error).toContain("nothing here");
  });
});

describe("[NET-2] an arena is filled to 12 actors, and bots make room for people", () => {
  test("the first player meets 11 bots, the second takes the place of one", async () => {
    const first = await joinHeadless(server.url, "First");
    const actors = () => first.view.hud.scoreboard;
    await waitFor(() => actors().length === OPEN_ARENA_MIN_ACTORS, { describe: "12 actors" });
    expect(actors().filter((row) => row.isBot)).toHaveLength(OPEN_ARENA_MIN_ACTORS - 1);
    expect(actors().filter((row) => row.isSelf)).toMatchObject([{ name: "First", isBot: false }]);

    const second = await joinHeadless(server.url, "Second");
    await waitFor(() => actors().filter((row) => row.isBot).length === OPEN_ARENA_MIN_ACTORS - 2, {
      describe: "one bot less",
    });
    expect(actors()).toHaveLength(OPEN_ARENA_MIN_ACTORS);

    await second.leave();
    await waitFor(() => actors().filter((row) => row.isBot).length === OPEN_ARENA_MIN_ACTORS - 1, {
      describe: "the bot's return",
    });
    await first.leave();
  });
});

describe("[NET-3] a message that is malformed, unknown or late never ends the room", () => {
  test("others play on while a client sends garbage", async () => {
    const bystander = await joinHeadless(server.url, "Bystander");
    const vandal = await joinHeadless(server.url, "Vandal");
    const { room } = vandal.connection;
    room.send(2 as never, { rttMs: "fast" } as never);
    room.send(2 as never, { rttMs: -1, extra: true } as never);
    room.send(2 as never, null as never);
    room.send(99 as never, "unknown" as never);
    for (const frame of [[], [255], [22], [21, 0], [13, 200, 200], [10]]) {
      room.connection.send(new Uint8Array(frame));
    }
    const { serverTick } = bystander.view.net;
    await waitFor(() => bystander.view.net.serverTick > serverTick + 30, {
      describe: "30 more ticks",
    });
    expect(bystander.view.connection.phase).toBe("live");
    await vandal.leave();
    await bystander.leave();
  });
});
