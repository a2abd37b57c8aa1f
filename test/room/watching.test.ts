// Who watches, with the client's own game behind the screen: the real server, party and Duel, no browser.
import { afterAll, beforeAll, expect, test } from "vitest";
import { GameClient } from "../../client/game/GameClient.ts";
import { Connection } from "../../client/net/connection.ts";
import { takeOffer } from "../../client/net/joining.ts";
import { refusalCount } from "../../server/metrics/refusals.ts";
import { PartyMessage } from "../../shared/net/party.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { PartyGuest, type PartyVisit } from "../helpers/partyGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";

const FRAME_MS = 1000 / 60;

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

/** A game at 60 frames a second in the seat that the party offers next. */
class Screen {
  readonly game: GameClient;
  readonly connection: Connection;
  private readonly timer: ReturnType<typeof setInterval>;
  /** What a frame threw. */
  fault: unknown = null;

  private constructor(connection: Connection, moveX: number) {
    this.connection = connection;
    this.game = new GameClient(connection, {
      sample: (out) => {
        out.moveX = moveX;
        out.moveY = 0;
        out.buttons = 0;
      },
    });
    this.timer = setInterval(() => {
      try {
        this.game.frame(performance.now());
      } catch (error) {
        this.fault ??= error;
      }
    }, FRAME_MS);
  }

  /** @param moveX what is held: 127 is to the right. */
  static async of(visit: PartyVisit, moveX: number): Promise<Screen> {
    const offer = await waitFor(() => visit.seats.shift(), { describe: "a seat" });
    const room = await takeOffer(server.url, offer);
    return new Screen(await Connection.over(room, visit.guest.identity), moveX);
  }

  async leave(): Promise<void> {
    clearInterval(this.timer);
    this.game.dispose();
    await this.connection.leave();
  }
}

test("[UI-44] a Duel is watched without a body: both players are seen, and nothing is sent", async () => {
  const host = await new PartyGuest(server.url, "Ada").openParty();
  await host.setRules({ mode: "duel", mapId: "", bots: 1, minutes: 5 });
  const friend = await new PartyGuest(server.url, "Watcher").joinParty(host.code);
  await friend.ask(PartyMessage.SetSide, { side: 0 });
  await friend.ready();
  expect(await host.ask(PartyMessage.Start)).toBe(true);
  const [player, watcher] = await Promise.all([Screen.of(host, 0), Screen.of(friend, 127)]);
  const { view, link } = watcher.game;
  const refused = refusalCount("input");

  await waitFor(() => view.watch !== null, { describe: "a camera" });
  expect(view.self).toBeNull();
  expect(link.prediction).toBeNull();
  await waitFor(() => view.duel?.phase === "live", { describe: "the round", timeoutMs: 10_000 });
  await waitFor(() => view.actors.filter((actor) => actor.present && actor.alive).length === 2, {
    describe: "two bodies",
  });
  expect(view.watch?.name).toBe("Ada");
  expect(player.game.view.watch).toBeNull();
  expect(player.game.view.self?.alive).toBe(true);

  expect(watcher.game.watchKey("KeyE")).toBe(true);
  await waitFor(() => view.watch?.isBot === true, { describe: "the bot on screen" });
  watcher.game.watchKey("KeyF");
  const fromX = view.watch?.x ?? 0;
  await waitFor(() => (view.watch?.x ?? 0) !== fromX, { describe: "a camera that flies" });

  const { world } = server.arenaOf(watcher.connection.room.roomId);
  playerAt(world, player.game.link.ownSlot).hp = 0;
  await waitFor(() => view.duel?.phase === "break", { describe: "the end of the round" });
  await waitFor(() => view.hud.feed.some(({ victim }) => victim === "Ada"), {
    describe: "the feed",
  });
  expect(view.hud.feed.every(({ role }) => role === "seen")).toBe(true);
  expect(view.hud.death).toBeNull();
  expect([watcher.fault, player.fault]).toEqual([null, null]);
  expect(refusalCount("input")).toBe(refused);

  await watcher.leave();
  await player.leave();
  await friend.room.leave();
  await host.room.leave();
});
