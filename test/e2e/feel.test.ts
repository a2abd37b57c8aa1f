// How play feels far from the server, frame by frame on the real screen: own movement at once, others smooth,
// and no correction of what was predicted.
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_SPEED_U_PER_S, MOVE_AXIS_MAX, TILE_U } from "../../shared/sim/constants.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { type Recording, startRecording } from "../helpers/frameRecorder.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { addWalker, findLongestRun, placeAt } from "../helpers/staging.ts";
import { makeTcpProxy, type TcpProxy } from "../helpers/tcpProxy.ts";

/** Round trips of 200 ± 20 and 100 ± 20 ms: each direction takes half of `rttMs` and up to `jitterMs` more. */
const FAR = { rttMs: 180, jitterMs: 20 };
const NEAR = { rttMs: 80, jitterMs: 20 };
const PRESSES = 32;
/** A remote body is drawn from positions in quarters of a u; two of them are off by half a quarter each. */
const QUANTUM_U = 0.25;
/** The timeline runs at most this much faster than time: 5 % of slew, and 1 % for the clocks. */
const SLEW = 1.06;
/** Distance from the ends of its run at which the walker turns, and from which on it walks steadily, u. */
const TURN_U = 60;
const TURN_ROOM_U = 160;

let server: GameServer;
let proxy: TcpProxy;
let browser: Browser;
let game: GamePage;

beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  proxy = await makeTcpProxy({ targetPort: server.port, ...FAR, seed: 1 });
  browser = await launchBrowser();
  game = await GamePage.play(browser, `http://127.0.0.1:${proxy.port}`, { name: "Faraway" });
  await game.until("a measured round trip", ({ connection }) => connection.rttMs > 150);
});
afterAll(async () => {
  await game.close();
  await browser.close();
  await proxy.close();
  await server.close();
});

/** Frames from each key event to the first that draws the body elsewhere; the next frame is 1. */
function framesToMove({ frames, keys }: Recording<{ x: number; y: number }>): number[] {
  return keys.map(({ nextFrame }) => {
    const before = frames[nextFrame - 1];
    const moved = frames.findIndex(
      ({ x, y }, i) => i >= nextFrame && (x !== before?.x || y !== before.y),
    );
    return moved < 0 ? Number.POSITIVE_INFINITY : moved - nextFrame + 1;
  });
}

test("[NET-11] at 200 ms of round trip own movement is drawn within two frames of the key", async () => {
  const { world } = server.arenaOf(await game.roomId);
  const run = findLongestRun(world.map, 5 * TILE_U);
  placeAt(world, await game.slot, (run.fromX + run.toX) / 2, run.y);
  await game.until("the open place", (view, x) => view.self?.x === x, (run.fromX + run.toX) / 2);
  const stop = await startRecording(game, ({ self }) => ({ x: self?.x ?? 0, y: self?.y ?? 0 }));
  for (let press = 0; press < PRESSES; press++) {
    const x = await game.read(({ self }) => self?.x ?? 0);
    const key = press % 2 === 0 ? "KeyD" : "KeyA";
    await game.page.keyboard.down(key);
    await game.until("a step", ({ self }, from) => Math.abs((self?.x ?? from) - from) > 4, x);
    await game.page.keyboard.up(key);
    await game.until("rest", ({ self }) => self?.vx === 0);
    // Keys come at any time between two inputs, not right after one.
    await sleep(20 + ((press * 7) % 40));
  }
  const counts = framesToMove(await stop()).sort((a, b) => a - b);
  console.info(`frames from key to movement: ${counts.join(" ")}`);
  expect(counts).toHaveLength(PRESSES);
  expect(counts.at(-1)).toBeLessThanOrEqual(2);
});

test("[NET-11] ten seconds of running about at 200 ± 20 ms need no correction", async () => {
  const keys = ["KeyW", "KeyA", "KeyS", "KeyD"];
  const { keyboard } = game.page;
  const held = new Set<string>();
  const startMs = performance.now();
  for (let turn = 0; performance.now() - startMs < 10_000; turn++) {
    const key = keys[(turn * 7 + (turn >> 2)) % keys.length] as string;
    if (held.delete(key)) await keyboard.up(key);
    else {
      held.add(key);
      await keyboard.down(key);
    }
    if (turn % 9 === 0) await keyboard.press("Space");
    await sleep(60 + ((turn * 53) % 200));
  }
  for (const key of held) await keyboard.up(key);
  const { net, connection } = await game.read(({ net, connection }) => ({ net, connection }));
  expect(connection.rttMs).toBeGreaterThan(150);
  expect(net.largestCorrectionU).toBe(0);
  expect(net.correctionsPerMinute).toBe(0);
});

test("[NET-11] at 100 ± 20 ms a walking opponent is drawn at its speed, and never backwards", async () => {
  proxy.setLink(NEAR);
  const arena = server.arenaOf(await game.roomId);
  const run = findLongestRun(arena.world.map, 7 * TILE_U);
  const { slot } = addWalker(arena, "Walker", (out, { state }) => {
    if (state.x > run.toX - TURN_U) out.moveX = -MOVE_AXIS_MAX;
    else if (state.x < run.fromX + TURN_U || out.moveX === 0) out.moveX = MOVE_AXIS_MAX;
  });
  placeAt(arena.world, await game.slot, (run.fromX + run.toX) / 2, run.y);
  placeAt(arena.world, slot, run.fromX, run.y);
  await game.until("the walker", (view, of) => view.actors[of]?.present === true, slot);
  await game.until("100 ms", ({ connection }) => connection.rttMs < 130 && connection.rttMs > 80);

  const stop = await startRecording(
    game,
    ({ timeMs, actors }, of) => ({ timeMs, x: actors[of]?.x ?? 0 }),
    slot,
  );
  await sleep(8000);
  const { frames } = await stop();
  const speeds = frames.slice(1).map((frame, i) => speedU(frames[i] as WalkerFrame, frame));
  const isBetweenTurns = ({ x }: WalkerFrame): boolean =>
    x > run.fromX + TURN_ROOM_U && x < run.toX - TURN_ROOM_U;
  const passes = splitRuns(frames, isBetweenTurns).filter((pass) => pass.length > 10);
  const backwardsU = passes.flatMap(findBackwards);
  console.info(
    `${frames.length} frames, ${passes.length} passes; fastest ${Math.max(...speeds).toFixed(1)} u/s, ` +
      `largest step back ${Math.max(0, ...backwardsU).toFixed(3)} u`,
  );
  expect(passes.flat().length).toBeGreaterThan(100);
  expect(Math.max(...speeds)).toBeLessThanOrEqual(MAX_SPEED_U_PER_S * SLEW);
  expect(Math.max(0, ...backwardsU)).toBeLessThanOrEqual(QUANTUM_U);
});

interface WalkerFrame {
  timeMs: number;
  x: number;
}

/** What the quantum of positions cannot explain of the way between two frames, as a speed, u/s. */
function speedU(before: WalkerFrame, after: WalkerFrame): number {
  const wayU = Math.max(0, Math.abs(after.x - before.x) - QUANTUM_U);
  return (wayU * 1000) / (after.timeMs - before.timeMs);
}

/** Each unbroken stretch of frames that pass the test. */
function splitRuns(
  frames: readonly WalkerFrame[],
  isIn: (frame: WalkerFrame) => boolean,
): WalkerFrame[][] {
  const runs: WalkerFrame[][] = [[]];
  for (const frame of frames) {
    if (isIn(frame)) runs.at(-1)?.push(frame);
    else if (runs.at(-1)?.length !== 0) runs.push([]);
  }
  return runs;
}

/** How far each frame of a pass is behind the one before it, u; 0 when it is ahead. */
function findBackwards(pass: readonly WalkerFrame[]): number[] {
  const way = Math.sign((pass.at(-1)?.x ?? 0) - (pass[0]?.x ?? 0));
  return pass.slice(1).map(({ x }, i) => Math.max(0, ((pass[i]?.x ?? 0) - x) * way));
}
