// A Duel's room from the arrival of its players to its closing, on the real server with real clients.
import { describe, expect, test, vi } from "vitest";
import { GuestIdentity } from "../../client/net/identity.ts";
import type { DuelArena } from "../../server/match/DuelArena.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import {
  HISTORY_PATH,
  type MatchHistory,
  OWN_STATS_PATH,
  type OwnStats,
} from "../../shared/net/stats.ts";
import { DuelGuest, isRoomClosed } from "../helpers/duelGuest.ts";
import { callToDuel, winDuel } from "../helpers/duelHand.ts";
import { DuelServer } from "../helpers/duelServer.ts";
import { QueueGuest } from "../helpers/queueGuest.ts";
import { LONG_MS, waitFor } from "../helpers/waitFor.ts";

vi.setConfig({ testTimeout: 3 * LONG_MS });

/** How an account asks for what is told of it. */
const ASK = { timeoutMs: 5000 };

const server = new DuelServer();

describe.concurrent("a ranked Duel", () => {
  test("[DUEL-30] begins when both are there, and its result is told alike and written down", async () => {
    const { first, second, identities, arena } = await server.meet();
    expect(arena.duelState.isRanked).toBe(true);
    await winDuel(arena, first.slot);
    const [won, lost] = await waitFor(
      () => first.result?.rating && second.result?.rating && [first.result, second.result],
      { describe: "both results", timeoutMs: LONG_MS },
    );
    expect(won).toMatchObject({
      outcome: "won",
      by: "rounds",
      rounds: { own: 3, other: 0 },
      saved: "saved",
      rating: {
        before: { rating: 1500, placementsLeft: 5 },
        after: { placementsLeft: 4 },
        expected: 0.5,
      },
    });
    expect(lost).toMatchObject({ outcome: "lost", rounds: { own: 0, other: 3 }, saved: "saved" });
    expect(won?.matchId).toBe(lost?.matchId);
    const gained = (won?.rating?.after.rating ?? 0) - 1500;
    expect(gained).toBeGreaterThan(0);
    expect((lost?.rating?.after.rating ?? 0) - 1500).toBe(-gained);

    const stats = await Promise.all(
      identities.map((one) => one.askAsSelf<OwnStats>(OWN_STATS_PATH, ASK)),
    );
    expect(stats.map(({ rating }) => rating)).toEqual([won?.rating?.after, lost?.rating?.after]);
    expect(stats.map(({ duels }) => [duels.won, duels.lost])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const { rows } = await identities[1].askAsSelf<MatchHistory>(HISTORY_PATH, ASK);
    expect(rows).toMatchObject([
      {
        matchId: won?.matchId,
        outcome: "lost",
        opponent: "Ada",
        own: 0,
        other: 3,
        ratingChange: -gained,
      },
    ]);
  });

  test("[DUEL-31] is void when one does not come: no rating changes, and who came may queue again", async () => {
    const [identity, absent] = [new GuestIdentity(server.url), new GuestIdentity(server.url)];
    const [offer] = await callToDuel([identity, absent], { isRanked: true, botLevel: 0 });
    const duel = await DuelGuest.take(server.url, identity, offer as SeatOffer);
    const { roomId } = duel;
    await waitFor(() => duel.result, {
      describe: "the result",
      timeoutMs: LONG_MS,
    });
    expect(duel.results).toMatchObject([
      { outcome: "void", by: "absence", rating: null, saved: "unranked" },
    ]);
    await waitFor(() => duel.connection.state.phase === "closed" && isRoomClosed(roomId), {
      describe: "the closing",
      timeoutMs: LONG_MS,
    });
    expect(duel.connection.state.closeCode).toBe(CloseReason.Finished);
    const { rating, duels } = await identity.askAsSelf<OwnStats>(OWN_STATS_PATH, ASK);
    expect({ rating: rating.placementsLeft, duels }).toEqual({
      rating: 5,
      duels: { won: 0, lost: 0, drawn: 0 },
    });
    const again = await QueueGuest.join(server.url, "Ada", identity);
    await waitFor(() => again.status, { describe: "a new wait" });
    again.leave();
  });

  test("[DUEL-33] is forfeited by who leaves it", async () => {
    const { first, second, identities, arena } = await server.meet();
    const winner = second.slot;
    await second.leave();
    await waitFor(() => first.result?.rating, { describe: "the result", timeoutMs: LONG_MS });
    expect(arena.outcome).toMatchObject({ winner: 1 - winner, by: "forfeit" });
    expect(first.result).toMatchObject({ outcome: "won", by: "forfeit", saved: "saved" });
    const loser = await identities[1].askAsSelf<OwnStats>(OWN_STATS_PATH, ASK);
    expect(loser.duels.lost).toBe(1);
    expect(loser.rating.rating).toBeLessThan(1500);
    // Nobody is left to play again with.
    expect(await first.rematch()).toBe(false);
  });
});

describe.concurrent("a rematch", () => {
  test("[DUEL-37] is played when both want one: another match, ranked like the first", async () => {
    const { first, second, identities, arena } = await server.meet();
    await winDuel(arena, first.slot);
    await waitFor(() => first.result?.rating && second.result?.rating, {
      describe: "results",
      timeoutMs: LONG_MS,
    });
    const { matchId } = first.result ?? { matchId: "" };
    expect(await first.rematch()).toBe(true);
    await waitFor(() => second.connection.room.state.duel?.rematchSlots === 1 << first.slot, {
      describe: "the wish to be seen",
    });
    expect(arena.isRunning).toBe(false);
    expect(await second.rematch()).toBe(true);
    await waitFor(() => arena.isRunning, { describe: "the second match", timeoutMs: LONG_MS });
    expect(arena.duelState).toMatchObject({ rematchSlots: 0, rematchEndTick: 0 });
    await winDuel(arena, second.slot);
    const isNext = ({ result }: DuelGuest) => result?.matchId !== matchId && result?.rating;
    await waitFor(() => isNext(first) && isNext(second), {
      describe: "both results",
      timeoutMs: LONG_MS,
    });
    expect(first.result).toMatchObject({ outcome: "lost", rounds: { own: 0, other: 3 } });
    const { rows } = await identities[0].askAsSelf<MatchHistory>(HISTORY_PATH, ASK);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["lost", "won"]);
  });

  test("[DUEL-38] is refused after 15 s, or while the match runs; the room closes then", async () => {
    const { first, second, arena } = await server.meet();
    await expect(first.rematch()).rejects.toThrow("rejected");
    await winDuel(arena, first.slot);
    await waitFor(() => second.result, { describe: "the result", timeoutMs: LONG_MS });
    expect(await second.rematch()).toBe(true);
    const { roomId } = first;
    await waitFor(() => isRoomClosed(roomId), {
      describe: "the closing",
      timeoutMs: LONG_MS,
    });
    await waitFor(() => first.connection.state.phase === "closed", {
      describe: "the end",
      timeoutMs: LONG_MS,
    });
    expect(first.connection.state.closeCode).toBe(CloseReason.Finished);
  });
});

describe.concurrent("a Duel against a bot", () => {
  test("[DUEL-39] is unranked, ends like any other, and can be played again", async () => {
    const identity = new GuestIdentity(server.url);
    const [offer] = await callToDuel([identity], { isRanked: false, botLevel: 2 });
    const duel = await DuelGuest.take(server.url, identity, offer as SeatOffer);
    server.atEnd(() => duel.leave());
    const arena = server.game.arenaOf(duel.roomId) as DuelArena;
    await waitFor(() => arena.isRunning, { describe: "the beginning", timeoutMs: LONG_MS });
    await winDuel(arena, duel.slot);
    await waitFor(() => duel.result, { describe: "the result", timeoutMs: LONG_MS });
    expect(duel.result).toMatchObject({ outcome: "won", saved: "unranked", rating: null });
    expect(await duel.rematch()).toBe(true);
    await waitFor(() => arena.isRunning, { describe: "the second match", timeoutMs: LONG_MS });
    const rows = await waitFor(
      async () => {
        const history = await identity.askAsSelf<MatchHistory>(HISTORY_PATH, ASK);
        return history.rows.length > 0 && history.rows;
      },
      { describe: "the match in the history", intervalMs: 250 },
    );
    expect(rows).toMatchObject([
      { matchId: duel.results[0]?.matchId, outcome: "won", ratingChange: null },
    ]);
    const { rating } = await identity.askAsSelf<OwnStats>(OWN_STATS_PATH, ASK);
    expect(rating).toEqual({ rating: 1500, tier: null, placementsLeft: 5 });
  });
});
