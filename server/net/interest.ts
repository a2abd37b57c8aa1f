// Who is told of whom: an area around each viewer with hysteresis, then line of sight with a grace.
// In: the world after a step. Out: a visibility matrix and its changes. Server only; bots see through it too.
// docs/adr/0002 says why lines of sight are widened.
import { SIGHT_GRACE_MS } from "../../shared/net/netConstants.ts";
import { AOI_HEIGHT_U, AOI_WIDTH_U, MAX_SPEED_U_PER_S } from "../../shared/sim/constants.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { isSightClear } from "../../shared/sim/raycast.ts";
import { isBodyVisible } from "../../shared/sim/sight.ts";
import type { World } from "../../shared/sim/world.ts";
import { AreaIndex } from "./areaIndex.ts";
import { wordsFor } from "./viewerSet.ts";

/** Leaving takes this much more distance than entering, u: nobody flickers at the edge. */
const HYSTERESIS_U = 120;
/** Each viewer is updated every so many ticks, staggered by slot. */
const UPDATE_TICKS = 2;
/** Largest widening of a line of sight, u: 150 ms of a player's way. Bounds what a false RTT could gain. */
const LEAD_MAX_U = 40;

export interface InterestListener {
  entered(viewer: number, target: number): void;
  left(viewer: number, target: number): void;
}

export class Interest {
  /** Words of a set of viewers (viewerSet.ts), the spectator among them. */
  readonly viewerWords: number;
  /** By target, `viewerWords` each: the set of those who are told of it, the spectator aside. */
  readonly watchers: Int32Array;
  /** Of the present tick. */
  readonly area: AreaIndex;
  private readonly slots: number;
  private readonly graceTicks: number;
  private readonly tickMs: number;
  /** By viewer, `viewerWords` each: the set of those that it is told of. */
  private readonly seen: Int32Array;
  private readonly lastClearTick: Int32Array;
  private readonly leadU: Float32Array;
  private readonly listener: InterestListener;

  constructor(slots: number, tickHz: number, listener: InterestListener) {
    this.slots = slots;
    this.tickMs = 1000 / tickHz;
    this.graceTicks = Math.round(SIGHT_GRACE_MS / this.tickMs);
    this.lastClearTick = new Int32Array(slots * slots).fill(-1_000_000);
    this.leadU = new Float32Array(slots);
    this.listener = listener;
    this.viewerWords = wordsFor(slots + 1);
    this.watchers = new Int32Array(slots * this.viewerWords);
    this.seen = new Int32Array(slots * this.viewerWords);
    this.area = new AreaIndex(this.viewerWords);
  }

  /** The viewer that sees everything, in place of a slot: spectators. */
  get spectator(): number {
    return this.slots;
  }

  /** Whether `viewer` is told of `target` now. */
  sees(viewer: number, target: number): boolean {
    return viewer === this.slots || this.isSeen(viewer, target);
  }

  /** How many others the viewer is told of now. */
  countSeen(viewer: number): number {
    if (viewer === this.slots) return this.slots;
    let count = 0;
    const first = viewer * this.viewerWords;
    for (let at = first; at < first + this.viewerWords; at++) {
      for (let left = this.seen[at] as number; left !== 0; left &= left - 1) count++;
    }
    return count;
  }

  /** The viewer's measured round trip: a body around a corner must not come late by half of it. */
  setRtt(viewer: number, rttMs: number): void {
    const leadMs = rttMs / 2 + UPDATE_TICKS * this.tickMs;
    this.leadU[viewer] = Math.min(LEAD_MAX_U, (MAX_SPEED_U_PER_S * leadMs) / 1000);
  }

  /** Ends all that the slot sees, and, when it left the world, all that see it. */
  clear(slot: number, leaves: boolean): void {
    for (let other = 0; other < this.slots; other++) {
      this.change(slot, other, false);
      if (leaves) this.change(other, slot, false);
    }
  }

  /** Once a tick, after the step. Viewers are visited in slot order, each on its own ticks. */
  update(world: World): void {
    this.area.update(world);
    for (let viewer = 0; viewer < this.slots; viewer++) {
      if ((world.tick + viewer) % UPDATE_TICKS !== 0) continue;
      if (world.players[viewer]?.active) this.look(world, viewer);
    }
  }

  /** Whether the viewer could see a point: in its area, and no wall between. For moments without a body. */
  seesPoint(world: World, viewer: number, x: number, y: number): boolean {
    if (viewer === this.slots) return true;
    const from = world.players[viewer];
    if (from === undefined) return false;
    if (!isInArea(x - from.poseX, y - from.poseY, 0)) return false;
    return isSightClear(world.map, from.poseX, from.poseY, x, y);
  }

  /** Whether any place of a line could be in the viewer's area: false for most, at the price of one place. */
  isNearLine(
    world: World,
    viewer: number,
    ax: number,
    ay: number,
    bx: number,
    by: number,
  ): boolean {
    if (viewer === this.slots) return true;
    const from = world.players[viewer];
    if (from === undefined) return false;
    const offX = Math.max(0, Math.min(ax, bx) - from.poseX, from.poseX - Math.max(ax, bx));
    const offY = Math.max(0, Math.min(ay, by) - from.poseY, from.poseY - Math.max(ay, by));
    return isInArea(offX, offY, 0);
  }

  /** At those that it sees and those that may be near, in slot order: most others are neither. */
  private look(world: World, viewer: number): void {
    const { area, seen, slots, viewerWords } = this;
    const from = world.players[viewer] as PlayerRecord;
    const column = area.columnOf(from.poseX);
    const row = area.rowOf(from.poseY);
    for (let word = 0; word < viewerWords; word++) {
      // Whose area holds the viewer is in the viewer's.
      const near = (area.columns[column + word] as number) & (area.rows[row + word] as number);
      let left = near | (seen[viewer * viewerWords + word] as number);
      for (; left !== 0; left &= left - 1) {
        const target = word * 32 + 31 - Math.clz32(left & -left);
        if (target !== viewer && target !== slots) this.lookAt(world, from, target);
      }
    }
  }

  private lookAt(world: World, from: PlayerRecord, target: number): void {
    const viewer = from.slot;
    const to = world.players[target] as PlayerRecord;
    const isSeen = this.isSeen(viewer, target);
    const margin = isSeen ? HYSTERESIS_U : 0;
    const near = to.active && isInArea(to.poseX - from.poseX, to.poseY - from.poseY, margin);
    if (!near) {
      if (isSeen) this.change(viewer, target, false);
      return;
    }
    const pair = viewer * this.slots + target;
    // Who was visible at the last look is told of for a while in any case: the next one can be left out.
    if (isSeen && world.tick - (this.lastClearTick[pair] as number) === UPDATE_TICKS) return;
    const lead = this.leadU[viewer] as number;
    const clear =
      to.state.alive === 1 &&
      isBodyVisible(world.map, from.poseX, from.poseY, to.poseX, to.poseY, lead);
    if (clear) this.lastClearTick[pair] = world.tick;
    const held = world.tick - (this.lastClearTick[pair] as number) <= this.graceTicks;
    this.change(viewer, target, clear || (held && isSeen));
  }

  private change(viewer: number, target: number, sees: boolean): void {
    if (this.isSeen(viewer, target) === sees) return;
    flip(this.seen, viewer * this.viewerWords, target);
    flip(this.watchers, target * this.viewerWords, viewer);
    if (sees) this.listener.entered(viewer, target);
    else this.listener.left(viewer, target);
  }

  private isSeen(viewer: number, target: number): boolean {
    const at = viewer * this.viewerWords + (target >> 5);
    return ((this.seen[at] as number) & (1 << (target & 31))) !== 0;
  }
}

/** Takes one into the set that begins at `first`, or out of it. */
function flip(sets: Int32Array, first: number, viewer: number): void {
  const at = first + (viewer >> 5);
  sets[at] = (sets[at] as number) ^ (1 << (viewer & 31));
}

function isInArea(dx: number, dy: number, margin: number): boolean {
  return Math.abs(dx) <= AOI_WIDTH_U / 2 + margin && Math.abs(dy) <= AOI_HEIGHT_U / 2 + margin;
}
