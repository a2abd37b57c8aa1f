// Determinism: roll back and step again, and the world is the same to the bit.
import { describe, expect, test } from "vitest";
import { hashWorld } from "../../shared/sim/hash.ts";
import {
  clearInbox,
  type Inbox,
  MAX_COMMANDS_PER_TICK,
  makeInbox,
  pushCommand,
} from "../../shared/sim/inbox.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { makeSnapshot, restoreWorld, saveWorld } from "../../shared/sim/snapshot.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { addPlayer, makeWorld, type World } from "../../shared/sim/world.ts";
import { driveToFight, driveWildly, makeDrivers, scatterMap } from "../helpers/simDrivers.ts";
import { eventsOf, IDLE, makeDuel, makeMatch, runTick, runTicks } from "../helpers/simWorld.ts";

const PLAYERS = 8;
const WINDOW_TICKS = 12;

/** A window's inboxes, with late and bunched commands, by drivers that may look at the world. */
function driveWindow(
  world: World,
  drivers: ReturnType<typeof makeDrivers>,
  chance: number,
): Inbox[] {
  const rng = makeRng(chance);
  const seqs = world.players.map(({ lastSeq }) => lastSeq + 1);
  return Array.from({ length: WINDOW_TICKS }, () => {
    const inbox = makeInbox(PLAYERS);
    for (const driver of drivers) {
      const isWild = driver.slot % 2 === 0;
      const count = nextBelow(rng, 4) === 0 ? nextBelow(rng, MAX_COMMANDS_PER_TICK + 1) : 1;
      for (let i = 0; i < count; i++) {
        const cmd = isWild ? driveWildly(driver) : driveToFight(driver, world);
        pushCommand(inbox, driver.slot, cmd, seqs[driver.slot]!++);
      }
    }
    return inbox;
  });
}

describe("[REC-1] SyncTest: save, step 12 ticks, roll back, step them again", () => {
  for (const tickHz of [30, 60]) {
    for (const seed of [1, 2, 3]) {
      test(`seed ${seed} at ${tickHz} Hz`, () => {
        const world = makeWorld({ map: scatterMap(24, seed), tickHz, maxPlayers: PLAYERS, seed });
        const drivers = makeDrivers(PLAYERS, seed);
        for (let slot = 0; slot < PLAYERS; slot++) addPlayer(world, slot);
        const before = makeSnapshot(world);
        for (let window = 0; window < 60; window++) {
          const inboxes = driveWindow(world, drivers, seed * 1000 + window);
          saveWorld(world, before);
          for (const inbox of inboxes) stepWorld(world, inbox, SILENT_SINK);
          const first = hashWorld(world);
          restoreWorld(world, before);
          for (const inbox of inboxes) stepWorld(world, inbox, SILENT_SINK);
          expect(hashWorld(world), `window ${window}`).toBe(first);
        }
        expect(world.players.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(0);
      });
    }
  }
});

test("[REC-1] the seed decides: equal seeds give equal matches, others do not", () => {
  const hashOf = (seed: number) => {
    const match = makeMatch({ map: scatterMap(24, 1), players: 4, seed });
    const drivers = makeDrivers(4, 9);
    for (let tick = 0; tick < 200; tick++) runTick(match, drivers.map(driveWildly));
    return hashWorld(match.world);
  };
  expect(hashOf(1)).toBe(hashOf(1));
  expect(hashOf(1)).not.toBe(hashOf(2));
});

test("[REC-6] players are visited in slot order, whatever order their commands came in", () => {
  const [forward, backward] = [1, -1].map((direction) => {
    const match = makeMatch({ map: scatterMap(24, 3), players: 6 });
    const drivers = makeDrivers(6, 4);
    for (let tick = 0; tick < 300; tick++) {
      const cmds = drivers.map((driver) => ({ ...driveToFight(driver, match.world) }));
      clearInbox(match.inbox);
      for (let i = 0; i < 6; i++) {
        const slot = direction > 0 ? i : 5 - i;
        pushCommand(match.inbox, slot, cmds[slot]!, match.world.players[slot]!.lastSeq + 1);
      }
      stepWorld(match.world, match.inbox, match.sink);
    }
    return hashWorld(match.world);
  });
  expect(backward).toBe(forward);
});

test("[REC-7] at most 4 commands of a player are taken in a tick", () => {
  const match = makeDuel({ tickHz: 30 }, [600, 600]);
  clearInbox(match.inbox);
  const taken = Array.from({ length: 6 }, (_, i) =>
    pushCommand(match.inbox, 0, { ...IDLE, moveX: 127 }, match.world.players[0]!.lastSeq + 1 + i),
  );
  expect(taken).toEqual([true, true, true, true, false, false]);
  expect(pushCommand(match.inbox, 5, IDLE, 0)).toBe(false);
  const { ownStep } = match.world.players[0]!;
  stepWorld(match.world, match.inbox, match.sink);
  expect(match.world.players[0]!.ownStep).toBe(ownStep + 8);
});

test("[REC-7] a player without a command stands still in its own time; the world goes on", () => {
  const match = makeDuel({}, [600, 600], [900, 600]);
  runTicks(match, 10, [{ moveX: 127 }]);
  const rec = match.world.players[0]!;
  const { x } = rec.state;
  const { step } = match.world;
  clearInbox(match.inbox);
  for (let i = 0; i < 10; i++) stepWorld(match.world, match.inbox, match.sink);
  expect(rec.state.x).toBe(x);
  expect(match.world.step).toBe(step + 10);
});

describe("[REC-8] the hash and the snapshot", () => {
  const match = makeDuel({}, [200, 200], [260, 200]);
  const { world } = match;
  runTicks(match, 12, [{ buttons: 3, aim: 0 }]);
  // Of the present tick, or for the receipt alone: nothing that comes depends on them.
  const receipt = ["hitTicksAgo", "hitFromX", "hitFromY", "hitSeenX", "hitSeenY"];
  // Of Duels alone, and noticed there: duelReplay.test.ts.
  const ofDuels = ["heldUntilStep"];
  const derived = [...ofDuels, "slot", "pose", "cell", "isPoseTold", ...receipt];

  function expectNoticed(target: object, name: string): void {
    for (const [key, value] of Object.entries(target)) {
      if (derived.includes(key) || (typeof value !== "number" && typeof value !== "boolean"))
        continue;
      const saved = saveWorld(world);
      const hash = hashWorld(world);
      Object.assign(target, { [key]: typeof value === "number" ? value + 1 : !value });
      expect(hashWorld(world), `${name}.${key}`).not.toBe(hash);
      restoreWorld(world, saved);
      expect(Object.entries(target), `${name}.${key}`).toContainEqual([key, value]);
      expect(hashWorld(world)).toBe(hash);
    }
  }

  test("notice every field of a player and bring it back", () => {
    expectNoticed(world.players[1]!, "record");
    expectNoticed(world.players[1]!.state, "state");
  });

  test("notice the match, chance, a Pulse in the air and a pickup's clock", () => {
    expect(world.pulses.count).toBeGreaterThan(0);
    const { tick, step, phase, phaseEndStep, crownSlot } = world;
    const fields = { tick, step, phase, phaseEndStep, crownSlot };
    for (const key of Object.keys(fields)) {
      const hash = hashWorld(world);
      Object.assign(world, { [key]: fields[key as keyof typeof fields] + 1 });
      expect(hashWorld(world), key).not.toBe(hash);
      Object.assign(world, fields);
    }
    expectNoticed(world.rng, "rng");
    for (const column of [
      world.pulses.x,
      world.pulses.bornStep,
      world.pulses.rewind,
      world.poseTracks.x,
      world.dashPaths.startedStep,
      world.pickupReadyAtStep,
      world.ledger.damage,
    ]) {
      const hash = hashWorld(world);
      column[0] = column[0]! + 1;
      expect(hashWorld(world)).not.toBe(hash);
      column[0] = column[0] - 1;
      expect(hashWorld(world)).toBe(hash);
    }
  });

  test("-0 and 0 hash alike", () => {
    const hash = hashWorld(world);
    const { vx } = world.players[1]!.state;
    expect(vx).toBe(0);
    world.players[1]!.state.vx = -0;
    expect(hashWorld(world)).toBe(hash);
  });

  test("a dash's strikes survive a roll back", () => {
    const dash = makeDuel({}, [600, 600], [660, 600]);
    runTicks(dash, 3, [{ buttons: 2 }]);
    expect(eventsOf(dash, "hit").length).toBe(1);
    const saved = saveWorld(dash.world);
    dash.world.dashPaths.struck.fill(0);
    restoreWorld(dash.world, saved);
    runTicks(dash, 5);
    expect(eventsOf(dash, "hit").length).toBe(1);
  });
});
