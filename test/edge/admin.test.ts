// The operator's port: closed without a password, and behind it.
import { afterEach, describe, expect, test } from "vitest";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";

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
