// The Duel's rounds: who wins one, who wins the match, and what a round starts with.
import { describe, expect, test } from "vitest";
import { dealDamage } from "../../shared/sim/combat.ts";
import { duelOf } from "../../shared/sim/duel.ts";
import { DuelEnd } from "../../shared/sim/duelMatch.ts";
import { Button, MatchPhase } from "../../shared/sim/types.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";
import { makeWorld, playerAt } from "../../shared/sim/world.ts";
import {
  begin,
  decideRound,
  kill,
  liveDuel,
  runToPhase,
  scoresOf,
  waitingDuel,
} from "../helpers/duelWorld.ts";
import {
  eventsOf,
  floorMap,
  type Match,
  makeMatch,
  mapOf,
  placeAt,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const ROUND = 60 * 60;

function hurt(match: Match, victim: number, damage: number): void {
  const { world, sink } = match;
  dealDamage(world, 1 - victim, playerAt(world, victim), damage, Move.Pulse, -1, sink);
}

/** Plays the round out to its last step, without a death. */
function timeOut(match: Match): void {
  runToPhase(match, MatchPhase.Live);
  const ticks = runToPhase(match, MatchPhase.Podium);
  expect(ticks).toBeGreaterThan(0);
}

/** Both in the middle, out of the ring's reach. */
function gather(match: Match): void {
  const { widthU, heightU } = match.world.map;
  for (const slot of [0, 1]) placeAt(match.world, slot, widthU / 2, heightU / 2);
}

describe("[DUEL-1] a match of two", () => {
  test("waits until it is begun: who has come walks about, and nothing hurts", () => {
    const match = waitingDuel();
    const { world } = match;
    const { x } = world.players[0]!.state;
    runTicks(match, 100, [{ moveX: 127, buttons: Button.Fire }]);
    hurt(match, 1, 30);
    runTicks(match, 4000);
    expect(world.phase).toBe(MatchPhase.Waiting);
    expect(world.players[0]!.state.x).toBeGreaterThan(x + 300);
    expect(world.players[1]).toMatchObject({ hp: 100, state: { alive: 1 } });
  });

  test("cannot begin without both, nor while it runs", () => {
    const alone = makeMatch({ players: 1, maxPlayers: 2, duel: {} });
    expect(() => begin(alone)).toThrow("1 of 2");
    expect(() => begin(liveDuel())).toThrow(`phase ${MatchPhase.Live}`);
  });

  test("has two slots, and a map with opposite spawns", () => {
    const setting = { tickHz: 60, seed: 1, duel: {} };
    expect(() => makeWorld({ ...setting, map: floorMap(), maxPlayers: 3 })).toThrow("Duel of 3");
    const odd = mapOf("S.S", "..S");
    expect(() => makeWorld({ ...setting, map: odd, maxPlayers: 2 })).toThrow("3 spawns");
  });

  test("has rounds of 60 s after countdowns of 3 s", () => {
    const match = waitingDuel();
    begin(match);
    expect(match.world.phase).toBe(MatchPhase.Countdown);
    expect(runToPhase(match, MatchPhase.Live)).toBe(180);
    gather(match);
    expect(runToPhase(match, MatchPhase.Podium)).toBe(ROUND - 1);
  });
});

describe("[DUEL-2] a round starts fresh", () => {
  test("with whole bodies at opposite spawns, full magazines and no cooldown, unprotected", () => {
    const match = liveDuel();
    const { world } = match;
    const tired = { moveX: 100, aim: 0, buttons: Button.Fire | Button.Dash | Button.Orb };
    runTicks(match, 30, [tired, tired]);
    hurt(match, 0, 60);
    world.players[0]!.shield = 50;
    kill(match, 1);
    runToPhase(match, MatchPhase.Live);
    for (const { hp, shield, state, ownStep, protectedUntilStep } of world.players) {
      expect([hp, shield, state.alive, state.pulseAmmo]).toEqual([100, 0, 1, 18]);
      const { dashReadyStep, railReadyStep, orbReadyStep, pulseReadyStep, reloadEndStep } = state;
      const timers = [dashReadyStep, railReadyStep, orbReadyStep, pulseReadyStep, reloadEndStep];
      expect(Math.max(...timers)).toBeLessThanOrEqual(ownStep);
      expect(protectedUntilStep).toBeLessThan(world.step);
    }
    const [one, two] = world.players;
    expect(one!.state.x + two!.state.x).toBe(world.map.widthU);
    expect(one!.state.y + two!.state.y).toBe(world.map.heightU);
  });

  test("with an empty air: nothing thrown in the last round reaches the next", () => {
    const match = liveDuel();
    runTicks(match, 20, [{ aim: 0, buttons: Button.Fire | Button.Orb }]);
    kill(match, 1);
    runToPhase(match, MatchPhase.Countdown);
    expect([match.world.pulses.count, match.world.orbs.count]).toEqual([0, 0]);
  });

  test("with Mends that lie ready, and a Guard that comes after 20 s", () => {
    const map = mapOf("S..g", "m..m", "...S");
    const { world } = liveDuel({ map });
    const ready = world.map.pickups.map((_, i) => world.pickupReadyAtStep[i]! - world.step + 1);
    expect(ready).toEqual([20 * 60, 0, 0]);
  });
});

describe("[DUEL-3] rounds won", () => {
  test("a kill wins the round; after 2 s in which nothing hurts and nobody spawns the next begins", () => {
    const match = liveDuel();
    const { world } = match;
    kill(match, 1);
    expect(scoresOf(match)).toEqual([1, 0]);
    expect(duelOf(world).roundWinner).toBe(0);
    hurt(match, 0, 50);
    expect(world.players[0]!.hp).toBe(100);
    runTicks(match, 30, [{ moveY: 127 }]);
    expect(world.players[0]!.state.vy).toBe(260);
    runTicks(match, 89);
    expect([world.phase, world.players[1]!.state.alive]).toEqual([MatchPhase.Podium, 0]);
    runTick(match);
    expect([world.phase, world.players[1]!.state.alive]).toEqual([MatchPhase.Countdown, 1]);
    expect(duelOf(world).round).toBe(2);
  });

  test("three win the match", () => {
    const match = liveDuel();
    for (const victim of [1, 0, 0, 1, 1]) decideRound(match, victim);
    expect(scoresOf(match)).toEqual([3, 2]);
    expect(match.world.phase).toBe(MatchPhase.Over);
    expect(duelOf(match.world)).toMatchObject({ winner: 0, end: DuelEnd.Rounds });
    runTicks(match, 600, [{ moveY: 127 }]);
    expect(match.world.phase).toBe(MatchPhase.Over);
    expect(match.world.players[0]!.state.vy).toBe(0);
  });

  test("kills and deaths are the match's", () => {
    const match = liveDuel();
    for (const victim of [1, 0, 1]) decideRound(match, victim);
    const tallies = match.world.players.map(({ kills, deaths }) => [kills, deaths]);
    expect(tallies).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });
});

describe("[DUEL-4] at time-out", () => {
  test("more HP wins", () => {
    const match = liveDuel();
    gather(match);
    hurt(match, 0, 1);
    timeOut(match);
    expect(scoresOf(match)).toEqual([0, 1]);
    expect(eventsOf(match, "died")).toEqual([]);
  });

  test("a shield counts as HP", () => {
    const match = liveDuel();
    gather(match);
    hurt(match, 0, 40);
    match.world.players[0]!.shield = 50;
    timeOut(match);
    expect(scoresOf(match)).toEqual([1, 0]);
  });

  test("a kill in the last step counts", () => {
    const match = liveDuel();
    gather(match);
    hurt(match, 0, 90);
    while (match.world.step + 1 < match.world.phaseEndStep) runTick(match);
    kill(match, 1);
    expect(scoresOf(match)).toEqual([1, 0]);
    expect(eventsOf(match, "died")).toHaveLength(1);
  });
});

describe("[DUEL-5] a tie", () => {
  test("by two deaths in one step is played once more, for one round", () => {
    const match = liveDuel();
    kill(match, 0, 1);
    expect(scoresOf(match)).toEqual([0, 0]);
    expect(duelOf(match.world)).toMatchObject({ isReplay: 1, roundWinner: -1 });
    decideRound(match, 0);
    expect(scoresOf(match)).toEqual([0, 1]);
    expect(duelOf(match.world)).toMatchObject({ isReplay: 0, roundWinner: 1 });
  });

  test("by level health at time-out is one as well; tied again the round counts for both", () => {
    const match = liveDuel();
    gather(match);
    timeOut(match);
    expect(duelOf(match.world).isReplay).toBe(1);
    decideRound(match, 0, 1);
    expect(scoresOf(match)).toEqual([1, 1]);
    expect(duelOf(match.world)).toMatchObject({ isReplay: 0, roundWinner: -1 });
    kill(match, 1);
    expect(match.world.phase).toBe(MatchPhase.Podium);
  });

  test("the next tie after one that counted is played once more again", () => {
    const match = liveDuel();
    for (let i = 0; i < 3; i++) decideRound(match, 0, 1);
    expect(scoresOf(match)).toEqual([1, 1]);
    expect(duelOf(match.world).isReplay).toBe(1);
  });

  test("that takes both to three at once is a drawn match", () => {
    const match = liveDuel();
    for (const victim of [0, 1, 0, 1]) decideRound(match, victim);
    decideRound(match, 0, 1);
    expect(match.world.phase).toBe(MatchPhase.Podium);
    decideRound(match, 0, 1);
    expect(scoresOf(match)).toEqual([3, 3]);
    expect(duelOf(match.world)).toMatchObject({ winner: -1, end: DuelEnd.Rounds });
    expect(match.world.phase).toBe(MatchPhase.Over);
  });

  test("that takes one to three wins it the match", () => {
    const match = liveDuel();
    for (const victim of [1, 1]) decideRound(match, victim);
    for (let i = 0; i < 2; i++) decideRound(match, 0, 1);
    expect(scoresOf(match)).toEqual([3, 1]);
    expect(duelOf(match.world)).toMatchObject({ winner: 0, end: DuelEnd.Rounds });
  });
});

describe("[DUEL-6] nothing of the Open Arena's", () => {
  test("no regeneration", () => {
    const match = liveDuel();
    gather(match);
    hurt(match, 0, 30);
    runTicks(match, 20 * 60);
    expect(match.world.players[0]!.hp).toBe(70);
  });

  test("no heal for a kill, no crown, no points for kills and parries", () => {
    const match = liveDuel();
    hurt(match, 0, 60);
    kill(match, 1);
    runTick(match);
    expect(match.world.players[0]).toMatchObject({ hp: 40, score: 1 });
    expect(match.world.crownSlot).toBe(-1);
    runToPhase(match, MatchPhase.Live);
    placeAt(match.world, 0, 600, 600);
    placeAt(match.world, 1, 800, 600);
    runTick(match, [{ aim: 0, buttons: Button.Orb }]);
    runTicks(match, 12, [undefined, { aim: 2048, moveX: -127, buttons: Button.Dash }]);
    expect(eventsOf(match, "orbParried")).toHaveLength(1);
    expect(scoresOf(match)).toEqual([1, 0]);
  });
});
