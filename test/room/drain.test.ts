// The way down of a server: nobody new, matches to their end, results saved, and out at the latest at the deadline.
import { join } from "node:path";
import { matchMaker } from "@colyseus/core";
import { afterEach, describe, expect, test } from "vitest";
import { Connection } from "../../client/net/connection.ts";
import { GuestIdentity } from "../../client/net/identity.ts";
import type { CalledSeat } from "../../server/identity/admission.ts";
import { callTogether } from "../../server/rooms/seatCalls.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { ARENA_ROOM, JoinRefusal, LAB_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { HISTORY_PATH, type MatchHistory } from "../../shared/net/stats.ts";
import { meetInDuel } from "../helpers/duelGuest.ts";
import { winDuel } from "../helpers/duelHand.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { makeGuest, reserveSeat, socketUrl } from "../helpers/guest.ts";
import { openSocket } from "../helpers/guestSocket.ts";
import { type HeadlessPlayer, joinHeadless } from "../helpers/headlessPlayer.ts";
import { startServerProcess } from "../helpers/serverProcess.ts";
import { waitFor } from "../helpers/waitFor.ts";

const OPTIONS = { protocol: PROTOCOL_VERSION, name: "Late" };
/** Longer than any test: what ends before ends for its reason. */
const LONG_S = "600";

let server: GameServer;
afterEach(() => server.close());

/** Whether the promise has settled. */
function watch(promise: Promise<void>): { readonly isDone: boolean } {
  const state = { isDone: false };
  void promise.finally(() => {
    state.isDone = true;
  });
  return state;
}

async function matchesOf(identity: GuestIdentity): Promise<MatchHistory["rows"]> {
  const headers = { authorization: `Bearer ${await identity.getToken()}` };
  const answer = await fetch(`${server.url}${HISTORY_PATH}`, { headers });
  return ((await answer.json()) as MatchHistory).rows;
}

describe("[OPS-22] while the server drains", () => {
  test("nobody new is let in; who plays is told how long is left, and plays the round to its end", async () => {
    server = await startGameServer({
      ADMIN_PORT: "0",
      ARENA_MIN_ACTORS: "0",
      ARENA_ROUND_S: "10",
      DRAIN_DEADLINE_S: LONG_S,
    });
    const player: HeadlessPlayer = await joinHeadless(server.url, "Lodger");
    await waitFor(() => player.view.self?.alive, { describe: "a life" });
    const drained = watch(server.drain());
    await waitFor(() => player.view.connection.closingInMs > 0, { describe: "the announcement" });
    expect((await fetch(`${server.adminUrl}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await expect(Connection.join(server.url, OPTIONS)).rejects.toMatchObject({
      code: JoinRefusal.Full,
    });
    await waitFor(() => player.view.hud.phase === "podium", {
      describe: "the podium",
      timeoutMs: 15_000,
    });
    expect(drained.isDone).toBe(false);
    await waitFor(() => drained.isDone, { describe: "the end", timeoutMs: 15_000 });
    expect(player.connection.state.closeCode).toBe(CloseReason.Shutdown);
    await player.leave();
  }, 60_000);

  test("a Duel is played to its end, its result is saved, and there is no rematch", async () => {
    server = await startGameServer({ ARENA_MIN_ACTORS: "0", DRAIN_DEADLINE_S: LONG_S });
    const { first, second, identities, arena } = await meetInDuel(server);
    const drained = watch(server.drain());
    await winDuel(arena, first.slot);
    await waitFor(() => first.result?.saved === "saved", { describe: "the saved result" });
    expect(await second.rematch().catch(() => false)).toBe(false);
    await waitFor(() => drained.isDone, { describe: "the end", timeoutMs: 15_000 });
    expect(first.closedCode).toBe(CloseReason.Finished);
    expect(await matchesOf(identities[0])).toMatchObject([{ outcome: "won", by: "rounds" }]);
  }, 60_000);

  test("labs and lobbies end at once: nobody waits for them", async () => {
    server = await startGameServer({ DRAIN_DEADLINE_S: LONG_S });
    const lab = await Connection.join(server.url, OPTIONS, LAB_ROOM);
    await server.drain();
    await waitFor(() => lab.state.phase === "closed", { describe: "the lab's end" });
    expect(lab.state.closeCode).toBe(CloseReason.Shutdown);
    expect(await matchMaker.query({})).toEqual([]);
  });

  test("who has a seat reserved is waited for, and gets in", async () => {
    server = await startGameServer({ ARENA_MIN_ACTORS: "0", DRAIN_DEADLINE_S: LONG_S });
    const { token } = await makeGuest(server.url);
    const seat = await reserveSeat(server.url, token);
    const drained = watch(server.drain());
    const guest = await openSocket(socketUrl(server.url, seat));
    await waitFor(() => guest.frames > 5, { describe: "patches" });
    expect(drained.isDone).toBe(false);
    guest.socket.close(CloseReason.Consented);
    await waitFor(() => drained.isDone, { describe: "the end" });
  });

  test("the deadline ends what does not end by itself; a Duel is then nobody's", async () => {
    server = await startGameServer({ ARENA_MIN_ACTORS: "0", DRAIN_DEADLINE_S: "1" });
    const { first, identities } = await meetInDuel(server);
    await server.drain();
    const history = await matchesOf(identities[0]);
    await server.close();
    await waitFor(() => first.result !== undefined, { describe: "the result" });
    expect(first.result?.outcome).toBe("void");
    expect(history).toEqual([]);
  });
});

test("[CLU-11] a page of an older version that is led here is told to reload", async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  const identity = new GuestIdentity(server.url);
  const old = { protocol: PROTOCOL_VERSION - 1, name: "Old" };
  const expiresMs = Date.now() + 60_000;
  const seat: CalledSeat = { ...old, accountId: "old", expiresMs, isCalled: true };
  const arena = await matchMaker.createRoom(ARENA_ROOM, {});
  const [offer] = await callTogether(ARENA_ROOM, arena, [seat]);
  const following = Connection.follow(server.url, offer as SeatOffer, old, identity);
  await expect(following).rejects.toMatchObject({ code: JoinRefusal.OldClient });
});

test("[OPS-23] the process is gone at the deadline, also when a room's last hook hangs", async () => {
  server = await startGameServer();
  const entry = [join(import.meta.dirname, "../helpers/hungServer.ts")];
  const hung = await startServerProcess({ DRAIN_DEADLINE_S: "1" }, { entry });
  const player = await joinHeadless(hung.url, "Lodger");
  process.kill(hung.pid, "SIGTERM");
  await waitFor(
    () => {
      try {
        return !process.kill(hung.pid, 0);
      } catch {
        return true;
      }
    },
    { describe: "the process' end", timeoutMs: 10_000 },
  );
  await player.leave();
  hung.kill();
});
