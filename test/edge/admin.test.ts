// The operator's port: closed without a password, and behind it.
import { afterEach, describe, expect, test, vi } from "vitest";
import type { RoomDescription } from "../../server/rooms/BaseRoom.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const PASSWORD = "correct horse battery";
const SETTINGS = { ADMIN_PASSWORD: PASSWORD, ADMIN_PORT: "0" };
let server: GameServer;
afterEach(() => server.close());

function ask(path: string, password: string | null, headers: Record<string, string> = {}) {
  const credentials = Buffer.from(`operator:${password}`).toString("base64");
  const authorization = password === null ? {} : { authorization: `Basic ${credentials}` };
  return fetch(`${server.adminUrl}${path}`, { headers: { ...authorization, ...headers } });
}

describe("[EDGE-52] the operator's port", () => {
  test("does not exist without ADMIN_PASSWORD, and the game's port has nothing of it", async () => {
    server = await startGameServer();
    expect(server.adminUrl).toBeNull();
    for (const path of ["/monitor", "/monitor/api", "/playground", "/__apidocs"]) {
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(404);
    }
  });

  test("shows the rooms to who has the password, and nothing to who has not", async () => {
    server = await startGameServer(SETTINGS);
    const player = await joinHeadless(server.url, "Anna");
    for (const path of [
      "/",
      "/monitor/",
      "/monitor/api",
      "/monitor/api/room/call?method=disconnect",
    ]) {
      const refused = await ask(path, null);
      expect([path, refused.status]).toEqual([path, 401]);
      expect(refused.headers.get("www-authenticate")).toContain("Basic");
    }
    expect((await ask("/monitor/api", `${PASSWORD}!`)).status).toBe(401);
    const { rooms } = (await (await ask("/monitor/api", PASSWORD)).json()) as {
      rooms: { name: string; clients: number }[];
    };
    expect(rooms).toMatchObject([{ name: "arena", clients: 1 }]);
    const page = await ask("/", PASSWORD);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<html")]);
    await player.leave();
  });

  test("answers no page but its own: a GET of another site's closes no room", async () => {
    server = await startGameServer(SETTINGS);
    const player = await joinHeadless(server.url, "Anna");
    const call = `/monitor/api/room/call?roomId=${player.connection.room.roomId}&method=disconnect&args=[]`;
    for (const site of ["cross-site", "same-site"]) {
      expect((await ask(call, PASSWORD, { "sec-fetch-site": site })).status).toBe(403);
    }
    expect(player.connection.state.phase).not.toBe("closed");
    expect((await ask("/monitor/api", PASSWORD, { "sec-fetch-site": "same-origin" })).status).toBe(
      200,
    );
    await player.leave();
  });

  test("makes who guesses wait: after eleven wrong passwords not even the right one helps", async () => {
    server = await startGameServer(SETTINGS);
    const answers: number[] = [];
    for (let i = 0; i < 12; i++) answers.push((await ask("/monitor/api", `guess ${i}`)).status);
    expect(answers).toEqual([...Array<number>(11).fill(401), 429]);
    const refused = await ask("/monitor/api", PASSWORD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
  });
});

describe("[OPS-24] the operator's page", () => {
  const post = (path: string, body: object) =>
    fetch(`${server.adminUrl}/operator/api/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`operator:${PASSWORD}`).toString("base64")}`,
      },
      body: JSON.stringify(body),
    });
  const rooms = async () =>
    (await (await ask("/operator/api/rooms", PASSWORD)).json()) as {
      id: string;
      kind: string;
      description: RoomDescription;
    }[];

  test("lists rooms with their people and ticks, to who has the password", async () => {
    server = await startGameServer(SETTINGS);
    const player = await joinHeadless(server.url, "Anna");
    expect((await ask("/operator/api/rooms", null)).status).toBe(401);
    expect(await (await ask("/operator/", PASSWORD)).text()).toContain("operator.js");
    const [room] = await rooms();
    expect(room).toMatchObject({ kind: "arena", description: { people: [{ name: "Anna" }] } });
    expect(room?.description.facts.join()).toMatch(/ticks \d+\.\d ms/);
    await player.leave();
  });

  test("removes a player from a room, and shuts an account out", async () => {
    server = await startGameServer(SETTINGS);
    const removed = await joinHeadless(server.url, "Anna");
    const banned = await joinHeadless(server.url, "Bert");
    const [room] = await rooms();
    const personOf = (name: string) => room?.description.people.find((one) => one.name === name);
    const kick = { room: room?.id, session: personOf("Anna")?.session };
    expect((await post("kick", kick)).status).toBe(200);
    await waitFor(() => removed.connection.state.closeCode, { describe: "the removal" });
    expect(removed.connection.state.closeCode).toBe(CloseReason.Kicked);
    expect((await post("kick", kick)).status).toBe(404);
    expect((await post("ban", { account: personOf("Bert")?.account })).status).toBe(200);
    await waitFor(() => banned.connection.state.closeCode, { describe: "the ban" });
    expect(banned.connection.state.closeCode).toBe(CloseReason.Unauthorized);
    for (const body of [{}, { account: "x" }, { account: 1, __proto__: {} }, { room: 1 }]) {
      expect((await post("ban", body)).status).toBe(400);
    }
    await Promise.all([removed.leave(), banned.leave()]);
  });

  test("begins the drain as SIGTERM does", async () => {
    server = await startGameServer(SETTINGS);
    const kill = vi.spyOn(process, "kill").mockReturnValue(true);
    expect((await post("drain", {})).status).toBe(200);
    expect(kill).toHaveBeenCalledWith(process.pid, "SIGTERM");
    kill.mockRestore();
  });
});
