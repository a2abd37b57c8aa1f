// What answers say to browsers, and which pages may read them, against the real server.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { type RawAnswer, requestRaw } from "../helpers/rawSocket.ts";

const LISTED = "https://play.example";
const JOIN = "POST /matchmake/joinOrCreate/arena";
const JSON_LINES = ["Content-Type: application/json", "Content-Length: 0"];

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({
    ARENA_MIN_ACTORS: "0",
    ALLOWED_ORIGINS: LISTED,
    TRUSTED_PROXIES: "loopback",
  });
});
afterAll(() => server.close());

function get(path: string, headers: readonly string[] = []): Promise<RawAnswer> {
  return requestRaw(server.port, `GET ${path}`, ["Host: game.example", ...headers]);
}

/** The content policy as directive to sources. */
function policyOf(answer: RawAnswer): Map<string, string[]> {
  const directives = (answer.headers.get("content-security-policy") ?? "").split(";");
  const parts = directives.map((directive) => directive.trim().split(" "));
  return new Map(parts.map(([name = "", ...sources]) => [name, sources]));
}

describe("[EDGE-19] every answer tells the browser what to enforce", () => {
  test.each(["/", "/api/status", "/healthz", "/favicon.svg"])("GET %s", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    const policy = policyOf(answer);
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("style-src")).toEqual(["'self'"]);
    expect(policy.get("connect-src")).toEqual([
      "'self'",
      "ws://game.example",
      "wss://game.example",
    ]);
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    expect(policy.get("object-src")).toEqual(["'none'"]);
    // It would send the pages of a host in the local network to a port where nobody listens.
    expect(policy.has("upgrade-insecure-requests")).toBe(false);
    const { headers } = answer;
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.has("x-powered-by")).toBe(false);
    expect(headers.has("strict-transport-security")).toBe(false);
  });

  test("behind TLS: HSTS, and a secure socket", async () => {
    const answer = await get("/", ["X-Forwarded-Proto: https"]);
    expect(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{7,}/);
    expect(policyOf(answer).get("connect-src")).toEqual(["'self'", "wss://game.example"]);
  });

  test("a client that claims TLS gets neither", async () => {
    const plain = await startGameServer({ ARENA_MIN_ACTORS: "0" });
    const answer = await requestRaw(plain.port, "GET /", ["X-Forwarded-Proto: https"]);
    expect(answer.status).toBe(200);
    expect(answer.headers.has("strict-transport-security")).toBe(false);
    await plain.close();
  });

  test("what has no name is not found, and is typed", async () => {
    const answer = await get("/nothing<script>");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.body).not.toContain("script");
  });
});

describe("[EDGE-12] HTTP is for our own page and for listed ones", () => {
  test.each([
    ["GET /api/status", []],
    ["GET /", []],
    [JOIN, JSON_LINES],
    ["OPTIONS /matchmake/joinOrCreate/arena", []],
  ])("%s from another page: 403, without a word of CORS", async (line, headers) => {
    const origin = "Origin: https://elsewhere.example";
    const answer = await requestRaw(server.port, line, [origin, ...headers]);
    expect(answer.status).toBe(403);
    expect([...answer.headers.keys()].join()).not.toContain("access-control");
  });

  test("a listed page may read the answer, and is named", async () => {
    const answer = await get("/api/status", [`Origin: ${LISTED}`]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe(LISTED);
    expect(answer.headers.get("vary")).toContain("Origin");

    const preflight = await requestRaw(server.port, "OPTIONS /matchmake/joinOrCreate/arena", [
      `Origin: ${LISTED}`,
      "Access-Control-Request-Method: POST",
      "Access-Control-Request-Headers: authorization,content-type",
    ]);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(LISTED);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, HEAD, POST");
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "Content-Type, Authorization",
    );
  });

  test("our own page and programs get no CORS headers", async () => {
    for (const headers of [[], ["Origin: http://game.example"]]) {
      const answer = await get("/api/status", headers);
      expect(answer.status).toBe(200);
      expect([...answer.headers.keys()].join()).not.toContain("access-control");
    }
  });

  test("a proxy's X-Forwarded-Host is our own page's", async () => {
    const headers = ["X-Forwarded-Host: play.own", "Origin: https://play.own"];
    expect((await get("/api/status", headers)).status).toBe(200);
    expect((await get("/api/status", ["Origin: https://play.own"])).status).toBe(403);
  });
});
