// Nobody is told of what it could not see: a client's decoded state against the true world, bots fighting.
import { afterAll, beforeAll, expect, test } from "vitest";
import { SIGHT_GRACE_MS } from "../../shared/net/netConstants.ts";
import { unpackPoseX, unpackPoseY } from "../../shared/sim/quantize.ts";
import { isSightClear } from "../../shared/sim/raycast.ts";
import type { World } from "../../shared/sim/world.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless, type Script } from "../helpers/headlessPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const WATCHED_S = 12;
/** How far around a corner a line of sight may reach: a body's rim, 40 u of latency, one tick's way. */
const CORNER_U = 70;
/** Largest area that anybody is told of: area of interest and its hysteresis, u from the centre. */
const AREA_U = { x: 1050 + 120 + 10, y: 725 + 120 + 10 };

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer();
});
afterAll(() => server.close());

const runAbout: Script = (out, elapsedMs) => {
  const t = elapsedMs / 1000;
  out.moveX = Math.floor(t / 1.7) % 2 === 0 ? 127 : -127;
  out.moveY = Math.floor(t / 2.3) % 2 === 0 ? 127 : -127;
};

/** Puts the player where a bot stands, so that there is somebody to see. */
function visitBot(world: World, slot: number): void {
  const self = world.players[slot];
  const bot = world.players.find((other) => other.isBot && other.active && other.state.alive === 1);
  if (self === undefined || bot === undefined) return;
  self.hp = 100;
  self.state.x = bot.state.x;
  self.state.y = bot.state.y;
}

/** Whether any line between the surroundings of both points is clear of walls. */
function couldSee(world: World, ax: number, ay: number, bx: number, by: number): boolean {
  if (Math.abs(ax - bx) > AREA_U.x || Math.abs(ay - by) > AREA_U.y) return false;
  const around = [[0, 0]];
  for (let i = 0; i < 12; i++) {
    const angle = (i * Math.PI) / 6;
    around.push([Math.cos(angle) * CORNER_U, Math.sin(angle) * CORNER_U]);
  }
  return around.some(([fx = 0, fy = 0]) =>
    around.some(([tx = 0, ty = 0]) => isSightClear(world.map, ax + fx, ay + fy, bx + tx, by + ty)),
  );
}

test("[INT-1] a position is never sent to a client that could not see it", async () => {
  const player = await joinHeadless(server.url, "Watcher", runAbout);
  const { room } = player.connection;
  const { world } = server.arenaOf(room.roomId);
  const graceTicks = Math.ceil((SIGHT_GRACE_MS / 1000) * world.tickHz) + 4;
  /** By slot: last tick at which the true world let the player see it. */
  const seenAt = new Map<number, number>();
  let told = 0;
  let hidden = 0;
  const leaks: string[] = [];
  room.onStateChange((state) => {
    const self = world.players[player.slot];
    if (self === undefined) return;
    for (const other of world.players) {
      if (!other.active || other.slot === player.slot) continue;
      const sees =
        other.state.alive === 1 &&
        couldSee(world, self.state.x, self.state.y, other.state.x, other.state.y);
      if (sees) seenAt.set(other.slot, world.tick);
      const pose = state.poses.get(String(other.slot));
      if (pose === undefined) {
        hidden++;
        continue;
      }
      told++;
      const ago = world.tick - (seenAt.get(other.slot) ?? Number.NEGATIVE_INFINITY);
      const x = unpackPoseX(pose.pose, pose.cell);
      const y = unpackPoseY(pose.pose, pose.cell);
      if (ago > graceTicks)
        leaks.push(`slot ${other.slot} at ${x},${y}, last in sight ${ago} ticks ago`);
    }
  });
  const visits = setInterval(() => visitBot(world, player.slot), 1500);
  await waitFor(() => world.tick > WATCHED_S * world.tickHz, {
    describe: "the watched ticks",
    timeoutMs: WATCHED_S * 1000 + 5000,
  });
  clearInterval(visits);
  await player.leave();
  expect(leaks).toEqual([]);
  // The check can fail: somebody was in sight, and somebody was not.
  expect(told).toBeGreaterThan(0);
  expect(hidden).toBeGreaterThan(0);
});
