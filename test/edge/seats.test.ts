// One seat an account, for as long as the account may play: on the real server.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Connection } from "../../client/net/connection.ts";
import { GuestIdentity } from "../../client/net/identity.ts";
import { currentIdentity } from "../../server/identity/Identity.ts";
import { SEAT_CLAIM_S, SEAT_CLAIMS_MAX } from "../../server/identity/identityConstants.ts";
import { DATABASE_FILE, SqliteStore } from "../../server/store/sqliteStore.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { GUEST_PATH, type GuestAnswer } from "../../shared/net/guest.ts";
import { ARENA_ROOM, JoinRefusal, LAB_ROOM } from "../../shared/net/protocol.ts";
import { type Bystander, joinBystander } from "../helpers/bystander.ts";
import { AUTH_SECRET, claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import {
  askSeat,
  JOIN_OPTIONS,
  makeGuest,
  postJson,
  type Reservation,
  reserveSeat,
  socketUrl,
} from "../helpers/guest.ts";
import { type GuestSocket, openSocket } from "../helpers/guestSocket.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";

/** Shortest that a host may set. */
const TOKEN_S = 5;

let server: GameServer;
let bystander: Bystander;
beforeAll(async () => {
  server = await startGameServer({
    AUTH_SECRET,
    AUTH_TOKEN_S: `${TOKEN_S}`,
    ARENA_MIN_ACTORS: "0",
  });
  bystander = await joinBystander(server.url);
  bystander.watch();
});
afterAll(async () => {
  await bystander.expectUndisturbed();
  await bystander.leave();
  await server.close();
});

const opened: GuestSocket[] = [];
afterEach(() => {
  for (const { socket } of opened.splice(0)) socket.terminate();
});

const accountOf = ({ token }: GuestAnswer) => String(claimsOf(token).sub);
const bearer = ({ token }: GuestAnswer) => `Bearer ${token}`;

async function sitDown(guest: GuestAnswer): Promise<GuestSocket> {
  const seat = await reserveSeat(server.url, guest.token);
  const socket = await openSocket(socketUrl(server.url, seat));
  opened.push(socket);
  return socket;
}

function isHeld(accountId: string | undefined): boolean {
  const seats = [...currentIdentity().seats.all()];
  return seats.some((seat) => seat.accountId === accountId && seat.giveUp !== null);
}

/** Bodies in the arena, those of held seats included. */
function bodies(): number {
  const { roomId } = bystander.player.connection.room;
  return server.arenaOf(roomId).world.players.filter((one) => one.active).length;
}

describe("[EDGE-34] a connection ends with its account's right to play", () => {
  test("an expired token: 1008; a client that renews its token plays on, without noticing", async () => {
    const guest = await makeGuest(server.url);
    const idle = await sitDown(guest);
    const startedMs = performance.now();
    const { connection } = bystander.player;
    await waitFor(() => idle.closeCode > 0, { describe: "the end", timeoutMs: 9000 });
    expect(idle.closeCode).toBe(CloseReason.Unauthorized);
    expect(performance.now() - startedMs).toBeGreaterThan((TOKEN_S - 2) * 1000);
    expect(connection.state.phase).toBe("live");
    // The bystander has been here since before, and with a token of the same length.
    expect((await askSeat(server.url, bearer(guest))).status).toBe(JoinRefusal.NotAdmitted);
  });

  test("a revocation in mid-game: 1008 within 2 s, no way back, and the body is gone", async () => {
    const guest = await makeGuest(server.url);
    const outcast = await sitDown(guest);
    expect(bodies()).toBe(2);
    const revokedMs = performance.now();
    await currentIdentity().revoke(accountOf(guest));
    await waitFor(() => outcast.closeCode > 0, { describe: "the end" });
    expect(performance.now() - revokedMs).toBeLessThan(2000);
    expect(outcast.closeCode).toBe(CloseReason.Unauthorized);
    expect(outcast.closeReason).toBe("This account was shut out.");
    await waitFor(() => bodies() === 1, { describe: "the free seat" });
    expect((await askSeat(server.url, bearer(guest))).status).toBe(JoinRefusal.NotAdmitted);
  });

  test("a revocation by another process that shares the store counts as well", async () => {
    const guest = await makeGuest(server.url);
    const outcast = await sitDown(guest);
    const other = await SqliteStore.open(server.dataDir);
    await other.revokeAccount(accountOf(guest), Date.now());
    await other.close();
    await waitFor(() => outcast.closeCode === CloseReason.Unauthorized, { describe: "the end" });
  });

  test("a peer that does not answer the closing is cut, and keeps no seat", async () => {
    const guest = await makeGuest(server.url);
    const deaf = await sitDown(guest);
    deaf.socket.pause();
    await currentIdentity().revoke(accountOf(guest));
    await waitFor(() => bodies() === 1, { describe: "the free seat", timeoutMs: 6000 });
  });

  test("a held seat is given up when its account is revoked", async () => {
    const guest = await makeGuest(server.url);
    (await sitDown(guest)).socket.terminate();
    await waitFor(() => isHeld(accountOf(guest)), { describe: "the held seat" });
    expect(bodies()).toBe(2);
    await currentIdentity().revoke(accountOf(guest));
    await waitFor(() => bodies() === 1, { describe: "the free seat", timeoutMs: 3000 });
  });
});

describe("[EDGE-39] while the store is away", () => {
  test("nobody new signs in (503), who has a token joins, and matches go on", async () => {
    const guest = await makeGuest(server.url);
    const db = new DatabaseSync(join(server.dataDir, DATABASE_FILE));
    db.exec("BEGIN IMMEDIATE");
    const signingIn = postJson(`${server.url}${GUEST_PATH}`, {});
    expect((await sitDown(guest)).closeCode).toBe(0);
    expect(await signingIn).toEqual({
      status: 503,
      body: { code: 503, error: "Signing in is not possible right now." },
    });
    db.exec("COMMIT");
    db.close();
    await makeGuest(server.url);
  });
});

test("[EDGE-32] a first visit is in the arena within 2 s at a round trip of 80 ms", async () => {
  const proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 80, jitterMs: 0, seed: 1 });
  const startedMs = performance.now();
  const connection = await Connection.join(`http://127.0.0.1:${proxy.port}`, JOIN_OPTIONS);
  const tookMs = performance.now() - startedMs;
  console.info(`sign-in and join took ${Math.round(tookMs)} ms`);
  expect(tookMs).toBeLessThan(2000);
  await connection.leave();
  await proxy.close();
});

describe("[EDGE-35] one account, one seat", () => {
  test("a second tab is refused with its plain cause, and the first plays on", async () => {
    const guest = await makeGuest(server.url);
    const first = await sitDown(guest);
    for (const room of [ARENA_ROOM, LAB_ROOM]) {
      const second = await askSeat(server.url, bearer(guest), room);
      expect(second.status).toBe(JoinRefusal.AlreadyPlaying);
      expect(second.body.error).toBe("You are playing in another tab or window already.");
    }
    const { frames } = first;
    await waitFor(() => first.frames > frames + 5, { describe: "the first tab's patches" });
  });

  test("of two reservations of one account, one can be taken", async () => {
    const guest = await makeGuest(server.url);
    const seats = await Promise.all([
      reserveSeat(server.url, guest.token),
      reserveSeat(server.url, guest.token),
    ]);
    const sockets = await Promise.all(seats.map((seat) => openSocket(socketUrl(server.url, seat))));
    opened.push(...sockets);
    await waitFor(() => sockets.some(({ closeCode }) => closeCode > 0), { describe: "one end" });
    expect(sockets.filter(({ closeCode }) => closeCode === 0)).toHaveLength(1);
  });

  test("one account reserves so many seats and no more, until they lapse", async () => {
    const guest = await makeGuest(server.url);
    const seats: Reservation[] = [];
    for (let i = 0; i < SEAT_CLAIMS_MAX; i++) {
      seats.push(await reserveSeat(server.url, guest.token));
    }
    const reservedMs = performance.now();
    expect((await askSeat(server.url, bearer(guest))).status).toBe(JoinRefusal.TooMany);
    const hasLapsed = async () => {
      const { token } = await makeGuest(server.url, guest.device);
      return (await askSeat(server.url, `Bearer ${token}`)).status === 200;
    };
    await waitFor(hasLapsed, {
      describe: "another seat",
      intervalMs: 250,
      timeoutMs: SEAT_CLAIM_S * 1000 + 1000,
    });
    expect(performance.now() - reservedMs).toBeGreaterThan((SEAT_CLAIM_S - 1) * 1000);
    for (const seat of seats) {
      const late = await openSocket(socketUrl(server.url, seat));
      await waitFor(() => late.closeCode > 0, { describe: "the refusal of a lapsed seat" });
    }
  });

  test("a reloaded page joins at once: the seat that its old socket left gives way", async () => {
    const identity = new GuestIdentity(server.url);
    const joinAgain = () => Connection.join(server.url, JOIN_OPTIONS, ARENA_ROOM, identity);
    const before = await joinAgain();
    before.room.reconnection.enabled = false;
    before.room.connection.close(CloseReason.Watchdog);
    const { accountId } = currentIdentity().seats.ofSession(before.room.sessionId) ?? {};
    await waitFor(() => isHeld(accountId), { describe: "the held seat" });
    const after = await joinAgain();
    await waitFor(() => currentIdentity().seats.ofSession(before.room.sessionId) === undefined, {
      describe: "the old seat to be free",
    });
    expect(after.state.phase).toBe("live");
    await after.leave();
    await before.leave();
  });
});
