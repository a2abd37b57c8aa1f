// The Net Lab's arena: drones near, in sight and fast wherever the person goes, and a shove that nobody announced.
import { StateView } from "@colyseus/schema";
import { describe, expect, test } from "vitest";
import { LabArena } from "../../server/match/LabArena.ts";
import { LAB_DRONES } from "../../server/match/labDrones.ts";
import {
  MAX_HP,
  MAX_SPEED_U_PER_S,
  MOVE_AXIS_MAX,
  OPEN_ARENA_TICK_HZ,
} from "../../shared/sim/constants.ts";
import { pushCommand } from "../../shared/sim/inbox.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { isSightClear } from "../../shared/sim/raycast.ts";
import { RAIL } from "../../shared/sim/weaponDefs.ts";

const HZ = OPEN_ARENA_TICK_HZ;
/** As far as "Aim for me" shoots, u. */
const AIM_RANGE_U = 480;

class Lab {
  readonly arena = new LabArena(HZ, 7);
  readonly person: PlayerRecord;
  private seq = 0;

  constructor() {
    this.person = this.arena.addPerson(this.arena.takeSlot(), "Me", new StateView());
    this.run(HZ / 2);
  }

  get drones(): PlayerRecord[] {
    return this.arena.world.players.filter((rec) => rec.active && rec !== this.person);
  }

  /** Ticks in which the person walks by `wayOf`, stands without it. */
  run(ticks: number, wayOf: (tick: number) => [number, number] = () => [0, 0]): void {
    for (let tick = 0; tick < ticks; tick++) {
      const [x, y] = wayOf(tick);
      const command = { moveX: x * MOVE_AXIS_MAX, moveY: y * MOVE_AXIS_MAX, aim: 0, buttons: 0 };
      pushCommand(this.arena.inbox, this.person.slot, command, this.seq++);
      this.arena.step(1);
      this.arena.endTick();
    }
  }
}

function speedU({ state }: PlayerRecord): number {
  return Math.hypot(state.vx, state.vy);
}

describe("the drones of the Net Lab", () => {
  test.each([
    ["stands", (): [number, number] => [0, 0]],
    ["walks along the walls", (tick: number): [number, number] => (tick < 90 ? [-1, -1] : [1, 0])],
    [
      "walks in circles",
      (tick: number) =>
        [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ][(tick / 45) & 3] as [number, number],
    ],
  ])("are always there to be shot at while the person %s", (_what, wayOf) => {
    const lab = new Lab();
    const { map } = lab.arena.world;
    let fast = 0;
    let fewest = LAB_DRONES;
    let worst = LAB_DRONES;
    const ticks = 20 * HZ;
    for (let tick = 0; tick < ticks; tick++) {
      lab.run(1, () => wayOf(tick));
      const { state } = lab.person;
      const inReach = lab.drones.filter((drone) => {
        const distance = Math.hypot(drone.state.x - state.x, drone.state.y - state.y);
        const isSeen = isSightClear(map, state.x, state.y, drone.state.x, drone.state.y);
        return isSeen && distance < AIM_RANGE_U;
      });
      fewest = Math.min(fewest, inReach.length);
      worst = Math.min(worst, lab.drones.length);
      fast += lab.drones.filter((drone) => speedU(drone) > 0.9 * MAX_SPEED_U_PER_S).length;
    }
    console.info(
      `${_what}: at least ${fewest} in reach, ${fast / ticks / LAB_DRONES} of the time fast`,
    );
    expect(worst).toBe(LAB_DRONES);
    expect(fewest).toBeGreaterThanOrEqual(1);
    expect(fast / (ticks * LAB_DRONES)).toBeGreaterThan(0.7);
  });

  test("do not die of any number of Rails, and never shoot", () => {
    const lab = new Lab();
    const { world } = lab.arena;
    for (let shot = 0; shot < 50; shot++) {
      for (const drone of lab.drones) drone.hp -= RAIL.damage;
      lab.run(2);
      expect(lab.drones.every(({ state }) => state.alive === 1)).toBe(true);
    }
    expect(lab.drones.every(({ deaths }) => deaths === 0)).toBe(true);
    expect(lab.person.hp).toBe(MAX_HP);
    expect(world.pulses.count).toBe(0);
  });
});

describe("a shove", () => {
  test("moves the person at once, without telling it ahead", () => {
    const lab = new Lab();
    const { state } = lab.person;
    const { x, y } = state;
    lab.arena.shove();
    expect(state.knockStep).toBe(0);
    lab.run(1);
    expect(Math.hypot(state.x - x, state.y - y)).toBeGreaterThan(10);
    lab.run(HZ);
    expect(Math.hypot(state.x - x, state.y - y)).toBeGreaterThan(40);
    expect(speedU(lab.person)).toBe(0);
  });

  test("does nothing to a person who is not there", () => {
    const lab = new Lab();
    lab.arena.removePerson(lab.person.slot);
    expect(() => lab.arena.shove()).not.toThrow();
    lab.arena.step(0);
  });
});
