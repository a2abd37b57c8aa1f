// The ranked queue, on the real server with real clients.
import { matchMaker } from "@colyseus/core";
import { describe, expect, test, vi } from "vitest";
import { GuestIdentity } from "../../client/net/identity.ts";
import type { DuelArena } from "../../server/match/DuelArena.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { DUEL_ROOM, JoinRefusal, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import { ACCEPT_S } from "../../shared/net/queue.ts";
import { LEADERBOARD_PATH, type Leaderboard } from "../../shared/net/stats.ts";
import { winDuel } from "../helpers/duelHand.ts";
import { ageQueue, QueueGuest, queueInside } from "../helpers/queueGuest.ts";
import { QueueServer } from "../helpers/queueServer.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";
import { LONG_MS, waitFor } from "../helpers/waitFor.ts";

const MAX = 4;
vi.setConfig({ testTimeout: 3 * LONG_MS });

const queue = new QueueServer({ QUEUE_MAX_PLAYERS: String(MAX) });

describe("waiting", () => {
  test("[QUE-1] tells wait, window, own rating and the round trip as the server measures it", async () => {
    const proxy = await makeTcpProxy({ targetPort: queue.port, rttMs: 80, jitterMs: 0, seed: 1 });
    const address = `http://127.0.0.1:${proxy.port}`;
    const guest = await queue.join("Solo", new GuestIdentity(address), address);
    const status = await waitFor(
      () => guest.status?.pingMs && guest.status.rating && guest.status,
      {
        describe: "a status with all figures",
      },
    );
    expect(status).toMatchObject({ queued: 1, window: 75, maxPingMs: 120, isBotOffered: false });
    expect(status.rating).toEqual({ rating: 1500, tier: null, placementsLeft: 5 });
    expect(status.pingMs).toBeGreaterThanOrEqual(79);
    await ageQueue(15);
    await waitFor(() => guest.status?.maxPingMs === 200, {
      describe: "a wider window",
      timeoutMs: LONG_MS,
    });
    expect(guest.status?.window).toBe(225);
    await proxy.close();
  });

  test("[QUE-5] a reload keeps the place and the time, whoever is away longer loses it", async () => {
    const identity = new GuestIdentity(queue.url);
    const before = await queue.join("Reloader", identity);
    await waitFor(() => before.status, { describe: "a status" });
    await ageQueue(8);
    before.vanish();
    const inside = await queueInside();
    await waitFor(() => inside?.line.all()[0]?.goneMs !== null, { describe: "the loss" });
    const after = await queue.join("Reloader", identity);
    await waitFor(() => (after.status?.waitedS ?? 0) >= 8, { describe: "the old wait" });
    expect(after.status?.queued).toBe(1);

    after.vanish();
    const away = await waitFor(() => inside?.line.all().find(({ goneMs }) => goneMs !== null), {
      describe: "the loss",
    });
    away.goneMs = (away.goneMs ?? 0) - 15_000;
    await waitFor(() => inside?.line.length === 0, { describe: "the place to be given up" });
    const late = await queue.join("Reloader", identity);
    await waitFor(() => late.status, { describe: "a status" });
    expect(late.status?.waitedS).toBeLessThan(5);
  });

  test("[QUE-6] another connection of the account takes over, the first is told why", async () => {
    const identity = new GuestIdentity(queue.url);
    const first = await queue.join("Twin", identity);
    const second = await queue.join("Twin", identity);
    await waitFor(() => first.closedCode === CloseReason.Replaced, { describe: "the replacement" });
    await waitFor(() => second.status, { describe: "a status" });
    expect(second.status?.queued).toBe(1);
  });

  test("[QUE-7] who is full up is told so, and no second queue opens", async () => {
    const names = Array.from({ length: MAX }, (_, i) => `Waiter ${i}`);
    for (const name of names) await queue.join(name);
    await expect(QueueGuest.join(queue.url, "One too many")).rejects.toMatchObject({
      code: JoinRefusal.Full,
    });
    expect(await matchMaker.query({ name: QUEUE_ROOM })).toHaveLength(1);
  });

  test("[QUE-8] nobody is paired by a guessed rating: one waits until the records can be read", async () => {
    const first = await queue.join("Unknown");
    await waitFor(() => first.status?.rating, { describe: "a first rating" });
    const inside = await queueInside();
    const { records } = matchMaker.getLocalRoomById(inside?.roomId ?? "") as unknown as {
      records: { store: object };
    };
    const { store } = records;
    records.store = { ratingsOf: () => Promise.reject(new Error("away")) };
    for (const waiter of inside?.line.all() ?? []) waiter.rating = null;
    const second = await queue.join("Stranger");
    await waitFor(() => first.status?.rating === null && second.status?.queued === 2, {
      describe: "statuses without a rating",
    });
    await ageQueue(60);
    await waitFor(() => (second.status?.waitedS ?? 0) >= 62, {
      describe: "two more cycles",
      timeoutMs: LONG_MS,
    });
    expect([first.offers, second.offers]).toEqual([[], []]);
    expect(second.status).toMatchObject({ rating: null, isBotOffered: true });
    records.store = store;
    await waitFor(() => first.offer && second.offer, { describe: "the offers" });
  });
});

describe("an offer", () => {
  test("[QUE-2] names the opponent; accepted by both, it leads both into one Duel", async () => {
    const [ada, bo] = await queue.meet("Ada", "Bo");
    expect(ada.offer).toMatchObject({
      opponent: { name: "Bo", rating: { rating: 1500, placementsLeft: 5 } },
      hasAccepted: false,
      hasOpponentAccepted: false,
    });
    expect(ada.offer?.leftMs).toBeGreaterThan((ACCEPT_S - 2) * 1000);
    expect(await ada.answer(true)).toBe(true);
    await waitFor(() => bo.offer?.hasOpponentAccepted && ada.offer?.hasAccepted, {
      describe: "both to know",
    });
    expect(await bo.answer(true)).toBe(true);
    const seats = await waitFor(() => ada.seats[0] && bo.seats[0] && [ada.seats[0], bo.seats[0]], {
      describe: "two seats",
      timeoutMs: LONG_MS,
    });
    expect(seats.map(({ room }) => room)).toEqual([DUEL_ROOM, DUEL_ROOM]);
    expect(seats[0]?.reservation.roomId).toBe(seats[1]?.reservation.roomId);
    await waitFor(() => ada.closedCode === CloseReason.Consented && bo.closedCode !== null, {
      describe: "the end of the wait",
      timeoutMs: LONG_MS,
    });
    // An answer that comes twice, or late, changes nothing.
    const inside = await queueInside();
    expect(inside?.line.length ?? 0).toBe(0);
  });

  test("[QUE-2] that both accept ends in a ranked Duel, whose result changes both ratings", async () => {
    const [ada, bo] = await queue.meet("Ada", "Bo");
    await Promise.all([ada.answer(true), bo.answer(true)]);
    const duels = await Promise.all([ada.takeSeat(), bo.takeSeat()]);
    const [first, second] = duels;
    const arena = queue.game.arenaOf(first.roomId) as DuelArena;
    await waitFor(() => arena.isRunning, { describe: "the beginning", timeoutMs: LONG_MS });
    await winDuel(arena, second.slot);
    await waitFor(() => first.result?.rating && second.result?.rating, {
      describe: "the results",
      timeoutMs: LONG_MS,
    });
    expect(first.result).toMatchObject({ outcome: "lost", saved: "saved" });
    expect(second.result).toMatchObject({ outcome: "won", saved: "saved" });
    const board = await fetch(`${queue.url}${LEADERBOARD_PATH}?board=duel&period=day`);
    const { rows } = (await board.json()) as Leaderboard;
    expect(rows[0]).toMatchObject({ place: 1, name: "Bo", points: 1, matches: 1 });
    for (const duel of duels) await duel.leave();
    // Who queues again starts with the new rating.
    const again = await queue.join("Bo", bo.identity);
    await waitFor(() => again.status?.rating, { describe: "the rating" });
    expect(again.status?.rating).toEqual(second.result?.rating?.after);
  });

  test("[QUE-3] declined: who declined is out, the other waits on with its time", async () => {
    const [ada, bo] = await queue.meet("Ada", "Bo");
    await ageQueue(30);
    expect(await ada.answer(false)).toBe(true);
    await waitFor(() => ada.closedCode !== null && bo.ends[0], {
      describe: "the end",
      timeoutMs: LONG_MS,
    });
    expect(ada.ends).toMatchObject([{ reason: "declined", isQueued: false }]);
    expect(bo.ends).toMatchObject([{ reason: "opponentDeclined", isQueued: true }]);
    await waitFor(() => bo.status?.queued === 1, { describe: "a queue of one" });
    expect(bo.status?.waitedS).toBeGreaterThanOrEqual(30);
    expect(bo.closedCode).toBeNull();
  });

  test("[QUE-3] not answered in 10 s: the same", async () => {
    const [ada, bo] = await queue.meet("Ada", "Bo");
    expect(await bo.answer(true)).toBe(true);
    await waitFor(() => ada.closedCode !== null && bo.ends[0], {
      describe: "the end",
      timeoutMs: LONG_MS,
    });
    expect(ada.ends).toMatchObject([{ reason: "expired", isQueued: false }]);
    expect(bo.ends).toMatchObject([{ reason: "opponentExpired", isQueued: true }]);
    expect(bo.status?.waitedS).toBeGreaterThanOrEqual(ACCEPT_S - 1);
    expect(await bo.answer(true)).toBe(false);
  });

  test("[QUE-4] leaving the queue declines it", async () => {
    const [ada, bo] = await queue.meet("Ada", "Bo");
    ada.leave();
    await waitFor(() => bo.ends[0], { describe: "the end", timeoutMs: LONG_MS });
    expect(bo.ends).toMatchObject([{ reason: "opponentDeclined", isQueued: true }]);
  });

  test("[QUE-5] survives a reload, and waits for who is away", async () => {
    const identity = new GuestIdentity(queue.url);
    const before = await queue.join("Reloader", identity);
    const bo = await queue.join("Bo");
    await waitFor(() => before.offer && bo.offer, { describe: "both offers", timeoutMs: LONG_MS });
    await before.answer(true);
    before.vanish();
    const inside = await queueInside();
    await waitFor(() => inside?.line.all().some(({ goneMs }) => goneMs !== null), {
      describe: "the loss",
    });
    expect(await bo.answer(true)).toBe(true);
    expect(bo.seats).toEqual([]);
    const after = await queue.join("Reloader", identity);
    await waitFor(() => after.seats[0] && bo.seats[0], {
      describe: "both seats",
      timeoutMs: LONG_MS,
    });
    expect(after.offer).toMatchObject({ offerId: before.offer?.offerId, hasAccepted: true });
  });

  test("[QUE-9] two who just met, or of whom one declined, are kept apart for 20 s", async () => {
    const identity = new GuestIdentity(queue.url);
    const ada = await queue.join("Ada", identity);
    const bo = await queue.join("Bo");
    await waitFor(() => ada.offer && bo.offer, { describe: "both offers", timeoutMs: LONG_MS });
    await ada.answer(false);
    await waitFor(() => ada.closedCode !== null, { describe: "the end", timeoutMs: LONG_MS });
    const again = await queue.join("Ada", identity);
    const { length } = bo.offers;
    await waitFor(() => (again.status?.waitedS ?? 0) >= 3, {
      describe: "three cycles",
      timeoutMs: LONG_MS,
    });
    expect([again.offers.length, bo.offers.length]).toEqual([0, length]);
    await ageQueue(20);
    await waitFor(() => again.offer, { describe: "an offer after all", timeoutMs: LONG_MS });
  });
});
