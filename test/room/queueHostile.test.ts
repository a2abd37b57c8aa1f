// What hostile peers try on the queue and its Duels, on the real server.
import { describe, expect, test, vi } from "vitest";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { DUEL_ROOM, JoinRefusal, PROTOCOL_VERSION, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import { QueueMessage } from "../../shared/net/queue.ts";
import { askSeat, makeGuest } from "../helpers/guest.ts";
import { QueueServer } from "../helpers/queueServer.ts";
import { joinRaw, Wire } from "../helpers/rawPlayer.ts";
import { LONG_MS, waitFor } from "../helpers/waitFor.ts";

vi.setConfig({ testTimeout: 3 * LONG_MS });

const queue = new QueueServer();

describe("[QUE-12] hostile peers", () => {
  test.each<[string, string]>([
    ["a rank", '"rank":3000'],
    ["a team", '"teamId":"red"'],
    ["a team named __proto__", '"teamId":"__proto__"'],
    ["an inherited rating", '"__proto__":{"rating":3000}'],
    ["options of a Duel", '"isRanked":true,"players":[]'],
  ])("%s in the join options: 400", async (_what, extra) => {
    const { token } = await makeGuest(queue.url);
    const response = await fetch(`${queue.url}/matchmake/joinOrCreate/${QUEUE_ROOM}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: `{"protocol":${PROTOCOL_VERSION},"name":"Liar",${extra}}`,
    });
    expect(response.status).toBe(JoinRefusal.Malformed);
  });

  test("nobody gets into a Duel by asking", async () => {
    const { token } = await makeGuest(queue.url);
    expect((await askSeat(queue.url, `Bearer ${token}`, DUEL_ROOM)).status).toBe(404);
    const [ada, bo] = await queue.meet("Ada", "Bo");
    await Promise.all([ada.answer(true), bo.answer(true)]);
    const { reservation } = await waitFor(() => ada.seats[0], { describe: "a seat" });
    const response = await fetch(`${queue.url}/matchmake/joinById/${reservation.roomId}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ protocol: PROTOCOL_VERSION, name: "Guest" }),
    });
    expect(response.status).toBe(JoinRefusal.NoSuchRoom);
  });

  test("answers to offers of others, or to none, change nothing", async () => {
    const [ada, bo] = await queue.meet("Ada", "Bo");
    const vandal = await queue.join("Vandal");
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
    const vandal = await queue.join("Vandal");
    vandal.room.send(QueueMessage.Answer, body);
    await waitFor(() => vandal.closedCode !== null, { describe: "the end", timeoutMs: LONG_MS });
    expect(vandal.closedCode).toBe(CloseReason.Error);
  });

  test("an input, or a message of another room, ends the connection; the queue goes on", async () => {
    const bystander = await queue.join("Bystander");
    for (const frame of [
      [Wire.Input, 0x80, 1],
      [Wire.RoomData, 2, 0x80],
      [Wire.RoomData, QueueMessage.Status, 0x80],
    ]) {
      const raw = await joinRaw(queue.url, { room: QUEUE_ROOM });
      raw.send(...frame);
      await waitFor(() => raw.ended, { describe: "the end", timeoutMs: LONG_MS });
      expect(raw.ended?.code).toBe(CloseReason.Error);
    }
    await waitFor(() => bystander.status?.queued === 1, { describe: "a queue of one" });
  });
});
