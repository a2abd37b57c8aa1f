// How a Duel ends, or goes on, when somebody is not there: on the real server with real clients, through a link that is
// cut.
import { matchMaker } from "@colyseus/core";
import { describe, expect, test, vi } from "vitest";
import {
  HISTORY_PATH,
  type MatchHistory,
  OWN_STATS_PATH,
  type OwnStats,
} from "../../shared/net/stats.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { isRoomClosed } from "../helpers/duelGuest.ts";
import { winDuel } from "../helpers/duelHand.ts";
import { DuelServer } from "../helpers/duelServer.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";
import { LONG_MS, waitFor } from "../helpers/waitFor.ts";

vi.setConfig({ testTimeout: 3 * LONG_MS });

/** How an account asks for what is told of it. */
const ASK = { timeoutMs: 5000 };

const server = new DuelServer();

describe.concurrent("an end from outside", () => {
  test("[DUEL-33] both leave: the first to go has lost, though the room closes with them", async () => {
    const { first, second, identities } = await server.meet();
    const { roomId } = first;
    await Promise.all([first.leave(), second.leave()]);
    await waitFor(() => isRoomClosed(roomId), { describe: "the closing", timeoutMs: LONG_MS });
    const rows = await waitFor(
      async () => {
        const history = await identities[0].askAsSelf<MatchHistory>(HISTORY_PATH, ASK);
        return history.rows.length > 0 && history.rows;
      },
      { describe: "the match in the history", intervalMs: 250 },
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ by: "forfeit", opponent: "Bo" });
  });

  test("[DUEL-40] the server ends it: void, whoever leads, and nothing is written down", async () => {
    const { first, second, identities } = await server.meet();
    const { roomId } = first;
    // As a shutdown does with every room.
    matchMaker.getLocalRoomById(roomId).onBeforeShutdown();
    await waitFor(() => first.result && second.result && isRoomClosed(roomId), {
      describe: "the end of the match",
      timeoutMs: LONG_MS,
    });
    expect([first.result, second.result]).toMatchObject([{ outcome: "void" }, { outcome: "void" }]);
    for (const identity of identities) {
      expect((await identity.askAsSelf<MatchHistory>(HISTORY_PATH, ASK)).rows).toEqual([]);
      const { rating } = await identity.askAsSelf<OwnStats>(OWN_STATS_PATH, ASK);
      expect(rating).toEqual({ rating: 1500, tier: null, placementsLeft: 5 });
    }
  });
});

describe.concurrent("a lost connection", () => {
  test("[DUEL-32] holds the match up once, and the match goes on when it is back", async () => {
    const proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 20, jitterMs: 0, seed: 1 });
    server.atEnd(() => proxy.close());
    const { first, arena } = await server.meet(`http://127.0.0.1:${proxy.port}`);
    const { slot } = first;
    const { world } = arena;
    await waitFor(() => world.phase === MatchPhase.Live, {
      describe: "the first round",
      timeoutMs: LONG_MS,
    });
    proxy.cut();
    await waitFor(() => arena.duelState.pausedSlot === slot, {
      describe: "the pause",
      timeoutMs: LONG_MS,
    });
    expect(world.phase).toBe(MatchPhase.Paused);
    proxy.restore();
    await waitFor(() => world.phase === MatchPhase.Live, {
      describe: "the round",
      timeoutMs: LONG_MS,
    });
    expect(first.slot).toBe(slot);

    // The second time nobody waits.
    proxy.cut();
    await waitFor(() => arena.isDropped(slot), { describe: "the second loss" });
    expect(world.phase).toBe(MatchPhase.Live);
    proxy.restore();
    await waitFor(() => !arena.isDropped(slot), { describe: "the return", timeoutMs: LONG_MS });
  });

  test("[DUEL-34] a seat that is not taken back within 20 s forfeits", async () => {
    const proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 20, jitterMs: 0, seed: 1 });
    server.atEnd(() => proxy.close());
    const { first, second, arena } = await server.meet(`http://127.0.0.1:${proxy.port}`);
    const { slot } = second;
    proxy.cut();
    await waitFor(() => arena.outcome, { describe: "the forfeit", timeoutMs: 2 * LONG_MS });
    expect(arena.outcome).toMatchObject({ winner: slot, by: "forfeit" });
    await waitFor(() => second.result?.rating, { describe: "the result", timeoutMs: LONG_MS });
    expect(second.result).toMatchObject({ outcome: "won", by: "forfeit" });
    await waitFor(() => first.connection.state.phase === "closed", {
      describe: "the end",
      timeoutMs: LONG_MS,
    });
  });

  test("[DUEL-35] over the match's end: the result is told on the return", async () => {
    const proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 20, jitterMs: 0, seed: 1 });
    server.atEnd(() => proxy.close());
    const { first, second, arena } = await server.meet(`http://127.0.0.1:${proxy.port}`);
    const { slot } = second;
    proxy.cut();
    await waitFor(() => arena.isDropped(first.slot), { describe: "the loss" });
    await winDuel(arena, slot);
    await waitFor(() => second.result?.rating, { describe: "the result", timeoutMs: LONG_MS });
    expect(first.results).toEqual([]);
    proxy.restore();
    await waitFor(() => first.result, { describe: "the result on the return", timeoutMs: LONG_MS });
    expect(first.result).toMatchObject({ outcome: "lost", saved: "saved" });
  });
});
