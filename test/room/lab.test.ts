// The Net Lab's room on the real server: one's own, found by nobody else, and on a line that a reconnection does
// not mend.
import { matchMaker } from "@colyseus/core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { GameClient } from "../../client/game/GameClient.ts";
import { LabBench } from "../../client/game/LabBench.ts";
import { LabShooter } from "../../client/game/LabShooter.ts";
import { Connection } from "../../client/net/connection.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { JoinRefusal, LAB_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { standStill } from "../helpers/headlessPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const FRAME_MS = 1000 / 60;
const OPTIONS = { protocol: PROTOCOL_VERSION, name: "Lab Rat" };
/** Of each kind. */
const MAX_ROOMS = 2;
const LINE = { rttMs: 120, jitterMs: 0, stallMs: 0 };

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MAX_ROOMS: `${MAX_ROOMS}`, ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const leave of left.splice(0)) await leave();
});

/** A person in a lab of its own, without a screen. */
async function enterLab(): Promise<{ connection: Connection; bench: LabBench }> {
  const connection = await Connection.join(server.url, OPTIONS, LAB_ROOM);
  const shooter = new LabShooter({ sample: (out) => standStill(out, 0, game.view) });
  const game = new GameClient(connection, shooter);
  const bench = new LabBench(game, shooter);
  const timer = setInterval(() => bench.frame(performance.now()), FRAME_MS);
  left.push(async () => {
    clearInterval(timer);
    bench.dispose();
    game.dispose();
    await connection.leave();
  });
  return { connection, bench };
}

describe("a Net Lab", () => {
  test("is one's own: everybody gets another, and it is not to be found", async () => {
    const first = await enterLab();
    const second = await enterLab();
    expect(second.connection.room.roomId).not.toBe(first.connection.room.roomId);
    const response = await fetch(
      `${server.url}/matchmake/joinById/${first.connection.room.roomId}`,
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(OPTIONS),
      },
    );
    expect(response.status).toBe(JoinRefusal.NoSuchRoom);
    await waitFor(() => first.bench.view.self?.alive, { describe: "a life in the lab" });
    const present = () => first.bench.view.actors.filter((one) => one.present && !one.isSelf);
    await waitFor(() => present().length === 4, { describe: "the four drones" });
    expect(present().every(({ isBot }) => isBot)).toBe(true);
  });

  test("takes no arena's place, and has a limit of its own", async () => {
    const labs = [await enterLab(), await enterLab()];
    expect(labs).toHaveLength(MAX_ROOMS);
    await expect(Connection.join(server.url, OPTIONS, LAB_ROOM)).rejects.toMatchObject({
      code: JoinRefusal.Full,
    });
    const arena = await Connection.join(server.url, OPTIONS);
    await arena.leave();
  });

  test("closes when its person leaves", async () => {
    const { connection } = await enterLab();
    const { roomId } = connection.room;
    expect(matchMaker.getLocalRoomById(roomId)).toBeDefined();
    await left.pop()?.();
    await waitFor(() => matchMaker.getLocalRoomById(roomId) === undefined, {
      describe: "the lab to close",
    });
  });

  test("keeps its line through a reconnection", async () => {
    const { connection, bench } = await enterLab();
    bench.setLink(LINE);
    const isFar = () => bench.figures.rttMs > 0.9 * LINE.rttMs;
    await waitFor(isFar, { describe: "a round trip of 120 ms", timeoutMs: 15_000 });
    let reconnected = false;
    connection.room.onReconnect(() => {
      reconnected = true;
    });
    connection.room.connection.close(CloseReason.Watchdog);
    await waitFor(() => reconnected, { describe: "the reconnection" });
    const pings: number[] = [];
    for (let i = 0; i < 5; i++) {
      pings.push(await new Promise<number>((resolve) => connection.room.ping(resolve)));
    }
    expect(Math.min(...pings)).toBeGreaterThan(0.9 * LINE.rttMs);
    await waitFor(() => bench.view.connection.phase === "live", { describe: "play to go on" });
  });
});
