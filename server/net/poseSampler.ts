// Which poses are worth a patch: those that are due, and those that straight motion does not foretell.
// In: each tick's quantised poses. Out: whether to write. Server only; docs/adr/0003.
import { isPoseDue } from "../../shared/net/poseSchedule.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";

/** A pose this far off the straight line through the last two that were written is sent at once, u: a third of
 * what full acceleration makes in a tick, and more than quantisation can. */
const OFF_LINE_U = 1;

export class PoseSampler {
  private readonly x: Float32Array;
  private readonly y: Float32Array;
  private readonly perTickX: Float32Array;
  private readonly perTickY: Float32Array;
  private readonly writtenTick: Int32Array;

  constructor(slots: number) {
    this.x = new Float32Array(slots);
    this.y = new Float32Array(slots);
    this.perTickX = new Float32Array(slots);
    this.perTickY = new Float32Array(slots);
    this.writtenTick = new Int32Array(slots);
  }

  /** Whether the pose of this tick is to be written; remembers it then. Once a tick and player. */
  take(rec: PlayerRecord, tick: number): boolean {
    const { slot, poseX, poseY } = rec;
    const elapsed = tick - (this.writtenTick[slot] as number);
    const offX = poseX - (this.x[slot] as number) - (this.perTickX[slot] as number) * elapsed;
    const offY = poseY - (this.y[slot] as number) - (this.perTickY[slot] as number) * elapsed;
    const offLine = Math.abs(offX) > OFF_LINE_U || Math.abs(offY) > OFF_LINE_U;
    if (!offLine && !isPoseDue(tick, slot)) return false;
    this.perTickX[slot] = (poseX - (this.x[slot] as number)) / elapsed;
    this.perTickY[slot] = (poseY - (this.y[slot] as number)) / elapsed;
    this.x[slot] = poseX;
    this.y[slot] = poseY;
    this.writtenTick[slot] = tick;
    return true;
  }
}
