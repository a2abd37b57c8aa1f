// Bodies that are held: what they cannot do, and when they are let go, as prediction knows it.
import { describe, expect, test } from "vitest";
import { duelRoundStep } from "../../shared/sim/duel.ts";
import { HELD_OPEN } from "../../shared/sim/hold.ts";
import { clearInbox, pushCommand } from "../../shared/sim/inbox.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepCommand } from "../../shared/sim/stepPlayer.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { type InputCmd, MatchPhase, type PlayerState } from "../../shared/sim/types.ts";
import { begin, roughMap, standing, waitingDuel } from "../helpers/duelWorld.ts";
import { driveWildly, makeDrivers } from "../helpers/simDrivers.ts";
import { IDLE, runTick } from "../helpers/simWorld.ts";

describe("[DUEL-8] held bodies", () => {
  test("turn their aim and do nothing else until the round is live", () => {
    const match = waitingDuel();
    begin(match);
    const before = standing(match, 0);
    const all = { moveX: 127, aim: 700, buttons: 31 };
    while (match.world.phase === MatchPhase.Countdown) {
      expect(standing(match, 0)).toEqual(before);
      runTick(match, [all]);
    }
    expect(match.world.players[0]!.state.aim).toBe(700);
    expect(match.world.pulses.count).toBe(0);
    runTick(match, [all]);
    expect(standing(match, 0)).not.toEqual(before);
  });

  test.each([30, 60])(
    "go in the very step that they were told of a second ahead, %i Hz",
    (tickHz) => {
      const match = waitingDuel({ tickHz });
      begin(match);
      const { world } = match;
      const [rec] = world.players;
      const liveStep = world.phaseEndStep;
      const told: number[] = [];
      while (world.phase === MatchPhase.Countdown) {
        const { heldUntilStep } = rec!.state;
        if (heldUntilStep !== HELD_OPEN && told.length === 0) told.push(heldUntilStep, world.step);
        runTick(match);
      }
      expect(told[0]).toBe(rec!.state.heldUntilStep);
      expect(liveStep - told[1]!).toBeGreaterThan(54);
      expect(rec!.ownStep - rec!.state.heldUntilStep).toBe(world.step - liveStep);
    },
  );

  /** Own steps of latency: 200 ms of round trip and the input buffer. */
  const LATENCY = 14;

  test("are predicted without one correction across a countdown's end, by commands that are late and bunched", () => {
    for (const seed of [1, 2, 3]) {
      const map = roughMap(seed);
      const match = waitingDuel({ map, seed });
      begin(match);
      const { world, inbox } = match;
      const rec = world.players[0]!;
      const driver = makeDrivers(1, seed)[0]!;
      const cmds: InputCmd[] = [];
      const first = rec.lastSeq + 1;
      const copies = new Map<number, PlayerState>();
      while (world.phase !== MatchPhase.Live || duelRoundStep(world) < 90) {
        // Inputs come with a jitter of 3 ticks: none, then those that were held up.
        const late = world.tick % 7 < 3;
        clearInbox(inbox);
        if (!late) {
          for (let due = world.tick % 7 === 3 ? 4 : 1; due > 0; due--) {
            const cmd = { ...driveWildly(driver) };
            pushCommand(inbox, 0, cmd, first + cmds.length);
            cmds.push(cmd);
          }
        }
        stepWorld(world, inbox, SILENT_SINK);
        copies.set(rec.lastSeq, { ...rec.state });
      }
      let compared = 0;
      for (const [acked, copy] of copies) {
        const to = copies.get(acked + LATENCY);
        // Until it is told when, a client cannot know; it is told more than its latency ahead.
        if (to === undefined || to.heldUntilStep === HELD_OPEN) continue;
        if (copy.heldUntilStep === HELD_OPEN) {
          expect(to.heldUntilStep).toBeGreaterThan(acked + LATENCY + 1);
          continue;
        }
        const predicted = { ...copy };
        for (let seq = acked + 1; seq <= acked + LATENCY; seq++) {
          stepCommand(predicted, cmds[seq - first]!, seq, 1, { map }, SILENT_SINK);
        }
        expect(predicted, `seed ${seed}, acked ${acked}`).toEqual(to);
        compared++;
      }
      expect(compared).toBeGreaterThan(60);
      expect(rec.state.vx !== 0 || rec.state.x !== map.spawns[0]!.x).toBe(true);
    }
  });

  test("own time that ran ahead gains at most 6 steps; who fell behind is let go after at most 12", () => {
    const match = waitingDuel();
    begin(match);
    const { world, inbox } = match;
    const liveStep = world.phaseEndStep;
    let firstMoved = -1;
    let toldAt = 0;
    const { x } = world.players[0]!.state;
    while (world.phase !== MatchPhase.Live) {
      clearInbox(inbox);
      const [one, two] = world.players;
      // One held its inputs back until it was told, and sends them all now; the other falls silent.
      const isTold = liveStep - world.step < 60;
      if (isTold && toldAt === 0) toldAt = world.step;
      const count = isTold && world.step < toldAt + 15 ? 3 : isTold ? 1 : 0;
      for (let i = 1; i <= count; i++) {
        pushCommand(inbox, 0, { ...IDLE, moveX: 127 }, one!.lastSeq + i);
      }
      if (!isTold) pushCommand(inbox, 1, IDLE, two!.lastSeq + 1);
      stepWorld(world, inbox, match.sink);
      if (firstMoved < 0 && one!.state.x > x) firstMoved = world.step - 1;
    }
    expect(firstMoved).toBeGreaterThanOrEqual(liveStep - 6);
    expect(firstMoved).toBeLessThan(liveStep);
    const two = world.players[1]!;
    expect(two.state.heldUntilStep - two.ownStep).toBeLessThanOrEqual(12);
  });
});
