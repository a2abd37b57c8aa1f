// How far behind the present a client's screen was, as the server believes it. In: the view stamps of its
// commands. Out: rewinds in 1/64 ticks for the simulation, bounded: a stamp is the client's word. Server only.
import { REWIND_MAX_MS, REWIND_SLACK_MS } from "../../shared/net/netConstants.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";

/** Commands kept for the medians: about 2 s at 30 a second. Odd, so that there is a middle one. */
const WINDOW = 63;
/** Stamps are 16 bits: ages beyond half of them are the future. */
const STAMP_MASK = 0xffff;
const FUTURE = 0x8000;

/** Once the window is full a new median is found each so many commands: sorting costs as much as a command. */
const MEDIAN_EVERY = 8;

/** The last numbers of a row, and their median. */
class MedianWindow {
  /** 0 before the first number. */
  median = 0;
  private readonly values = new Int32Array(WINDOW);
  private readonly sorted = new Int32Array(WINDOW);
  private count = 0;

  push(value: number): void {
    this.values[this.count++ % WINDOW] = value;
    if (this.count > WINDOW && this.count % MEDIAN_EVERY !== 0) return;
    const kept = Math.min(this.count, WINDOW);
    const window = this.sorted.subarray(0, kept);
    window.set(this.values.subarray(0, kept));
    window.sort();
    this.median = window[kept >> 1] ?? 0;
  }
}

/** One connection's view of the others; make a new one for each connection. */
export class ViewClock {
  private readonly ages = new MedianWindow();
  /** Ticks from a command's number to its use: constant but for what the way delayed it. */
  private readonly waits = new MedianWindow();
  private readonly slack: number;
  private readonly most: number;
  /** The latest instant that the client has claimed to see, 1/64 ticks. */
  private lastView = Number.NEGATIVE_INFINITY;

  constructor(tickHz: number) {
    const perMs = (REWIND_PER_TICK * tickHz) / 1000;
    this.slack = Math.round(REWIND_SLACK_MS * perMs);
    this.most = Math.round(REWIND_MAX_MS * perMs);
  }

  /**
   * How far back a command may look. Its view never runs backwards, is never in the future, at most as old as the
   * client's median and 100 ms, and 600 ms; each weapon's own cap comes on top, in the simulation. A command that
   * is used later than its number says was held up on its way, as the server has seen for itself: its view may be
   * older by that.
   * @param stamp `view` of the command, 0..65535.
   * @param seq its number.
   * @param presentTick index of the poses that the command's tick tests hits against.
   */
  rewindOf(stamp: number, seq: number, presentTick: number): number {
    const present = presentTick * REWIND_PER_TICK;
    const distance = (present - stamp) & STAMP_MASK;
    const claimed = distance >= FUTURE ? 0 : Math.min(distance, this.most);
    this.ages.push(claimed);
    const wait = presentTick - seq;
    this.waits.push(wait);
    const heldUp = Math.max(0, wait - this.waits.median) * REWIND_PER_TICK;
    const age = Math.min(claimed, this.ages.median + this.slack + heldUp);
    this.lastView = Math.max(this.lastView, present - age);
    return Math.max(0, present - this.lastView);
  }
}
