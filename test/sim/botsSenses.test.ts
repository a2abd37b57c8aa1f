// What bots know of Rails and Orbs: as much as a player in their place is shown, and as late.
import { expect, test } from "vitest";
import { makePublicFacts, makeSenseLine, sense } from "../../server/match/bots/sense.ts";
import { Interest } from "../../server/net/interest.ts";
import { spawnOrb } from "../../shared/sim/orbPool.ts";
import { Button } from "../../shared/sim/types.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { addRival, commandsOf, makeBotArena, runBotSeconds } from "../helpers/botArena.ts";
import { makeDuel, mapOf, placeAt, runTick } from "../helpers/simWorld.ts";

test("[INT-4] Rails and Orbs behind a wall move no bot", () => {
  const rooms = mapOf(
    "S........#.........",
    ".........#.........",
    ".........#.........",
    ".........#.........",
    ".........#.........",
    ".........#.........",
    ".m.......#........S",
  );
  const play = (buttons: number) => {
    const arena = makeBotArena({ map: rooms, bots: 1, slots: 2, levels: [5] });
    const { world } = arena;
    const pressed: unknown[] = [];
    let used = 0;
    addRival(arena, 1, () => {
      placeAt(world, 1, 860, 280);
      pressed.push(commandsOf(arena, 0));
      used += world.orbs.count + (playerAt(world, 1).state.railFireStep === 0 ? 0 : 1);
      return { aim: 2048, buttons: world.tick > 60 ? buttons : 0 };
    });
    runBotSeconds(arena, 0.1);
    placeAt(world, 0, 660, 280);
    runBotSeconds(arena, 1.9);
    runBotSeconds(arena, 20, () => expect(arena.interest.sees(0, 1)).toBe(false));
    return { pressed, used };
  };
  const idle = play(0);
  const busy = play(Button.Rail | Button.Orb);
  expect(idle.used).toBe(0);
  expect(busy.used).toBeGreaterThan(0);
  expect(busy.pressed).toEqual(idle.pressed);
});

test("[INT-4] Orbs in sight and wind-ups are known half a round trip later, Orbs behind a wall not at all", () => {
  const delayTicks = 3;
  const map = mapOf("S........#....", ".........#....", ".........#....", ".............S");
  const match = makeDuel({ map, tickHz: 30 }, [200, 120], [600, 120]);
  const { world } = match;
  const interest = new Interest(2, 30, { entered() {}, left() {} });
  const line = makeSenseLine(world, 0, makePublicFacts(2), delayTicks, delayTicks + 1);
  const bornStep = world.step;
  spawnOrb(world.orbs, 1, 5, 600, 200, 1024, bornStep);
  spawnOrb(world.orbs, 1, 6, 900, 120, 0, bornStep);
  spawnOrb(world.orbs, 0, 7, 300, 200, 1024, bornStep);
  const news: unknown[] = [];
  for (let tick = 0; tick < 8; tick++) {
    const { orbCount, orbs, seenCount, seen } = sense(line, world, interest, 0);
    const orb = orbCount === 1 ? orbs[0]?.shotId : orbCount;
    news.push([orb, seenCount === 1 && seen[0]?.isWindingUp]);
    runTick(match, [undefined, { buttons: tick === 0 ? Button.Rail : 0 }]);
    interest.update(world);
  }
  const nothing = [0, false];
  // Interest is updated every second tick; the wind-up begins in the first.
  expect(news.slice(0, 3)).toEqual([nothing, nothing, nothing]);
  expect(news[3]).toEqual([5, false]);
  expect(news[6]).toEqual([5, true]);
});
