// What a client costs on the wire, on the real server through a counting proxy.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Button } from "../../shared/sim/types.ts";
import type { World } from "../../shared/sim/world.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { type HeadlessPlayer, joinHeadless, type Script } from "../helpers/headlessPlayer.ts";
import { makeTcpProxy, type TcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";

const ACTORS = 12;
const MEASURED_S = 6;
const BUDGET_BYTES_PER_S = 3 * 1024;

let server: GameServer;
let proxy: TcpProxy;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 0, jitterMs: 0, seed: 1 });
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

/** Changes direction about twice a second and fires a third of the time; players are out of step. */
function fight(player: number): Script {
  return (out, elapsedMs) => {
    const t = elapsedMs / 1000 + player * 0.37;
    out.moveX = Math.floor(t * 1.1) % 2 === 0 ? 127 : -127;
    out.moveY = Math.floor(t * 0.8) % 2 === 0 ? 127 : -127;
    out.buttons = t % 3 < 1 ? Button.Fire : 0;
  };
}

/** Puts everybody on one square, alive: all in sight of all. */
function gather(world: World, players: readonly HeadlessPlayer[]): void {
  const spawn = world.map.spawns[0];
  for (const { slot } of players) {
    const record = world.players[slot];
    if (record === undefined || spawn === undefined) continue;
    record.hp = 100;
    if (Math.abs(record.state.x - spawn.x) + Math.abs(record.state.y - spawn.y) < 400) continue;
    record.state.x = spawn.x;
    record.state.y = spawn.y;
  }
}

test("[NET-4] 12 actors in sight at 30 Hz cost at most 3 KB/s down", async () => {
  const players: HeadlessPlayer[] = [];
  for (let i = 0; i < ACTORS; i++) {
    const url = i === 0 ? `http://127.0.0.1:${proxy.port}` : server.url;
    const player = await joinHeadless(url, `Player ${i}`, fight(i));
    player.aim = { x: 3000, y: 1000 + i * 100 };
    players.push(player);
  }
  const [first] = players as [HeadlessPlayer];
  const { world } = server.arenaOf(first.connection.room.roomId);
  const gathering = setInterval(() => gather(world, players), 50);
  const inSight = () => first.view.actors.filter((actor) => actor.present).length;
  await waitFor(() => inSight() === ACTORS, { describe: "12 actors in sight" });

  const tick = world.tick;
  const bytes = proxy.bytesDown;
  let fewest = ACTORS;
  await waitFor(
    () => {
      fewest = Math.min(fewest, inSight());
      return world.tick >= tick + MEASURED_S * world.tickHz;
    },
    { describe: "the measured ticks", timeoutMs: 15_000 },
  );
  const perSecond = (proxy.bytesDown - bytes) / MEASURED_S;
  clearInterval(gathering);
  await Promise.all(players.map((player) => player.leave()));
  console.info(`12 actors in sight: ${Math.round(perSecond)} B/s down, frame headers included`);
  expect(fewest).toBe(ACTORS);
  expect(perSecond).toBeLessThanOrEqual(BUDGET_BYTES_PER_S);
});
