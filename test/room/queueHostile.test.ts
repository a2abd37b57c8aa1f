// What hostile peers try on the queue and its Duels, on the real server.
import { matchMaker } from "@colyseus/core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { DUEL_ROOM, JoinRefusal, PROTOCOL_VERSION, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import { QueueMessage } from "../../shared/net/queue.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { askSeat, makeGuest } from "../helpers/guest.ts";
import { meetInQueue, QueueGuest } from "../helpers/queueGuest.ts";
import { joinRaw, Wire } from "../helpers/rawPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

/** What takes game time or a cycle takes longer on a machine that is busy with other tests. */
const LONG_MS = 25_000;
vi.setConfig({ testTimeout: 3 * LONG_MS });

let server: GameServer;
const guests: QueueGuest[] = [];

beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());
afterEach(async () => {
  for (const guest of guests.splice(0)) guest.leave();
  await waitFor(async () => (await matchMaker.query({ name: QUEUE_ROOM })).length === 0, {
    describe: "the queue to close",
    timeoutMs: LONG_MS,
  });
});

async function join(name: string): Promise<QueueGuest> {
  const guest = await QueueGuest.join(server.url, name);
  guests.push(guest);
  return guest;
}

async function meet(one: string, other: string): Promise<[QueueGuest, QueueGuest]> {
  const pair = await meetInQueue({ url: server.url, name: one }, { url: server.url, name: other });
  guests.push(...pair);
  return pair;
}

describe("[QUE-12] hostile peers", () => {
  test.each<[string, string]>([
    ["a rank", '"rank":3000'],
    ["a team", '"teamId":"red"'],
    ["a team named __proto__", '"teamId":"__proto__"'],
    ["an inherited rating", '"__proto__":{"rating":3000}'],
    ["options of a Duel", '"isRanked":true,"players":[]'],
  ])("%s in the join options: 400", async (_what, extra) => {
    const { token } = await makeGuest(server.url);
    const response = await fetch(`${server.url}/matchmake/joinOrCreate/${QUEUE_ROOM}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: `{"protocol":${PROTOCOL_VERSION},"name":"Liar",${extra}}`,
    });
    expect(response.status).toBe(JoinRefusal.Malformed);
  });

  test("nobody gets into a Duel by asking", async () => {
    const { token } = await makeGuest(server.url);
    expect((await askSeat(server.url, `Bearer ${token}`, DUEL_ROOM)).status).toBe(404);
    const [ada, bo] = await meet("Ada", "Bo");
    await Promise.all([ada.answer(true), bo.answer(true)]);
    const { reservation } = await waitFor(() => ada.seats[0], { describe: "a seat" });
    const response = await fetch(`${server.url}/matchmake/joinById/${reservation.roomId}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ protocol: PROTOCOL_VERSION, name: "Guest" }),
    });
    expect(response.status).toBe(JoinRefusal.NoSuchRoom);
  });

  test("answers to offers of others, or to none, change nothing", async () => {
    const [ada, bo] = await meet("Ada", "Bo");
    const vandal = await join("Vandal");
    const { offerId } = ada.offer ?? { offerId: "" };
    expect(await vandal.ask(QueueMessage.Answer, { offerId, accept: false })).toBe(false);
    expect(await vandal.ask(QueueMessage.Answer, { offerId: "__proto__", accept: true })).toBe(
      false,
    );
    expect(await ada.answer(true)).toBe(true);
    expect(await bo.answer(true)).toBe(true);
    await waitFor(() => ada.seats[0] && bo.seats[0], {
      describe: "both seats",
      timeoutMs: LONG_MS,
    });
  });

  test.each<[string, object]>([
    ["no key", { offerId: "x", accept: true }],
    ["an offer that is no text", { offerId: 7, accept: true, key: 1 }],
    ["an extra word", { offerId: "x", accept: true, key: 1, rank: 1 }],
  ])("a malformed answer (%s) ends its sender's connection", async (_what, body) => {
    const vandal = await join("Vandal");
    vandal.room.send(QueueMessage.Answer, body);
    await waitFor(() => vandal.closedCode !== null, { describe: "the end", timeoutMs: LONG_MS });
    expect(vandal.closedCode).toBe(CloseReason.Error);
  });

  test("an input, or a message of another room, ends the connection; the queue goes on", async () => {
    const bystander = await join("Bystander");
    for (const frame of [
      [Wire.Input, 0x80, 1],
      [Wire.RoomData, 2, 0x80],
      [Wire.RoomData, QueueMessage.Status, 0x80],
    ]) {
      const raw = await joinRaw(server.url, { room: QUEUE_ROOM });
      raw.send(...frame);
      await waitFor(() => raw.ended, { describe: "the end", timeoutMs: LONG_MS });
      expect(raw.ended?.code).toBe(CloseReason.Error);
    }
    await waitFor(() => bystander.status?.queued === 1, { describe: "a queue of one" });
  });
});
