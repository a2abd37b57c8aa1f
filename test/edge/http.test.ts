// HTTP that no page of ours sends, against the real server: refused before anything behind the edge reads it.
import { ServerError } from "@colyseus/core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { Connection } from "../../client/net/connection.ts";
import { refusalCount } from "../../server/metrics/refusals.ts";
import { ArenaRoom } from "../../server/rooms/ArenaRoom.ts";
import { LAB_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { RawSocket, requestRaw, UPGRADE_LINES } from "../helpers/rawSocket.ts";

const JSON_TYPE = "Content-Type: application/json";
const JOIN = { protocol: PROTOCOL_VERSION, name: "Quiet Filament" };
const LIMIT_BYTES = 16 * 1024;

let server: GameServer;
beforeAll(async () => {
  // Errors are provoked here; TEST_LOG=error shows that they are logged.
  server = await startGameServer({
    ARENA_MIN_ACTORS: "0",
    LOG_LEVEL: process.env.TEST_LOG ?? "fatal",
  });
});
afterAll(() => server.close());

async function expectAlive(): Promise<void> {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
}

/** Posts bytes to the matchmaking as JSON. */
function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

describe("[EDGE-10] a malformed head is answered 400 or 405 and its connection closed", () => {
  test.each([
    ["an unparsable target", "GET *%", [], 400],
    ["an asterisk", "OPTIONS *", [], 400],
    ["a target of another host", "GET http://elsewhere/", [], 400],
    ["a broken escape", "GET /%", [], 400],
    ["a broken escape in UTF-8", "GET /%ff%fe", [], 400],
    ["an open bracket as host", "GET /", ["Host: ["], 400],
    ["a space in the host", "GET /", ["Host: a b"], 400],
    ["a host with a path", "GET /", ["Host: a/b"], 400],
    ["a host with a directive", "GET /", ["Host: a;script-src"], 400],
    ["no host", "GET /", ["Host:"], 400],
    ["a forwarded protocol", "GET /", ["X-Forwarded-Proto: %"], 400],
    ["a matchmaking with it", "POST /matchmake/join/arena", ["X-Forwarded-Proto: %"], 400],
    ["TRACE", "TRACE /", [], 405],
    ["PUT", "PUT /api/status", [], 405],
    ["DELETE", "DELETE /", [], 405],
    ["a target without end", `GET /${"a".repeat(3000)}`, [], 414],
    ["a head without end", "GET /", [`X-Long: ${"a".repeat(20_000)}`], 431],
    ["a GET with a body", "GET /", ["Content-Length: 5"], 400],
    ["a GET with chunks", "GET /", ["Transfer-Encoding: chunked"], 400],
  ])("%s", async (_what, line, headers, status) => {
    const plain = new RawSocket(server.port);
    plain.request(line, headers);
    const answer = await plain.answer();
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain("node_modules");
    await plain.closed();

    // The same as an upgrade, which takes another way through Node.
    const upgrade = new RawSocket(server.port);
    upgrade.request(line, [...UPGRADE_LINES, ...headers]);
    expect((await upgrade.answer()).status).toBeGreaterThanOrEqual(400);
    await upgrade.closed();
    await expectAlive();
  });

  test.each([
    "CONNECT elsewhere:443",
    "GARBAGE",
    "\u0016\u0003\u0001\u0002",
    "PRI * HTTP/2.0\r\n\r\nSM",
  ])("%j: closed", async (line) => {
    const socket = new RawSocket(server.port);
    socket.send(`${line}\r\n\r\n`);
    await socket.closed();
    await expectAlive();
  });

  test("an old health check without a host is answered", async () => {
    const socket = new RawSocket(server.port);
    socket.send("GET /healthz HTTP/1.0\r\n\r\n");
    expect((await socket.answer()).status).toBe(200);
  });

  test("a range that ends before it begins does not fail", async () => {
    const answer = await fetch(`${server.url}/favicon.svg`, { headers: { range: "bytes=9-5" } });
    expect(answer.status).toBe(200);
  });
});

describe("[EDGE-15] a body is at most 16 KiB of JSON", () => {
  const oversize = JSON.stringify({ ...JOIN, pad: "x".repeat(LIMIT_BYTES) });

  test("17 KiB: 413, and readable as such", async () => {
    const before = refusalCount("body");
    expect((await post("/matchmake/joinOrCreate/arena", oversize)).status).toBe(413);
    expect(refusalCount("body")).toBe(before + 1);
  });

  test("100 MB announced: 413 before a byte of it", async () => {
    const socket = new RawSocket(server.port);
    socket.request("POST /matchmake/joinOrCreate/arena", [JSON_TYPE, "Content-Length: 104857600"]);
    expect((await socket.answer()).status).toBe(413);
    await socket.closed();
  });

  test("chunks without a length: 413 once they pass 16 KiB", async () => {
    const socket = new RawSocket(server.port);
    socket.request("POST /matchmake/joinOrCreate/arena", [JSON_TYPE, "Transfer-Encoding: chunked"]);
    for (let sent = 0; sent <= LIMIT_BYTES; sent += 4096) {
      socket.send(`1000\r\n${" ".repeat(4096)}\r\n`);
    }
    expect((await socket.answer()).status).toBe(413);
    await socket.closed();
  });

  test("a body for nobody is not read on", async () => {
    const socket = new RawSocket(server.port);
    socket.request("POST /nowhere", ["Transfer-Encoding: chunked"], "1\r\nx\r\n");
    expect((await socket.answer()).status).toBe(404);
    await socket.closed();
  });

  test.each([
    ["an open brace", "{"],
    ["a string", '"join"'],
    ["a list", "[]"],
    ["nothing that is JSON", "\u0000\u0001"],
    ["a prototype", '{"__proto__":{"config":1}}'],
    ["a nested prototype", '{"name":{"__proto__":{}}}'],
  ])("%s: 400", async (_what, body) => {
    expect((await post("/matchmake/joinOrCreate/arena", body)).status).toBe(400);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "%s: 415",
    async (type) => {
      const headers = { "content-type": type };
      const answer = await post("/matchmake/joinOrCreate/arena", JSON.stringify(JOIN), headers);
      expect(answer.status).toBe(415);
    },
  );

  test("gzip: refused, not inflated", async () => {
    const headers = { "content-encoding": "gzip" };
    const answer = await post("/matchmake/joinOrCreate/arena", JSON.stringify(JOIN), headers);
    expect(answer.status).toBe(415);
  });
});

describe("[EDGE-16] the matchmaking offers two methods, and says nothing internal", () => {
  test.each([
    "create",
    "join",
    "createRoom",
    "query",
    "disconnectAll",
    "gracefullyShutdown",
    "__proto__",
    "constructor",
    "toString",
  ])("%s: 404", async (method) => {
    const answer = await post(`/matchmake/${method}/arena`, JSON.stringify(JOIN));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: "There is nothing here." });
  });

  test.each(["GET", "HEAD"])("%s: 404", async (method) => {
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/arena`, { method });
    expect(answer.status).toBe(404);
  });

  test("another room's name: 404", async () => {
    const answer = await post("/matchmake/joinOrCreate/nowhere", JSON.stringify(JOIN));
    expect(answer.status).toBe(404);
    const answerToJoin = await post("/matchmake/join/lobby%2F..", JSON.stringify(JOIN));
    expect(answerToJoin.status).toBe(404);
  });

  test("a room of another kind by its id, and one that is not: 404", async () => {
    const lab = await Connection.join(server.url, JOIN, LAB_ROOM);
    for (const id of [lab.room.roomId, "nowhere"]) {
      const answer = await post(`/matchmake/joinById/${id}`, JSON.stringify(JOIN));
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ code: 404, error: "There is no such room." });
    }
    await lab.leave();
  });

  test("a reconnection without a token, or to a room that is gone: a numeric status, no stack", async () => {
    for (const body of ["{}", '{"reconnectionToken":{"a":1}}']) {
      const answer = await post("/matchmake/reconnect/gone", body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toMatch(/disposed|stack|\.ts/);
    }
  });
});

describe("[EDGE-16] an error of our own code is told to nobody but the log", () => {
  afterEach(() => vi.restoreAllMocks());
  const SECRET = "SELECT secret FROM accounts";

  test.each([
    ["a plain error", new TypeError(SECRET)],
    ["a code that is a word", Object.assign(new Error(SECRET), { code: "ERR_SQLITE_ERROR" })],
    ["a code that means success", new ServerError(200, SECRET)],
    ["a code that is no status", new ServerError(4217, SECRET)],
    ["no error at all", SECRET],
  ])("%s from onAuth: 500, neutral", async (_what, error) => {
    vi.spyOn(ArenaRoom, "onAuth").mockRejectedValue(error);
    const answer = await post("/matchmake/joinOrCreate/arena", JSON.stringify(JOIN));
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ code: 500, error: "The server failed." });
  });

  test("a refusal that is meant for the player comes through", async () => {
    vi.spyOn(ArenaRoom, "onAuth").mockRejectedValue(new ServerError(403, "Not here."));
    const answer = await post("/matchmake/joinOrCreate/arena", JSON.stringify(JOIN));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ code: 403, error: "Not here." });
  });

  test("[EDGE-51] onAuth is told the peer's address, whatever the client claims", async () => {
    const onAuth = vi.spyOn(ArenaRoom, "onAuth").mockRejectedValue(new ServerError(403, "No."));
    const claims = { "x-real-ip": "8.8.8.8", "x-forwarded-for": "8.8.8.8" };
    await post("/matchmake/joinOrCreate/arena", JSON.stringify(JOIN), claims);
    const context = onAuth.mock.calls[0]?.[2];
    expect(context?.ip).toBe("127.0.0.1");
    expect(context?.headers.get("x-real-ip")).toBe("127.0.0.1");
    expect(context?.headers.get("x-forwarded-for")).toBeNull();
  });
});

describe("[EDGE-17] no administration is mounted", () => {
  test.each([
    "/monitor",
    "/monitor/api",
    "/colyseus",
    "/playground",
    "/__apidocs",
    "/__healthcheck",
    "/auth/anonymous",
    "/auth/login",
    "/api/reference",
    "/admin",
    "/.env",
    "/..%2f..%2fpackage.json",
    "/@vite/client",
    "/@fs/etc/passwd",
  ])("%s: 404", async (path) => {
    const answer = await requestRaw(server.port, `GET ${path}`);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toEqual({ error: "There is nothing here." });
  });
});
