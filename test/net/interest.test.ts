// Who is told of whom, in worlds that a seed makes: what the server finds out with sets of near ones is, change for
// change and in the same order, what the rule says of each pair. Crowds with walls, deaths, joins and leaves.
import { describe, expect, test } from "vitest";
import { Interest } from "../../server/net/interest.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { clearInbox, makeInbox, pushCommand } from "../../shared/sim/inbox.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";
import { isBodyVisible } from "../../shared/sim/sight.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { addPlayer, makeWorld, removePlayer, type World } from "../../shared/sim/world.ts";
import { driveToFight, driveWildly, makeDrivers, scatterMap } from "../helpers/simDrivers.ts";
import { floorMap } from "../helpers/simWorld.ts";

const TICK_HZ = 30;
const TICKS = 450;
const SEEDS = 3;
/** INT-1: half of the area, what leaving takes more, the grace, and how far a line may be widened. */
const HALF_WIDTH_U = 1050;
const HALF_HEIGHT_U = 725;
const LEAVING_U = 120;
const GRACE_TICKS = 9;
const LEAD_MAX_U = 40;
const MAX_ROUND_TRIP_MS = 1000;

/** The rule, held against each pair. */
class PlainInterest {
  readonly log: string[] = [];
  private readonly seen = new Set<string>();
  private readonly lastClear = new Map<string, number>();

  update(world: World): void {
    for (const from of world.players) {
      if (!from.active || (world.tick + from.slot) % 2 !== 0) continue;
      for (const to of world.players) if (from !== to) this.look(world, from, to);
    }
  }

  clear(slot: number, slots: number): void {
    for (let other = 0; other < slots; other++) {
      this.change(`${slot} ${other}`, false);
      this.change(`${other} ${slot}`, false);
    }
  }

  private look(world: World, from: PlayerRecord, to: PlayerRecord): void {
    const pair = `${from.slot} ${to.slot}`;
    const isSeen = this.seen.has(pair);
    const more = isSeen ? LEAVING_U : 0;
    const isNear =
      to.active &&
      Math.abs(to.poseX - from.poseX) <= HALF_WIDTH_U + more &&
      Math.abs(to.poseY - from.poseY) <= HALF_HEIGHT_U + more;
    const lastTick = this.lastClear.get(pair) ?? Number.NEGATIVE_INFINITY;
    if (isNear && isSeen && world.tick - lastTick === 2) return;
    const isClear =
      isNear &&
      to.state.alive === 1 &&
      isBodyVisible(world.map, from.poseX, from.poseY, to.poseX, to.poseY, LEAD_MAX_U);
    if (isClear) this.lastClear.set(pair, world.tick);
    const isHeld = isNear && isSeen && world.tick - lastTick <= GRACE_TICKS;
    this.change(pair, isClear || isHeld);
  }

  private change(pair: string, isSeen: boolean): void {
    if (this.seen.has(pair) === isSeen) return;
    if (isSeen) this.seen.add(pair);
    else this.seen.delete(pair);
    this.log.push(`${pair} ${isSeen}`);
  }
}

/** @returns how often anybody came into anybody's sight or left it, each compared. */
function play(map: ArenaMap, slots: number, seed: number): number {
  const world = makeWorld({ map, tickHz: TICK_HZ, maxPlayers: slots, seed });
  const inbox = makeInbox(slots);
  const log: string[] = [];
  const interest = new Interest(slots, TICK_HZ, {
    entered: (viewer, target) => log.push(`${viewer} ${target} true`),
    left: (viewer, target) => log.push(`${viewer} ${target} false`),
  });
  const plain = new PlainInterest();
  const rng = makeRng(seed);
  const drivers = makeDrivers(slots, seed);
  let count = 0;
  for (let slot = 0; slot < slots; slot++) interest.setRtt(slot, MAX_ROUND_TRIP_MS);
  for (let tick = 0; tick < TICKS; tick++) {
    clearInbox(inbox);
    for (const driver of drivers) {
      const { slot } = driver;
      const rec = world.players[slot] as PlayerRecord;
      const turns = tick === 0 ? slot % 4 !== 1 : nextBelow(rng, 150) === 0;
      if (turns && rec.active) {
        interest.clear(slot, true);
        plain.clear(slot, slots);
        removePlayer(world, slot);
      } else if (turns) addPlayer(world, slot);
      if (!rec.active) continue;
      const cmd = slot % 2 === 0 ? driveWildly(driver) : driveToFight(driver, world);
      pushCommand(inbox, slot, cmd, rec.lastSeq + 1);
    }
    stepWorld(world, inbox, SILENT_SINK);
    interest.update(world);
    plain.update(world);
    expect(log.splice(0), `seed ${seed}, tick ${tick}`).toEqual(plain.log);
    count += plain.log.splice(0).length;
  }
  return count;
}

describe("[INT-1] who is told of whom is what the rule says of each pair", () => {
  // Around the edges of the words that sets of slots are made of.
  test.each([
    ["a few in a maze", 12, (seed: number) => scatterMap(30, seed)],
    ["a crowd in a maze", 32, (seed: number) => scatterMap(70, seed)],
    ["a crowd on open ground", 65, () => floorMap(120, 90)],
  ] as const)("%s", (_name, slots, map) => {
    let changes = 0;
    for (let seed = 1; seed <= SEEDS; seed++) changes += play(map(seed), slots, seed);
    expect(changes).toBeGreaterThan(0);
  });
});
