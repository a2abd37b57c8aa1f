// The spatial hash against the plain search that it replaces.
import { expect, test } from "vitest";
import { playersNear, rebuildGrid } from "../../shared/sim/grid.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";
import { floorMap, makeMatch, placeAt, runTick } from "../helpers/simWorld.ts";

test("[MOV-13] knows at the end of a tick who has spawned in it", () => {
  const match = makeMatch({ players: 1 });
  runTick(match);
  const { world } = match;
  const { poseX, poseY } = world.players[0]!;
  expect(playersNear(world.grid, poseX, poseY, 1, world.near)).toBe(1);
});

test("[MOV-13] finds exactly the living players within the radius, in slot order", () => {
  const match = makeMatch({ map: floorMap(80, 80), players: 60, maxPlayers: 64 });
  const { world } = match;
  runTick(match);
  const rng = makeRng(5);
  for (let round = 0; round < 40; round++) {
    for (let slot = 0; slot < 60; slot++) {
      const onSeam = nextBelow(rng, 3) === 0;
      const place = () => (onSeam ? nextBelow(rng, 26) * 256 : nextBelow(rng, 6400));
      const rec = placeAt(world, slot, place(), place());
      rec.state.alive = nextBelow(rng, 5) === 0 ? 0 : 1;
    }
    rebuildGrid(world.grid, world);
    for (let query = 0; query < 40; query++) {
      const x = nextBelow(rng, 6800) - 200;
      const y = nextBelow(rng, 6800) - 200;
      const radiusU = nextBelow(rng, 1200);
      const expected = world.players
        .filter(({ active, state }) => active && state.alive === 1)
        .filter(({ poseX, poseY }) => (poseX - x) ** 2 + (poseY - y) ** 2 <= radiusU ** 2)
        .map(({ slot }) => slot);
      const count = playersNear(world.grid, x, y, radiusU, world.near);
      expect([...world.near.slice(0, count)]).toEqual(expected);
    }
  }
});
