// A Duel as the server runs it, without its network: slots, bots, and what the state tells of it.
import { StateView } from "@colyseus/schema";
import { describe, expect, test } from "vitest";
import { Arena } from "../../server/match/Arena.ts";
import type { BotLevel } from "../../server/match/bots/brain/levels.ts";
import { DuelArena } from "../../server/match/DuelArena.ts";
import { NO_SLOT } from "../../shared/schema/ArenaState.ts";
import { dealDamage } from "../../shared/sim/combat.ts";
import { duelRoundStep } from "../../shared/sim/duel.ts";
import { isOutsideRing, ringRadiusU } from "../../shared/sim/ring.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";

/** Two people who stand still. */
function peopleDuel(): DuelArena {
  const arena = new DuelArena({ seed: 1 });
  for (const name of ["Ada", "Grace"]) arena.addPerson(arena.takeSlot(), name, new StateView());
  run(arena, 1);
  return arena;
}

function run(arena: Arena, ticks: number, each: (world: World) => void = () => {}): void {
  for (let i = 0; i < ticks; i++) {
    arena.step(2);
    each(arena.world);
    arena.endTick();
  }
}

function runTo(arena: Arena, phase: MatchPhase): void {
  for (let i = 0; i < 61 * 60 && arena.world.phase !== phase; i++) run(arena, 1);
  expect(arena.world.phase).toBe(phase);
}

function strike(arena: DuelArena, victim: number): void {
  const { world, fanout } = arena;
  const rec = world.players[victim];
  if (rec !== undefined) dealDamage(world, 1 - victim, rec, 1000, Move.Pulse, -1, fanout);
  run(arena, 1);
}

describe("[DUEL-13] the server's Duel", () => {
  test("has two places at 60 Hz, and is complete with two", () => {
    const arena = new DuelArena({ seed: 1 });
    expect([arena.capacity, arena.world.tickHz, arena.isComplete]).toEqual([2, 60, false]);
    expect(arena.takeSlot()).toBe(0);
    arena.addPerson(0, "Ada", new StateView());
    expect(arena.takeSlot()).toBe(1);
    arena.addPerson(1, "Grace", new StateView());
    expect([arena.isComplete, arena.isRunning, arena.outcome]).toEqual([true, false, null]);
    arena.start();
    expect(arena.isRunning).toBe(true);
  });

  test("tells how it ended, and begins again", () => {
    const arena = peopleDuel();
    arena.start();
    for (const victim of [1, 0, 1, 1]) {
      runTo(arena, MatchPhase.Live);
      strike(arena, victim);
    }
    expect(arena.outcome).toEqual({ winner: 0, by: "rounds", rounds: [3, 1] });
    arena.rematch();
    expect(arena.outcome).toBeNull();
    arena.forfeit(0);
    expect(arena.outcome).toEqual({ winner: 1, by: "forfeit", rounds: [0, 0] });
  });

  test("is lost by who leaves; nobody's body vanishes before", () => {
    const arena = peopleDuel();
    expect(arena.keepsBodies).toBe(true);
    arena.start();
    runTo(arena, MatchPhase.Live);
    arena.removePerson(1);
    expect(arena.outcome).toMatchObject({ winner: 0, by: "forfeit" });
    expect(() => arena.rematch()).toThrow("1 of 2");
  });

  test("refuses maps that are none", () => {
    expect(() => new DuelArena({ seed: 1, mapId: "nowhere" })).toThrow('no map "nowhere"');
  });
});

describe("[DUEL-14] the state", () => {
  test("holds rounds, pause and winner in a Duel, and nothing of a Duel in an Open Arena", () => {
    const open = new Arena({ maxPlayers: 2, minActors: 0, roundS: 300, tickHz: 30, seed: 1 });
    run(open, 3);
    expect(open.mirror.state.duel).toBeUndefined();

    const arena = peopleDuel();
    const { state } = arena.mirror;
    const { duelState: duel } = arena;
    expect([state.phase, state.mapId]).toEqual([MatchPhase.Waiting, "duel"]);
    arena.start();
    runTo(arena, MatchPhase.Live);
    expect(state.phaseEndTick).toBe(arena.world.phaseEndStep);
    expect([state.round, duel.roundsToWin, duel.winner]).toEqual([1, 3, NO_SLOT]);
    run(arena, 99);
    arena.pause(1);
    run(arena, 1);
    expect([state.phase, duel.pausedSlot, duel.pausedRoundTicks]).toEqual([
      MatchPhase.Paused,
      1,
      3500,
    ]);
    arena.resume(1);
    runTo(arena, MatchPhase.Live);
    expect(duel.pausedSlot).toBe(NO_SLOT);
    strike(arena, 0);
    expect([duel.roundWinner, state.roster.get("1")?.score]).toEqual([1, 1]);
    arena.forfeit(1);
    run(arena, 1);
    expect([state.phase, duel.winner]).toEqual([MatchPhase.Over, 0]);
  });
});

/** A Duel of two bots; 2 slots of which the crew fills both. */
class BotDuel extends DuelArena {
  override fillWithBots(): void {
    Arena.prototype.fillWithBots.call(this, 0);
  }
}

/** Minutes of play are stepped: seconds, also on a busy machine. */
const LONG_TEST_MS = 60_000;
/** Longest time of 10 rounds: countdown, round, break, s. */
const TEN_ROUNDS_S = 10 * (3 + 60 + 2);

describe("[DUEL-15] bots in a Duel", () => {
  test("one is the second player: marked, at its level, standing while it is held", () => {
    const arena = new DuelArena({ seed: 3, botLevel: 5 });
    expect([arena.capacity, arena.isComplete]).toEqual([1, false]);
    const slot = arena.takeSlot();
    arena.addPerson(slot, "Ada", new StateView());
    arena.fillWithBots();
    expect(arena.isComplete).toBe(true);
    const bot = 1 - slot;
    expect(arena.mirror.rosterOf(bot)).toMatchObject({ isBot: true });
    run(arena, 1);
    arena.start();
    run(arena, 1);
    const { state } = arena.world.players[bot]!;
    const { x, y } = state;
    while (arena.world.phase === MatchPhase.Countdown) {
      expect([state.x, state.y]).toEqual([x, y]);
      run(arena, 1);
    }
    run(arena, 120);
    expect([state.x, state.y]).not.toEqual([x, y]);
  });

  test.each([1, 3, 5] as const)(
    "level %i finds somebody who hides, and beats nobody who is not there",
    (level) => {
      const arena = new DuelArena({ seed: 7 + level, botLevel: level });
      arena.addPerson(arena.takeSlot(), "Ada", new StateView());
      run(arena, 1);
      arena.start();
      while (arena.isRunning) run(arena, 60);
      // A person who stands still at the spawn loses, by hits or outside the ring.
      expect(arena.outcome).toMatchObject({ by: "rounds" });
      expect(arena.world.players[arena.outcome!.winner]!.isBot).toBe(true);
    },
  );

  test(
    "stay inside the ring",
    () => {
      let outside = 0;
      let ringSteps = 0;
      for (const level of [1, 3, 5] as const) {
        const arena = new BotDuel({ seed: 20 + level, botLevel: level });
        run(arena, 1);
        arena.start();
        run(arena, 2 * 65 * 60, (world) => {
          // Nobody dies, so that each round sees the ring.
          for (const rec of world.players) rec.hp = Math.max(rec.hp, 100);
          const radiusU = world.phase === MatchPhase.Live ? ringRadiusU(duelRoundStep(world)) : 1e9;
          if (radiusU > 900) return;
          for (const { state } of world.players) {
            ringSteps++;
            if (isOutsideRing(world.map, radiusU, state.x, state.y)) outside++;
          }
        });
      }
      expect(ringSteps).toBeGreaterThan(1000);
      expect(outside / ringSteps).toBeLessThan(0.1);
    },
    LONG_TEST_MS,
  );

  test(
    "any seeded Duel of two bots ends within 10 rounds' time with a legal outcome",
    () => {
      for (let seed = 1; seed <= 12; seed++) {
        const level = (1 + (seed % 5)) as BotLevel;
        const arena = new BotDuel({ seed, botLevel: level });
        run(arena, 1);
        arena.start();
        let seconds = 0;
        while (arena.isRunning && seconds++ < TEN_ROUNDS_S) run(arena, 60);
        const { outcome } = arena;
        expect(outcome, `seed ${seed}, level ${level}`).not.toBeNull();
        const { winner, by, rounds } = outcome!;
        expect(by).toBe("rounds");
        if (winner < 0) expect(rounds).toEqual([3, 3]);
        else expect([rounds[winner], rounds[1 - winner]! < 3]).toEqual([3, true]);
        const deaths = arena.world.players.reduce((sum, rec) => sum + rec.deaths, 0);
        expect(deaths, `seed ${seed}, level ${level}`).toBeGreaterThan(0);
      }
    },
    LONG_TEST_MS,
  );
});
