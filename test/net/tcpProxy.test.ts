// The simulated network has to be right before anything is measured through it.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DelayLine, type Link } from "../helpers/delayLine.ts";
import { makeTcpProxy, type TcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";

const FAST: Link = { rttMs: 0, jitterMs: 0 };

/** Resolves when a socket has closed, in order or by a reset. */
const untilClosed = (socket: Socket) =>
  waitFor(() => socket.closed, { describe: "a socket to close" });

describe("a delay line", () => {
  test("delays by half the round trip plus jitter, and never reorders", () => {
    const line = new DelayLine<number>(7);
    const link = { rttMs: 100, jitterMs: 40 };
    const sentMs = Array.from({ length: 200 }, (_, index) => index * 3);
    for (const [index, nowMs] of sentMs.entries()) line.push(index, nowMs, link);
    const received: number[] = [];
    for (let nowMs = 0; nowMs <= 800; nowMs += 1) {
      for (const index of line.takeDue(nowMs)) {
        const delayMs = nowMs - (sentMs[index] as number);
        expect(delayMs).toBeGreaterThanOrEqual(50);
        expect(delayMs).toBeLessThanOrEqual(91);
        received.push(index);
      }
    }
    expect(received).toEqual(sentMs.map((_, index) => index));
  });

  test("repeats its jitter for the same seed only", () => {
    const dueTimes = (seed: number) => {
      const line = new DelayLine<number>(seed);
      line.push(0, 0, { rttMs: 0, jitterMs: 50 });
      return line.nextDueMs;
    };
    expect(dueTimes(1)).toBe(dueTimes(1));
    expect(dueTimes(1)).not.toBe(dueTimes(2));
  });

  test("holds back what is due in a stall until its end", () => {
    const line = new DelayLine<string>(1);
    const link = { rttMs: 20, jitterMs: 0, stall: { everyMs: 1000, lengthMs: 300 } };
    line.push("before", 689, link);
    line.push("within", 690, link);
    line.push("later within", 980, link);
    line.push("after", 995, link);
    expect(line.takeDue(699)).toEqual(["before"]);
    expect(line.takeDue(999)).toEqual([]);
    expect(line.takeDue(1000)).toEqual(["within", "later within"]);
    expect(line.takeDue(1005)).toEqual(["after"]);
  });

  test("keeps the order when the link gets faster", () => {
    const line = new DelayLine<string>(1);
    line.push("slow", 0, { rttMs: 200, jitterMs: 0 });
    line.push("fast", 1, FAST);
    expect(line.takeDue(99)).toEqual([]);
    expect(line.takeDue(100)).toEqual(["slow", "fast"]);
  });
});

describe("the proxy", () => {
  let echo: Server;
  let proxy: TcpProxy;
  const sockets: Socket[] = [];

  /** Opens a socket through the proxy, and collects what comes back. */
  const open = () => {
    const socket = connect(proxy.port, "127.0.0.1").on("error", () => {});
    const received: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => received.push(chunk));
    sockets.push(socket);
    return { socket, text: () => Buffer.concat(received).toString() };
  };

  beforeEach(async () => {
    echo = createServer({ noDelay: true }, (socket) => {
      sockets.push(socket);
      socket.on("error", () => {}).pipe(socket);
    });
    echo.listen(0, "127.0.0.1");
    await once(echo, "listening");
    const { port: targetPort } = echo.address() as AddressInfo;
    proxy = await makeTcpProxy({ ...FAST, targetPort, seed: 1 });
  });

  afterEach(async () => {
    await proxy.close();
    for (const socket of sockets.splice(0)) socket.destroy();
    echo.close();
  });

  test("keeps the order under jitter, counts bytes and passes the end on", async () => {
    proxy.setLink({ rttMs: 4, jitterMs: 8 });
    const { socket, text } = open();
    const lines = Array.from({ length: 100 }, (_, index) => `${index}\n`);
    for (const line of lines) {
      socket.write(line);
      await sleep(0);
    }
    socket.end();
    await untilClosed(socket);
    expect(text()).toBe(lines.join(""));
    expect(proxy.bytesUp).toBe(text().length);
    expect(proxy.bytesDown).toBe(text().length);
    await waitFor(() => proxy.connectionCount === 0, { describe: "the proxy to forget" });
  });

  test("takes at least the round trip", async () => {
    proxy.setLink({ rttMs: 60, jitterMs: 5 });
    const { socket, text } = open();
    await once(socket, "connect");
    const sentMs = performance.now();
    socket.write("ping");
    await waitFor(() => text() === "ping", { describe: "the echo", intervalMs: 1 });
    expect(performance.now() - sentMs).toBeGreaterThanOrEqual(60);
  });

  test("carries more than it buffers", async () => {
    const { socket, text } = open();
    const length = 3_000_000;
    socket.end("x".repeat(length));
    await untilClosed(socket);
    expect(text().length).toBe(length);
  });

  test("drops and refuses connections while cut", async () => {
    const { socket, text } = open();
    socket.write("a");
    await waitFor(text, { describe: "the echo" });
    const closed = untilClosed(socket);
    proxy.cut();
    await closed;
    await untilClosed(open().socket);
    proxy.restore();
    const after = open();
    after.socket.write("b");
    await waitFor(() => after.text() === "b", { describe: "the echo after the cut" });
  });

  test("swallows data without closing while a blackhole", async () => {
    const { socket, text } = open();
    socket.write("a");
    await waitFor(text, { describe: "the echo" });
    proxy.blackhole();
    socket.write("lost");
    const during = open();
    during.socket.write("lost too");
    await sleep(60);
    expect(text()).toBe("a");
    expect(during.text()).toBe("");
    expect([socket.closed, during.socket.closed]).toEqual([false, false]);
    const closed = Promise.all([untilClosed(socket), untilClosed(during.socket)]);
    proxy.restore();
    await closed;
    const after = open();
    after.socket.write("b");
    await waitFor(() => after.text() === "b", { describe: "the echo after the blackhole" });
  });
});

describe("waitFor", () => {
  test("returns what it waited for", async () => {
    let calls = 0;
    const value = await waitFor(() => (calls++ < 2 ? undefined : "done"), { describe: "calls" });
    expect(value).toBe("done");
  });

  test("names what it waited for and the last value", async () => {
    const wait = waitFor(() => 0, { timeoutMs: 20, describe: "a miracle" });
    await expect(wait).rejects.toThrow(
      "timed out after 20 ms waiting for a miracle; last value: 0",
    );
  });
});
