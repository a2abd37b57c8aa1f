// Where the queue's players are called to, and from where, on the real server with real clients.
import { matchMaker } from "@colyseus/core";
import { describe, expect, test, vi } from "vitest";
import { Connection } from "../../client/net/connection.ts";
import { GuestIdentity } from "../../client/net/identity.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { ARENA_ROOM, DUEL_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { BOT_OFFER_S } from "../../shared/net/queue.ts";
import { callToDuel } from "../helpers/duelHand.ts";
import { ageQueue } from "../helpers/queueGuest.ts";
import { QueueServer } from "../helpers/queueServer.ts";
import { LONG_MS, waitFor } from "../helpers/waitFor.ts";

vi.setConfig({ testTimeout: 3 * LONG_MS });

const queue = new QueueServer({ DUEL_MAX_ROOMS: "8" });

describe("beside the queue", () => {
  test("[QUE-10] one plays the Open Arena, and is called over from there", async () => {
    const identity = new GuestIdentity(queue.url);
    const options = { protocol: PROTOCOL_VERSION, name: "Busy" };
    const arena = await Connection.join(queue.url, options, ARENA_ROOM, identity);
    const busy = await queue.join("Busy", identity);
    const idle = await queue.join("Idle");
    await waitFor(() => busy.offer && idle.offer, { describe: "both offers", timeoutMs: LONG_MS });
    expect(arena.state.phase).not.toBe("closed");
    await Promise.all([busy.answer(true), idle.answer(true)]);
    const duel = await busy.takeSeat();
    await waitFor(() => arena.state.phase === "closed", {
      describe: "the arena to be left",
      timeoutMs: LONG_MS,
    });
    expect(arena.state.closeCode).toBe(CloseReason.Moved);
    expect(duel.connection.room.name).toBe(DUEL_ROOM);
    await duel.leave();
  });

  test("[QUE-11] after 20 s one plays a bot, unranked, and is still called to a match", async () => {
    const ada = await queue.join("Ada");
    expect(await ada.playBot()).toBe(false);
    await ageQueue(BOT_OFFER_S);
    await waitFor(() => ada.status?.isBotOffered, {
      describe: "the offer of a bot",
      timeoutMs: LONG_MS,
    });
    expect(await ada.playBot()).toBe(true);
    expect(await ada.playBot()).toBe(false);
    const practice = await ada.takeSeat();
    const { state } = practice.connection.room;
    await waitFor(() => state.roster.size === 2, { describe: "the bot" });
    expect([...state.roster.values()].filter(({ isBot }) => isBot)).toHaveLength(1);
    expect(state.duel?.isRanked).toBe(false);
    expect(ada.closedCode).toBeNull();

    const bo = await queue.join("Bo");
    await ageQueue(60);
    await waitFor(() => ada.offer && bo.offer, { describe: "both offers", timeoutMs: LONG_MS });
    await Promise.all([ada.answer(true), bo.answer(true)]);
    const duel = await ada.takeSeat();
    await waitFor(() => practice.connection.state.phase === "closed", {
      describe: "the move",
      timeoutMs: LONG_MS,
    });
    expect(practice.connection.state.closeCode).toBe(CloseReason.Moved);
    expect(duel.connection.room.state.duel?.isRanked).toBe(true);
    await duel.leave();
  });
});

test("[QUE-13] when no room can be made, both wait on with their time", async () => {
  // A Duel of the tests before that ended now would make room for this one.
  await waitFor(async () => (await matchMaker.query({ name: DUEL_ROOM })).length === 0, {
    describe: "the Duels before to close",
    timeoutMs: LONG_MS,
  });
  const [ada, bo] = await queue.meet("Ada", "Bo");
  await ageQueue(40);
  const host = new GuestIdentity(queue.url);
  const rules = { isRanked: false, botLevel: 1 };
  // As many as there may be: seats in them are reserved, and nobody comes.
  for (let isFull = false; !isFull; ) {
    isFull = await callToDuel([host], rules).then(
      () => false,
      () => true,
    );
  }
  await Promise.all([ada.answer(true), bo.answer(true)]);
  await waitFor(() => ada.ends[0] && bo.ends[0], {
    describe: "the end of the offer",
    timeoutMs: LONG_MS,
  });
  for (const { ends } of [ada, bo])
    expect(ends).toMatchObject([{ reason: "failed", isQueued: true }]);
  await waitFor(() => (ada.status?.waitedS ?? 0) >= 41, {
    describe: "the wait to go on",
    timeoutMs: LONG_MS,
  });
  expect(ada.status?.queued).toBe(2);
});
