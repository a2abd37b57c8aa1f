// Which viewer knows of which Orb. In: throws, parries and bursts. Out: records for those who can see them: an Orb
// as it is when it comes into sight, never where it came from; and its end to whoever was told of it. Server only.
import type { MomentWriter } from "../../shared/net/moments.ts";
import { ORB } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";
import type { Interest } from "./interest.ts";
import { PendingTells } from "./pendingTells.ts";
import { isIn, putIn } from "./viewerSet.ts";

/** An Orb in flight, or burst in this tick. */
interface LiveOrb {
  slot: number;
  shotId: number;
  /** Its row in the world's pool; -1 when it is not there any more. */
  row: number;
  /** Since this tick: burst, or taken out of the world with its owner. */
  isOver: boolean;
  /** Where it was at the end of the last tick, and where it ended. */
  x: number;
  y: number;
  /** Sets of viewers: those who were told a path of it, and those of them who know the present one. */
  readonly told: Int32Array;
  readonly upToDate: Int32Array;
}

export class OrbFanout {
  private readonly orbs: LiveOrb[] = [];
  private count = 0;
  private readonly pending: PendingTells;
  private readonly world: World;
  private readonly interest: Interest;

  constructor(world: World, interest: Interest) {
    this.world = world;
    this.interest = interest;
    // As many may burst in a tick as are in the air, and others be thrown.
    const capacity = world.orbs.capacity * 2;
    for (let i = 0; i < capacity; i++) this.orbs.push(makeOrb(interest.viewerWords));
    this.pending = new PendingTells(world.maxPlayers + 1, capacity);
  }

  /** @returns false when there is no room: more than 0 of these is a fault. */
  fired(slot: number, shotId: number): boolean {
    const orb = this.orbs[this.count];
    if (orb === undefined) return false;
    this.count++;
    orb.slot = slot;
    orb.shotId = shotId;
    orb.isOver = false;
    orb.told.fill(0);
    orb.upToDate.fill(0);
    return true;
  }

  parried(row: number): void {
    this.find(row)?.upToDate.fill(0);
  }

  burst(row: number): void {
    const orb = this.find(row);
    if (orb === undefined) return;
    orb.isOver = true;
    orb.x = this.world.orbs.x[row] ?? 0;
    orb.y = this.world.orbs.y[row] ?? 0;
  }

  /** Nothing in flight survives into the next round. */
  clear(): void {
    this.count = 0;
  }

  /** Once a tick, before it is written to anybody: where the Orbs are, and who may have to be told. */
  gather(): void {
    this.pending.clear();
    this.locate();
    for (let i = 0; i < this.count; i++) this.offer(i, this.orbs[i] as LiveOrb);
  }

  /** Writes what the viewer is to know of all Orbs after this tick, in order of throwing. */
  write(viewer: number, writer: MomentWriter): void {
    const count = this.pending.countFor(viewer);
    for (let n = 0; n < count; n++) {
      const orb = this.orbs[this.pending.at(viewer, n)] as LiveOrb;
      if (orb.row < 0) this.writeEnd(orb, viewer, writer);
      else this.writePath(orb, viewer, writer);
    }
  }

  /** After all viewers of the tick: forgets the Orbs that burst, or left the world with their owner. */
  endTick(): void {
    this.locate();
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const orb = this.orbs[i] as LiveOrb;
      if (orb.row < 0) continue;
      this.orbs[i] = this.orbs[kept] as LiveOrb;
      this.orbs[kept++] = orb;
    }
    this.count = kept;
  }

  /** Finds each Orb's row and place; what is not in the world any more stays where it was last. */
  private locate(): void {
    const { x, y } = this.world.orbs;
    let next = 0;
    for (let i = 0; i < this.count; i++) {
      const orb = this.orbs[i] as LiveOrb;
      orb.row = orb.isOver ? -1 : this.rowOf(orb, next);
      if (orb.row < 0) continue;
      next = orb.row + 1;
      orb.x = x[orb.row] ?? 0;
      orb.y = y[orb.row] ?? 0;
    }
  }

  /** Its end to who was told of it; its path to who does not know the present one; and to who may see the place. */
  private offer(index: number, orb: LiveOrb): void {
    const { told, upToDate, row, isOver } = orb;
    const { area } = this.interest;
    const { columns, rows } = area;
    const column = area.columnOf(orb.x);
    const line = area.rowOf(orb.y);
    const owner = row < 0 ? -1 : (this.world.orbs.owner[row] ?? -1);
    for (let word = 0; word < told.length; word++) {
      const near = (columns[column + word] as number) & (rows[line + word] as number);
      const own = word === owner >> 5 ? 1 << (owner & 31) : 0;
      const known = told[word] as number;
      const bits =
        row < 0 ? known | (isOver ? near : 0) : (known | near | own) & ~(upToDate[word] as number);
      if (bits !== 0) this.pending.add(index, word, bits);
    }
  }

  private writeEnd(orb: LiveOrb, viewer: number, writer: MomentWriter): void {
    const { x, y, told, isOver } = orb;
    if (isIn(told, viewer) || (isOver && this.interest.seesPoint(this.world, viewer, x, y))) {
      writer.burst(orb.slot, orb.shotId, x, y);
    }
  }

  private writePath(orb: LiveOrb, viewer: number, writer: MomentWriter): void {
    const { slot, shotId, row, x, y, told, upToDate } = orb;
    if (isIn(upToDate, viewer)) return;
    const { world } = this;
    const pool = world.orbs;
    const owner = pool.owner[row] ?? 0;
    const concerned = owner === viewer || isIn(told, viewer);
    if (!concerned && !this.interest.seesPoint(world, viewer, x, y)) return;
    putIn(told, viewer);
    putIn(upToDate, viewer);
    const age = Math.max(0, Math.min(ORB.lifeSteps, world.step - (pool.bornStep[row] ?? 0)));
    writer.orb(slot, shotId, owner, x, y, pool.aim[row] ?? 0, pool.bounces[row] ?? 0, age);
  }

  private find(row: number): LiveOrb | undefined {
    const { slot, shotId } = this.world.orbs;
    for (let i = 0; i < this.count; i++) {
      const orb = this.orbs[i] as LiveOrb;
      if (!orb.isOver && orb.slot === slot[row] && orb.shotId === shotId[row]) return orb;
    }
    return undefined;
  }

  /** Both are in order of throwing: the row is at `from`, or later if others came in between. */
  private rowOf({ slot, shotId }: LiveOrb, from: number): number {
    const pool = this.world.orbs;
    for (let row = from; row < pool.count; row++) {
      if (pool.slot[row] === slot && pool.shotId[row] === shotId) return row;
    }
    return -1;
  }
}

function makeOrb(viewerWords: number): LiveOrb {
  return {
    slot: 0,
    shotId: 0,
    row: -1,
    isOver: false,
    x: 0,
    y: 0,
    told: new Int32Array(viewerWords),
    upToDate: new Int32Array(viewerWords),
  };
}
