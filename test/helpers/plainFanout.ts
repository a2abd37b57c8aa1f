// What each viewer is told in a tick, straight from the rules: every thing is held against every viewer. In: the
// simulation's sink calls. Out: the bytes that server/net/eventFanout.ts has to come to without looking at each pair.
import type { Interest } from "../../server/net/interest.ts";
import { MomentWriter } from "../../shared/net/moments.ts";
import { pulsePositionAt } from "../../shared/sim/projectiles.ts";
import { type PulseEnd, Verdict, type WorldSink } from "../../shared/sim/types.ts";
import { AIM_COS, AIM_SIN } from "../../shared/sim/vec2.ts";
import { type Move, ORB, PULSE } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";

/** A hidden shooter's ray is looked for in pieces of this length, u. */
const RAIL_PIECE_U = 20;

interface Place {
  readonly x: number;
  readonly y: number;
}

interface PlainPulse extends Place {
  readonly slot: number;
  readonly shotId: number;
  readonly aim: number;
  readonly bornStep: number;
  endedAt: Place | null;
  readonly told: Set<number>;
}

interface PlainOrb {
  readonly slot: number;
  readonly shotId: number;
  /** Where it was at the end of the last tick, or burst. */
  place: Place;
  hasBurst: boolean;
  /** Those who know a path of it, and those of them who know the present one. */
  readonly know: Set<number>;
  readonly knowPresent: Set<number>;
}

export class PlainFanout implements WorldSink {
  private pulses: PlainPulse[] = [];
  private orbs: PlainOrb[] = [];
  private events: ((viewer: number) => void)[] = [];
  private readonly writer = new MomentWriter();
  private readonly world: World;
  private readonly interest: Interest;

  constructor(world: World, interest: Interest) {
    this.world = world;
    this.interest = interest;
  }

  messageFor(viewer: number): Uint8Array {
    this.writer.clear();
    for (const pulse of this.pulses) this.tellPulse(pulse, viewer);
    for (const orb of this.orbs) this.tellOrb(orb, viewer);
    for (const tell of this.events) tell(viewer);
    return this.writer.message;
  }

  endTick(): void {
    const { step, orbs } = this.world;
    this.events = [];
    this.pulses = this.pulses.filter(
      ({ endedAt, bornStep }) => endedAt === null && step - bornStep <= PULSE.lifeSteps,
    );
    this.orbs = this.orbs.filter((orb) => this.rowOf(orb) >= 0);
    for (const orb of this.orbs) {
      const row = this.rowOf(orb);
      orb.place = { x: orbs.x[row] as number, y: orbs.y[row] as number };
    }
  }

  pulseFired(slot: number, shotId: number, x: number, y: number, aim: number): void {
    const { bornStep } = this.world.commandSink;
    this.pulses.push({ slot, shotId, x, y, aim, bornStep, endedAt: null, told: new Set() });
  }

  pulseEnded(slot: number, shotId: number, x: number, y: number, _end: PulseEnd): void {
    const pulse = this.pulses.find(
      (one) => one.slot === slot && one.shotId === shotId && one.endedAt === null,
    );
    if (pulse !== undefined) pulse.endedAt = { x, y };
  }

  /** To its shooter, to who sees the shooter, and to others from where it comes into their sight; once. */
  private tellPulse(pulse: PlainPulse, viewer: number): void {
    const { slot, shotId, aim, bornStep, endedAt, told } = pulse;
    if (told.has(viewer)) return;
    const age = Math.max(0, Math.min(PULSE.lifeSteps - 1, this.world.step - bornStep));
    const flying = { x: 0, y: 0 };
    pulsePositionAt(pulse.x, pulse.y, aim, age, flying);
    const { x, y } = endedAt ?? flying;
    if (!this.seesOrIs(viewer, slot) && !this.interest.seesPoint(this.world, viewer, x, y)) return;
    told.add(viewer);
    this.writer.shot(slot, shotId, x, y, aim, PULSE.lifeSteps - age);
  }

  orbFired(slot: number, shotId: number): void {
    const place = { x: 0, y: 0 };
    const orb = { slot, shotId, place, hasBurst: false, know: new Set<number>() };
    this.orbs.push({ ...orb, knowPresent: new Set() });
  }

  orbParried(row: number): void {
    this.orbs.find((orb) => this.rowOf(orb) === row)?.knowPresent.clear();
  }

  orbBurst(row: number): void {
    const { x, y } = this.world.orbs;
    const orb = this.orbs.find((one) => this.rowOf(one) === row);
    if (orb === undefined) return;
    orb.hasBurst = true;
    orb.place = { x: x[row] as number, y: y[row] as number };
  }

  /** Its path to its owner, to who sees it, and anew to who knows an old one; its end to who knows any, or sees it. */
  private tellOrb(orb: PlainOrb, viewer: number): void {
    const { slot, shotId, know, knowPresent } = orb;
    const { world, interest, writer } = this;
    const row = this.rowOf(orb);
    if (row < 0) {
      const { x, y } = orb.place;
      const sees = orb.hasBurst && interest.seesPoint(world, viewer, x, y);
      if (know.has(viewer) || sees) writer.burst(slot, shotId, x, y);
      return;
    }
    if (knowPresent.has(viewer)) return;
    const at = (column: ArrayLike<number>) => column[row] as number;
    const { orbs } = world;
    const [owner, x, y, bornStep] = [at(orbs.owner), at(orbs.x), at(orbs.y), at(orbs.bornStep)];
    const isConcerned = owner === viewer || know.has(viewer);
    if (!isConcerned && !interest.seesPoint(world, viewer, x, y)) return;
    know.add(viewer);
    knowPresent.add(viewer);
    const age = Math.max(0, Math.min(ORB.lifeSteps, world.step - bornStep));
    writer.orb(slot, shotId, owner, x, y, at(orbs.aim), at(orbs.bounces), age);
  }

  private rowOf({ slot, shotId, hasBurst }: PlainOrb): number {
    const { orbs } = this.world;
    for (let row = 0; row < orbs.count && !hasBurst; row++) {
      if (orbs.slot[row] === slot && orbs.shotId[row] === shotId) return row;
    }
    return -1;
  }

  /** Whole to who sees its shooter, to others from where it comes into their sight. */
  railEnded(
    slot: number,
    shotId: number,
    x: number,
    y: number,
    aim: number,
    lengthU: number,
  ): void {
    this.events.push((viewer) => {
      const isWhole = this.seesOrIs(viewer, slot);
      for (let fromU = 0; fromU <= lengthU; fromU += RAIL_PIECE_U) {
        const fromX = x + (AIM_COS[aim] as number) * fromU;
        const fromY = y + (AIM_SIN[aim] as number) * fromU;
        if (!isWhole && !this.interest.seesPoint(this.world, viewer, fromX, fromY)) continue;
        this.writer.rail(slot, shotId & 255, fromX, fromY, aim, lengthU - fromU);
        return;
      }
    });
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
    this.events.push((viewer) =>
      this.tellHit(viewer, attacker, victim, damage, move, shotId, Verdict.Hit),
    );
  }

  denied(attacker: number, victim: number, move: Move, shotId: number, verdict: Verdict): void {
    this.events.push((viewer) => this.tellHit(viewer, attacker, victim, 0, move, shotId, verdict));
  }

  /** To both sides and to who sees the victim; from nobody, to who does not see the attacker. */
  private tellHit(
    viewer: number,
    attacker: number,
    victim: number,
    damage: number,
    move: Move,
    shotId: number,
    verdict: Verdict,
  ): void {
    if (attacker !== viewer && !this.seesOrIs(viewer, victim)) return;
    const isFromSeen = victim === viewer || this.seesOrIs(viewer, attacker);
    this.writer.hit(isFromSeen ? attacker : -1, victim, damage, move, shotId & 255, verdict);
  }

  died(victim: number, killer: number, assist: number, move: Move): void {
    this.events.push(() => this.writer.died(victim, killer, assist, move));
  }

  pickupTaken(slot: number, pickup: number): void {
    this.events.push((viewer) => {
      if (this.seesOrIs(viewer, slot)) this.writer.pickup(slot, pickup);
    });
  }

  roundStarted(): void {
    this.pulses = [];
    this.orbs = [];
  }

  dashStarted(): void {}
  reloadStarted(): void {}
  railWindingUp(): void {}
  railFired(): void {}
  spawned(): void {}
  roundEnded(): void {}

  private seesOrIs(viewer: number, slot: number): boolean {
    return slot === viewer || this.interest.sees(viewer, slot);
  }
}
