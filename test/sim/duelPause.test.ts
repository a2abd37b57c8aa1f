// A Duel's pause for a lost connection: what stands meanwhile, when it ends, who has one.
import { describe, expect, test } from "vitest";
import { duelOf, duelRoundStep } from "../../shared/sim/duel.ts";
import { clearInbox } from "../../shared/sim/inbox.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { Button, MatchPhase } from "../../shared/sim/types.ts";
import {
  begin,
  kill,
  liveDuel,
  pause,
  runToPhase,
  scoresOf,
  standing,
  unpause,
  waitingDuel,
} from "../helpers/duelWorld.ts";
import { mapOf, placeAt, runTick, runTicks } from "../helpers/simWorld.ts";

describe("[DUEL-9] a pause for a lost connection", () => {
  test("stops clock, bodies, cooldowns, dashes and pickups; what is left of the round follows a countdown", () => {
    const map = mapOf("S...m...", ".g......", ".......S");
    const match = liveDuel({ map });
    const { world } = match;
    runTicks(match, 100, [{ moveX: 20 }]);
    const busy = { moveX: 127, aim: 0, buttons: Button.Fire | Button.Dash };
    runTicks(match, 5, [busy, { moveX: -127, buttons: Button.Orb }]);
    const before = [0, 1].map((slot) => standing(match, slot));
    const roundStep = duelRoundStep(world);
    const guardIn = world.pickupReadyAtStep[1]! - world.step;
    expect(pause(match, 1)).toBe(true);
    expect(runToPhase(match, MatchPhase.Countdown, [busy])).toBe(600 + 1);
    expect([0, 1].map((slot) => standing(match, slot))).toEqual(before);
    expect(duelRoundStep(world)).toBe(roundStep);
    runTicks(match, 179, [busy]);
    expect([0, 1].map((slot) => standing(match, slot))).toEqual(before);
    runTick(match, [busy]);
    expect(world.phase).toBe(MatchPhase.Live);
    // The step in which it went live is over.
    expect(duelRoundStep(world)).toBe(roundStep + 1);
    expect(world.pickupReadyAtStep[1]! - world.step).toBe(guardIn - 1);
    runTicks(match, 10, [busy]);
    expect(world.players[0]!.state.dashEndStep).toBeLessThanOrEqual(world.players[0]!.ownStep);
  });

  test("hurts nobody, and decides nothing", () => {
    const match = liveDuel();
    placeAt(match.world, 0, 600, 600);
    placeAt(match.world, 1, 700, 600);
    runTick(match, [{ aim: 0, buttons: Button.Fire }]);
    pause(match, 0);
    runTicks(match, 300);
    kill(match, 0, 1);
    expect(match.world.players.map(({ hp }) => hp)).toEqual([100, 100]);
    expect(match.world.phase).toBe(MatchPhase.Paused);
    expect(scoresOf(match)).toEqual([0, 0]);
  });

  test("ends when who was lost is back, and nobody else is awaited", () => {
    const match = liveDuel();
    pause(match, 0);
    runTicks(match, 60);
    expect(pause(match, 1)).toBe(true);
    unpause(match, 0);
    runTicks(match, 60);
    expect(match.world.phase).toBe(MatchPhase.Paused);
    unpause(match, 1);
    expect(match.world.phase).toBe(MatchPhase.Countdown);
  });

  test("is had once: at a second loss the round goes on, and the body stands", () => {
    const match = liveDuel();
    pause(match, 0);
    unpause(match, 0);
    runToPhase(match, MatchPhase.Live);
    const { x, y } = match.world.players[0]!.state;
    expect(pause(match, 0)).toBe(false);
    clearInbox(match.inbox);
    for (let i = 0; i < 60; i++) stepWorld(match.world, match.inbox, match.sink);
    expect(match.world.phase).toBe(MatchPhase.Live);
    expect(match.world.players[0]!.state).toMatchObject({ x, y, alive: 1 });
    expect(pause(match, 1)).toBe(true);
  });

  test("in a countdown starts that countdown again, with the whole round before it", () => {
    const match = waitingDuel();
    begin(match);
    runTicks(match, 170);
    pause(match, 0);
    runTicks(match, 30);
    unpause(match, 0);
    expect(runToPhase(match, MatchPhase.Live)).toBe(181);
    expect(match.world.phaseEndStep - match.world.step).toBe(3600 - 1);
  });

  test("between two rounds comes once the bodies stand at their spawns", () => {
    const match = liveDuel();
    kill(match, 1);
    expect(pause(match, 1)).toBe(true);
    runTick(match);
    expect(match.world.phase).toBe(MatchPhase.Paused);
    expect(match.world.players.map(({ state }) => state.alive)).toEqual([1, 1]);
    unpause(match, 1);
    runToPhase(match, MatchPhase.Live);
    expect(duelOf(match.world).round).toBe(2);
  });

  test("there is none before a match, and none after it", () => {
    expect(pause(waitingDuel(), 0)).toBe(false);
    const match = liveDuel({ roundsToWin: 1 });
    kill(match, 1);
    expect(pause(match, 1)).toBe(false);
    expect(match.world.phase).toBe(MatchPhase.Over);
  });

  test("leaves nobody over a Gap", () => {
    const map = mapOf("S..~~...", "...~~...", "...~~..S");
    const match = liveDuel({ map });
    placeAt(match.world, 0, 215, 120);
    runTicks(match, 4, [{ moveX: 127, buttons: Button.Dash }]);
    expect(match.world.players[0]!.state.x).toBeGreaterThan(240);
    pause(match, 1);
    runTicks(match, 120, [{ moveX: -127 }]);
    unpause(match, 1);
    runToPhase(match, MatchPhase.Live, [{ moveX: 127 }]);
    runTicks(match, 30, [{ moveX: 127 }]);
    expect(match.world.players[0]!.state.x).toBeGreaterThan(400);
  });
});
