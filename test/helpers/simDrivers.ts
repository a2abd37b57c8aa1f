// Players without a head. In: a seed and a world. Out: commands that walk, dash, chase and shoot.
// For property tests, golden replays and benchmarks: the same seed plays the same way.
import { type ArenaMap, makeArenaMap } from "../../shared/sim/arenaMap.ts";
import { AIM_DIRECTIONS } from "../../shared/sim/constants.ts";
import { makeRng, nextBelow, type Rng } from "../../shared/sim/rng.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN, aimOf } from "../../shared/sim/vec2.ts";
import type { World } from "../../shared/sim/world.ts";

/** A driver of one slot: `cmd` is its present command, reused. */
export interface Driver {
  readonly slot: number;
  readonly rng: Rng;
  readonly cmd: InputCmd;
  ticksLeft: number;
}

export function makeDrivers(count: number, seed: number): Driver[] {
  return Array.from({ length: count }, (_, slot) => ({
    slot,
    rng: makeRng(seed + slot * 7919),
    cmd: { moveX: 0, moveY: 0, aim: 0, buttons: 0 },
    ticksLeft: 0,
  }));
}

/** The driver's command for the next tick: anything at all, held for a few ticks. */
export function driveWildly({ rng, cmd }: Driver): InputCmd {
  if (nextBelow(rng, 5) === 0) {
    cmd.moveX = nextBelow(rng, 255) - 127;
    cmd.moveY = nextBelow(rng, 255) - 127;
  }
  if (nextBelow(rng, 9) === 0) cmd.moveX = 0;
  if (nextBelow(rng, 9) === 0) cmd.moveY = 0;
  if (nextBelow(rng, 4) === 0) cmd.aim = nextBelow(rng, AIM_DIRECTIONS);
  cmd.buttons = nextBelow(rng, 32);
  return cmd;
}

/**
 * The driver's command for the next tick: walks toward the nearest enemy and shoots at it, not too
 * well.
 */
export function driveToFight(driver: Driver, world: World): InputCmd {
  const { rng, cmd } = driver;
  if (--driver.ticksLeft > 0) return cmd;
  driver.ticksLeft = 3 + nextBelow(rng, 8);
  const { state } = world.players[driver.slot]!;
  let nearest2 = Infinity;
  let dx = 1;
  let dy = 0;
  for (const other of world.players) {
    if (other.slot === driver.slot || other.state.alive === 0) continue;
    const x = other.poseX - state.x;
    const y = other.poseY - state.y;
    if (x * x + y * y >= nearest2) continue;
    nearest2 = x * x + y * y;
    dx = x;
    dy = y;
  }
  cmd.aim = (aimOf(dx, dy) + nextBelow(rng, 61) - 30) & (AIM_DIRECTIONS - 1);
  const way = (cmd.aim + nextBelow(rng, 1600) - 800) & (AIM_DIRECTIONS - 1);
  cmd.moveX = Math.round(AIM_COS[way]! * 127);
  cmd.moveY = Math.round(AIM_SIN[way]! * 127);
  cmd.buttons = nearest2 < 500 * 500 ? Button.Fire : 0;
  if (nearest2 < 250 * 250 || nextBelow(rng, 12) === 0) cmd.buttons |= Button.Dash;
  if (nextBelow(rng, 30) === 0) cmd.buttons |= Button.Reload;
  if (nextBelow(rng, 40) === 0) cmd.buttons |= Button.Rail;
  if (nextBelow(rng, 60) === 0) cmd.buttons |= Button.Orb;
  return cmd;
}

/**
 * Rows of a square map of `size` tiles with blocks of every kind, spawns and pickups, drawn by
 * `seed`.
 */
export function scatterRows(size: number, seed: number): string[] {
  const rng = makeRng(seed);
  const kinds = "####ooo~~~";
  const rows: string[] = [];
  for (let row = 0; row < size; row++) {
    let line = "";
    for (let col = 0; col < size; col++) {
      const isBlock = (row % 4 < 2 || col % 4 < 2) && nextBelow(rng, 100) < 35;
      const isSpawn = row % 5 === 2 && col % 5 === 2;
      if (isSpawn) line += "S";
      else if (isBlock) line += kinds.charAt(nextBelow(rng, kinds.length));
      else line += nextBelow(rng, 60) === 0 ? "mgs".charAt(nextBelow(rng, 3)) : ".";
    }
    rows.push(line);
  }
  return rows;
}

export function scatterMap(size: number, seed: number): ArenaMap {
  return makeArenaMap({
    id: `scatter-${size}-${seed}`,
    name: "Scatter",
    rows: scatterRows(size, seed),
  });
}
