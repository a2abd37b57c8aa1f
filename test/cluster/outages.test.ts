// What a cluster does when a part of it is gone: a process, or Redis. Each test ends as it found it.
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GuestIdentity } from "../../client/net/identity.ts";
import { LAB_ROOM, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import {
  HISTORY_PATH,
  type MatchHistory,
  OWN_STATS_PATH,
  type OwnStats,
} from "../../shared/net/stats.ts";
import {
  askSeat,
  getTicket,
  makeGuest,
  type Reservation,
  reserveSeat,
  socketUrl,
} from "../helpers/guest.ts";
import { type GuestSocket, openSocket } from "../helpers/guestSocket.ts";
import { leaveAll, PartyGuest } from "../helpers/partyGuest.ts";
import { meetInQueue } from "../helpers/queueGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { TestCluster } from "./harness.ts";

/** What must hold, ms. */
const MATCHMAKING_BACK_MS = 5000;
const LISTINGS_CLEAN_MS = 15_000;
/** Patches of an arena, a second. */
const PATCH_HZ = 30;

const started = await TestCluster.start(3);
const cluster = started as TestCluster;
afterAll(() => started?.stop());

const rooms: Room[] = [];
const sockets: GuestSocket[] = [];
beforeEach(() => cluster.untilAllMet());
afterEach(async () => {
  await leaveAll(rooms);
  for (const { socket } of sockets.splice(0)) socket.terminate();
});

interface Playing {
  readonly token: string;
  readonly seat: Reservation;
  readonly game: GuestSocket;
}

/** Somebody in the Open Arena, or another room. */
async function play(room?: string): Promise<Playing> {
  const { token } = await makeGuest(cluster.url);
  const seat = await reserveSeat(cluster.url, token, room);
  const game = await openSocket(socketUrl(cluster.url, seat));
  sockets.push(game);
  return { token, seat, game };
}

/** Asks with an account of its own each time, as new players do. @returns how long it took, ms. */
async function untilJoinable(room: string, limitMs: number, at = cluster.url): Promise<number> {
  const startMs = performance.now();
  await waitFor(
    async () => {
      const { token } = await makeGuest(cluster.url);
      const { status, body } = await askSeat(at, `Bearer ${token}`, room);
      if (status !== 200) return false;
      // A seat counts when there is a room behind it.
      const game = await openSocket(socketUrl(cluster.url, body)).catch(() => null);
      game?.socket.terminate();
      return game !== null && game.reconnectionToken !== "";
    },
    { describe: `a seat in ${room}`, timeoutMs: limitMs, intervalMs: 100 },
  );
  return Math.round(performance.now() - startMs);
}

/** So many seconds of the game go by, for somebody who plays. */
async function gameSeconds({ game }: Playing, seconds: number): Promise<void> {
  const until = game.frames + seconds * PATCH_HZ;
  await waitFor(() => game.frames >= until, {
    describe: `${seconds} s of the game`,
    timeoutMs: seconds * 2000 + 5000,
  });
}

/** How often a process took another for dead. */
function deaths(): number {
  return cluster.lines.filter((line) => line.includes('"process died"')).length;
}

async function askOwn<T>(path: string, identity: GuestIdentity): Promise<T> {
  const headers = { authorization: `Bearer ${await identity.getToken()}` };
  return (await (await fetch(`${cluster.url}${path}`, { headers })).json()) as T;
}

describe.skipIf(started === null)("[CLU-5] a process that is killed", () => {
  test("is not asked any more: people join within 5 s, its listings are gone within 15 s, its match is void", async () => {
    const [ada, bo] = await meetInQueue(
      { url: cluster.url, name: "Ada" },
      { url: cluster.url, name: "Bo" },
    );
    await Promise.all([ada.answer(true), bo.answer(true)]);
    const [first, second] = [await ada.takeSeat(), await bo.takeSeat()];
    first.connection.room.reconnection.enabled = false;
    second.connection.room.reconnection.enabled = false;
    const victim = await cluster.processOf(first.roomId);
    const { processId } = (await cluster.listing(first.roomId)) ?? {};
    await cluster.cluster.game(victim).kill();
    const killedMs = performance.now();
    const tookMs = [];
    for (const room of ["arena", QUEUE_ROOM, LAB_ROOM]) {
      tookMs.push(await untilJoinable(room, MATCHMAKING_BACK_MS));
    }
    await waitFor(
      async () => (await cluster.listings()).every((room) => room.processId !== processId),
      { describe: "clean listings", timeoutMs: LISTINGS_CLEAN_MS },
    );
    const cleanMs = Math.round(performance.now() - killedMs);
    console.log(`  killed: joins after ${tookMs} ms, listings clean after ${cleanMs} ms`);
    await cluster.cluster.startGame(victim);
    await cluster.untilAllMet();
    for (const { identity } of [ada, bo]) {
      const { rows } = await askOwn<MatchHistory>(HISTORY_PATH, identity);
      expect(rows).toEqual([]);
      const { rating } = await askOwn<OwnStats>(OWN_STATS_PATH, identity);
      expect(rating).toMatchObject({ rating: 1500, placementsLeft: 5 });
    }
  });

  test("with the arena that everybody was sent to: they are sent to another", async () => {
    const arena = await play();
    const victim = arena.seat.processId;
    await cluster.cluster.game(victim).kill();
    const tookMs = await untilJoinable("arena", MATCHMAKING_BACK_MS);
    console.log(`  killed with the arena: joins after ${tookMs} ms`);
    const next = await play();
    expect(next.seat.roomId).not.toBe(arena.seat.roomId);
    expect(next.seat.processId).not.toBe(victim);
    await cluster.cluster.startGame(victim);
  });

  test("only seemingly, because it stalled: its rooms are listed again, and nobody has lost a seat", async () => {
    const lab = await play(LAB_ROOM);
    const isListed = async () => (await cluster.listing(lab.seat.roomId)) !== undefined;
    const game = cluster.cluster.game(lab.seat.processId);
    game.signal("SIGSTOP");
    try {
      await waitFor(async () => !(await isListed()), {
        describe: "the end of the listing",
        timeoutMs: LISTINGS_CLEAN_MS,
      });
    } finally {
      game.signal("SIGCONT");
    }
    await waitFor(isListed, { describe: "the listing's return", timeoutMs: LISTINGS_CLEAN_MS });
    await gameSeconds(lab, 1);
  });

  test("takes rooms again after its return", async () => {
    const victim = "game2";
    await cluster.cluster.game(victim).kill();
    await cluster.cluster.startGame(victim);
    await cluster.untilAllMet();
    await waitFor(async () => (await play(LAB_ROOM)).seat.processId === victim, {
      describe: `a room in ${victim}`,
      timeoutMs: 30_000,
    });
  });
});

describe.skipIf(started === null)("[CLU-6] Redis that is away", () => {
  const outages = [
    { how: "hangs", seconds: 3 },
    { how: "is stopped and comes back empty", seconds: 3 },
    { how: "hangs", seconds: 20 },
    { how: "is stopped and comes back empty", seconds: 20 },
  ] as const;

  test.each(outages)(
    "$how for $seconds s: games go on, seats are kept, joins work 5 s after",
    async ({ how, seconds }) => {
      const there = await play();
      const lab = await play(LAB_ROOM);
      const party = await new PartyGuest(cluster.url, "Host").openParty();
      rooms.push(party.room);
      const deathsBefore = deaths();
      const living = [there.seat.roomId, lab.seat.roomId, party.code];
      if (how === "hangs") cluster.cluster.freezeRedis();
      else await cluster.cluster.stopRedis();
      try {
        await gameSeconds(there, 1);
        // The connection is cut and comes back into the seat, with nothing but its own process.
        const { reconnectionToken } = there.game;
        const ticket = await getTicket(cluster.url, there.token, there.seat.sessionId);
        there.game.socket.terminate();
        const back = { ticket, reconnectionToken };
        const returned = await openSocket(socketUrl(cluster.url, there.seat, back));
        sockets.push(returned);
        expect(returned.reconnectionToken).not.toBe("");
        await gameSeconds({ ...there, game: returned }, seconds - 1);
        expect(lab.game.closeCode).toBe(0);
        expect(party.closedCode).toBeNull();
        expect((await fetch(`${cluster.url}/api/status`)).status).toBe(200);
      } finally {
        if (how === "hangs") cluster.cluster.thawRedis();
        else await cluster.cluster.startRedis();
      }
      const startMs = performance.now();
      // Each process finds Redis back by itself.
      const atEach = cluster.cluster.names.map((name) =>
        untilJoinable("arena", MATCHMAKING_BACK_MS, cluster.cluster.urlOf(name)),
      );
      const joinedMs = Math.max(...(await Promise.all(atEach)));
      await waitFor(
        async () => {
          const ids = (await cluster.listings()).map(({ roomId }) => roomId);
          return living.every((id) => ids.includes(id));
        },
        { describe: "all living rooms in the listings", timeoutMs: MATCHMAKING_BACK_MS },
      );
      const listedMs = Math.round(performance.now() - startMs);
      console.log(
        `  Redis ${how}, ${seconds} s: joins after ${joinedMs} ms, rooms listed after ${listedMs} ms`,
      );
      await cluster.untilAllMet();
      // New people come to the room that was there all the time, in whatever process they ask.
      const late = await play();
      expect(late.seat.roomId).toBe(there.seat.roomId);
      expect(
        await new PartyGuest(cluster.url, "Friend").joinParty(party.code).then(({ room }) => {
          rooms.push(room);
          return room.roomId;
        }),
      ).toBe(party.code);
      expect(deaths()).toBe(deathsBefore);
      expect(cluster.lines.filter((line) => line.includes("unhandled rejection"))).toEqual([]);
    },
    120_000,
  );
});
