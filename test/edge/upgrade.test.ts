// Upgrades that no client of ours asks for, against the real server: refused, and their sockets gone.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CLOSE_GRACE_MS } from "../../server/edge/edgeConstants.ts";
import { joinBystander } from "../helpers/bystander.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { RawSocket, UPGRADE_LINES, upgradeRaw } from "../helpers/rawSocket.ts";
import { waitFor } from "../helpers/waitFor.ts";

/** Passes the edge; behind it there is no such seat. */
const SEAT = "/process/room?sessionId=nobody";
const BAD_UPGRADES = 200;
/** Node keeps a connection for 7 s after its last request, and 1 s more. */
const JOIN_SOCKETS_MS = 12_000;

let server: GameServer;
const opened: RawSocket[] = [];
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
});
afterAll(() => server.close());

function upgrade(target: string, headers: readonly string[] = []): RawSocket {
  const socket = upgradeRaw(server.port, target, headers);
  opened.push(socket);
  return socket;
}

describe("[EDGE-11] a refused upgrade leaves no socket behind", () => {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ["GET *%", []],
    ["GET /%", []],
    [`GET ${SEAT}`, ["Host: ["]],
    [`GET ${SEAT}`, ["Host: a b"]],
    [`GET ${SEAT}`, ["X-Forwarded-Proto: %"]],
    [`GET ${SEAT}`, ["Origin: https://elsewhere.example"]],
    [`TRACE ${SEAT}`, []],
    [`POST ${SEAT}`, []],
    ["GET /", []],
    [`GET ${SEAT}`, ["Content-Length: 100"]],
    [`GET ${SEAT}`, ["Sec-WebSocket-Version: 99"]],
    [`GET ${SEAT}`, ["Sec-WebSocket-Protocol: ,,"]],
  ];

  test("200 bad upgrades, whose peers never close: 0 open sockets, and a bystander plays on", async () => {
    const bystander = await joinBystander(server.url);
    await waitFor(() => bystander.player.view.self?.alive, { describe: "a first life" });
    // Its own requests' connections end a while after the join.
    await waitFor(() => server.openSockets() === 1, {
      describe: "the bystander's socket alone",
      timeoutMs: JOIN_SOCKETS_MS,
    });
    bystander.watch();
    for (let i = 0; i < BAD_UPGRADES; i++) {
      const [line, headers] = kinds[i % kinds.length] ?? ["", []];
      const socket = new RawSocket(server.port);
      // The server's end of the connection is not answered by an end of ours.
      socket.socket.allowHalfOpen = true;
      socket.request(line, [...UPGRADE_LINES, ...headers]);
      opened.push(socket);
    }
    const answered = () => opened.filter((socket) => socket.received.length > 0).length;
    await waitFor(() => answered() === BAD_UPGRADES, { describe: "200 answers" });
    await waitFor(() => server.openSockets() === 1, { describe: "no socket but the bystander's" });
    for (const socket of opened) expect(`${socket.received}`).toMatch(/^HTTP\/1\.1 4\d\d /);
    await bystander.expectUndisturbed();
    await bystander.leave();
  });

  test.each(["/", "/room", "/process/room", "/a/b/c?sessionId=x", "/process/..%2f?sessionId=x"])(
    "%s is no room: 404",
    async (target) => {
      expect((await upgrade(target).answer()).status).toBe(404);
    },
  );

  test("peers that vanish in the middle of an upgrade cost nothing", async () => {
    for (let i = 0; i < 50; i++) {
      const socket = upgrade(i % 2 === 0 ? SEAT : "/");
      socket.socket.once("connect", () => setImmediate(() => socket.socket.resetAndDestroy()));
    }
    await waitFor(() => opened.every((socket) => socket.isClosed), { describe: "50 resets" });
    await waitFor(() => server.openSockets() === 0, {
      describe: "0 open sockets",
      timeoutMs: JOIN_SOCKETS_MS,
    });
    expect((await upgrade(SEAT).answer()).status).toBe(101);
  });

  test("a server that closes does not wait for sockets that never answer", async () => {
    const closing = await startGameServer({ ARENA_MIN_ACTORS: "0" });
    for (let i = 0; i < 5; i++) {
      const socket = upgradeRaw(closing.port, SEAT);
      opened.push(socket);
      expect((await socket.answer()).status).toBe(101);
    }
    opened.push(new RawSocket(closing.port));
    const startedMs = performance.now();
    await closing.close();
    expect(performance.now() - startedMs).toBeLessThan(CLOSE_GRACE_MS + 1000);
    expect(closing.openSockets()).toBe(0);
  });

  test("another protocol's upgrade is served as plain HTTP", async () => {
    const socket = new RawSocket(server.port);
    opened.push(socket);
    socket.request("GET /healthz", ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"]);
    expect((await socket.answer()).status).toBe(200);
  });
});

describe("[EDGE-12] an upgrade comes from our own page or from a listed one", () => {
  test.each([
    ["another site", "https://elsewhere.example"],
    ["a site that begins like ours", "http://127.0.0.1.elsewhere.example"],
    ["a sandboxed frame", "null"],
    ["a file", "file://"],
    ["an extension", "chrome-extension://abcdef"],
    ["a path", "http://127.0.0.1/"],
    ["two origins", "http://localhost, https://elsewhere.example"],
    ["nothing", ""],
  ])("%s: 403", async (_what, origin) => {
    expect((await upgrade(SEAT, [`Origin: ${origin}`]).answer()).status).toBe(403);
  });

  test.each([
    ["our own page", () => server.url],
    ["the player's own machine", () => "http://localhost:5173"],
  ])("%s passes", async (_what, origin) => {
    const headers = [`Host: 127.0.0.1:${server.port}`, `Origin: ${origin()}`];
    expect((await upgrade(SEAT, headers).answer()).status).toBe(101);
  });

  test("ALLOWED_ORIGINS replaces the player's own machine", async () => {
    const listed = "https://play.example";
    const strict = await startGameServer({ ALLOWED_ORIGINS: `${listed},https://b.example:8443` });
    const statusFor = async (origin: string) => {
      const socket = upgradeRaw(strict.port, SEAT, ["Host: own.example", `Origin: ${origin}`]);
      opened.push(socket);
      return (await socket.answer()).status;
    };
    try {
      expect(await statusFor(listed)).toBe(101);
      expect(await statusFor("https://b.example:8443")).toBe(101);
      expect(await statusFor("https://own.example")).toBe(101);
      expect(await statusFor("http://play.example")).toBe(403);
      expect(await statusFor("https://b.example")).toBe(403);
      expect(await statusFor("http://localhost:5173")).toBe(403);
    } finally {
      await strict.close();
    }
  });
});
