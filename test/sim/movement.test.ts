// A player's step: walking, dashing, Gaps, and what the dead do.
import { describe, expect, test } from "vitest";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { isBodyClear } from "../../shared/sim/collide.ts";
import { makePlayerState } from "../../shared/sim/playerRecord.ts";
import { BLOCKS_WALK } from "../../shared/sim/raycast.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepPlayer } from "../../shared/sim/stepPlayer.ts";
import { Button, type InputCmd, type PlayerState } from "../../shared/sim/types.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { floorMap, IDLE, makeDuel, mapOf, runTicks } from "../helpers/simWorld.ts";

const FLOOR = floorMap(30, 30);
const EAST = { moveX: 127, moveY: 0 };

function playerAt(x: number, y: number): PlayerState {
  return { ...makePlayerState(3), alive: 1, x, y };
}

/** Steps `p` `count` times from own step `from` and returns it. */
function step(p: PlayerState, cmd: Partial<InputCmd>, count = 1, from = 0, map: ArenaMap = FLOOR) {
  for (let i = 0; i < count; i++)
    stepPlayer(p, { ...IDLE, ...cmd }, from + i, { map }, SILENT_SINK);
  return p;
}

const speedOf = (p: PlayerState) => Math.hypot(p.vx, p.vy);

describe("walking", () => {
  test("[MOV-2] top speed is 260 u/s: 260 u in a second", () => {
    const p = step(playerAt(600, 600), EAST, 10);
    const { x } = p;
    step(p, EAST, 60);
    expect(p.x - x).toBeCloseTo(260, 2);
    expect(speedOf(p)).toBe(260);
  });

  test("[MOV-2] diagonals and axes beyond the circle are no faster", () => {
    for (const cmd of [
      { moveX: 127, moveY: 127 },
      { moveX: -127, moveY: 80 },
      { moveX: 1e6, moveY: -1e6 },
    ]) {
      expect(speedOf(step(playerAt(1200, 1200), cmd, 30))).toBeCloseTo(260, 3);
    }
  });

  test("[MOV-2] below full deflection the speed is in proportion", () => {
    expect(step(playerAt(600, 600), { moveX: 64 }, 30).vx).toBeCloseTo((260 * 64) / 127, 3);
  });

  test("[MOV-3] speeds up by 2600 u/s²: 43.3 u/s a step, 260 after 6", () => {
    const p = playerAt(600, 600);
    const speeds = Array.from({ length: 7 }, () => step(p, EAST).vx);
    expect(speeds[0]).toBeCloseTo(2600 / 60, 3);
    expect(speeds[4]).toBeCloseTo((5 * 2600) / 60, 3);
    expect(speeds.slice(5)).toEqual([260, 260]);
  });

  test("[MOV-3] brakes and reverses by 3250 u/s²: 54.2 u/s a step", () => {
    for (const [cmd, after5] of [
      [{}, 0],
      [{ moveX: -127 }, 260 - (5 * 3250) / 60],
    ] as const) {
      const p = step(playerAt(600, 600), EAST, 10);
      expect(step(p, cmd).vx).toBeCloseTo(260 - 3250 / 60, 3);
      expect(step(p, cmd, 4).vx).toBeCloseTo(after5, 3);
    }
  });

  test("[MOV-1] players walk through each other", () => {
    const match = makeDuel({}, [1000, 1000], [1060, 1000]);
    runTicks(match, 60, [EAST]);
    const { state } = match.world.players[0]!;
    expect(state.x).toBeGreaterThan(1240);
    expect([state.y, match.world.players[1]!.state.x]).toEqual([1000, 1060]);
  });

  test("[MOV-5] leaves a wall at once: the velocity into it does not pile up", () => {
    const p = playerAt(FLOOR.widthU - 30, 600);
    step(p, EAST, 60);
    expect(p.vx).toBe(0);
    step(p, { moveX: -127 });
    expect(p.vx).toBeCloseTo(-2600 / 60, 3);
  });

  test("[MOV-9] the dead turn their aim and nothing else", () => {
    const p = { ...playerAt(600, 600), alive: 0 };
    const before = { ...p };
    step(p, { ...EAST, aim: 4096 + 99, buttons: 7 }, 5);
    expect(p).toEqual({ ...before, aim: 99 });
  });

  test("[REC-2] position and velocity are float32 after every step", () => {
    const p = playerAt(600.1, 600.1);
    for (let i = 0; i < 40; i++) {
      step(p, { moveX: i * 3, moveY: 127 - i, buttons: i === 20 ? Button.Dash : 0 }, 1, i);
      for (const value of [p.x, p.y, p.vx, p.vy]) expect(value).toBe(Math.fround(value));
    }
  });
});

describe("dashing", () => {
  const dash = { buttons: Button.Dash };

  test("[MOV-6] covers 200 u in 10 steps, the way the player moves", () => {
    const p = playerAt(1000, 1000);
    for (let i = 0; i < 10; i++) {
      step(p, { moveX: -127, aim: 1024, ...dash }, 1, i);
      expect(p.x).toBeCloseTo(1000 - 20 * (i + 1), 3);
    }
    step(p, { moveX: -127 }, 1, 10);
    expect(p.x).toBeCloseTo(800 - 260 / 60, 2);
  });

  test("[MOV-6] standing, it goes where the player aims", () => {
    const p = step(playerAt(1000, 1000), { aim: 512, ...dash }, 10);
    expect(p.x - 1000).toBeCloseTo(200 * Math.SQRT1_2, 2);
    expect(p.y - 1000).toBeCloseTo(200 * Math.SQRT1_2, 2);
    expect(p.dashAim).toBe(512);
  });

  test("[MOV-6] takes no commands while it runs", () => {
    const p = step(playerAt(1000, 1000), { aim: 0, ...dash });
    step(p, { moveX: -127, moveY: -127, aim: 2048 }, 9, 1);
    expect(p.x).toBeCloseTo(1200, 2);
    expect(p.y).toBe(1000);
  });

  test("[MOV-8] leaves at 260 u/s in its direction, and brakes from there", () => {
    const p = step(playerAt(1000, 1000), { aim: 0, ...dash }, 10);
    expect(p.vx).toBe(260);
    expect(step(p, {}, 1, 10).vx).toBeCloseTo(260 - 3250 / 60, 3);
  });

  test("[MOV-6] slides along walls and never enters them", () => {
    const map = mapOf("S.......", "........", "########");
    const p = step(playerAt(100, 130), { aim: 256, ...dash }, 10, 0, map);
    expect(p.y).toBeCloseTo(160 - 20 - 1 / 64, 3);
    expect(p.x).toBeCloseTo(100 + 200 * Math.cos(Math.PI / 8), 1);
  });
});

describe("[MOV-7] dashing over Gaps", () => {
  const dash = { buttons: Button.Dash };
  const TWO = mapOf("S.~~....", "..~~....");

  test("two tiles are crossed from their edge, 20 u a step, in at most 15 steps", () => {
    for (const x of [130, 139.9]) {
      const p = playerAt(x, 60);
      let steps = 0;
      for (; steps === 0 || steps < p.dashEndStep; steps++) step(p, dash, 1, steps, TWO);
      expect(steps).toBeGreaterThanOrEqual(11);
      expect(steps).toBeLessThanOrEqual(15);
      expect(p.x).toBeCloseTo(x + 20 * steps, 2);
      expect(isBodyClear(TWO, p.x, p.y, BLOCKS_WALK)).toBe(true);
    }
  });

  test("a landing that is in reach takes no more than 10 steps", () => {
    const one = mapOf("S..~....");
    const p = step(playerAt(180, 40), dash, 10, 0, one);
    expect([p.x, p.dashEndStep]).toEqual([380, 10]);
  });

  test("a Gap too wide to land behind stops the dash at its edge", () => {
    const wide = mapOf("S.~~~~~.");
    const p = step(playerAt(100, 40), dash, 10, 0, wide);
    expect(p.x).toBeCloseTo(160 - 20 - 1 / 64, 3);
    expect([p.dashOverGap, p.dashEndStep]).toEqual([0, 10]);
  });

  test("a Gap with a wall behind it stops the dash at its edge", () => {
    const p = step(playerAt(100, 40), dash, 10, 0, mapOf("S.~~#..."));
    expect(p.x).toBeCloseTo(160 - 20 - 1 / 64, 3);
  });

  test("from anywhere, in any direction, a dash ends on floor", () => {
    const map = mapOf("..~..~~.S", ".~~~..~..", "...~.....", "~...o..~~", "#~~...~.#", ".~.~~....");
    let crossings = 0;
    for (let x = 4; x < 720; x += 9.7) {
      for (let y = 4; y < 480; y += 9.7) {
        if (!isBodyClear(map, x, y, BLOCKS_WALK)) continue;
        for (let aim = 0; aim < 4096; aim += 128) {
          const p = playerAt(Math.fround(x), Math.fround(y));
          step(p, { aim, ...dash }, 1, 0, map);
          step(p, { aim }, p.dashEndStep - 1, 1, map);
          crossings += p.dashOverGap;
          expect(isBodyClear(map, p.x, p.y, BLOCKS_WALK), `${x} ${y} ${aim}`).toBe(true);
        }
      }
    }
    expect(crossings).toBeGreaterThan(1000);
  });
});

test("[MOV-6] a dash aims along the axes' direction exactly", () => {
  const p = step(playerAt(1000, 1000), { moveX: 37, moveY: -90, aim: 5, buttons: Button.Dash });
  expect(p.dashAim).toBe(aimOf(37, -90));
});
