// Bodies that came into a viewer's sight, told with the line they are on: a pose alone does not tell where silence
// leads it. In: Interest's entries. Out: a record of moments each, in the tick of the entry.
import { LINE_AGE_MAX, type MomentWriter } from "../../shared/net/moments.ts";
import { newestTickOf } from "../../shared/sim/poseTracks.ts";
import type { World } from "../../shared/sim/world.ts";

export class LineFanout {
  private readonly world: World;
  /** By viewer, the slots that came into its sight in this tick: `slots` places each, the first `counts` in use. */
  private readonly entered: Uint8Array;
  private readonly counts: Uint16Array;
  private readonly slots: number;

  constructor(world: World) {
    const { maxPlayers } = world;
    this.world = world;
    this.slots = maxPlayers;
    this.entered = new Uint8Array(maxPlayers * maxPlayers);
    this.counts = new Uint16Array(maxPlayers);
  }

  noteEntry(viewer: number, slot: number): void {
    const count = this.counts[viewer] as number;
    if (count === this.slots) return;
    this.entered[viewer * this.slots + count] = slot;
    this.counts[viewer] = count + 1;
  }

  write(viewer: number, writer: MomentWriter): void {
    const { poseTracks, tick } = this.world;
    const count = this.counts[viewer] ?? 0;
    for (let i = 0; i < count; i++) {
      const slot = this.entered[viewer * this.slots + i] as number;
      const ticksAgo = Math.min(LINE_AGE_MAX, tick - newestTickOf(poseTracks, slot));
      const { lineX, lineY, lineTurn } = poseTracks;
      writer.line(
        slot,
        ticksAgo,
        lineX[slot] as number,
        lineY[slot] as number,
        lineTurn[slot] as number,
      );
    }
  }

  endTick(): void {
    this.counts.fill(0);
  }
}
