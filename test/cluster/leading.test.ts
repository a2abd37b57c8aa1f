// Who plays in the Open Arena when its process goes down plays on in another process' arena, as the same player.
import { afterAll, describe, expect, test } from "vitest";
import { GuestIdentity } from "../../client/net/identity.ts";
import type { RoundScore } from "../../server/match/roundScore.ts";
import { Button } from "../../shared/sim/types.ts";
import {
  followHeadless,
  type HeadlessPlayer,
  joinHeadless,
  type Script,
  standStill,
} from "../helpers/headlessPlayer.ts";
import { toldScoreOf } from "../helpers/toldScore.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { TestCluster } from "./harness.ts";

const NAME = "Lodger";
/** Longer than the 3 s before it at which people are led away, shorter than what is left of the round. */
const DEADLINE_S = 5;

const started = await TestCluster.start(
  2,
  {
    ARENA_ROUND_S: "3600",
    DRAIN_DEADLINE_S: `${DEADLINE_S}`,
  },
  "test/helpers/generousServer.ts",
);
const cluster = started as TestCluster;
afterAll(() => started?.stop());

/** @param name of a process: its way down, and up again once everybody has left. */
async function restarting(name: string, work: () => Promise<void>): Promise<void> {
  const game = cluster.cluster.game(name);
  game.signal("SIGTERM");
  await work();
  await waitFor(() => !game.isRunning, { describe: `${name} to end`, timeoutMs: 15_000 });
  await cluster.cluster.startGame(name);
  await cluster.untilAllMet();
}

const fire: Script = (out) => {
  out.moveX = 0;
  out.moveY = 0;
  out.buttons = Button.Fire;
};

/** Holds the trigger until it has points, and some more. */
async function makePoints(player: HeadlessPlayer): Promise<RoundScore> {
  const { score } = toldScoreOf(player);
  player.script = fire;
  await waitFor(() => toldScoreOf(player).score > score, { describe: "points" });
  player.script = standStill;
  return toldScoreOf(player);
}

function untilLed(player: HeadlessPlayer): Promise<unknown> {
  return waitFor(() => player.game.link.seatOffer, {
    describe: "a seat elsewhere",
    timeoutMs: (DEADLINE_S + 5) * 1000,
  });
}

describe.skipIf(started === null)("[CLU-11] whose arena's process goes down", () => {
  test("plays on in the other process under its name, with all figures of the round", async () => {
    const identity = new GuestIdentity(cluster.url);
    const player = await joinHeadless(cluster.url, NAME, standStill, { identity });
    await waitFor(() => player.view.self?.alive, { describe: "a life" });
    await makePoints(player);
    const from = await cluster.processOf(player.connection.room.roomId);
    await restarting(from, async () => {
      await waitFor(() => player.view.connection.closingInMs > 0, { describe: "the announcement" });
      await untilLed(player);
      // What it makes after the seat was reserved goes along as well.
      await makePoints(player);
      const next = await followHeadless(player, cluster.url, NAME, identity);
      expect(toldScoreOf(next)).toEqual(toldScoreOf(player));
      expect(await cluster.processOf(next.connection.room.roomId)).not.toBe(from);
      expect(next.game.link.state.roster.get(`${next.slot}`)?.name).toBe(NAME);
      await waitFor(() => next.view.self?.alive, { describe: "a life there" });
      expect(next.view.connection.closingInMs).toBeLessThan(0);
      await next.leave();
    });
  });
});
