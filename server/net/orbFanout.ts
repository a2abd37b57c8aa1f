// Which viewer knows of which Orb. In: throws, parries and bursts. Out: records for those who can see them: an Orb
// as it is when it comes into sight, never where it came from; and its end to whoever was told of it. Server only.
import type { MomentWriter } from "../../shared/net/moments.ts";
import { ORB } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";
import type { Interest } from "./interest.ts";

/** What a viewer knows of an Orb: nothing, its present path, or a path from before a parry. */
const Known = { Nothing: 0, Path: 1, OldPath: 2 } as const;

/** An Orb in flight, or burst in this tick. */
interface LiveOrb {
  slot: number;
  shotId: number;
  /** Since this tick: burst, or taken out of the world with its owner. */
  isOver: boolean;
  /** Where it was at the end of the last tick, and where it ended. */
  x: number;
  y: number;
  /** By viewer slot, spectators behind the last, of `Known`. */
  known: Uint8Array;
}

export class OrbFanout {
  private readonly orbs: LiveOrb[] = [];
  private count = 0;
  private readonly world: World;
  private readonly interest: Interest;

  constructor(world: World, interest: Interest) {
    this.world = world;
    this.interest = interest;
    // As many may burst in a tick as are in the air, and others be thrown.
    for (let i = 0; i < world.orbs.capacity * 2; i++) {
      const known = new Uint8Array(world.maxPlayers + 1);
      this.orbs.push({ slot: 0, shotId: 0, isOver: false, x: 0, y: 0, known });
    }
  }

  /** @returns false when there is no room: more than 0 of these is a fault. */
  fired(slot: number, shotId: number): boolean {
    const orb = this.orbs[this.count];
    if (orb === undefined) return false;
    this.count++;
    orb.slot = slot;
    orb.shotId = shotId;
    orb.isOver = false;
    orb.known.fill(Known.Nothing);
    return true;
  }

  parried(row: number): void {
    const orb = this.find(row);
    if (orb === undefined) return;
    for (let viewer = 0; viewer < orb.known.length; viewer++) {
      if (orb.known[viewer] === Known.Path) orb.known[viewer] = Known.OldPath;
    }
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

  /** Writes what the viewer is to know of all Orbs after this tick. */
  write(viewer: number, writer: MomentWriter): void {
    for (let i = 0; i < this.count; i++) {
      const orb = this.orbs[i] as LiveOrb;
      const row = orb.isOver ? -1 : this.rowOf(orb);
      if (row < 0) this.writeEnd(orb, viewer, writer);
      else this.writePath(orb, row, viewer, writer);
    }
  }

  /** After all viewers of the tick: forgets the Orbs that burst, or left the world with their owner. */
  endTick(): void {
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const orb = this.orbs[i] as LiveOrb;
      const row = orb.isOver ? -1 : this.rowOf(orb);
      if (row < 0) continue;
      orb.x = this.world.orbs.x[row] ?? 0;
      orb.y = this.world.orbs.y[row] ?? 0;
      this.orbs[i] = this.orbs[kept] as LiveOrb;
      this.orbs[kept++] = orb;
    }
    this.count = kept;
  }

  private writeEnd(orb: LiveOrb, viewer: number, writer: MomentWriter): void {
    const { x, y } = orb;
    const known = orb.known[viewer] !== Known.Nothing;
    if (known || (orb.isOver && this.interest.seesPoint(this.world, viewer, x, y))) {
      writer.burst(orb.slot, orb.shotId, x, y);
    }
  }

  private writePath(orb: LiveOrb, row: number, viewer: number, writer: MomentWriter): void {
    const known = orb.known[viewer];
    if (known === Known.Path) return;
    const { world } = this;
    const pool = world.orbs;
    const x = pool.x[row] ?? 0;
    const y = pool.y[row] ?? 0;
    const owner = pool.owner[row] ?? 0;
    const concerned = owner === viewer || known === Known.OldPath;
    if (!concerned && !this.interest.seesPoint(world, viewer, x, y)) return;
    orb.known[viewer] = Known.Path;
    const age = Math.max(0, Math.min(ORB.lifeSteps, world.step - (pool.bornStep[row] ?? 0)));
    const { slot, shotId } = orb;
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

  private rowOf(orb: LiveOrb): number {
    const pool = this.world.orbs;
    for (let row = 0; row < pool.count; row++) {
      if (pool.slot[row] === orb.slot && pool.shotId[row] === orb.shotId) return row;
    }
    return -1;
  }
}
