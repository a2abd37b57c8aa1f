// [REC-11] An Orb's path is one on both sides: 10,000 seeded Orbs on the real maps, bounces and parries included.
// In: a real world and what it tells at random ages. Out: flights stepped as a client does, compared to the bit.
import { describe, expect, test } from "vitest";
import { OrbField, type OrbFrame } from "../../client/game/OrbField.ts";
import type { ViewEvent } from "../../client/game/WorldView.ts";
import { OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import { type MomentSink, MomentWriter, readMoments } from "../../shared/net/moments.ts";
import { type ArenaMap, makeArenaMap } from "../../shared/sim/arenaMap.ts";
import { isBodyClear, isDiscClear } from "../../shared/sim/collide.ts";
import { TILE_U } from "../../shared/sim/constants.ts";
import { type OrbFlight, stepOrbFlight } from "../../shared/sim/orbFlight.ts";
import { BLOCKS_PULSE, BLOCKS_WALK } from "../../shared/sim/raycast.ts";
import { makeRng, nextBelow, type Rng } from "../../shared/sim/rng.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { ORB } from "../../shared/sim/weaponDefs.ts";
import { type Match, makeDuel, placeAt, runTick } from "../helpers/simWorld.ts";

const THROWERS = 24;
/** Orbs on each map. */
const ORBS = 3400;
/** A throw each so many ticks, in turn: an Orb lives 180 steps, and a pool holds 4 a player. */
const THROW_EACH_TICKS = 60;
/** Late ones are told at most so old, steps. */
const LATEST_AGE = 150;
/** Every so many-th Orb is also followed by a whole OrbField. */
const FIELD_EACH = 50;

/** What a client knows of an Orb: told once, and again after a parry. */
interface Told {
  flight: OrbFlight;
  age: number;
}

interface Tally {
  thrown: number;
  bounces: number;
  parries: number;
  bursts: number;
  told: number;
  /** Times that an Orb was found in Wall or Glass. */
  inSolid: number;
  /** Largest distance of an Orb drawn by OrbField from the server's, u. */
  furthestDrawnU: number;
}

function nameOf({ world }: Match, row: number): number {
  return (world.orbs.slot[row] ?? 0) * 65_536 + (world.orbs.shotId[row] ?? 0);
}

/** An Orb over the wire: written and read as moments are. */
function tell({ world }: Match, row: number): Told {
  const { slot, shotId, owner, x, y, aim, bounces, bornStep } = world.orbs;
  const writer = new MomentWriter();
  const age = Math.max(0, world.step - bornStep[row]!);
  writer.orb(
    slot[row]!,
    shotId[row]!,
    owner[row]!,
    x[row]!,
    y[row]!,
    aim[row]!,
    bounces[row]!,
    age,
  );
  const told: Told[] = [];
  const sink: Partial<MomentSink> = {
    orb: (_slot, _shotId, _owner, atX, atY, atAim, made, atAge) => {
      told.push({ flight: { x: atX, y: atY, aim: atAim, bounces: made }, age: atAge });
    },
  };
  expect(readMoments(writer.message, sink as MomentSink)).toBe(true);
  return told[0]!;
}

/** Places somebody anywhere on the map's floor. */
function scatter(match: Match, slot: number, rng: Rng): void {
  const { map } = match.world;
  for (;;) {
    const x = nextBelow(rng, map.cols * TILE_U * 4) / 4;
    const y = nextBelow(rng, map.rows * TILE_U * 4) / 4;
    if (!isBodyClear(map, x, y, BLOCKS_WALK)) continue;
    placeAt(match.world, slot, x, y);
    return;
  }
}

/** One Orb on the screen of a client without latency: where it is drawn at each tick's end. */
class Screen {
  private readonly field = new OrbField();
  private readonly events: ViewEvent[] = [];
  private readonly map: ArenaMap;

  constructor(map: ArenaMap, told: Told, step: number) {
    this.map = map;
    const serverMs = (step * 1000) / 60;
    this.field.tell(map, 1, 1, 1, 0, { ...told.flight }, told.age, serverMs);
  }

  drawnAt(step: number): { x: number; y: number } {
    // A hair before the step's end, so that rounding does not begin the next one.
    const nowMs = ((step - 1 / 1000) * 1000) / 60;
    const frame: OrbFrame = {
      map: this.map,
      nowMs,
      drawnMs: nowMs,
      presentMs: nowMs,
      inputRttMs: 0,
      ackedSeq: 0,
      touches: () => false,
    };
    this.field.advance(frame, this.events);
    const orb = this.field.orbs[0]!;
    return { x: orb.x, y: orb.y };
  }
}

/** A client beside the world: what it was told of each Orb, stepped as often as the world's own. */
class Watcher {
  readonly tally: Tally = {
    thrown: 0,
    bounces: 0,
    parries: 0,
    bursts: 0,
    told: 0,
    inSolid: 0,
    furthestDrawnU: 0,
  };
  private readonly known = new Map<number, Told>();
  private readonly screens = new Map<number, Screen>();
  private readonly tellAtAge = new Map<number, number>();
  private readonly floats = new Float32Array(4);
  private readonly bits = new Uint32Array(this.floats.buffer);
  private readonly match: Match;
  private readonly rng: Rng;

  constructor(match: Match, rng: Rng) {
    this.match = match;
    this.rng = rng;
  }

  /** An Orb that was parried is told anew, at the end of its tick. */
  parried(row: number): void {
    this.tally.parries++;
    const name = nameOf(this.match, row);
    this.known.delete(name);
    this.screens.delete(name);
    this.tellAtAge.set(name, 0);
  }

  burst(row: number): void {
    const told = this.known.get(nameOf(this.match, row));
    if (told === undefined) return;
    this.tally.bursts++;
    const { step, orbs } = this.match.world;
    this.follow(told, step - (orbs.bornStep[row] ?? 0) + 1);
    this.expectSame(told, row);
  }

  /** After a tick: compares what is known, and hears of Orbs whose time has come. */
  compare(): void {
    const { step, orbs } = this.match.world;
    for (let row = 0; row < orbs.count; row++) {
      const name = nameOf(this.match, row);
      const age = step - (orbs.bornStep[row] ?? 0);
      const told = this.known.get(name) ?? this.hear(row, name, age);
      const { x, y } = rowOf(this.match, row);
      if (!isDiscClear(this.match.world.map, x, y, ORB.radiusU, BLOCKS_PULSE)) this.tally.inSolid++;
      if (told === null) continue;
      this.follow(told, age);
      this.expectSame(told, row);
      const drawn = this.screens.get(name)?.drawnAt(step);
      if (drawn === undefined) continue;
      const offU = Math.hypot(drawn.x - x, drawn.y - y);
      this.tally.furthestDrawnU = Math.max(this.tally.furthestDrawnU, offU);
    }
  }

  /** Most are told when they are thrown, the others when they come into sight. */
  private hear(row: number, name: number, age: number): Told | null {
    const { rng, match, tellAtAge, tally } = this;
    if (!tellAtAge.has(name)) {
      tellAtAge.set(name, nextBelow(rng, 3) === 0 ? nextBelow(rng, LATEST_AGE) : 0);
    }
    if (age < (tellAtAge.get(name) ?? 0)) return null;
    const told = tell(match, row);
    this.known.set(name, told);
    const { map, step } = match.world;
    if (++tally.told % FIELD_EACH === 0) this.screens.set(name, new Screen(map, told, step));
    return told;
  }

  private follow(told: Told, age: number): void {
    for (; told.age < age; told.age++) {
      const { bounces } = told.flight;
      stepOrbFlight(this.match.world.map, told.flight);
      this.tally.bounces += told.flight.bounces - bounces;
    }
  }

  /** Compared by hand: a million expectations would take a minute. */
  private expectSame({ flight }: Told, row: number): void {
    const { floats, bits } = this;
    const server = rowOf(this.match, row);
    floats.set([flight.x, server.x, flight.y, server.y]);
    const same =
      bits[0] === bits[1] &&
      bits[2] === bits[3] &&
      flight.x === server.x &&
      flight.y === server.y &&
      flight.aim === server.aim &&
      flight.bounces === server.bounces;
    if (!same) expect(flight, `step ${this.match.world.step}`).toEqual(server);
  }
}

/** Throws `ORBS` Orbs on a map, watched until the last has burst. */
function fly(map: ArenaMap, tickHz: number, seed: number): Tally {
  const rng = makeRng(seed);
  const places = Array.from({ length: THROWERS }, (): [number, number] => [0, 0]);
  const match = makeDuel({ map, tickHz, seed }, ...places);
  const watcher = new Watcher(match, rng);
  const { tally } = watcher;
  const sink = {
    ...match.sink,
    orbFired: () => void tally.thrown++,
    orbParried: (row: number) => watcher.parried(row),
    orbBurst: (row: number) => watcher.burst(row),
  };
  for (let tick = 0; tally.thrown < ORBS || match.world.orbs.count > 0; tick++) {
    const cmds: Partial<InputCmd>[] = Array.from({ length: THROWERS }, () => ({ buttons: 0 }));
    for (const rec of match.world.players) {
      rec.hp = 100;
      rec.state.knockStep = 0;
      if (tally.thrown >= ORBS || (tick + rec.slot) % THROW_EACH_TICKS !== 0) continue;
      scatter(match, rec.slot, rng);
      rec.state.orbReadyStep = 0;
      rec.state.dashReadyStep = 0;
      cmds[rec.slot] = { aim: nextBelow(rng, 4096), buttons: Button.Orb };
    }
    parrySome(match, cmds, rng);
    runTick({ ...match, sink }, cmds);
    watcher.compare();
  }
  return tally;
}

/** Now and then somebody who aims anywhere dashes beside an Orb of another's. */
function parrySome({ world }: Match, cmds: Partial<InputCmd>[], rng: Rng): void {
  if (world.orbs.count === 0 || nextBelow(rng, 20) !== 0) return;
  const row = nextBelow(rng, world.orbs.count);
  const slot = nextBelow(rng, THROWERS);
  const x = world.orbs.x[row]!;
  const y = world.orbs.y[row]!;
  if (slot === world.orbs.owner[row] || !isBodyClear(world.map, x, y, BLOCKS_WALK)) return;
  placeAt(world, slot, x, y);
  cmds[slot] = { aim: nextBelow(rng, 4096), buttons: Button.Dash };
}

function rowOf({ world }: Match, row: number): OrbFlight {
  const { x, y, aim, bounces } = world.orbs;
  return { x: x[row]!, y: y[row]!, aim: aim[row]!, bounces: bounces[row]! };
}

describe("[REC-11] paths of 10,000 Orbs are the same to the bit, after every tick and at their burst", () => {
  test.each([
    [0, 60],
    [1, 30],
    [2, 60],
  ] as const)(
    "on Open Arena map %i, at %i Hz",
    (index, tickHz) => {
      const map = makeArenaMap(OPEN_ARENA_MAPS[index]!.data);
      const tally = fly(map, tickHz, 100 + index);
      expect(tally.thrown).toBeGreaterThanOrEqual(ORBS);
      expect(tally.bounces).toBeGreaterThan(ORBS);
      expect(tally.parries).toBeGreaterThan(50);
      expect(tally.bursts).toBeGreaterThan(ORBS * 0.8);
      expect(tally.told).toBeGreaterThan(ORBS);
      expect(tally.inSolid).toBe(0);
      expect(tally.furthestDrawnU).toBeGreaterThan(0);
      expect(tally.furthestDrawnU).toBeLessThan(0.02);
    },
    30_000,
  );
});
