// Who is told of which Rail and Orb, and of how much of it: the real world and its interest, two rooms and a door.
import { beforeEach, describe, expect, test } from "vitest";
import { EventFanout } from "../../server/net/eventFanout.ts";
import { Interest } from "../../server/net/interest.ts";
import { type MomentSink, readMoments } from "../../shared/net/moments.ts";
import { stepOrbFlight } from "../../shared/sim/orbFlight.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { ORB, RAIL } from "../../shared/sim/weaponDefs.ts";
import { removePlayer } from "../../shared/sim/world.ts";
import { type Match, makeDuel, mapOf, placeAt, runTick } from "../helpers/simWorld.ts";

const SHOOTER = 0;
const FRIEND = 1;
const HIDDEN = 2;
/** A door at the right end of the wall between the upper and the lower room. */
const MAP = mapOf(
  "S...................",
  "....................",
  "################....",
  "....................",
  "....................",
);
const NORTH = aimOf(0, -1);
const EAST = 0;

type Told =
  | { kind: "rail"; slot: number; x: number; y: number; lengthU: number }
  | { kind: "orb"; owner: number; x: number; y: number; aim: number; bounces: number; age: number }
  | { kind: "burst"; x: number; y: number };

let match: Match;
let interest: Interest;
let fanout: EventFanout;
/** By viewer: all it was told since `gather`. */
let told: Told[][];

/** The shooter, its friend, and who is hidden from both, after the grace of what they saw before. */
function gather(...places: [number, number][]): void {
  match = makeDuel({ map: MAP, tickHz: 30 }, ...places);
  interest = new Interest(3, 30, { entered: () => undefined, left: () => undefined });
  fanout = new EventFanout(match.world, interest, () => undefined);
  told = [[], [], []];
  for (let i = 0; i < 12; i++) tick();
}

function tick(cmds: (Partial<InputCmd> | undefined)[] = []): void {
  runTick({ ...match, sink: fanout }, cmds);
  interest.update(match.world);
  for (const [viewer, lines] of told.entries()) {
    const sink: Partial<MomentSink> = {
      rail: (slot, _shotId, x, y, _aim, lengthU) =>
        lines.push({ kind: "rail", slot, x, y, lengthU }),
      orb: (_slot, _shotId, owner, x, y, aim, bounces, age) =>
        lines.push({ kind: "orb", owner, x, y, aim, bounces, age }),
      burst: (_slot, _shotId, x, y) => lines.push({ kind: "burst", x, y }),
      hit: () => undefined,
      died: () => undefined,
    };
    readMoments(fanout.messageFor(viewer), sink as MomentSink);
  }
  fanout.endTick();
}

const of = (viewer: number) => told[viewer] ?? [];
const kindsOf = (viewer: number) => of(viewer).map(({ kind }) => kind);

beforeEach(() => gather([200, 80], [400, 120], [300, 320]));

describe("[INT-2] a Rail", () => {
  function fire(aim: number): void {
    tick([{ aim, buttons: Button.Rail }]);
    for (let i = 0; i < RAIL.windUpSteps; i++) tick([{ aim }]);
  }

  test("is told whole to its shooter and to who sees the shooter, and to nobody behind a wall", () => {
    fire(EAST);
    const whole = { kind: "rail", slot: SHOOTER, x: 220, y: 80 };
    expect(of(SHOOTER)).toMatchObject([whole]);
    expect(of(FRIEND)).toMatchObject([whole]);
    expect(of(HIDDEN)).toEqual([]);
  });

  test("is told to others from where it comes into their sight, never from its hidden shooter", () => {
    gather([1480, 360], [1300, 320], [600, 80]);
    expect(interest.sees(HIDDEN, SHOOTER)).toBe(false);
    fire(NORTH);
    expect(of(FRIEND)).toMatchObject([{ kind: "rail", x: 1480 }]);
    const [seen] = of(HIDDEN);
    expect(seen).toMatchObject({ kind: "rail", slot: SHOOTER, x: 1480 });
    // The wall's end hides from it what is below 183 u there.
    if (seen?.kind !== "rail") throw new Error("no rail");
    expect(seen.y).toBeLessThan(184);
    expect(seen.y).toBeGreaterThan(150);
    expect(seen.y - seen.lengthU).toBeCloseTo(0, 0);
  });
});

describe("[INT-2] an Orb", () => {
  test("is told once to its thrower and to who sees it, exact, and its burst to who was told", () => {
    tick([{ aim: NORTH, buttons: Button.Orb }]);
    expect(of(SHOOTER)).toHaveLength(1);
    expect(of(SHOOTER)).toEqual(of(FRIEND));
    const { x, y } = match.world.orbs;
    expect(of(FRIEND)).toMatchObject([{ kind: "orb", owner: SHOOTER, x: x[0], y: y[0], age: 2 }]);
    for (let i = 0; i < ORB.lifeSteps; i++) tick();
    expect(kindsOf(SHOOTER)).toEqual(["orb", "burst"]);
    expect(kindsOf(FRIEND)).toEqual(["orb", "burst"]);
    expect(of(HIDDEN)).toEqual([]);
  });

  test("[REC-11] is told where it comes into sight, never where it came from: its path from there", () => {
    gather([1480, 360], [1300, 320], [600, 80]);
    tick([{ aim: NORTH, buttons: Button.Orb }]);
    expect(of(HIDDEN)).toEqual([]);
    while (of(HIDDEN).length === 0) tick();
    const [first] = of(HIDDEN);
    if (first?.kind !== "orb") throw new Error("no Orb");
    expect(first.y).toBeLessThan(184);
    expect(first.age).toBeGreaterThan(ORB.armSteps);
    const flight = { ...first };
    for (let { age } = first; match.world.orbs.count > 0; ) {
      const { step, orbs } = match.world;
      for (; age < step - (orbs.bornStep[0] ?? 0); age++) stepOrbFlight(MAP, flight);
      expect([flight.x, flight.y]).toEqual([orbs.x[0], orbs.y[0]]);
      tick();
    }
    expect(kindsOf(HIDDEN)).toEqual(["orb", "burst"]);
  });

  test("[WPN-32] that is parried is told anew to whoever was told of it", () => {
    gather([200, 80], [600, 40], [300, 320]);
    tick([{ aim: EAST, buttons: Button.Orb }]);
    for (let i = 0; i < 20; i++) tick();
    placeAt(match.world, FRIEND, match.world.orbs.x[0]! + 10, 60);
    tick([undefined, { aim: aimOf(-1, 0), moveY: 127, buttons: Button.Dash }]);
    for (let i = 0; i < 5; i++) tick();
    for (const viewer of [SHOOTER, FRIEND]) {
      expect(of(viewer), `${viewer}`).toMatchObject([
        { kind: "orb", owner: SHOOTER },
        { kind: "orb", owner: FRIEND, bounces: 0, aim: aimOf(-1, 0) },
      ]);
    }
    expect(of(HIDDEN)).toEqual([]);
  });

  test("[WPN-24] goes with its thrower: its end is told to who knew of it, and to nobody else", () => {
    tick([{ aim: NORTH, buttons: Button.Orb }]);
    removePlayer(match.world, SHOOTER);
    placeAt(match.world, HIDDEN, 300, 80);
    for (let i = 0; i < 10; i++) tick();
    expect(kindsOf(FRIEND)).toEqual(["orb", "burst"]);
    expect(of(HIDDEN)).toEqual([]);
    expect(fanout.dropped).toBe(0);
  });
});
