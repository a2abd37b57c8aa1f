// Triggers, magazine, reload, cooldowns and spread, in the player's own steps.
import { describe, expect, test } from "vitest";
import { makePlayerState } from "../../shared/sim/playerRecord.ts";
import { quantizeU } from "../../shared/sim/quantize.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepPlayer } from "../../shared/sim/stepPlayer.ts";
import { Button, type InputCmd, type PlayerState } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN, aimDiff } from "../../shared/sim/vec2.ts";
import { spreadOf } from "../../shared/sim/weapons.ts";
import { floorMap, IDLE } from "../helpers/simWorld.ts";

const MAP = floorMap(30, 30);

interface Shooter {
  readonly p: PlayerState;
  /** Own steps in which something was reported. */
  readonly shots: number[];
  readonly ids: number[];
  readonly aims: number[];
  readonly muzzles: [number, number][];
  readonly dashes: number[];
  readonly reloads: number[];
  run(from: number, to: number, cmd: Partial<InputCmd>): Shooter;
}

/** A player in the middle of a floor, with a book of what its steps report. */
function makeShooter(changes: Partial<PlayerState> = {}): Shooter {
  const p = { ...makePlayerState(2), alive: 1, x: 1200, y: 1200, ...changes };
  let now = 0;
  const shooter: Shooter = {
    p,
    shots: [],
    ids: [],
    aims: [],
    muzzles: [],
    dashes: [],
    reloads: [],
    run(from, to, cmd) {
      for (now = from; now < to; now++) stepPlayer(p, { ...IDLE, ...cmd }, now, { map: MAP }, sink);
      return shooter;
    },
  };
  const sink = {
    ...SILENT_SINK,
    pulseFired(_slot: number, shotId: number, x: number, y: number, aim: number) {
      shooter.shots.push(now);
      shooter.ids.push(shotId);
      shooter.muzzles.push([x, y]);
      shooter.aims.push(aim);
    },
    dashStarted: () => shooter.dashes.push(now),
    reloadStarted: () => shooter.reloads.push(now),
  };
  return shooter;
}

const fire = { buttons: Button.Fire };

describe("Pulse", () => {
  test("[WPN-1] fires in the step of the trigger, then every 8 steps while held", () => {
    expect(makeShooter().run(0, 5, {}).run(5, 40, fire).shots).toEqual([5, 13, 21, 29, 37]);
  });

  test("[WPN-1] tapping is no faster than holding", () => {
    const shooter = makeShooter();
    for (let step = 0; step < 40; step++) shooter.run(step, step + 1, step % 2 ? fire : {});
    expect(shooter.shots).toEqual([1, 9, 17, 25, 33]);
  });

  test("[WPN-2] 18 rounds, then a reload of 72 steps by itself", () => {
    const { shots, reloads, p } = makeShooter().run(0, 300, fire);
    const lastShot = 17 * 8;
    expect(shots.slice(0, 18)).toEqual(Array.from({ length: 18 }, (_, i) => i * 8));
    expect(reloads).toEqual([lastShot]);
    expect(shots[18]).toBe(lastShot + 72);
    expect(p.pulseAmmo).toBe(18 - (shots.length - 18));
  });

  test("[WPN-2] Reload starts one when a round is missing, and not when none is", () => {
    const reload = { buttons: Button.Reload };
    expect(makeShooter().run(0, 10, reload).reloads).toEqual([]);
    const shooter = makeShooter().run(0, 1, fire).run(1, 80, reload);
    expect(shooter.reloads).toEqual([1]);
    expect(shooter.p.pulseAmmo).toBe(18);
    expect(shooter.p.reloadEndStep).toBe(0);
  });

  test("[WPN-2] a running reload locks the trigger, and asking again does not restart it", () => {
    const both = { buttons: Button.Fire | Button.Reload };
    const { shots, reloads } = makeShooter().run(0, 1, fire).run(1, 80, both);
    expect(shots).toEqual([0, 73]);
    expect(reloads).toEqual([1, 73]);
  });

  test("[WPN-3] does not fire during a dash, nor lose the shot", () => {
    const { shots } = makeShooter().run(0, 1, { buttons: Button.Dash }).run(1, 20, fire);
    expect(shots).toEqual([10, 18]);
  });

  test("[WPN-3] a trigger held together with Dash waits for its end", () => {
    const { shots } = makeShooter().run(0, 20, { buttons: Button.Fire | Button.Dash });
    expect(shots[0]).toBe(10);
  });

  test("[WPN-4] a shot's id is its own step in 16 bits", () => {
    const shooter = makeShooter().run(65_533, 65_560, fire);
    expect(shooter.ids).toEqual([65_533, 5, 13, 21]);
  });

  test("[WPN-4] spread is within ±17 directions, reaches both ends, and depends on slot and id alone", () => {
    let low = 0;
    let high = 0;
    for (let id = 0; id < 4000; id++) {
      const spread = spreadOf(2, id);
      low = Math.min(low, spread);
      high = Math.max(high, spread);
      expect(spreadOf(2, id)).toBe(spread);
    }
    expect([low, high]).toEqual([-17, 17]);
    expect((17 * 360) / 4096).toBeLessThanOrEqual(1.5);
    const { aims, ids } = makeShooter().run(0, 100, { ...fire, aim: 4090 });
    expect(aims.map((aim) => aimDiff(4090, aim))).toEqual(ids.map((id) => spreadOf(2, id)));
  });

  test("[WPN-5] leaves from the body's rim after the step's move, at the quantum of poses", () => {
    const { p, muzzles, aims } = makeShooter().run(0, 1, { ...fire, moveX: 127, aim: 700 });
    const aim = aims[0]!;
    expect(p.x).toBeGreaterThan(1200);
    expect(muzzles[0]).toEqual([
      quantizeU(p.x + AIM_COS[aim]! * 20),
      quantizeU(p.y + AIM_SIN[aim]! * 20),
    ]);
  });
});

describe("Dash", () => {
  const dash = { buttons: Button.Dash };

  test("[WPN-8] is ready again 150 steps after it started", () => {
    expect(makeShooter().run(0, 320, dash).dashes).toEqual([0, 150, 300]);
  });
});

describe("[WPN-10] Surge", () => {
  test("halves the cooldowns that start while it runs: shots 4, reload 36, dash 75 steps", () => {
    const surged = () => makeShooter({ surgeEndStep: 1000 });
    expect(surged().run(0, 17, fire).shots).toEqual([0, 4, 8, 12, 16]);
    expect(surged().run(0, 17 * 4 + 37, fire).shots[18]).toBe(17 * 4 + 36);
    expect(surged().run(0, 160, { buttons: Button.Dash }).dashes).toEqual([0, 75, 150]);
  });

  test("does not shorten what was running, and ends at its step", () => {
    const shooter = makeShooter().run(0, 1, { buttons: Button.Dash });
    shooter.p.surgeEndStep = 152;
    expect(shooter.run(1, 400, { buttons: Button.Dash }).dashes).toEqual([0, 150, 225, 375]);
  });
});
