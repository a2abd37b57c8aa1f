// Actions that must arrive: answered, done once, kept over a short break; and movement, which is not kept.
// On the real server, through a proxy that is cut; and against a link that loses what the test wants it to lose.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RequestLink, Requests } from "../../client/net/requests.ts";
import { RequestLog } from "../../server/net/requests.ts";
import { Message } from "../../shared/net/protocol.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { type HeadlessPlayer, joinHeadless } from "../helpers/headlessPlayer.ts";
import { findLongestRun, placeAt } from "../helpers/staging.ts";
import { makeTcpProxy, type TcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: GameServer;
let proxy: TcpProxy;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 50, jitterMs: 0, seed: 1 });
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

/** A living player behind the proxy, and how often the server has shown its emote. */
async function joinEmoter(): Promise<{ player: HeadlessPlayer; shown: () => number }> {
  const player = await joinHeadless(`http://127.0.0.1:${proxy.port}`, "Emoter");
  await waitFor(() => player.view.self?.alive, { describe: "a first life" });
  const emote = vi.spyOn(server.arenaOf(player.connection.room.roomId), "emote");
  const shown = () => emote.mock.results.filter(({ value }) => value === true).length;
  return { player, shown };
}

const isBack = (player: HeadlessPlayer) =>
  player.connection.canSend && player.view.connection.phase === "live";

describe("[EDGE-45] an action that must arrive", () => {
  test("shows to who sees the player, and to nobody else", async () => {
    const { player } = await joinEmoter();
    const witness = await joinHeadless(server.url, "Witness");
    const stranger = await joinHeadless(server.url, "Stranger");
    const { world } = server.arenaOf(player.connection.room.roomId);
    const { fromX, toX, y } = findLongestRun(world.map, 400);
    await waitFor(() => witness.view.self?.alive && stranger.view.self?.alive, {
      describe: "first lives",
    });
    placeAt(world, player.slot, fromX, y);
    placeAt(world, witness.slot, Math.min(toX, fromX + 200), y);
    placeAt(world, stranger.slot, world.map.widthU - fromX, world.map.heightU - y);
    const seenBy = ({ view }: HeadlessPlayer) => view.actors[player.slot];
    await waitFor(() => seenBy(witness)?.present && seenBy(stranger)?.present === false, {
      describe: "one who sees the body, and one who does not",
    });
    player.game.emote();
    await waitFor(() => seenBy(witness)?.isEmoting, {
      describe: "the emote on the witness' screen",
    });
    expect(seenBy(stranger)?.isEmoting).toBe(false);
    await Promise.all([player.leave(), witness.leave(), stranger.leave()]);
  });

  test("is answered, and refused while it shows", async () => {
    const { player, shown } = await joinEmoter();
    const { requests } = player.connection;
    expect(await requests.send(Message.Emote, {}, 5000)).toBe("done");
    await waitFor(() => player.view.self?.isEmoting, { describe: "the emote on screen" });
    expect(await requests.send(Message.Emote, {}, 5000)).toBe("refused");
    await waitFor(() => player.view.self?.isEmoting === false, { describe: "its end" });
    expect(shown()).toBe(1);
    await player.leave();
  });

  test("made in a break is sent once after it, however often the key was pressed", async () => {
    const { player, shown } = await joinEmoter();
    proxy.cut();
    await waitFor(() => !player.connection.canSend, { describe: "the drop" });
    for (let i = 0; i < 5; i++) player.game.emote();
    expect(shown()).toBe(0);
    proxy.restore();
    await waitFor(() => player.view.self?.isEmoting, { describe: "the emote after the break" });
    await waitFor(() => player.view.self?.isEmoting === false, { describe: "its end" });
    expect(shown()).toBe(1);
    await player.leave();
  });

  test("whose answer was lost with the link is done once all the same", async () => {
    const { player, shown } = await joinEmoter();
    const ended = player.connection.requests.send(Message.Emote, {}, 5000);
    await waitFor(() => shown() === 1, { describe: "the server's doing", intervalMs: 1 });
    proxy.cut();
    proxy.restore();
    expect(await ended).toBe("done");
    expect(shown()).toBe(1);
    await player.leave();
  });

  test("that waits too long is lost, and not sent", async () => {
    const { player, shown } = await joinEmoter();
    proxy.cut();
    await waitFor(() => !player.connection.canSend, { describe: "the drop" });
    expect(await player.connection.requests.send(Message.Emote, {}, 400)).toBe("lost");
    proxy.restore();
    await waitFor(() => isBack(player), { describe: "the return" });
    expect(shown()).toBe(0);
    await player.leave();
  });

  test("is lost when the player leaves", async () => {
    const { player } = await joinEmoter();
    proxy.cut();
    await waitFor(() => !player.connection.canSend, { describe: "the drop" });
    const ended = player.connection.requests.send(Message.Emote, {}, 60_000);
    await player.leave();
    expect(await ended).toBe("lost");
    proxy.restore();
  });
});

test("[EDGE-45] movement is not kept: what was pressed in a break moves nobody after it", async () => {
  const { player } = await joinEmoter();
  const record = server.arenaOf(player.connection.room.roomId).world.players[player.slot];
  proxy.cut();
  await waitFor(() => !player.connection.canSend, { describe: "the drop" });
  const sentBefore = player.game.link.prediction?.input.sentCount;
  player.script = (out) => {
    out.moveX = 127;
  };
  const untilMs = performance.now() + 700;
  await waitFor(() => performance.now() > untilMs, { describe: "a while with the key held" });
  expect(player.game.link.prediction?.input.sentCount).toBeLessThanOrEqual(sentBefore ?? 0);
  player.script = (out) => {
    out.moveX = 0;
  };
  const { x, y } = record?.state ?? { x: 0, y: 0 };
  proxy.restore();
  await waitFor(() => isBack(player), { describe: "the return" });
  await waitFor(() => player.view.net.pendingInputs > 0, { describe: "inputs again" });
  expect([record?.state.x, record?.state.y]).toEqual([x, y]);
  await player.leave();
});

/** A link under the test's hand: `answer` and `lose` end the oldest request on it. */
class FakeLink implements RequestLink {
  canSend = true;
  readonly sent: { key: number }[] = [];
  private readonly waiting: { resolve: (done: boolean) => void; reject: () => void }[] = [];

  request(_type: number, payload: object): Promise<unknown> {
    this.sent.push(payload as { key: number });
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject: () => reject(new Error("lost")) });
    });
  }

  async answer(done: boolean): Promise<void> {
    this.waiting.shift()?.resolve(done);
    await Promise.resolve();
  }

  /** The connection breaks with everything on it. */
  async break(): Promise<void> {
    this.canSend = false;
    for (const { reject } of this.waiting.splice(0)) reject();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("[EDGE-45] the queue of requests", () => {
  test("sends what is unanswered again in its order, under the same keys", async () => {
    const link = new FakeLink();
    const requests = new Requests(link);
    const first = requests.send(1, { what: "ready" }, 60_000);
    await link.break();
    const second = requests.send(2, { what: "accept" }, 60_000);
    link.canSend = true;
    requests.flush();
    expect(link.sent).toEqual([
      { what: "ready", key: 1 },
      { what: "ready", key: 1 },
      { what: "accept", key: 2 },
    ]);
    await link.answer(true);
    await link.answer(false);
    expect(await Promise.all([first, second])).toEqual(["done", "refused"]);
    requests.flush();
    expect(link.sent).toHaveLength(3);
  });

  test("keeps at most 16: a stuck key fills nothing", async () => {
    const link = new FakeLink();
    link.canSend = false;
    const requests = new Requests(link);
    const ends = Array.from({ length: 17 }, () => requests.send(1, {}, 60_000));
    expect(await ends[16]).toBe("lost");
    requests.close();
    expect(await Promise.all(ends)).toEqual(Array.from({ length: 17 }, () => "lost"));
  });

  test("is carried out once for each key by the server, refusals too, and its memory is bounded", () => {
    const log = new RequestLog();
    let deeds = 0;
    const act = () => ++deeds % 2 === 1;
    expect([log.once(1, act), log.once(1, act), log.once(2, act), log.once(2, act)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(deeds).toBe(2);
    for (let key = 3; key <= 66; key++) log.once(key, act);
    expect(log.once(66, act)).toBe(log.once(66, act));
    expect(deeds).toBe(66);
  });
});
