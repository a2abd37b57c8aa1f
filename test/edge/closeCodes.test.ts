// The one table of close codes: every code has its meaning, its consequence and its words, and both sides act on it.
import { CloseCode, matchMaker } from "@colyseus/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { strings } from "../../client/ui/strings.ts";
import { CloseReason, closeRuleOf, knownCloseCodes } from "../../shared/net/closeCodes.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

describe("[EDGE-40] the table of close codes", () => {
  test("covers the standard's codes that a peer can meet, and all of ours", () => {
    const codes = knownCloseCodes();
    expect(codes).toEqual(
      expect.arrayContaining([1000, 1001, 1002, 1003, 1006, 1007, 1008, 1009, 1011]),
    );
    expect(codes).toEqual(expect.arrayContaining(Object.values(CloseReason)));
  });

  test.each(knownCloseCodes())("%i says what it means, what follows, and what is told", (code) => {
    const { name, meaning, told } = closeRuleOf(code);
    expect(name).toMatch(/^[a-z-]+$/);
    expect(meaning.length).toBeGreaterThan(5);
    if (told !== "left") expect(strings.errors[told].cause.length).toBeGreaterThan(20);
  });

  test("has the numbers that Colyseus closes with, and the SDK comes back after", () => {
    expect([...knownCloseCodes()]).toEqual(expect.arrayContaining(Object.values(CloseCode)));
    expect(CloseCode).toMatchObject({
      CONSENTED: CloseReason.Consented,
      SERVER_SHUTDOWN: CloseReason.Shutdown,
      WITH_ERROR: CloseReason.Error,
      FAILED_TO_RECONNECT: CloseReason.SeatLost,
      MAY_TRY_RECONNECT: CloseReason.Watchdog,
    });
  });

  test("keeps nobody waiting for a seat after a code that it does not know", () => {
    expect(closeRuleOf(4999)).toMatchObject({ name: "unknown", retry: "join" });
    expect(closeRuleOf(undefined).name).toBe("no-status");
  });
});

/** Codes that a server may put into a close frame. */
const sendable = knownCloseCodes().filter(
  (code) => code !== CloseReason.NoStatus && code !== CloseReason.Abnormal,
);

describe("[EDGE-40] both sides act on it", () => {
  test.each(sendable.filter((code) => closeRuleOf(code).retry === "seat"))(
    "%i leads back to the seat by itself",
    async (code) => {
      const player = await joinHeadless(server.url, "Returner");
      const { slot } = player;
      const { roomId } = player.connection.room;
      server.closeClients(roomId, code);
      await waitFor(() => !player.connection.canSend, { describe: "the drop", intervalMs: 2 });
      await waitFor(() => player.connection.canSend && player.view.connection.phase === "live", {
        describe: "the return",
      });
      expect(player.slot).toBe(slot);
      await player.leave();
    },
  );

  test.each(sendable.filter((code) => closeRuleOf(code).retry !== "seat"))(
    "%i ends the connection, and the server holds no seat",
    async (code) => {
      const player = await joinHeadless(server.url, "Ended");
      const { roomId } = player.connection.room;
      const { world } = server.arenaOf(roomId);
      const { slot } = player;
      // Keeps the room open, so that its seats can be looked at.
      const stayer = await joinHeadless(server.url, "Stayer");
      const { sessionId } = player.connection.room;
      matchMaker.getLocalRoomById(roomId).clients.get(sessionId)?.leave(code);
      await waitFor(() => player.connection.state.phase === "closed", { describe: "the end" });
      expect(player.connection.state.closeCode).toBe(code);
      await waitFor(() => world.players[slot]?.active === false, { describe: "a free seat" });
      await player.leave();
      await stayer.leave();
    },
  );
});
