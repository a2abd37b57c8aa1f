// Orbs on screen: thrown at once, confirmed, refused, parried, burst. In: predicted throws, the server's records,
// frames 60 times a second. Out: where they are drawn, and what is shown of them.
import { beforeEach, describe, expect, test } from "vitest";
import { MISSED_AFTER_MS, OrbField } from "../../client/game/OrbField.ts";
import type { OrbView, ViewEvent } from "../../client/game/WorldView.ts";
import { type OrbFlight, stepOrbFlight } from "../../shared/sim/orbFlight.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { ORB } from "../../shared/sim/weaponDefs.ts";
import { floorMap, mapOf } from "../helpers/simWorld.ts";

const OPEN = floorMap(40, 40);
/** A wall's face at x = 1200, so that an Orb from 1000 bounces in its 27th step. */
const WALLED = mapOf(`S${".".repeat(14)}#......`, ".".repeat(22));
const STEP_MS = 1000 / 60;
const RTT_MS = 150;
/** Number of the input that throws. */
const SEQ = 40;
/** The drawn instant is this far behind the instant that an input meets. */
const LAG_MS = 200;
const OWN = 2;
const ENEMY = 5;
const SHOT = 77;
const [EAST, WEST] = [0, aimOf(-1, 0)];

let field: OrbField;
let events: ViewEvent[];
let nowMs: number;
let map = OPEN;
let ackedSeq = 0;
let touched: { x: number; y: number } | null;

beforeEach(() => {
  field = new OrbField();
  events = [];
  nowMs = 5000;
  map = OPEN;
  touched = null;
  ackedSeq = 0;
});

/** Server time at which an input of this frame is applied. */
const presentMs = () => nowMs + 100_000;

/** Draws this frame; then goes on to the next. */
function frame(): void {
  field.advance(
    {
      map,
      nowMs,
      drawnMs: presentMs() - LAG_MS,
      presentMs: presentMs(),
      inputRttMs: RTT_MS,
      ackedSeq,
      touches: (x, y, owner) =>
        touched !== null && owner !== ENEMY && Math.hypot(x - touched.x, y - touched.y) <= 32,
    },
    events,
  );
  nowMs += STEP_MS;
}

function frames(ms: number): void {
  for (const endMs = nowMs + ms; nowMs < endMs; ) frame();
}

const drawn = (): OrbView[] => field.orbs.filter((orb) => orb.active);
const kinds = () => events.map(({ kind }) => kind);
const throwOwn = (x = 1000, y = 80) =>
  field.addOwn(map, OWN, SHOT, x, y, EAST, presentMs(), nowMs, SEQ);

/** The server tells of an Orb that flies since `bornMs` as it is `age` steps later. */
function tell(owner: number, slot: number, start: OrbFlight, age: number, bornMs: number): void {
  const flight = { ...start };
  for (let step = 0; step < age; step++) stepOrbFlight(map, flight);
  field.tell(map, slot, SHOT, owner, OWN, flight, age, bornMs + age * STEP_MS);
}

const startAt = (x: number, aim = EAST): OrbFlight => ({ x, y: 80, aim, bounces: 0 });

/** Where an Orb from `start` is after `steps`, u along x. */
function xAfter(start: OrbFlight, steps: number): number {
  const flight = { ...start };
  for (let step = 0; step < Math.floor(steps); step++) stepOrbFlight(map, flight);
  return flight.x + (steps % 1) * ORB.speedUPerStep;
}

describe("[LAG-7] an own Orb", () => {
  test("is on screen in the frame of the input, where it was thrown", () => {
    throwOwn();
    frame();
    expect(drawn()).toMatchObject([{ own: true, owner: OWN, x: 1000, y: 80, armed: false }]);
    frames(200);
    expect(drawn()[0]!.x).toBeGreaterThan(1050);
    expect(drawn()[0]!.armed).toBe(true);
  });

  test("that the server never tells of is gone without a trace once a patch acknowledges its input", () => {
    throwOwn();
    ackedSeq = SEQ - 1;
    frames(RTT_MS);
    expect(drawn().length).toBe(1);
    ackedSeq = SEQ;
    frame();
    expect(drawn()).toEqual([]);
    frames(4000);
    expect(events).toEqual([]);
  });

  test.each([-60, 0, 60, 110])(
    "that the server has %i ms later slides there: no frame jumps",
    (lateMs) => {
      throwOwn();
      const bornMs = presentMs() + lateMs;
      frames(RTT_MS);
      let lastX = drawn()[0]!.x;
      tell(OWN, OWN, startAt(1000), 2, bornMs);
      let largestU = 0;
      for (let i = 0; i < 120; i++) {
        frame();
        const { x } = drawn()[0]!;
        largestU = Math.max(largestU, Math.abs(x - lastX));
        expect(x).toBeGreaterThanOrEqual(lastX);
        lastX = x;
      }
      expect(largestU).toBeLessThan(2 * ORB.speedUPerStep);
      // In the end where the others are drawn: the server's own path at that instant.
      const steps = (presentMs() - STEP_MS - LAG_MS - bornMs) / STEP_MS;
      expect(Math.abs(lastX - xAfter(startAt(1000), steps))).toBeLessThan(0.5);
    },
  );

  test("shows where it will bounce first, until it has", () => {
    map = WALLED;
    throwOwn();
    frame();
    expect(drawn()[0]!.bounceX).toBeGreaterThan(1200 - ORB.radiusU - ORB.speedUPerStep);
    expect(drawn()[0]!.bounceX).toBeLessThanOrEqual(1200 - ORB.radiusU);
    tell(OWN, OWN, startAt(1000), 1, presentMs());
    frames(900);
    expect(kinds()).toEqual(["orbBounce"]);
    expect(drawn()[0]!.bounceX).toBeNaN();
    expect(Math.abs(drawn()[0]!.angleRad - Math.PI)).toBeLessThan(1e-6);
  });
});

describe("[LAG-7] an own Orb that the server confirms late", () => {
  test("bounces once: what was shown before the confirmation is not shown again", () => {
    map = WALLED;
    throwOwn(1150);
    const bornMs = presentMs();
    frames(200);
    expect(kinds()).toEqual(["orbBounce"]);
    tell(OWN, OWN, startAt(1150), 1, bornMs);
    frames(300);
    expect(kinds()).toEqual(["orbBounce"]);
    expect(drawn()[0]!.bounceX).toBeNaN();
  });

  test("stays hidden where it met a body, with one mark", () => {
    throwOwn();
    const bornMs = presentMs();
    touched = { x: 1060, y: 80 };
    frames(200);
    expect(kinds()).toEqual(["hitPending"]);
    tell(OWN, OWN, startAt(1000), 1, bornMs);
    frame();
    expect(drawn()).toEqual([]);
    expect(kinds()).toEqual(["hitPending"]);
  });
});

describe("somebody else's Orb", () => {
  test("sets off where its thrower is drawn, and after 600 ms is where an input meets it", () => {
    const bornMs = presentMs() - LAG_MS;
    tell(ENEMY, ENEMY, startAt(1000), 1, bornMs);
    frame();
    expect(drawn()).toMatchObject([{ own: false, owner: ENEMY }]);
    expect(Math.abs(drawn()[0]!.x - 1000)).toBeLessThan(ORB.speedUPerStep + 1);
    expect(drawn()[0]!.bounceX).toBeNaN();
    frames(900);
    const steps = (presentMs() - STEP_MS - bornMs) / STEP_MS;
    expect(Math.abs(drawn()[0]!.x - xAfter(startAt(1000), steps))).toBeLessThan(0.5);
  });

  test("that is parried by oneself is one's own, on its new way; and back again", () => {
    tell(ENEMY, ENEMY, startAt(1000), 30, presentMs() - LAG_MS - 500);
    frame();
    tell(OWN, ENEMY, startAt(1300, WEST), 0, presentMs());
    frame();
    expect(drawn()).toMatchObject([{ own: true, owner: OWN, armed: false }]);
    const { x } = drawn()[0]!;
    frames(400);
    expect(drawn()[0]!.x).toBeLessThan(x - 100);
    tell(ENEMY, ENEMY, startAt(1100), 0, presentMs());
    frame();
    expect(drawn()).toMatchObject([{ own: false, owner: ENEMY }]);
    expect(events).toEqual([]);
  });
});

describe("a burst", () => {
  const burst = (slot: number) => field.burst(slot, SHOT, OWN, 1400, 80);

  test("that the server tells first is shown once, and the Orb is gone", () => {
    throwOwn();
    frames(100);
    tell(OWN, OWN, startAt(1000), 2, presentMs() - 100);
    frames(300);
    expect(burst(OWN)).toEqual({ kind: "orbBurst", own: true, x: 1400, y: 80 });
    expect(drawn()).toEqual([]);
    frames(4000);
    expect(events).toEqual([]);
    expect(field.orbs.every(({ active }) => !active)).toBe(true);
  });

  test("at the end of its life is shown by this screen, and not again when it is told", () => {
    tell(ENEMY, ENEMY, startAt(200), 2, presentMs() - LAG_MS);
    frames(2000);
    expect(events).toEqual([]);
    frames(1200);
    expect(kinds()).toEqual(["orbBurst"]);
    expect(drawn()).toEqual([]);
    expect(burst(ENEMY)).toBeNull();
    frames(1000);
    expect(kinds()).toEqual(["orbBurst"]);
  });

  test("at its fifth contact too", () => {
    map = mapOf("S..#", "...#");
    tell(ENEMY, ENEMY, startAt(100), 2, presentMs() - LAG_MS);
    frames(3200);
    expect(kinds()).toEqual([...Array<string>(ORB.bounces).fill("orbBounce"), "orbBurst"]);
    expect(burst(ENEMY)).toBeNull();
  });

  test("of an Orb that was never seen is shown where it is", () => {
    expect(burst(ENEMY)).toEqual({ kind: "orbBurst", own: false, x: 1400, y: 80 });
  });

  test("is not another's: the next Orb of the same name starts anew", () => {
    tell(ENEMY, ENEMY, startAt(200), 2, presentMs() - LAG_MS);
    frames(3500);
    burst(ENEMY);
    tell(ENEMY, ENEMY, startAt(200), 2, presentMs() - LAG_MS);
    frame();
    expect(drawn().length).toBe(1);
    expect(burst(ENEMY)).not.toBeNull();
  });
});

describe("an Orb that meets a body on this screen", () => {
  beforeEach(() => {
    throwOwn();
    frames(100);
    tell(OWN, OWN, startAt(1000), 2, presentMs() - 100);
  });

  test("is marked once and hidden; its burst comes with the server's word", () => {
    touched = { x: 1150, y: 80 };
    while (events.length === 0) frame();
    frames(RTT_MS);
    expect(kinds()).toEqual(["hitPending"]);
    expect(drawn()).toEqual([]);
    expect(field.burst(OWN, SHOT, OWN, 1130, 80)?.kind).toBe("orbBurst");
  });

  test("flies on when the server says nothing for the round trip and 100 ms, with no second thought", () => {
    touched = { x: 1150, y: 80 };
    while (events.length === 0) frame();
    frames(RTT_MS + MISSED_AFTER_MS - STEP_MS);
    expect(drawn()).toEqual([]);
    frames(3 * STEP_MS);
    expect(drawn().length).toBe(1);
    frames(500);
    expect(kinds()).toEqual(["hitPending"]);
  });

  test("meets nobody before it is armed", () => {
    field.clear();
    throwOwn();
    touched = { x: 1000, y: 80 };
    frame();
    tell(OWN, OWN, startAt(1000), 1, presentMs());
    touched = null;
    frames(200);
    expect(events).toEqual([]);
    expect(drawn().length).toBe(1);
  });
});

test("nothing outlives a change of the map", () => {
  throwOwn();
  tell(ENEMY, ENEMY, startAt(1000), 2, presentMs() - LAG_MS);
  frame();
  expect(drawn().length).toBe(2);
  field.clear();
  expect(drawn()).toEqual([]);
  frames(4000);
  expect(events).toEqual([]);
});
