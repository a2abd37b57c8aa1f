// The ring of a Duel: where it is at which step, whom it hurts, and who wins by it.
import { describe, expect, test } from "vitest";
import { duelOf, duelRoundStep } from "../../shared/sim/duel.ts";
import { isOutsideRing, isRingDeath, ringRadiusU } from "../../shared/sim/ring.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { liveDuel, pause, runToPhase, scoresOf } from "../helpers/duelWorld.ts";
import { eventsOf, floorMap, type Match, placeAt, runTick, runTicks } from "../helpers/simWorld.ts";

const S = 60;

/** A Duel with one player in the middle, the other so far east of it, at a step of the round. */
function ringDuel(eastU: number, roundStep: number): Match {
  const match = liveDuel();
  placeAt(match.world, 0, 800, 600);
  placeAt(match.world, 1, 800 + eastU, 600);
  runTicks(match, roundStep - duelRoundStep(match.world));
  return match;
}

describe("[DUEL-7] the ring", () => {
  test("appears at 40 s with 900 u and closes evenly to 250 u in 15 s", () => {
    expect(ringRadiusU(0)).toBe(Number.POSITIVE_INFINITY);
    expect(ringRadiusU(40 * S - 1)).toBe(Number.POSITIVE_INFINITY);
    expect(ringRadiusU(40 * S)).toBe(900);
    expect(ringRadiusU(47.5 * S)).toBe(575);
    expect(ringRadiusU(55 * S)).toBe(250);
    expect(ringRadiusU(60 * S)).toBe(250);
  });

  test("is around the map's centre, the line itself inside", () => {
    const map = floorMap(20, 15);
    expect(isOutsideRing(map, 250, 1050, 600)).toBe(false);
    expect(isOutsideRing(map, 250, 1050.25, 600)).toBe(true);
    expect(isOutsideRing(map, 250, 800, 849)).toBe(false);
    expect(isOutsideRing(map, 250, 620, 420)).toBe(true);
    expect(isOutsideRing(map, Number.POSITIVE_INFINITY, 0, 0)).toBe(false);
  });

  test("takes 12 HP a second outside, 3 at a time, and nothing inside", () => {
    const match = ringDuel(700, 50 * S);
    const [one, two] = match.world.players;
    const from = two!.hp;
    const seen = new Set<number>();
    for (let i = 0; i < 2 * S; i++) {
      runTick(match);
      seen.add(two!.hp);
    }
    expect(from - two!.hp).toBe(24);
    expect([...seen].every((hp) => (100 - hp) % 3 === 0)).toBe(true);
    expect(one!.hp).toBe(100);
  });

  test("starts to hurt where it is, when it gets there", () => {
    // 700 u east of the centre it passes by after 200 of 650 u: 4.6 s after 40 s.
    const match = ringDuel(700, 44.5 * S);
    expect(match.world.players[1]!.hp).toBe(100);
    runTicks(match, S / 2);
    expect(match.world.players[1]!.hp).toBeLessThan(100);
  });

  test("takes the shield first", () => {
    const match = ringDuel(700, 50 * S);
    const two = match.world.players[1]!;
    const { hp } = two;
    two.shield = 10;
    runTicks(match, S);
    expect([two.hp, two.shield]).toEqual([hp - 2, 0]);
  });

  test("kills for nobody: the other wins the round", () => {
    const match = ringDuel(700, 50 * S);
    match.world.players[1]!.hp = 5;
    runToPhase(match, MatchPhase.Podium);
    const [death] = eventsOf(match, "died");
    expect(death).toMatchObject({ victim: 1, killer: -1, assist: -1 });
    expect(isRingDeath(death!.killer, death!.move)).toBe(true);
    expect(match.world.players.map(({ kills, deaths }) => [kills, deaths])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(scoresOf(match)).toEqual([1, 0]);
  });

  test("takes from both in the same steps: who is level there dies level", () => {
    const match = ringDuel(700, 50 * S);
    placeAt(match.world, 0, 100, 600);
    for (const rec of match.world.players) rec.hp = 7;
    runToPhase(match, MatchPhase.Podium);
    expect(eventsOf(match, "died")).toHaveLength(2);
    expect(duelOf(match.world)).toMatchObject({ roundWinner: -1, isReplay: 1 });
  });

  test("stands still and spares everybody while the match is paused", () => {
    const match = ringDuel(700, 50 * S);
    const { hp } = match.world.players[1]!;
    const radiusU = ringRadiusU(duelRoundStep(match.world));
    pause(match, 0);
    runTicks(match, 5 * S);
    expect(match.world.players[1]!.hp).toBe(hp);
    expect(ringRadiusU(duelRoundStep(match.world))).toBe(radiusU);
  });
});
