// Peers that hold or ask for more than one player does, against the real server. Clients are told apart by
// X-Forwarded-For of a trusted proxy, which this test is.
import { afterEach, describe, expect, test } from "vitest";
import { REQUESTS_MAX, SOCKETS_PER_CONNECTION } from "../../server/edge/edgeConstants.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { RawSocket, requestRaw, upgradeRaw } from "../helpers/rawSocket.ts";
import { waitFor } from "../helpers/waitFor.ts";

const SEAT = "/process/room?sessionId=nobody";
const ONE = "203.0.113.1";
const OTHER = "203.0.113.2";
const NO_ACTORS = { ARENA_MIN_ACTORS: "0" };

let server: GameServer;
const opened: RawSocket[] = [];
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await server.close();
});

function upgradeAs(address: string): RawSocket {
  const socket = upgradeRaw(server.port, SEAT, [`X-Forwarded-For: ${address}`]);
  opened.push(socket);
  return socket;
}

async function statusOfUpgrade(address: string): Promise<number> {
  return (await upgradeAs(address).answer()).status;
}

/** Asks to join with options that are never valid: 400 when the limits let it pass. */
async function joinAs(address: string): Promise<Response> {
  return fetch(`${server.url}/matchmake/joinOrCreate/arena`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: "[]",
  });
}

describe("[EDGE-14] connections are limited per address and per process, and say so", () => {
  test("per address: 429 with the time to wait; others pass; a closed one makes room", async () => {
    server = await startGameServer({
      ...NO_ACTORS,
      TRUSTED_PROXIES: "loopback",
      MAX_CONNECTIONS_PER_IP: "3",
    });
    for (let i = 0; i < 3; i++) expect(await statusOfUpgrade(ONE)).toBe(101);
    const refused = upgradeAs(ONE);
    const answer = await refused.answer();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.body).toContain("Too many connections");
    await refused.closed();
    expect(await statusOfUpgrade(OTHER)).toBe(101);

    opened[0]?.destroy();
    await waitFor(async () => (await statusOfUpgrade(ONE)) === 101, { describe: "room for one" });
    expect(await statusOfUpgrade(ONE)).toBe(429);
  });

  test("an IPv6 customer counts as one, whatever address of its network it takes", async () => {
    server = await startGameServer({
      ...NO_ACTORS,
      TRUSTED_PROXIES: "loopback",
      MAX_CONNECTIONS_PER_IP: "2",
    });
    expect(await statusOfUpgrade("2001:db8:0:1::1")).toBe(101);
    expect(await statusOfUpgrade("2001:db8:0:1:ffff::2")).toBe(101);
    expect(await statusOfUpgrade("2001:db8::1:3:4:5:6")).toBe(429);
    expect(await statusOfUpgrade("2001:db8:0:2::1")).toBe(101);
  });

  test("per process: 503", async () => {
    server = await startGameServer({
      ...NO_ACTORS,
      TRUSTED_PROXIES: "loopback",
      MAX_CONNECTIONS: "4",
    });
    for (let i = 0; i < 4; i++) expect(await statusOfUpgrade(`203.0.113.${i}`)).toBe(101);
    const answer = await upgradeAs("203.0.113.99").answer();
    expect(answer.status).toBe(503);
    expect(answer.body).toContain("full");
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test.each([
    ["per address: 429", { UNLIMITED_IPS: "none", MAX_CONNECTIONS_PER_IP: "2" }, 429],
    ["per process: 503", { MAX_CONNECTIONS: "2" }, 503],
  ])("sockets that never speak, %s before they have spoken", async (_what, settings, status) => {
    server = await startGameServer({ ...NO_ACTORS, ...settings });
    const allowed = 2 * SOCKETS_PER_CONNECTION;
    const connect = () => {
      const socket = new RawSocket(server.port);
      opened.push(socket);
      return socket;
    };
    for (let i = 0; i < allowed; i++) connect();
    await waitFor(() => server.openSockets() === allowed, { describe: "all sockets" });
    const refused = connect();
    expect((await refused.answer()).status).toBe(status);
    await refused.closed();
    expect(server.openSockets()).toBe(allowed);

    opened[0]?.destroy();
    await waitFor(() => server.openSockets() < allowed, { describe: "room for one" });
    expect((await requestRaw(server.port, "GET /healthz")).status).toBe(200);
  });
});

describe("[EDGE-18] requests are limited per address, and say so", () => {
  test("joins a minute: 429 with the time to wait; others pass", async () => {
    server = await startGameServer({
      ...NO_ACTORS,
      TRUSTED_PROXIES: "loopback",
      MAX_JOINS_PER_MINUTE_PER_IP: "5",
    });
    for (let i = 0; i < 5; i++) expect((await joinAs(ONE)).status).toBe(400);
    const refused = await joinAs(ONE);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect((await joinAs(OTHER)).status).toBe(400);
    // What the client wrote before the proxy's entry changes nothing.
    expect((await joinAs(`${OTHER}, ${ONE}`)).status).toBe(429);
  });

  test("all requests together", async () => {
    server = await startGameServer({ ...NO_ACTORS, TRUSTED_PROXIES: "loopback" });
    const statusOf = async (address: string) => {
      const headers = { "x-forwarded-for": address };
      return (await fetch(`${server.url}/healthz`, { headers })).status;
    };
    for (let i = 0; i < REQUESTS_MAX; i++) expect(await statusOf(ONE)).toBe(200);
    expect(await statusOf(ONE)).toBe(429);
    expect(await statusOf(OTHER)).toBe(200);
  });

  test("a proxy that nobody configured: its clients count as one, whatever they claim", async () => {
    server = await startGameServer({ ...NO_ACTORS, MAX_JOINS_PER_MINUTE_PER_IP: "3" });
    for (let i = 0; i < 3; i++) expect((await joinAs(`203.0.113.${i}`)).status).toBe(400);
    expect((await joinAs("203.0.113.9")).status).toBe(429);
  });

  test("this machine itself has no limits by address, unless told", async () => {
    const join = () => requestRaw(server.port, "POST /matchmake/joinOrCreate/arena");
    server = await startGameServer({ ...NO_ACTORS, MAX_JOINS_PER_MINUTE_PER_IP: "1" });
    for (let i = 0; i < 3; i++) expect((await join()).status).toBe(415);
    await server.close();

    server = await startGameServer({
      ...NO_ACTORS,
      UNLIMITED_IPS: "none",
      MAX_JOINS_PER_MINUTE_PER_IP: "1",
    });
    expect((await join()).status).toBe(415);
    expect((await join()).status).toBe(429);
  });
});
