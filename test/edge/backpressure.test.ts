// Peers that do not read, and joins that are never acknowledged: they cost a bounded buffer for a bounded time, and
// nobody else notices. Who catches up in time sees what is true.
import type { Socket } from "node:net";
import { type Client, matchMaker } from "@colyseus/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { JOIN_ACK_MS } from "../../server/edge/clientGuards.ts";
import { socketOf } from "../../server/edge/upstream.ts";
import { refusalCount } from "../../server/metrics/refusals.ts";
import {
  Backpressure,
  CAUGHT_UP_BYTES,
  CLOSE_ABOVE_BYTES,
  CLOSE_AFTER_MS,
  SKIP_ABOVE_BYTES,
} from "../../server/net/backpressure.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { Message } from "../../shared/net/protocol.ts";
import { type Bystander, joinBystander } from "../helpers/bystander.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { getTicket, JOIN_OPTIONS, makeGuest, reserveSeat, socketUrl } from "../helpers/guest.ts";
import { openSocket } from "../helpers/guestSocket.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { joinRaw, type RawPlayer } from "../helpers/rawPlayer.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";

/** What is broadcast to the slow reader on top of the game, at each look: fills the kernel's buffers soon. */
const FILL_BYTES = 32 * 1024;
const FILL_PERIOD_MS = 5;
/** A slow reader goes on answering the server's pings. */
const PONG_PERIOD_MS = 500;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
/** From the deadline to the end of the connection at the client. */
const TOLERANCE_MS = 1000;

let server: GameServer;
let bystander: Bystander;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "3" });
  bystander = await joinBystander(server.url);
});
afterAll(async () => {
  await bystander.leave();
  await server.close();
});

function clientOf(roomId: string, sessionId: string): Client {
  const client = matchMaker.getLocalRoomById(roomId).clients.get(sessionId);
  if (client === undefined) throw new Error("The client has left.");
  return client;
}

/** Keeps answering pings, and reads nothing. */
function stopReading(player: RawPlayer): () => void {
  const tcp = (player.socket as unknown as { _socket: Socket })._socket;
  player.socket.pause();
  const ponging = setInterval(() => tcp.write(PONG), PONG_PERIOD_MS);
  return () => clearInterval(ponging);
}

interface Filled {
  /** Most that ever waited for the client, bytes. */
  readonly peakBytes: number;
  /** From the first time that more than SKIP_ABOVE_BYTES waited to the end, ms. */
  readonly behindMs: number;
}

/** Sends to one client until the server has ended its connection. */
async function fillUntilEnded(client: Client, send: () => void): Promise<Filled> {
  const socket = socketOf(client);
  let peakBytes = 0;
  let behindAtMs = 0;
  const isOpen = () => socket.readyState === 1;
  await waitFor(
    () => {
      if (isOpen()) send();
      peakBytes = Math.max(peakBytes, socket.bufferedAmount);
      if (behindAtMs === 0 && peakBytes > SKIP_ABOVE_BYTES) behindAtMs = performance.now();
      return !isOpen();
    },
    { describe: "the end", timeoutMs: 15_000, intervalMs: FILL_PERIOD_MS },
  );
  return { peakBytes, behindMs: performance.now() - behindAtMs };
}

describe("[EDGE-25] a reader that does not read", () => {
  test("is sent no patch above 64 KiB, and is gone after 5 s", async () => {
    const before = refusalCount("slow-reader");
    const player = await joinRaw(server.url);
    const client = clientOf(player.roomId, player.sessionId);
    const stop = stopReading(player);
    const bytes = new Uint8Array(FILL_BYTES);
    const filled = await fillUntilEnded(client, () => client.sendBytes(Message.Moments, bytes));
    stop();
    expect(filled.peakBytes).toBeLessThanOrEqual(SKIP_ABOVE_BYTES + 2 * FILL_BYTES);
    expect(filled.behindMs).toBeGreaterThan(CLOSE_AFTER_MS - TOLERANCE_MS);
    expect(filled.behindMs).toBeLessThan(CLOSE_AFTER_MS + TOLERANCE_MS);
    expect(refusalCount("slow-reader")).toBe(before + 1);
    player.socket.terminate();
  });

  test("never holds more than 512 KiB, whatever it is sent", async () => {
    const player = await joinRaw(server.url);
    const client = clientOf(player.roomId, player.sessionId);
    const stop = stopReading(player);
    const text = "x".repeat(FILL_BYTES);
    // Not a moment: this one has to arrive.
    const filled = await fillUntilEnded(client, () => client.send(Message.DeathReceipt, text));
    stop();
    expect(filled.peakBytes).toBeGreaterThan(SKIP_ABOVE_BYTES);
    expect(filled.peakBytes).toBeLessThanOrEqual(CLOSE_ABOVE_BYTES);
    expect(filled.behindMs).toBeLessThan(CLOSE_AFTER_MS);
    player.socket.terminate();
  });

  test("sees what is true once it has caught up, although it missed patches", async () => {
    const proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 0, jitterMs: 0, seed: 1 });
    const leaver = await joinHeadless(server.url, "Leaver");
    const player = await joinHeadless(`http://127.0.0.1:${proxy.port}`, "Stalled");
    const { room } = player.connection;
    const { state } = server.arenaOf(room.roomId).mirror;
    const namesOf = (from: typeof state) =>
      [...from.roster.values()].map(({ name }) => name).sort();
    await waitFor(() => namesOf(room.state).includes("Leaver"), { describe: "the leaver's name" });

    const client = clientOf(room.roomId, room.sessionId);
    const socket = socketOf(client);
    const bytes = new Uint8Array(8 * FILL_BYTES);
    // Held for half of this: less than the client's own patience.
    proxy.setLink({ rttMs: 1400 });
    while (socket.bufferedAmount <= SKIP_ABOVE_BYTES) {
      client.sendBytes(Message.Moments, bytes);
      // Into the kernel, as far as it takes it.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await leaver.leave();
    const late = await joinHeadless(server.url, "Late");
    const { tick } = server.arenaOf(room.roomId).world;
    await waitFor(() => server.arenaOf(room.roomId).world.tick > tick + 3, {
      describe: "patches that are skipped",
    });
    expect(socket.bufferedAmount).toBeGreaterThan(CAUGHT_UP_BYTES);
    expect(namesOf(room.state)).toContain("Leaver");
    proxy.setLink({ rttMs: 0 });

    await waitFor(() => namesOf(room.state).join() === namesOf(state).join(), {
      describe: `the names ${namesOf(state).join()}`,
    });
    // On the same connection: a new one would have begun with the whole state.
    expect(clientOf(room.roomId, room.sessionId)).toBe(client);
    // And patches fit again: what changes now arrives.
    const entry = state.roster.get(String(player.slot));
    if (entry !== undefined) entry.pingMs = 4321;
    await waitFor(() => room.state.roster.get(String(player.slot))?.pingMs === 4321, {
      describe: "a change after it",
    });
    await Promise.all([late.leave(), player.leave()]);
    await proxy.close();
  });
});

describe("[EDGE-25] what is sent to whom", () => {
  const patch = Uint8Array.from([0x8f, 0]);
  const wholeState = Uint8Array.from([0x8e, 0]);
  const moments = Uint8Array.from([17, 1]);
  const message = Uint8Array.from([13, 1]);

  test("no patch follows a skipped one before the whole state", () => {
    const way = new Backpressure();
    expect(way.passageOf(patch, SKIP_ABOVE_BYTES, 0)).toBe("send");
    expect(way.passageOf(moments, SKIP_ABOVE_BYTES + 1, 1)).toBe("skip");
    expect(way.needsState(0, 1)).toBe(false);
    expect(way.passageOf(patch, SKIP_ABOVE_BYTES + 1, 1)).toBe("skip");
    expect(way.passageOf(message, SKIP_ABOVE_BYTES + 1, 1)).toBe("send");
    expect(way.needsState(CAUGHT_UP_BYTES + 1, 2)).toBe(false);
    expect(way.passageOf(patch, CAUGHT_UP_BYTES, 3)).toBe("skip");
    expect(way.needsState(CAUGHT_UP_BYTES, 3)).toBe(true);
    expect(way.passageOf(wholeState, CAUGHT_UP_BYTES, 3)).toBe("send");
    expect(way.needsState(0, 4)).toBe(false);
    expect(way.passageOf(patch, 0, 4)).toBe("send");
  });

  test("5 s behind, or 512 KiB, is the end; catching up in between starts anew", () => {
    const way = new Backpressure();
    expect(way.passageOf(patch, SKIP_ABOVE_BYTES + 1, 0)).toBe("skip");
    expect(way.passageOf(patch, SKIP_ABOVE_BYTES + 1, CLOSE_AFTER_MS)).toBe("skip");
    expect(way.needsState(0, CLOSE_AFTER_MS)).toBe(true);
    expect(way.passageOf(patch, SKIP_ABOVE_BYTES + 1, CLOSE_AFTER_MS + 1)).toBe("skip");
    expect(way.passageOf(patch, SKIP_ABOVE_BYTES + 1, 2 * CLOSE_AFTER_MS + 2)).toBe("close");
    expect(new Backpressure().passageOf(message, CLOSE_ABOVE_BYTES - 2, 0)).toBe("send");
    expect(new Backpressure().passageOf(message, CLOSE_ABOVE_BYTES - 1, 0)).toBe("close");
  });
});

test("[EDGE-26] a join that is never acknowledged is closed after 5 s, and its place is free", async () => {
  const startedMs = performance.now();
  const player = await joinRaw(server.url, { isAcknowledged: false, name: "Silent" });
  const { roster } = server.arenaOf(player.roomId).mirror.state;
  const names = () => [...roster.values()].map(({ name }) => name);
  expect(names()).toContain("Silent");
  const end = await waitFor(() => player.ended, {
    describe: "the end of the connection",
    timeoutMs: JOIN_ACK_MS + TOLERANCE_MS,
  });
  expect(end).toEqual({ code: CloseReason.SeatLost, reason: "join-unacknowledged" });
  expect(performance.now() - startedMs).toBeGreaterThan(JOIN_ACK_MS - TOLERANCE_MS);
  expect(names()).not.toContain("Silent");
  expect(refusalCount("join-unacknowledged")).toBe(1);
});

test("[EDGE-26] a return that is never acknowledged is closed after 5 s, and its seat is held on", async () => {
  const guest = await makeGuest(server.url);
  const seat = await reserveSeat(server.url, guest.token);
  const first = await openSocket(socketUrl(server.url, seat));
  const { roster } = server.arenaOf(seat.roomId).mirror.state;
  const place = [...roster.entries()].find(([, { name }]) => name === JOIN_OPTIONS.name);
  const [slot, entry] = place ?? ["none", null];
  const { reconnectionToken } = first;
  const comeBack = async (isAcknowledged: boolean) => {
    const ticket = await getTicket(server.url, guest.token, seat.sessionId);
    return openSocket(socketUrl(server.url, seat, { ticket, reconnectionToken }), isAcknowledged);
  };
  first.socket.terminate();
  const silent = await comeBack(false);
  await waitFor(() => silent.closeCode > 0, {
    describe: "the end of the connection",
    timeoutMs: JOIN_ACK_MS + TOLERANCE_MS,
  });
  expect(silent).toMatchObject({
    closeCode: CloseReason.TooSlow,
    closeReason: "return-unacknowledged",
  });
  const back = await comeBack(true);
  expect(back.status).toBe(101);
  expect(roster.get(slot)).toBe(entry);
  expect(entry?.connected).toBe(true);
  expect(refusalCount("return-unacknowledged")).toBe(1);
  back.socket.close();
});

test("[EDGE-25] [EDGE-26] whoever plays beside all this does not notice", async () => {
  await bystander.expectUndisturbed();
});
