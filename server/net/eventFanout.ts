// What happened in a tick, to whom it concerns. In: the simulation's sink calls. Out: one binary message per
// client and tick (shared/net/moments.ts). Nobody is told of what it could not see, shots included.
import { MomentWriter } from "../../shared/net/moments.ts";
import { type PulseEnd, Verdict, type WorldSink } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN } from "../../shared/sim/vec2.ts";
import type { Move } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";
import type { Interest } from "./interest.ts";
import { LineFanout } from "./lineFanout.ts";
import { OrbFanout } from "./orbFanout.ts";
import { PulseFanout } from "./pulseFanout.ts";

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

/** Moments in a tick at most; more are dropped and counted. */
const EVENTS_PER_SLOT = 8;

export class EventFanout implements WorldSink {
  /** Moments that found no room: must stay 0. */
  dropped = 0;
  private readonly events: TickEvent[] = [];
  private eventCount = 0;
  /** Slots that died in this tick. */
  readonly deaths: number[] = [];
  private readonly lines: LineFanout;
  private readonly pulses: PulseFanout;
  private readonly orbs: OrbFanout;
  /** Tick for which it was gathered what may have to be told. */
  private gatheredTick = -1;
  private readonly writer = new MomentWriter();
  private readonly world: World;
  private readonly interest: Interest;

  private readonly onHit: (attacker: number, victim: number) => void;

  /** @param onHit told of each hit as it lands, for those who have no screen. */
  constructor(world: World, interest: Interest, onHit: (attacker: number, victim: number) => void) {
    this.world = world;
    this.interest = interest;
    this.onHit = onHit;
    this.lines = new LineFanout(world);
    this.pulses = new PulseFanout(world, interest);
    this.orbs = new OrbFanout(world, interest);
    for (let i = 0; i < world.maxPlayers * EVENTS_PER_SLOT; i++) {
      this.events.push({ kind: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 });
    }
  }

  pulseFired(slot: number, shotId: number, x: number, y: number, aim: number): void {
    if (!this.pulses.fired(slot, shotId, x, y, aim)) this.dropped++;
  }

  pulseEnded(slot: number, shotId: number, x: number, y: number, _end: PulseEnd): void {
    this.pulses.ended(slot, shotId, x, y);
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
    this.pulses.clear();
    this.orbs.clear();
  }

  /**
   * This tick's message for one viewer; empty when nothing concerns it. Valid until the next call.
   * Between the interest update of the tick and its end.
   */
  messageFor(viewer: number): Uint8Array {
    if (this.gatheredTick !== this.world.tick) this.gather();
    this.writer.clear();
    this.lines.write(viewer, this.writer);
    this.pulses.write(viewer, this.writer);
    this.orbs.write(viewer, this.writer);
    for (let i = 0; i < this.eventCount; i++) this.tellEvent(this.events[i] as TickEvent, viewer);
    return this.writer.message;
  }

  /** After all viewers of the tick: forgets its moments and the shots that ended. */
  endTick(): void {
    this.eventCount = 0;
    this.deaths.length = 0;
    this.lines.endTick();
    this.pulses.endTick();
    this.orbs.endTick();
  }

  /** What is the same for all viewers of the tick. */
  private gather(): void {
    this.gatheredTick = this.world.tick;
    this.pulses.gather();
    this.orbs.gather();
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
    const endX = c + (AIM_COS[e] as number) * f;
    const endY = d + (AIM_SIN[e] as number) * f;
    if (!whole && !interest.isNearLine(world, viewer, c, d, endX, endY)) return;
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
