// Who is told of which moment: the real world and its interest, two rooms with a wall between them.
import { beforeEach, describe, expect, test } from "vitest";
import { EventFanout } from "../../server/net/eventFanout.ts";
import { Interest } from "../../server/net/interest.ts";
import { type MomentSink, readMoments } from "../../shared/net/moments.ts";
import { clearInbox, type Inbox, makeInbox, pushCommand } from "../../shared/sim/inbox.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { Button } from "../../shared/sim/types.ts";
import { addPlayer, makeWorld, playerAt, type World } from "../../shared/sim/world.ts";
import { mapOf } from "../helpers/simWorld.ts";

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

let world: World;
let inbox: Inbox;
let interest: Interest;
let fanout: EventFanout;
let seq: number;

beforeEach(() => {
  world = makeWorld({ map: MAP, tickHz: 30, maxPlayers: 4, seed: 1 });
  inbox = makeInbox(4);
  interest = new Interest(4, 30, { entered: () => undefined, left: () => undefined });
  fanout = new EventFanout(world, interest, () => undefined);
  seq = 1;
  for (const slot of [SHOOTER, FRIEND, HIDDEN]) addPlayer(world, slot);
  for (let i = 0; i < 4; i++) tick(0, 0);
});

/** Puts the players: the friend in the shooter's room, the hidden one in the other. */
function place(slot: number, x: number, y: number): void {
  const { state } = playerAt(world, slot);
  state.x = x;
  state.y = y;
  playerAt(world, slot).protectedUntilStep = 0;
}

/** Steps once with the shooter pressing `buttons`; returns the shots and hits told to each viewer. */
function tick(buttons: number, aim: number): string[][] {
  clearInbox(inbox);
  pushCommand(inbox, SHOOTER, { moveX: 0, moveY: 0, aim, buttons }, seq++);
  stepWorld(world, inbox, fanout);
  interest.update(world);
  const told = [SHOOTER, FRIEND, HIDDEN].map((viewer) => {
    const lines: string[] = [];
    const sink: MomentSink = {
      shot: (slot) => lines.push(`shot of ${slot}`),
      hit: (attacker, victim) => lines.push(`${attacker} hits ${victim}`),
      rail: () => undefined,
      orb: () => undefined,
      burst: () => undefined,
      died: (victim) => lines.push(`${victim} died`),
      pickup: () => undefined,
    };
    readMoments(fanout.messageFor(viewer), sink);
    return lines;
  });
  fanout.endTick();
  return told;
}

/** Lets the grace pass in which those who stood together at first still see each other. */
function settle(): void {
  for (let i = 0; i < 12; i++) tick(0, 0);
}

/** All that each viewer is told over `count` ticks of holding the trigger. */
function shoot(aim: number, count: number): string[][] {
  const all: string[][] = [[], [], []];
  for (let i = 0; i < count; i++) {
    for (const [viewer, lines] of tick(Button.Fire, aim).entries()) all[viewer]?.push(...lines);
  }
  return all;
}

describe("[INT-2] a shot", () => {
  test("is told to its shooter and to who sees the shooter, once", () => {
    place(SHOOTER, 200, 80);
    place(FRIEND, 400, 120);
    place(HIDDEN, 300, 320);
    settle();
    const [own, friend, hidden] = shoot(3072, 1);
    expect(own).toEqual(["shot of 0"]);
    expect(friend).toEqual(["shot of 0"]);
    expect(hidden).toEqual([]);
    expect(shoot(3072, 1).flat()).toEqual([]);
  });

  test("is told to others from where it comes into their sight", () => {
    place(SHOOTER, 1000, 120);
    place(FRIEND, 100, 120);
    place(HIDDEN, 1480, 360);
    settle();
    expect(interest.sees(HIDDEN, SHOOTER)).toBe(false);
    const [, , hidden] = shoot(0, 14);
    expect(hidden?.length).toBeGreaterThan(0);
  });
});

describe("[INT-3] a hit", () => {
  test("is told to both sides and to who sees the victim; not behind a wall", () => {
    place(SHOOTER, 200, 80);
    place(FRIEND, 400, 80);
    place(HIDDEN, 300, 320);
    settle();
    const [own, friend, hidden] = shoot(0, 12);
    expect(own).toContain("0 hits 1");
    expect(friend).toContain("0 hits 1");
    expect(hidden).toEqual([]);
  });
});
