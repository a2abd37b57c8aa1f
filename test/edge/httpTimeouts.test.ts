// Peers that hold a connection and do nothing with it: closed in time.
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../server/config.ts";
import { type EdgeTimeouts, TIMEOUTS } from "../../server/edge/edgeConstants.ts";
import { HttpEdge } from "../../server/edge/httpEdge.ts";
import { makeLogger } from "../../server/log.ts";
import { startGameServer } from "../helpers/gameServer.ts";
import { RawSocket } from "../helpers/rawSocket.ts";
import { waitFor } from "../helpers/waitFor.ts";

/** A tenth of the real ones: the same code in less time. */
const SHORT: EdgeTimeouts = {
  headMs: TIMEOUTS.headMs / 10,
  requestMs: TIMEOUTS.requestMs / 10,
  checkMs: TIMEOUTS.checkMs / 10,
  keepAliveMs: TIMEOUTS.keepAliveMs / 10,
  stalledMs: TIMEOUTS.stalledMs / 10,
};
/** Node closes an idle connection a second later than it tells the peer, so that their requests do not cross. */
const KEEP_ALIVE_BUFFER_MS = 1000;
const BUSY_MACHINE_MS = 1500;
const DRIP_MS = 50;

const SLOW_POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n";

let edge: HttpEdge;
let port = 0;
const opened: RawSocket[] = [];
beforeEach(async () => {
  edge = new HttpEdge({
    config: parseConfig({ NODE_ENV: "test" }),
    log: makeLogger("silent"),
    timeouts: SHORT,
    // Beyond what all buffers on the way hold.
    onRequest: (req, res) => res.end(req.url === "/large" ? Buffer.alloc(64_000_000) : "small"),
    onUpgrade: (_req, socket) => socket.destroy(),
    isForeignUpgrade: () => false,
  });
  await edge.listen(0, "127.0.0.1");
  port = (edge.http.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await edge.close();
});

/** A bit now and then, so that the connection is never idle. */
function drip(socket: RawSocket, first: string, more: string): void {
  socket.send(first);
  const timer = setInterval(() => socket.send(more), DRIP_MS);
  socket.socket.once("close", () => clearInterval(timer));
}

describe("[EDGE-13] nobody holds a connection for nothing", () => {
  test.each<[string, number, (socket: RawSocket) => void]>([
    ["silence", SHORT.headMs, () => undefined],
    ["half a head", SHORT.headMs, (it) => it.send("GET / HTTP/1.1\r\nHost: a\r\n")],
    ["a slow head", SHORT.headMs, (it) => drip(it, "GET / HTTP/1.1\r\n", "X: y\r\n")],
    ["a slow body", SHORT.requestMs, (it) => drip(it, SLOW_POST, " ")],
    ["a request, then silence", SHORT.keepAliveMs, (it) => it.request("GET /small")],
    [
      "a reader that does not read",
      3 * SHORT.stalledMs,
      (it) => {
        it.socket.pause();
        it.request("GET /large");
      },
    ],
  ])("%s", async (_what, limitMs, misbehave) => {
    const socket = new RawSocket(port);
    opened.push(socket);
    misbehave(socket);
    await waitFor(() => edge.openSockets === 1, { describe: "its connection" });
    const startedMs = performance.now();
    await waitFor(() => edge.openSockets === 0, {
      describe: "the end of its connection",
      timeoutMs: limitMs + SHORT.checkMs + KEEP_ALIVE_BUFFER_MS + BUSY_MACHINE_MS,
    });
    // Not at once either: honest peers are slow, too.
    expect(performance.now() - startedMs).toBeGreaterThan(limitMs / 4);
  });

  test("the real server: silence and half a head end within 6 s", async () => {
    const server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
    const sockets = [new RawSocket(server.port), new RawSocket(server.port)];
    sockets[1]?.send("GET / HTTP/1.1\r\nHost: a\r\n");
    const timeoutMs = TIMEOUTS.headMs + TIMEOUTS.checkMs + BUSY_MACHINE_MS;
    await Promise.all(sockets.map((socket) => socket.closed(timeoutMs)));
    await server.close();
  });
});
