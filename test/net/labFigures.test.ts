// The Net Lab's judge and its autopilot: which body a Rail met on this screen, what became of the shot, and whom
// "Aim for me" aims at.
import { describe, expect, test } from "vitest";
import { LabShooter } from "../../client/game/LabShooter.ts";
import { RailTally, TALLIED_SHOTS } from "../../client/game/RailTally.ts";
import type { ActorView, ViewEvent } from "../../client/game/WorldView.ts";
import { makeArenaMap } from "../../shared/sim/arenaMap.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";

/** A wall at x 640..720 on the row of y 80..160, open elsewhere. */
const MAP = makeArenaMap({
  id: "t",
  name: "t",
  rows: ["................", "........#.......", "S..............."],
});
const PATIENCE_MS = 500;

function actor(slot: number, x: number, y: number, changes: Partial<ActorView> = {}): ActorView {
  return {
    slot,
    present: true,
    isSelf: false,
    isBot: true,
    hasCrown: false,
    name: "",
    alive: true,
    x,
    y,
    vx: 0,
    vy: 0,
    aimRad: 0,
    windUp: 0,
    hp: 100,
    shield: 0,
    isProtected: false,
    isDashing: false,
    hasSurge: false,
    isEmoting: false,
    opacity: 1,
    ...changes,
  };
}

function rail(x: number, y: number, angleRad = 0): ViewEvent {
  return { kind: "rail", slot: 0, own: true, x, y, angleRad, lengthU: 560 };
}

function hit(victim: number, move: Move = Move.Rail): ViewEvent {
  return { kind: "hit", attacker: 0, victim, damage: 45, move, x: 0, y: 0, role: "dealt" };
}

function denied(victim: number, verdict: "dodged" | "blocked"): ViewEvent {
  return { kind: "denied", verdict, victim, x: 0, y: 0 };
}

/** A tally that lives through frames: who is on screen before each, what happens in it. */
class Range {
  readonly tally = new RailTally();
  private timeMs = 0;

  frame(actors: readonly ActorView[], events: readonly ViewEvent[], laterMs = 16): void {
    this.timeMs += laterMs;
    this.tally.look(actors);
    this.tally.note({ timeMs: this.timeMs, map: MAP, events }, PATIENCE_MS);
  }

  get result(): [agreed: number, disagreed: number, dodged: number, blocked: number] {
    const { tally } = this;
    return [
      tally.count("agreed"),
      tally.count("disagreed"),
      tally.count("dodged"),
      tally.count("blocked"),
    ];
  }
}

describe("the tally of Rail shots", () => {
  test("counts a shot that the server confirms on the body that it met", () => {
    const range = new Range();
    range.frame([actor(0, 100, 40, { isSelf: true }), actor(3, 400, 55)], [rail(100, 40)]);
    expect(range.result).toEqual([0, 0, 0, 0]);
    range.frame([], [hit(3)], 200);
    expect(range.result).toEqual([1, 0, 0, 0]);
    expect(range.tally.agreement).toBe(1);
    range.frame([], [], 10_000);
    expect(range.result).toEqual([1, 0, 0, 0]);
  });

  test("counts against the server what it does not answer in time", () => {
    const range = new Range();
    range.frame([actor(3, 400, 40)], [rail(100, 40)]);
    range.frame([], [], PATIENCE_MS);
    expect(range.result).toEqual([0, 0, 0, 0]);
    range.frame([], [], 1);
    expect(range.result).toEqual([0, 1, 0, 0]);
    range.frame([], [hit(3)]);
    expect(range.result).toEqual([0, 1, 0, 0]);
  });

  test("takes no other body's hit, and no other move, for an answer", () => {
    const range = new Range();
    range.frame([actor(3, 400, 40), actor(4, 400, 200)], [rail(100, 40)]);
    range.frame([], [hit(4), hit(3, Move.Pulse)]);
    range.frame([], [], PATIENCE_MS + 1);
    expect(range.result).toEqual([0, 1, 0, 0]);
  });

  test("keeps dodged and blocked shots apart from the share", () => {
    const range = new Range();
    const seen = [actor(3, 400, 40)];
    range.frame(seen, [rail(100, 40)]);
    range.frame(seen, [denied(3, "dodged"), rail(100, 40)]);
    range.frame(seen, [denied(3, "blocked"), rail(100, 40)]);
    range.frame(seen, [hit(3)]);
    expect(range.result).toEqual([1, 0, 1, 1]);
    expect(range.tally.judged).toBe(1);
    expect(range.tally.agreement).toBe(1);
  });

  test.each([
    ["passes beside a body", [actor(3, 400, 61)], rail(100, 40)],
    ["has the body behind it", [actor(3, 50, 40)], rail(100, 40)],
    ["ends before the body", [actor(3, 700, 40)], rail(100, 40)],
    ["ends at a wall", [actor(3, 780, 120)], rail(500, 120)],
    ["meets somebody who is protected", [actor(3, 400, 40, { isProtected: true })], rail(100, 40)],
    ["meets somebody dead", [actor(3, 400, 40, { alive: false })], rail(100, 40)],
    ["meets a body out of sight", [actor(3, 400, 40, { present: false })], rail(100, 40)],
  ])("leaves out a shot that %s", (_what, actors, shot) => {
    const range = new Range();
    range.frame(actors, [shot]);
    range.frame([], [], PATIENCE_MS + 1);
    expect(range.result).toEqual([0, 0, 0, 0]);
    expect(range.tally.agreement).toBeNaN();
  });

  test("judges by the screen on which the shot was fired, not by the next one", () => {
    const range = new Range();
    range.tally.look([actor(3, 400, 40)]);
    range.tally.note({ timeMs: 1, map: MAP, events: [rail(100, 40)] }, PATIENCE_MS);
    range.frame([actor(3, 400, 140)], [hit(3)]);
    expect(range.result).toEqual([1, 0, 0, 0]);
  });

  test("takes the first of two bodies on the ray", () => {
    const range = new Range();
    range.frame([actor(3, 500, 40), actor(4, 300, 40)], [rail(100, 40)]);
    range.frame([], [hit(4)]);
    expect(range.result).toEqual([1, 0, 0, 0]);
  });

  test(`is about the last ${TALLIED_SHOTS} shots, and starts over when told`, () => {
    const range = new Range();
    const seen = [actor(3, 400, 40)];
    range.frame(seen, [rail(100, 40)]);
    range.frame(seen, [], PATIENCE_MS + 1);
    for (let shot = 0; shot < TALLIED_SHOTS; shot++) {
      range.frame(seen, [rail(100, 40)]);
      range.frame(seen, [hit(3)]);
    }
    expect(range.result).toEqual([TALLIED_SHOTS, 0, 0, 0]);
    range.frame(seen, [rail(100, 40)]);
    range.tally.reset();
    range.frame(seen, [hit(3)]);
    range.frame(seen, [], PATIENCE_MS + 1);
    expect(range.result).toEqual([0, 0, 0, 0]);
  });
});

describe("the autopilot", () => {
  const still: InputCmd = { moveX: 7, moveY: 0, aim: 0, buttons: Button.Dash };
  const hands = { sample: (out: InputCmd) => void Object.assign(out, still) };
  const self = actor(0, 100, 40, { isSelf: true });
  const look = (isOn: boolean, others: ActorView[], own: ActorView | null = self) => {
    const shooter = new LabShooter(hands);
    shooter.isOn = isOn;
    shooter.look({ self: own, actors: own === null ? others : [own, ...others], map: MAP });
    const command: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
    shooter.sample(command, true);
    return { slot: shooter.target?.slot, command };
  };

  test("aims at the nearest body in sight, holds the Rail, and leaves the rest to the player", () => {
    const { slot, command } = look(true, [actor(3, 500, 40), actor(4, 300, 40)]);
    expect(slot).toBe(4);
    expect(command.buttons).toBe(Button.Dash | Button.Rail);
    expect(command.moveX).toBe(7);
  });

  test.each([
    ["it is off", false, [actor(3, 300, 40)], self],
    ["nobody is in range", true, [actor(3, 600, 40)], self],
    ["a wall is between", true, [actor(3, 750, 130)], actor(0, 600, 130, { isSelf: true })],
    ["the only one is protected", true, [actor(3, 300, 40, { isProtected: true })], self],
    ["the player is dead", true, [actor(3, 300, 40)], { ...self, alive: false }],
    ["there is no player yet", true, [actor(3, 300, 40)], null],
  ])("does nothing while %s", (_when, isOn, others, own) => {
    const { slot, command } = look(isOn, others, own);
    expect(slot).toBeUndefined();
    expect(command.buttons).toBe(Button.Dash);
  });
});
