// Server and client: the owner's copy, stepped by its own commands, is the server's state to the
// bit.
import { describe, expect, test } from "vitest";
import { clearInbox, pushCommand } from "../../shared/sim/inbox.ts";
import { makePlayerState } from "../../shared/sim/playerRecord.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepCommand } from "../../shared/sim/stepPlayer.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import type { InputCmd, PlayerState } from "../../shared/sim/types.ts";
import { resetSeq } from "../../shared/sim/world.ts";
import { driveWildly, makeDrivers, scatterMap } from "../helpers/simDrivers.ts";
import { eventsOf, makeDuel, makeMatch, runTick, runTicks } from "../helpers/simWorld.ts";

/** The state as it arrives: floats as float32, the rest as unsigned integers, no aim. */
function overTheWire(state: PlayerState): PlayerState {
  const { x, y, vx, vy, knockVx, knockVy, aim: _, ...integers } = state;
  const floats = { x, y, vx, vy, knockVx, knockVy };
  for (const key of Object.keys(floats) as (keyof typeof floats)[]) {
    floats[key] = Math.fround(floats[key]);
  }
  const copy = { ...integers, ...floats, aim: 0 };
  for (const [key, value] of Object.entries(integers)) expect(value >>> 0, key).toBe(value);
  return copy;
}

/** Compares all but aim, -0 being 0. */
function expectSame(client: PlayerState, server: PlayerState, when: string): void {
  for (const key of Object.keys(client) as (keyof PlayerState)[]) {
    expect(client[key] + 0, `${key} ${when}`).toBe(server[key] + 0);
  }
}

describe("[REC-2] stepCommand on a float32 copy equals the world", () => {
  for (const [tickHz, seed] of [
    [30, 1],
    [60, 2],
    [30, 3],
  ] as const) {
    test(`3000 commands at ${tickHz} Hz, seed ${seed}, late and in bursts`, () => {
      const map = scatterMap(24, seed);
      const match = makeMatch({ map, tickHz, players: 4, seed });
      const { world, inbox, events } = match;
      runTick(match);
      const rng = makeRng(seed);
      const drivers = makeDrivers(4, seed);
      const clients = world.players.map(({ state }) => overTheWire(state));
      let compared = 0;
      while (compared < 3000) {
        clearInbox(inbox);
        events.length = 0;
        for (const driver of drivers) {
          const count = nextBelow(rng, 5) === 0 ? nextBelow(rng, 4) : 1;
          const { lastSeq } = world.players[driver.slot]!;
          for (let i = 1; i <= count; i++) {
            const cmd = driveWildly(driver);
            pushCommand(inbox, driver.slot, cmd, lastSeq + i);
            const client = clients[driver.slot]!;
            stepCommand(client, cmd, lastSeq + i, world.stepsPerTick, { map }, SILENT_SINK);
          }
        }
        stepWorld(world, inbox, match.sink);
        for (const { slot, state } of world.players) {
          // What the client cannot know: it takes these over from a patch.
          const isCorrected = events.some(
            (event) =>
              (event.type === "died" && event.victim === slot) ||
              ((event.type === "spawned" || event.type === "pickupTaken") && event.slot === slot),
          );
          const isKnocked = state.knockStep !== clients[slot]!.knockStep;
          if (isCorrected || isKnocked) clients[slot] = overTheWire(state);
          else
            expectSame(clients[slot]!, { ...state, aim: clients[slot]!.aim }, `tick ${world.tick}`);
          compared++;
        }
      }
    });
  }
});

/** Inputs on their way. */
const LATENCY_TICKS = 12;

test("[REC-2] a client that adopts a patch and replays its pending commands is where the server will be", () => {
  const map = scatterMap(24, 8);
  const match = makeMatch({ map, tickHz: 30, players: 1, seed: 8 });
  runTicks(match, 2);
  const driver = makeDrivers(1, 8)[0]!;
  const { state, lastSeq } = match.world.players[0]!;
  const cmds: InputCmd[] = Array.from({ length: 400 }, () => ({ ...driveWildly(driver) }));
  let knocks = 0;
  const states = cmds.map((cmd) => {
    // Of knocks by its own Orbs it hears in time: they are due after its latency.
    runTick(match, [cmd], LATENCY_TICKS * REWIND_PER_TICK);
    knocks += state.knockStep !== 0 ? 1 : 0;
    return overTheWire(state);
  });
  expect(knocks).toBeGreaterThan(0);
  for (let acked = 0; acked + LATENCY_TICKS < cmds.length; acked += 5) {
    const predicted = { ...states[acked]! };
    for (let i = acked + 1; i <= acked + LATENCY_TICKS; i++) {
      stepCommand(predicted, cmds[i]!, lastSeq + 1 + i, 2, { map }, SILENT_SINK);
    }
    // A knock that is due later is news to come, not a difference.
    const { aim, knockStep, knockVx, knockVy } = predicted;
    const own = { aim, knockStep, knockVx, knockVy };
    expectSame(predicted, { ...states[acked + LATENCY_TICKS]!, ...own }, `acked ${acked}`);
  }
});

test("[REC-2] shots are reported alike on both sides: same ids, starts and directions", () => {
  const match = makeDuel({ tickHz: 30 }, [600, 600]);
  const rec = match.world.players[0]!;
  const client = { ...rec.state };
  const seen: number[][] = [];
  const sink = { ...SILENT_SINK, pulseFired: (...shot: number[]) => void seen.push(shot) };
  const cmd = { moveX: 90, moveY: -20, aim: 100, buttons: 1 };
  for (let i = 0; i < 100; i++) {
    stepCommand(client, cmd, rec.lastSeq + 1, 2, match.world, sink);
    runTick(match, [cmd]);
  }
  const fired = eventsOf(match, "pulseFired");
  expect(seen.length).toBeGreaterThan(15);
  expect(seen).toEqual(fired.map(({ slot, shotId, x, y, aim }) => [slot, shotId, x, y, aim]));
});

test("[REC-5] when seq starts again own time goes on: no cooldown is lost or won", () => {
  const match = makeDuel({ tickHz: 30 }, [600, 600]);
  const rec = match.world.players[0]!;
  runTicks(match, 20, [{ buttons: 3 }]);
  const { ownStep } = rec;
  const { dashReadyStep } = rec.state;
  resetSeq(match.world, 0);
  expect(rec).toMatchObject({ lastSeq: -1, ownStep });
  match.events.length = 0;
  runTicks(match, 70, [{ buttons: 2 }]);
  expect(rec.lastSeq).toBe(69);
  expect(rec.ownStep).toBe(ownStep + 140);
  expect(eventsOf(match, "dashStarted").length).toBe(1);
  expect(rec.state.dashReadyStep).toBe(dashReadyStep + 150);
});

test("[REC-10] two ticks of 60 Hz are one of 30 Hz: every duration is an even number of steps", () => {
  const map = scatterMap(24, 6);
  const { x, y } = map.spawns[0]!;
  const at30 = { ...makePlayerState(0), alive: 1, x, y };
  const at60 = { ...at30 };
  const driver = makeDrivers(1, 6)[0]!;
  for (let seq = 0; seq < 2000; seq++) {
    const cmd = driveWildly(driver);
    stepCommand(at30, cmd, seq, 2, { map }, SILENT_SINK);
    stepCommand(at60, cmd, 2 * seq, 1, { map }, SILENT_SINK);
    stepCommand(at60, cmd, 2 * seq + 1, 1, { map }, SILENT_SINK);
    expect(at60).toEqual(at30);
  }
});
