// Who is told of what, in worlds that a seed makes: what the fanout works out once a tick is, byte for byte, what the
// rules say of each viewer by itself. Crowds with walls, deaths, joins, leaves, lost connections, spectators, rounds.
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type MomentSink, readMoments } from "../../shared/net/moments.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { makeRng, nextBelow, type Rng } from "../../shared/sim/rng.ts";
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import {
  type Driver,
  driveToFight,
  driveWildly,
  makeDrivers,
  scatterMap,
} from "../helpers/simDrivers.ts";
import { mapOf } from "../helpers/simWorld.ts";
import { TwinFanouts } from "../helpers/twinFanouts.ts";

/** How many worlds of each kind are played; `FANOUT_SEEDS=500` looks longer. */
const SEEDS = Number(process.env.FANOUT_SEEDS ?? 3);
const TICKS = 900;
/** So short that each world sees two and a podium. */
const ROUND_STEPS = 900;
const TEST_TIMEOUT_MS = 60_000;

/** Slots around the edges of the words that sets of viewers are made of, the spectator's place included. */
const CROWDS = [
  { name: "a few in a maze", slots: 12, map: (seed: number) => scatterMap(30, seed) },
  { name: "a crowd in a maze", slots: 32, map: (seed: number) => scatterMap(60, seed) },
  {
    name: "a crowd on a map that nobody overlooks",
    slots: 63,
    map: (seed: number) => scatterMap(100, seed),
  },
  { name: "a crowd on open ground", slots: 33, map: openGround },
] as const;

/** Floor as far as one sees, with spawns and pickups. */
function openGround(): ArenaMap {
  const row = "S....m....g....s....".repeat(4);
  return mapOf(...Array.from({ length: 60 }, (_, i) => (i % 6 === 0 ? row : ".".repeat(80))));
}

/** Records that were told to anybody, by kind; Orbs turned round, and shots told later than they were fired, again. */
class Tally implements MomentSink {
  shots = 0;
  lateShots = 0;
  hits = 0;
  rails = 0;
  orbs = 0;
  turnedOrbs = 0;
  bursts = 0;
  deaths = 0;
  pickups = 0;

  shot(_slot: number, _shotId: number, _x: number, _y: number, _aim: number, left: number): void {
    this.shots++;
    if (left < PULSE.lifeSteps - 2) this.lateShots++;
  }

  hit(): void {
    this.hits++;
  }

  rail(): void {
    this.rails++;
  }

  orb(slot: number, _shotId: number, owner: number): void {
    this.orbs++;
    if (slot !== owner) this.turnedOrbs++;
  }

  burst(): void {
    this.bursts++;
  }

  died(): void {
    this.deaths++;
  }

  pickup(): void {
    this.pickups++;
  }
}

/** One world, its people, and which of them are connected. */
class Play {
  readonly twins: TwinFanouts;
  private readonly tally: Tally;
  private readonly rng: Rng;
  private readonly drivers: Driver[];
  private readonly connected: boolean[];
  private isWatched = true;

  constructor(map: ArenaMap, slots: number, seed: number, tally: Tally) {
    this.tally = tally;
    this.twins = new TwinFanouts({ map, slots, seed, roundSteps: ROUND_STEPS });
    this.rng = makeRng(seed);
    this.drivers = makeDrivers(slots, seed);
    this.connected = this.drivers.map(() => true);
    for (const { slot } of this.drivers) if (slot % 8 !== 5) this.twins.join(slot);
  }

  /** @returns the first difference, null when there is none. */
  tick(): string | null {
    const { twins } = this;
    this.comeAndGo();
    const { world } = twins;
    twins.step((slot) => {
      const driver = this.drivers[slot] as Driver;
      return slot % 3 === 0 ? driveWildly(driver) : driveToFight(driver, world);
    });
    const difference = this.compare();
    twins.endTick();
    return difference;
  }

  private comeAndGo(): void {
    const { twins, rng, connected } = this;
    if (nextBelow(rng, 40) === 0) this.isWatched = !this.isWatched;
    for (const { slot, active } of twins.world.players) {
      if (nextBelow(rng, 200) !== 0) continue;
      if (!active) {
        twins.join(slot);
        connected[slot] = true;
      } else if (nextBelow(rng, 2) === 0) {
        twins.leave(slot);
      } else {
        connected[slot] = !connected[slot];
        if (!connected[slot]) twins.interest.clear(slot, false);
      }
    }
  }

  private compare(): string | null {
    const { world, interest } = this.twins;
    for (const { slot, active } of world.players) {
      const difference = active && this.connected[slot] ? this.compareFor(slot) : null;
      if (difference !== null) return difference;
    }
    return this.isWatched ? this.compareFor(interest.spectator) : null;
  }

  private compareFor(viewer: number): string | null {
    const { ours, plain, world } = this.twins;
    const told = Buffer.from(ours.messageFor(viewer));
    const due = Buffer.from(plain.messageFor(viewer));
    readMoments(told, this.tally);
    if (told.equals(due)) return null;
    return `tick ${world.tick}, viewer ${viewer}: ${told.toString("hex")}, not ${due.toString("hex")}`;
  }
}

describe("[INT-2] [INT-3] each viewer is told what the rules say, byte for byte", () => {
  for (const { name, slots, map } of CROWDS) {
    test(
      name,
      () => {
        const tally = new Tally();
        for (let seed = 1; seed <= SEEDS; seed++) {
          const play = new Play(map(seed), slots, seed, tally);
          for (let i = 0; i < TICKS; i++) expect(play.tick(), `seed ${seed}`).toBeNull();
          expect(play.twins.ours.dropped).toBe(0);
        }
        for (const count of Object.values(tally)) expect(count, inspect(tally)).toBeGreaterThan(0);
      },
      TEST_TIMEOUT_MS,
    );
  }
});
