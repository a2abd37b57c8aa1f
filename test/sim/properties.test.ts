// What must hold in every match, whoever plays it however: seeded matches of wild and fighting
// players.
import fc from "fast-check";
import { describe, test } from "vitest";
import { TileKind } from "../../shared/sim/arenaMap.ts";
import { clearInbox, makeInbox, pushCommand } from "../../shared/sim/inbox.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { Verdict, type WorldSink } from "../../shared/sim/types.ts";
import { addPlayer, makeWorld, removePlayer, type World } from "../../shared/sim/world.ts";
import { driveToFight, driveWildly, makeDrivers, scatterMap } from "../helpers/simDrivers.ts";
import { distanceToTiles } from "../helpers/simWorld.ts";

const PLAYERS = 8;
const TICKS = 400;
/** Seeds that have failed once, and why. */
const NAMED_SEEDS: readonly (readonly [seed: number, why: string])[] = [];

/** Adds up what the events say that players have scored. */
function makeScoreKeeper(world: World): { sum: number; sink: WorldSink } {
  /** By slot: the dash that has been paid for a dodge, by its first step. */
  const paidDashes = new Map<number, number>();
  const keeper = {
    sum: 0,
    sink: {
      ...SILENT_SINK,
      died(victim: number, killer: number, assist: number) {
        keeper.sum += killer < 0 ? 0 : 100;
        keeper.sum += killer >= 0 && victim === world.crownSlot ? 100 : 0;
        keeper.sum += assist < 0 ? 0 : 40;
      },
      orbParried() {
        keeper.sum += 15;
      },
      denied(_attacker: number, victim: number, _move: number, _shotId: number, verdict: Verdict) {
        const dash = world.dashPaths.startedStep[victim]!;
        if (verdict !== Verdict.Dodged || paidDashes.get(victim) === dash) return;
        paidDashes.set(victim, dash);
        keeper.sum += 10;
      },
      roundStarted() {
        keeper.sum = 0;
      },
    },
  };
  return keeper;
}

/** Where everybody was before the tick, and in which life. */
interface Before {
  readonly x: number;
  readonly y: number;
  readonly deaths: number;
  readonly ownStep: number;
  readonly isAlive: boolean;
  /** Whether a knock is due, or has been within the steps that it takes to brake. */
  readonly isKnocked: boolean;
}

/** Steps from a knock until a body walks as fast as it wants again: 420 u/s at 3250 u/s², twice over. */
const KNOCK_STEPS = 20;

/** `expect` without its price: these run millions of times. */
function must(isSo: boolean, what: string, ...values: number[]): void {
  if (!isSo) throw new Error(`${what}: ${values.join(", ")}`);
}

function mustLieWithin(value: number, low: number, high: number, what: string): void {
  must(Number.isInteger(value) && value >= low && value <= high, what, value);
}

function checkBodies(world: World, before: readonly Before[]): void {
  for (const { state, slot, ownStep, deaths } of world.players) {
    for (const value of Object.values(state)) must(Number.isFinite(value), "not a number", slot);
    if (state.alive === 0) continue;
    const { x, y, vx, vy } = state;
    const isDashing = ownStep - 1 < state.dashEndStep;
    const solids: number[] = [TileKind.Wall, TileKind.Glass];
    if (!isDashing || state.dashOverGap === 0) solids.push(TileKind.Gap);
    must(distanceToTiles(world.map, x, y, solids) >= 20, "in a solid", slot, x, y);
    const was = before[slot]!;
    const fastest = was.isKnocked ? 260 + 420 : 260;
    must(Math.hypot(vx, vy) < fastest * 1.001, "too fast", slot, vx, vy);

    if (!was.isAlive || was.deaths !== deaths || ownStep < was.ownStep) continue;
    const moved = Math.hypot(x - was.x, y - was.y);
    const steps = ownStep - was.ownStep;
    const hasDashed = was.ownStep < state.dashEndStep;
    // Pushed round a corner, a piece of 10 u becomes an arc whose chord is up to 3.5 % longer.
    const limit = hasDashed ? 20 * 1.036 : (fastest / 60) * 1.1;
    must(moved <= limit * steps + 0.05, "too far in so many steps", slot, moved, steps);
  }
}

function checkRules(world: World, scoreSum: number): void {
  let sum = 0;
  let best = 0;
  for (const { slot, active, hp, shield, score, state } of world.players) {
    mustLieWithin(hp, state.alive, 100, "HP");
    mustLieWithin(shield, 0, 50, "shield");
    must(state.railFireStep <= state.railReadyStep, "a Rail without cooldown", slot);
    mustLieWithin(state.pulseAmmo, 0, 18, "ammunition");
    if (!active) continue;
    sum += score;
    best = Math.max(best, score);
  }
  must(sum === scoreSum, "score against the events'", sum, scoreSum);
  must(world.pulses.dropped === 0, "Pulses dropped", world.pulses.dropped);
  must(world.orbs.dropped === 0, "Orbs dropped", world.orbs.dropped);
  const holder = world.players[world.crownSlot];
  must(holder === undefined || holder.score === best, "crown", world.crownSlot, best);
}

function playMatch(seed: number): void {
  const rng = makeRng(seed);
  const tickHz = nextBelow(rng, 2) === 0 ? 30 : 60;
  const world = makeWorld({ map: scatterMap(20, seed), tickHz, maxPlayers: PLAYERS, seed });
  // Short rounds, so that some end within the match.
  world.phaseEndStep = 200 + nextBelow(rng, 400);
  const inbox = makeInbox(PLAYERS);
  const drivers = makeDrivers(PLAYERS, seed);
  const keeper = makeScoreKeeper(world);
  const knockedUntil: number[] = [];
  for (let tick = 0; tick < TICKS; tick++) {
    const comer = nextBelow(rng, 40);
    if (comer < PLAYERS) {
      const rec = world.players[comer]!;
      if (!rec.active) addPlayer(world, comer);
      else if (nextBelow(rng, 6) === 0) {
        keeper.sum -= rec.score;
        removePlayer(world, comer);
      }
    }
    clearInbox(inbox);
    for (const driver of drivers) {
      const { lastSeq } = world.players[driver.slot]!;
      const count = nextBelow(rng, 6) === 0 ? nextBelow(rng, 5) : 1;
      for (let i = 1; i <= count; i++) {
        const cmd = driver.slot % 3 === 0 ? driveWildly(driver) : driveToFight(driver, world);
        pushCommand(inbox, driver.slot, cmd, lastSeq + i, nextBelow(rng, 1200));
      }
    }
    const before = world.players.map(({ slot, state, deaths, ownStep }) => {
      if (state.knockStep !== 0) knockedUntil[slot] = state.knockStep + KNOCK_STEPS;
      const isKnocked = ownStep < (knockedUntil[slot] ?? 0);
      return { x: state.x, y: state.y, deaths, ownStep, isAlive: state.alive === 1, isKnocked };
    });
    const { phase } = world;
    stepWorld(world, inbox, keeper.sink);
    // A new round moves everybody.
    const isNewRound = phase === 1 && world.phase === 0;
    checkBodies(world, isNewRound ? before.map((was) => ({ ...was, isAlive: false })) : before);
    checkRules(world, keeper.sum);
  }
}

describe("[MOV-4] [MOV-7] [WPN-7] [WPN-12] in every tick: all numbers finite, nobody in a solid or left over a Gap,", () => {
  test("speed, HP, shield, ammunition, score and crown in their bounds: 40 seeded matches", () => {
    const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    fc.assert(fc.property(seeds, playMatch), { numRuns: 40, endOnFailure: true });
  });

  for (const [seed, why] of NAMED_SEEDS) {
    test(`seed ${seed}: ${why}`, () => playMatch(seed));
  }
});
