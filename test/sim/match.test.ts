// Rounds, podium and crown, and the comings and goings of players.
import { describe, expect, test } from "vitest";
import { dealDamage } from "../../shared/sim/combat.ts";
import { startRound } from "../../shared/sim/match.ts";
import { Button, MatchPhase } from "../../shared/sim/types.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";
import { makeWorld, removePlayer, resumePlayer, suspendPlayer } from "../../shared/sim/world.ts";
import {
  eventsOf,
  floorMap,
  joinMatch,
  leaveMatch,
  type Match,
  makeDuel,
  makeMatch,
  mapOf,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

function kill(match: Match, killer: number, victim: number): void {
  const { world, sink } = match;
  world.players[victim]!.protectedUntilStep = 0;
  dealDamage(world, killer, world.players[victim]!, 200, Move.Pulse, 0, sink);
  runTick(match);
}

/** Lets the running phase end with the next tick. */
function endPhase(match: Match): void {
  match.world.phaseEndStep = match.world.step;
  runTick(match);
}

describe("[WPN-22] rounds", () => {
  test("last 5:00, then a podium of 6 s, then the next begins", () => {
    const match = makeMatch({ tickHz: 30, players: 1 });
    runTicks(match, 5 * 60 * 30);
    expect(match.world.phase).toBe(MatchPhase.Live);
    runTick(match);
    expect([match.world.phase, eventsOf(match, "roundEnded").length]).toEqual([
      MatchPhase.Podium,
      1,
    ]);
    runTicks(match, 6 * 30 - 1);
    expect(match.world.phase).toBe(MatchPhase.Podium);
    runTick(match);
    expect([match.world.phase, eventsOf(match, "roundStarted").length]).toEqual([
      MatchPhase.Live,
      1,
    ]);
    expect(match.world.phaseEndStep).toBe(match.world.step - 2 + 5 * 60 * 60);
  });

  test("on the podium players move and fire, nothing hurts, nothing is taken", () => {
    const map = mapOf("S......m", "........", "........");
    const match = makeDuel({ map }, [100, 200], [160, 200]);
    endPhase(match);
    match.world.players[0]!.hp = 50;
    runTicks(match, 60, [{ moveX: 127, buttons: Button.Fire | Button.Dash, aim: 0 }]);
    expect(match.world.players[0]!.state.x).toBeGreaterThan(400);
    expect(eventsOf(match, "pulseFired").length).toBeGreaterThan(3);
    runTicks(match, 60, [{ moveX: 127, moveY: -127 }]);
    expect([eventsOf(match, "hit"), eventsOf(match, "pickupTaken")]).toEqual([[], []]);
  });

  test("a round starts with scores at 0, an empty air, pickups ready and everybody spawned, in one tick", () => {
    const map = mapOf("S..........g", "............", "S..........S");
    const match = makeDuel({ map }, [200, 100], [500, 100]);
    kill(match, 0, 1);
    match.world.pickupReadyAtStep[0] = 1e6;
    endPhase(match);
    expect(match.world.players[0]).toMatchObject({ score: 100, kills: 1 });
    match.world.phaseEndStep = match.world.step;
    runTick(match, [{ buttons: Button.Fire }]);
    for (const rec of match.world.players) {
      expect(rec).toMatchObject({
        score: 0,
        kills: 0,
        deaths: 0,
        assists: 0,
        hp: 100,
        lastDeathX: -1,
      });
      expect(rec.state.alive).toBe(1);
    }
    expect(match.world.pulses.count).toBe(0);
    expect(match.world.crownSlot).toBe(-1);
    expect(match.world.pickupReadyAtStep[0]).toBe(match.world.step - 1);
  });

  test("[WPN-23] the next map comes with the next round and not before", () => {
    const next = { ...floorMap(12, 12), id: "next" };
    const match = makeDuel({}, [600, 600]);
    match.world.nextMap = next;
    runTick(match);
    endPhase(match);
    expect(match.world.map.id).toBe("test");
    endPhase(match);
    expect([match.world.map.id, match.world.nextMap]).toEqual(["next", null]);
    const { x, y } = match.world.players[0]!.state;
    expect(next.spawns).toContainEqual({ x, y });
  });

  test("a caller may start a round itself", () => {
    const match = makeDuel({}, [600, 600]);
    startRound(match.world);
    expect(match.world.players[0]!.state.alive).toBe(0);
    runTick(match);
    expect(match.world.players[0]!.state.alive).toBe(1);
  });
});

describe("[WPN-14] the crown", () => {
  const four = () => makeDuel({}, [600, 600], [900, 600], [1200, 600], [1500, 600]);

  test("goes to the one with the highest score above 0", () => {
    const match = four();
    runTick(match);
    expect(match.world.crownSlot).toBe(-1);
    kill(match, 2, 1);
    expect(match.world.crownSlot).toBe(2);
  });

  test("stays with its holder while others draw level, and leaves when one is ahead", () => {
    const match = four();
    kill(match, 2, 1);
    kill(match, 0, 3);
    expect(match.world.crownSlot).toBe(2);
    match.world.players[0]!.score += 40;
    runTick(match);
    expect(match.world.crownSlot).toBe(0);
  });

  test("nobody wears it while strangers are level", () => {
    const match = four();
    kill(match, 2, 1);
    match.world.players[0]!.score = 300;
    match.world.players[3]!.score = 300;
    runTick(match);
    expect(match.world.crownSlot).toBe(-1);
  });

  test("killing its holder is worth 100 more", () => {
    const match = four();
    kill(match, 2, 1);
    kill(match, 0, 2);
    expect(match.world.players[0]!.score).toBe(200);
    expect(match.world.crownSlot).toBe(0);
  });

  test("is free when its holder leaves", () => {
    const match = four();
    kill(match, 2, 1);
    leaveMatch(match, 2);
    expect(match.world.crownSlot).toBe(-1);
    runTick(match);
    expect(match.world.crownSlot).toBe(-1);
  });
});

describe("[WPN-24] coming and going", () => {
  test("who leaves is gone: body, Pulses, claims; no kill is credited", () => {
    const match = makeDuel({}, [600, 600], [900, 600], [1200, 1200]);
    dealDamage(match.world, 1, match.world.players[2]!, 40, Move.Pulse, 0, match.sink);
    dealDamage(match.world, 0, match.world.players[1]!, 40, Move.Pulse, 0, match.sink);
    runTick(match, [undefined, { buttons: Button.Fire, aim: 2048 }]);
    leaveMatch(match, 1);
    expect(match.world.pulses.count).toBe(0);
    runTicks(match, 30);
    expect(eventsOf(match, "died")).toEqual([]);
    expect(match.world.players[0]!.score).toBe(0);
    joinMatch(match, 1);
    runTick(match);
    kill(match, 0, 2);
    expect(eventsOf(match, "died")[0]).toMatchObject({ killer: 0, assist: -1 });
    expect(match.world.players[1]).toMatchObject({ score: 0, ownStep: 2, lastSeq: 1 });
  });

  test("who is suspended keeps score and own time, and spawns when back", () => {
    const match = makeDuel({}, [600, 600], [900, 600]);
    kill(match, 0, 1);
    const rec = match.world.players[0]!;
    const { ownStep } = rec;
    suspendPlayer(match.world, 0);
    runTicks(match, 60);
    expect(rec).toMatchObject({ score: 100, ownStep, state: { alive: 0 } });
    expect(match.world.crownSlot).toBe(-1);
    resumePlayer(match.world, 0);
    runTick(match);
    expect(rec).toMatchObject({ score: 100, hp: 100, state: { alive: 1 } });
    runTick(match);
    expect(match.world.crownSlot).toBe(0);
  });

  test("misuse throws with both values", () => {
    const match = makeMatch({ players: 1 });
    expect(() => joinMatch(match, 0)).toThrow("slot 0 is taken");
    expect(() => removePlayer(match.world, 9)).toThrow("slot 9 of 1");
    expect(() => makeWorld({ map: floorMap(), tickHz: 45, maxPlayers: 1, seed: 1 })).toThrow("45");
    expect(() => makeWorld({ map: mapOf(".."), tickHz: 60, maxPlayers: 1, seed: 1 })).toThrow(
      "no spawns",
    );
  });
});
