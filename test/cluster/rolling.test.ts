// A new version is rolled out under load: three processes are drained and started again, one after another, and none of
// 60 players is dropped, refused, or loses what it has made of its round.
import { afterAll, describe, expect, test } from "vitest";
import type { RoundScore } from "../../server/match/roundScore.ts";
import { ARENA_ROOM } from "../../shared/net/protocol.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { Crew } from "../load/crew.ts";
import { quantileOf } from "../load/distribution.ts";
import { type LogLine, TestCluster } from "./harness.ts";

const BOTS = 60;
const SDK_BOTS = 6;
/** In an arena: ten of them, so that none of three processes is without. */
const ARENA_PEOPLE = 6;
const DEADLINE_S = 6;
/** Before the first is drained, s a bot: nobody has no points. */
const PLAYED_S = 4;

const started = await TestCluster.start(
  3,
  {
    ARENA_MAX_PLAYERS: `${ARENA_PEOPLE}`,
    // No round ends: every figure that goes down is a loss.
    ARENA_ROUND_S: "3600",
    DRAIN_DEADLINE_S: `${DEADLINE_S}`,
  },
  "test/helpers/generousServer.ts",
);
const cluster = started as TestCluster;
afterAll(() => started?.stop());

async function untilInside(crew: Crew): Promise<void> {
  await waitFor(() => crew.failure !== "" || crew.figures().inside === BOTS, {
    describe: `${BOTS} bots inside`,
    timeoutMs: 60_000,
    intervalMs: 100,
  });
  expect(crew.failure).toBe("");
}

async function arenasPerProcess(): Promise<number[]> {
  const rooms = (await cluster.listings()).filter(({ name }) => name === ARENA_ROOM);
  return cluster.cluster.names.map(
    (name) => rooms.filter(({ publicAddress }) => publicAddress === name).length,
  );
}

/** @returns how many played there, and how long it took to end, s. */
async function restart(name: string): Promise<{ people: number; drainS: number }> {
  const rooms = (await cluster.listings()).filter(({ publicAddress }) => publicAddress === name);
  const people = rooms.reduce((sum, { clients }) => sum + clients, 0);
  const game = cluster.cluster.game(name);
  const startedMs = performance.now();
  game.signal("SIGTERM");
  await waitFor(() => !game.isRunning, { describe: `${name} to end`, timeoutMs: 20_000 });
  const drainS = (performance.now() - startedMs) / 1000;
  await cluster.cluster.startGame(name);
  await cluster.untilAllMet();
  return { people, drainS };
}

describe.skipIf(started === null)("[CLU-12] a rolling restart of three processes", () => {
  test("under 60 bots: all play on, none is dropped or refused, none loses points", async () => {
    const crew = new Crew({
      url: cluster.url,
      room: ARENA_ROOM,
      bots: BOTS,
      sdk: SDK_BOTS,
      rampS: 4,
      link: null,
      churn: 0,
      seed: 5,
      processes: 1,
      prefix: [],
    });
    try {
      await untilInside(crew);
      await waitFor(() => crew.figures().clientS > BOTS * PLAYED_S, {
        describe: "some play",
        timeoutMs: 60_000,
        intervalMs: 100,
      });
      const spread = await arenasPerProcess();
      console.log(`  arenas: ${spread}`);
      expect(Math.min(...spread), `${spread}`).toBeGreaterThan(0);
      for (const name of cluster.cluster.names) {
        const { people, drainS } = await restart(name);
        await untilInside(crew);
        console.log(`  ${name}: ${people} people, gone after ${drainS.toFixed(1)} s`);
      }
      const patches = crew.figures().patches;
      await waitFor(() => crew.figures().patches > patches + BOTS * 30, {
        describe: "all to play on",
        timeoutMs: 20_000,
        intervalMs: 100,
      });
      expect(crew.figures().inside).toBe(BOTS);
    } finally {
      await crew.stop();
    }
    const { drops, failedJoins, lostScores, decodeErrors, moves, moving } = crew.figures();
    console.log(
      `  ${moves} moves in ${quantileOf(moving, 0.5).toFixed(0)} ms (p50), ${quantileOf(moving, 1).toFixed(0)} ms (max)`,
    );
    expect({ drops, failedJoins, lostScores, decodeErrors }).toEqual({
      drops: {},
      failedJoins: {},
      lostScores: {},
      decodeErrors: {},
    });
    const left = cluster.said("led elsewhere");
    expect(moves).toBe(left.length);
    expect(moves).toBeGreaterThanOrEqual(BOTS);
    expectNothingLost(left);
  }, 240_000);
});

/** Of everybody, also those whose bots read no scores: what they left with is what they have where they came to. */
function expectNothingLost(left: readonly LogLine[]): void {
  const came = new Map(cluster.said("joined").map((line) => [line.session, line.score]));
  const followed = new Map(
    cluster.said("score followed").map((line) => [line.session, line.score]),
  );
  const hadPoints = left.filter(({ score }) => (score?.score ?? 0) > 0);
  console.log(`  ${hadPoints.length} of them with points, ${followed.size} scored while they left`);
  expect(hadPoints.length).toBeGreaterThan(BOTS / 2);
  for (const { score, there } of left) {
    const has = came.get(there) as RoundScore;
    const more = followed.get(there);
    expect({
      score: has.score + (more?.score ?? 0),
      kills: has.kills + (more?.kills ?? 0),
      deaths: has.deaths + (more?.deaths ?? 0),
      assists: has.assists + (more?.assists ?? 0),
    }).toEqual(score);
  }
}
