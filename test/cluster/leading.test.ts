// Who plays in the Open Arena when its process goes down plays on in another process' arena, as the same player.
import { isDeepStrictEqual } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { GuestIdentity } from "../../client/net/identity.ts";
import type { RoundScore } from "../../server/match/roundScore.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { ARENA_ROOM, JoinRefusal } from "../../shared/net/protocol.ts";
import { Button } from "../../shared/sim/types.ts";
import { askSeat, JOIN_OPTIONS, makeGuest } from "../helpers/guest.ts";
import {
  followHeadless,
  type HeadlessPlayer,
  joinHeadless,
  type Script,
  standStill,
} from "../helpers/headlessPlayer.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";
import { toldScoreOf } from "../helpers/toldScore.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { TestCluster } from "./harness.ts";

/** People are led away 5 s before it. */
const DEADLINE_S = 7;
/** Inputs on the way to the server, and patches on the way back. */
const SETTLE_TICKS = 10;

const started = await TestCluster.start(
  3,
  { ARENA_ROUND_S: "3600", DRAIN_DEADLINE_S: `${DEADLINE_S}` },
  "test/helpers/generousServer.ts",
);
const cluster = started as TestCluster;
afterAll(() => started?.stop());

const fire: Script = (out) => {
  out.moveX = 0;
  out.moveY = 0;
  out.buttons = Button.Fire;
};

/** One account, in whatever arena. */
class Lodger {
  readonly url: string;
  readonly name: string;
  private readonly identity: GuestIdentity;
  private playing: HeadlessPlayer | null = null;

  constructor(url: string, name: string) {
    this.url = url;
    this.name = name;
    this.identity = new GuestIdentity(url);
  }

  get player(): HeadlessPlayer {
    if (this.playing === null) throw new Error(`${this.name} plays nowhere`);
    return this.playing;
  }

  get roomId(): string {
    return this.player.connection.room.roomId;
  }

  get process(): Promise<string> {
    return cluster.processOf(this.roomId);
  }

  async join(): Promise<void> {
    this.playing = await joinHeadless(this.url, this.name, standStill, { identity: this.identity });
    await waitFor(() => this.player.view.self?.alive, { describe: "a life" });
  }

  /** Holds the trigger until it has points, or more points. */
  async makePoints(): Promise<void> {
    const { player } = this;
    const { score } = toldScoreOf(player);
    player.script = fire;
    await waitFor(() => toldScoreOf(player).score > score, { describe: "points" });
    player.script = standStill;
    // What it has fired meanwhile counts as well.
    const { serverTick } = player.view.net;
    await waitFor(() => player.view.net.serverTick > serverTick + SETTLE_TICKS, {
      describe: "the last of its points",
    });
  }

  /** What came after the seat was reserved follows within a moment. */
  async untilItHas(score: RoundScore): Promise<void> {
    await waitFor(() => isDeepStrictEqual(toldScoreOf(this.player), score), {
      describe: `${JSON.stringify(score)} on the scoreboard`,
    });
  }

  async untilLed(): Promise<void> {
    await waitFor(() => this.player.seatOffer, {
      describe: "a seat elsewhere",
      timeoutMs: (DEADLINE_S + 5) * 1000,
    });
  }

  async follow(): Promise<void> {
    this.playing = await followHeadless(this.player, this.url, this.name, this.identity);
  }
}

function bringDown(name: string): void {
  cluster.cluster.game(name).signal("SIGTERM");
}

/** After everybody has left it. */
async function bringUp(name: string): Promise<void> {
  const game = cluster.cluster.game(name);
  await waitFor(() => !game.isRunning, { describe: `${name} to end`, timeoutMs: 20_000 });
  await cluster.cluster.startGame(name);
  await cluster.untilAllMet();
}

describe.skipIf(started === null)("[CLU-11] who plays in an arena whose process goes down", () => {
  test("plays on in another process under its name, with all figures of the round", async () => {
    const lodger = new Lodger(cluster.url, "Lodger");
    await lodger.join();
    await lodger.makePoints();
    const { player: before } = lodger;
    const from = await lodger.process;
    bringDown(from);
    await waitFor(() => before.view.connection.closingInMs > 0, { describe: "the announcement" });
    await lodger.untilLed();
    // What it makes after the seat was reserved goes along as well.
    await lodger.makePoints();
    await lodger.follow();
    const { player } = lodger;
    await lodger.untilItHas(toldScoreOf(before));
    expect(await lodger.process).not.toBe(from);
    expect(player.game.link.state.roster.get(`${player.slot}`)?.name).toBe("Lodger");
    await waitFor(() => player.view.self?.alive, { describe: "a life there" });
    expect(player.view.connection.closingInMs).toBeLessThan(0);
    await player.leave();
    await bringUp(from);
  });

  test("is led, too, when its connection was lost and comes back in time", async () => {
    const { port } = new URL(cluster.url);
    const proxy = await makeTcpProxy({ targetPort: Number(port), rttMs: 0, jitterMs: 0, seed: 1 });
    const steady = new Lodger(cluster.url, "Steady");
    const shaky = new Lodger(`http://127.0.0.1:${proxy.port}`, "Shaky");
    await steady.join();
    await shaky.join();
    expect(shaky.roomId).toBe(steady.roomId);
    await shaky.makePoints();
    const { player: before } = shaky;
    const from = await steady.process;
    bringDown(from);
    proxy.cut();
    await steady.untilLed();
    expect(before.seatOffer).toBeNull();
    proxy.restore();
    await shaky.untilLed();
    await steady.follow();
    await shaky.follow();
    await shaky.untilItHas(toldScoreOf(before));
    expect(shaky.roomId).toBe(steady.roomId);
    await steady.player.leave();
    await shaky.player.leave();
    await proxy.close();
    await bringUp(from);
  });

  test("is waited for, and led on, by a process that is brought down before it has come", async () => {
    const lodger = new Lodger(cluster.url, "Lodger");
    await lodger.join();
    await lodger.makePoints();
    const { player: before } = lodger;
    const first = await lodger.process;
    bringDown(first);
    await lodger.untilLed();
    const offered = before.seatOffer?.reservation;
    const second = offered?.processId ?? "";
    const drains = () => cluster.said("draining").length;
    const drainsBefore = drains();
    bringDown(second);
    await waitFor(() => drains() > drainsBefore, { describe: "the second to drain" });
    await lodger.follow();
    expect(lodger.roomId).toBe(offered?.roomId);
    await lodger.untilLed();
    await lodger.follow();
    expect([first, second]).not.toContain(await lodger.process);
    await lodger.untilItHas(toldScoreOf(before));
    await lodger.player.leave();
    await bringUp(first);
    await bringUp(second);
  });

  test("brings no figures of its own: they go from server to server alone", async () => {
    const { token } = await makeGuest(cluster.url);
    const score = { score: 9000, kills: 90, deaths: 0, assists: 0 };
    for (const more of [{ score }, { auth: { isCalled: true, score } }, { isCalled: true }]) {
      const options = { ...JOIN_OPTIONS, ...more };
      const { status } = await askSeat(cluster.url, `Bearer ${token}`, ARENA_ROOM, options);
      expect(status).toBe(JoinRefusal.Malformed);
    }
  });

  test("is told when there is nowhere to go", async () => {
    const lodger = new Lodger(cluster.url, "Last");
    await lodger.join();
    for (const name of cluster.cluster.names) bringDown(name);
    const { connection } = lodger.player;
    await waitFor(() => connection.state.phase === "closed", {
      describe: "the end",
      timeoutMs: (DEADLINE_S + 8) * 1000,
    });
    expect(connection.state.closeCode).toBe(CloseReason.Shutdown);
    await lodger.player.leave();
  });
});
