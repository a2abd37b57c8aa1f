// Which viewer knows of which Pulse. In: shots and their ends. Out: one record for each viewer, when it first sees the
// shooter or the place where the Pulse is then: never where it came from. Server only.
import type { MomentWriter } from "../../shared/net/moments.ts";
import { pulsePositionAt } from "../../shared/sim/projectiles.ts";
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";
import type { Interest } from "./interest.ts";
import { PendingTells } from "./pendingTells.ts";
import { isIn, putIn } from "./viewerSet.ts";

/** Pulses at most. */
const PULSES_PER_SLOT = 20;

/** A Pulse that may still have to be told to somebody. */
interface LivePulse {
  slot: number;
  shotId: number;
  /** Where it was fired. */
  x: number;
  y: number;
  aim: number;
  bornStep: number;
  /** Ended in this tick. */
  isOver: boolean;
  /** Where it is at the end of the tick, or where it ended; and steps left of its life. */
  atX: number;
  atY: number;
  lifeSteps: number;
  /** The set of viewers that were told. */
  readonly told: Int32Array;
}

export class PulseFanout {
  private readonly pulses: LivePulse[] = [];
  private count = 0;
  private readonly pending: PendingTells;
  private readonly place = { x: 0, y: 0 };
  private readonly world: World;
  private readonly interest: Interest;

  constructor(world: World, interest: Interest) {
    this.world = world;
    this.interest = interest;
    const capacity = world.maxPlayers * PULSES_PER_SLOT;
    for (let i = 0; i < capacity; i++) this.pulses.push(makePulse(interest.viewerWords));
    this.pending = new PendingTells(world.maxPlayers + 1, capacity);
  }

  /** @returns false when there is no room: more than 0 of these is a fault. */
  fired(slot: number, shotId: number, x: number, y: number, aim: number): boolean {
    const pulse = this.pulses[this.count];
    if (pulse === undefined) return false;
    this.count++;
    pulse.slot = slot;
    pulse.shotId = shotId;
    pulse.x = x;
    pulse.y = y;
    pulse.aim = aim;
    pulse.bornStep = this.world.commandSink.bornStep;
    pulse.isOver = false;
    pulse.told.fill(0);
    return true;
  }

  ended(slot: number, shotId: number, x: number, y: number): void {
    for (let i = 0; i < this.count; i++) {
      const pulse = this.pulses[i] as LivePulse;
      if (pulse.slot !== slot || pulse.shotId !== shotId || pulse.isOver) continue;
      pulse.isOver = true;
      pulse.atX = x;
      pulse.atY = y;
      return;
    }
  }

  /** Nothing in flight survives into the next round. */
  clear(): void {
    this.count = 0;
  }

  /** Once a tick, before it is written to anybody: where the Pulses are, and who may have to be told. */
  gather(): void {
    this.pending.clear();
    for (let i = 0; i < this.count; i++) {
      const pulse = this.pulses[i] as LivePulse;
      this.locate(pulse);
      this.offer(i, pulse);
    }
  }

  /** Writes what the viewer has to be told of, in order of firing. */
  write(viewer: number, writer: MomentWriter): void {
    const { pending, interest, world } = this;
    const count = pending.countFor(viewer);
    for (let n = 0; n < count; n++) {
      const pulse = this.pulses[pending.at(viewer, n)] as LivePulse;
      const { slot, told, atX, atY } = pulse;
      if (isIn(told, viewer)) continue;
      const isVisible =
        slot === viewer ||
        interest.sees(viewer, slot) ||
        interest.seesPoint(world, viewer, atX, atY);
      if (!isVisible) continue;
      putIn(told, viewer);
      writer.shot(slot, pulse.shotId, atX, atY, pulse.aim, pulse.lifeSteps);
    }
  }

  /** After all viewers of the tick: forgets the Pulses that ended. */
  endTick(): void {
    const { step } = this.world;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const pulse = this.pulses[i] as LivePulse;
      if (pulse.isOver || step - pulse.bornStep > PULSE.lifeSteps) continue;
      this.pulses[i] = this.pulses[kept] as LivePulse;
      this.pulses[kept++] = pulse;
    }
    this.count = kept;
  }

  private locate(pulse: LivePulse): void {
    const flown = this.world.step - pulse.bornStep;
    const age = Math.max(0, Math.min(PULSE.lifeSteps - 1, flown));
    pulse.lifeSteps = PULSE.lifeSteps - age;
    if (pulse.isOver) return;
    const { place } = this;
    pulsePositionAt(pulse.x, pulse.y, pulse.aim, age, place);
    pulse.atX = place.x;
    pulse.atY = place.y;
  }

  /** To its shooter, to who sees the shooter, and to who may have the place in its area. */
  private offer(index: number, { slot, told, atX, atY }: LivePulse): void {
    const { pending, interest } = this;
    const { watchers, viewerWords, area } = interest;
    const { columns, rows } = area;
    const column = area.columnOf(atX);
    const row = area.rowOf(atY);
    const first = slot * viewerWords;
    for (let word = 0; word < viewerWords; word++) {
      const near = (columns[column + word] as number) & (rows[row + word] as number);
      const own = word === slot >> 5 ? 1 << (slot & 31) : 0;
      const bits = ((watchers[first + word] as number) | near | own) & ~(told[word] as number);
      if (bits !== 0) pending.add(index, word, bits);
    }
  }
}

function makePulse(viewerWords: number): LivePulse {
  return {
    slot: 0,
    shotId: 0,
    x: 0,
    y: 0,
    aim: 0,
    bornStep: 0,
    isOver: false,
    atX: 0,
    atY: 0,
    lifeSteps: 0,
    told: new Int32Array(viewerWords),
  };
}
