// What happened in a tick, to whom it concerns. In: the simulation's sink calls. Out: one binary message per
// client and tick (shared/net/moments.ts). Nobody is told of what it could not see, shots included.
import { MomentWriter } from "../../shared/net/moments.ts";
import { pulsePositionAt } from "../../shared/sim/projectiles.ts";
import { type PulseEnd, Verdict, type WorldSink } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN } from "../../shared/sim/vec2.ts";
import { type Move, PULSE } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";
import type { Interest } from "./interest.ts";
import { LineFanout } from "./lineFanout.ts";
import { OrbFanout } from "./orbFanout.ts";

/** A shot that may still have to be told to somebody. */
interface LiveShot {
  slot: number;
  shotId: number;
  x: number;
  y: number;
  aim: number;
  bornStep: number;
  /** World step at which it ended; -1 in flight. */
  endedStep: number;
  endX: number;
  endY: number;
  /** By viewer slot, spectators behind the last: 1 once told. */
  told: Uint8Array;
}

/** A ray from a hidden shooter is looked for in steps of this length, u: a Pulse's. */
const RAIL_PIECE_U = 20;

const EventKind = { Hit: 0, Died: 1, Pickup: 2, Rail: 3 } as const;

/** One moment of this tick: numbers in the order of MomentSink. */
interface TickEvent {
  kind: number;
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

/** Shots in flight at most, and moments in a tick; more are dropped and counted. */
const SHOTS_PER_SLOT = 20;
const EVENTS_PER_SLOT = 8;

export class EventFanout implements WorldSink {
  /** Moments that found no room: must stay 0. */
  dropped = 0;
  private readonly shots: LiveShot[] = [];
  private shotCount = 0;
  private readonly events: TickEvent[] = [];
  private eventCount = 0;
  /** Slots that died in this tick. */
  readonly deaths: number[] = [];
  private readonly lines: LineFanout;
  private readonly orbs: OrbFanout;
  private readonly writer = new MomentWriter();
  /** Scratch: where a shot is at the end of the tick. */
  private readonly place = { x: 0, y: 0 };
  private readonly world: World;
  private readonly interest: Interest;

  private readonly onHit: (attacker: number, victim: number) => void;

  /** @param onHit told of each hit as it lands, for those who have no screen. */
  constructor(world: World, interest: Interest, onHit: (attacker: number, victim: number) => void) {
    this.world = world;
    this.interest = interest;
    this.onHit = onHit;
    this.lines = new LineFanout(world);
    this.orbs = new OrbFanout(world, interest);
    const slots = world.players.length;
    for (let i = 0; i < slots * SHOTS_PER_SLOT; i++) this.shots.push(makeShot(slots + 1));
    for (let i = 0; i < slots * EVENTS_PER_SLOT; i++) {
      this.events.push({ kind: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 });
    }
  }

  pulseFired(slot: number, shotId: number, x: number, y: number, aim: number): void {
    const shot = this.shots[this.shotCount];
    if (shot === undefined) {
      this.dropped++;
      return;
    }
    this.shotCount++;
    shot.slot = slot;
    shot.shotId = shotId;
    shot.x = x;
    shot.y = y;
    shot.aim = aim;
    shot.bornStep = this.world.commandSink.bornStep;
    shot.endedStep = -1;
    shot.told.fill(0);
  }

  pulseEnded(slot: number, shotId: number, x: number, y: number, _end: PulseEnd): void {
    for (let i = 0; i < this.shotCount; i++) {
      const shot = this.shots[i] as LiveShot;
      if (shot.slot !== slot || shot.shotId !== shotId || shot.endedStep >= 0) continue;
      shot.endedStep = this.world.step;
      shot.endX = x;
      shot.endY = y;
      break;
    }
  }

  /** A dash shows in the poses. */
  dashStarted(): void {}

  reloadStarted(): void {}

  /** A wind-up is a flag of the pose. */
  railWindingUp(): void {}

  /** Told with its length, once it is traced. */
  railFired(): void {}

  railEnded(
    slot: number,
    shotId: number,
    x: number,
    y: number,
    aim: number,
    lengthU: number,
  ): void {
    this.add(EventKind.Rail, slot, shotId & 255, x, y, aim, lengthU);
  }

  orbFired(slot: number, shotId: number): void {
    if (!this.orbs.fired(slot, shotId)) this.dropped++;
  }

  orbParried(row: number): void {
    this.orbs.parried(row);
  }

  orbBurst(row: number): void {
    this.orbs.burst(row);
  }

  hit(
    attacker: number,
    victim: number,
    damage: number,
    move: Move,
    _x: number,
    _y: number,
    shotId: number,
  ): void {
    this.add(EventKind.Hit, attacker, victim, damage, move, shotId & 255, Verdict.Hit);
    this.onHit(attacker, victim);
  }

  denied(attacker: number, victim: number, move: Move, shotId: number, verdict: Verdict): void {
    this.add(EventKind.Hit, attacker, victim, 0, move, shotId & 255, verdict);
  }

  died(victim: number, killer: number, assist: number, move: Move): void {
    this.add(EventKind.Died, victim, killer, assist, move, 0, 0);
    this.deaths.push(victim);
  }

  spawned(): void {}

  pickupTaken(slot: number, pickup: number): void {
    this.add(EventKind.Pickup, slot, pickup, 0, 0, 0, 0);
  }

  roundEnded(): void {}

  /** The viewer is shown the slot's pose from this tick on. */
  noteEntry(viewer: number, slot: number): void {
    this.lines.noteEntry(viewer, slot);
  }

  /** Nothing in flight survives into the next round. */
  roundStarted(): void {
    this.shotCount = 0;
    this.orbs.clear();
  }

  /**
   * This tick's message for one viewer; empty when nothing concerns it. Valid until the next call.
   * After the interest update of the tick.
   */
  messageFor(viewer: number): Uint8Array {
    this.writer.clear();
    this.lines.write(viewer, this.writer);
    for (let i = 0; i < this.shotCount; i++) this.tellShot(this.shots[i] as LiveShot, viewer);
    this.orbs.write(viewer, this.writer);
    for (let i = 0; i < this.eventCount; i++) this.tellEvent(this.events[i] as TickEvent, viewer);
    return this.writer.message;
  }

  /** After all viewers of the tick: forgets its moments and the shots that ended. */
  endTick(): void {
    this.eventCount = 0;
    this.deaths.length = 0;
    this.lines.endTick();
    this.orbs.endTick();
    let kept = 0;
    for (let i = 0; i < this.shotCount; i++) {
      const shot = this.shots[i] as LiveShot;
      const over = shot.endedStep >= 0 || this.world.step - shot.bornStep > PULSE.lifeSteps;
      if (over) continue;
      this.shots[i] = this.shots[kept] as LiveShot;
      this.shots[kept++] = shot;
    }
    this.shotCount = kept;
  }

  private tellShot(shot: LiveShot, viewer: number): void {
    if (shot.told[viewer] === 1) return;
    const age = Math.max(0, Math.min(PULSE.lifeSteps - 1, this.world.step - shot.bornStep));
    const { place } = this;
    pulsePositionAt(shot.x, shot.y, shot.aim, age, place);
    const ended = shot.endedStep >= 0;
    const x = ended ? shot.endX : place.x;
    const y = ended ? shot.endY : place.y;
    const own = shot.slot === viewer;
    const visible =
      own ||
      this.interest.sees(viewer, shot.slot) ||
      this.interest.seesPoint(this.world, viewer, x, y);
    if (!visible) return;
    shot.told[viewer] = 1;
    this.writer.shot(shot.slot, shot.shotId, x, y, shot.aim, PULSE.lifeSteps - age);
  }

  private tellEvent(event: TickEvent, viewer: number): void {
    const { kind, a, b, c, d, e, f } = event;
    const { interest, writer } = this;
    if (kind === EventKind.Died) writer.died(a, b, c, d);
    else if (kind === EventKind.Hit) {
      const concerned = a === viewer || b === viewer || interest.sees(viewer, b);
      const attacker = a === viewer || b === viewer || interest.sees(viewer, a) ? a : -1;
      if (concerned) writer.hit(attacker, b, c, d, e, f);
    } else if (kind === EventKind.Rail) this.tellRail(event, viewer);
    else if (a === viewer || interest.sees(viewer, a)) writer.pickup(a, b);
  }

  /** Whole to who sees its shooter, to others from where it comes into their sight. */
  private tellRail({ a, b, c, d, e, f }: TickEvent, viewer: number): void {
    const { interest, writer, world } = this;
    const whole = a === viewer || interest.sees(viewer, a);
    for (let fromU = 0; fromU <= f; fromU += RAIL_PIECE_U) {
      const x = c + (AIM_COS[e] as number) * fromU;
      const y = d + (AIM_SIN[e] as number) * fromU;
      if (!whole && !interest.seesPoint(world, viewer, x, y)) continue;
      writer.rail(a, b, x, y, e, f - fromU);
      return;
    }
  }

  private add(
    kind: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
  ): void {
    const event = this.events[this.eventCount];
    if (event === undefined) {
      this.dropped++;
      return;
    }
    this.eventCount++;
    event.kind = kind;
    event.a = a;
    event.b = b;
    event.c = c;
    event.d = d;
    event.e = e;
    event.f = f;
  }
}

function makeShot(viewers: number): LiveShot {
  return {
    slot: 0,
    shotId: 0,
    x: 0,
    y: 0,
    aim: 0,
    bornStep: 0,
    endedStep: -1,
    endX: 0,
    endY: 0,
    told: new Uint8Array(viewers),
  };
}
