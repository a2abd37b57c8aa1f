// Where everybody else is drawn: a ring of poses per slot, read at one instant of server time that follows the
// newest snapshot at an adaptive delay. In: poses per patch. Out: position and velocity at the drawn instant.
// Own instead of the SDK's lerp, which cannot read a packed pose, holds the newest sample on an underrun while
// its stamp runs on (38 u of aim error), and cannot move its delay.
import {
  DELAY_PATCH_INTERVALS,
  DELAY_SLEW,
  EXTRAPOLATION_MAX_MS,
} from "../../shared/net/netConstants.ts";
import {
  BEND_TICKS,
  clearTrack,
  makePoseTracks,
  type PoseTracks,
  pushPose,
  samplePose,
  setLine,
  type TrackPose,
} from "../../shared/sim/poseTracks.ts";

/** Transit times kept for the jitter estimate: about 3 s of patches. */
const TRANSITS = 96;
/** Later than this behind the fastest is a stall, not jitter, in patch intervals: delaying everything for it
 * would cost more than the hold it causes. */
const STALL_INTERVALS = 4;
/** Later than any tick: the slot's pose is sent. */
const SENT = 2 ** 31 - 1;
/** The timeline jumps instead of slewing when it is off by more, ms. */
const JUMP_MS = 400;

export interface DrawnPose {
  x: number;
  y: number;
  vx: number;
  vy: number;
  aim: number;
}

export class RemoteTimeline {
  private readonly tickMs: number;
  private readonly aheadTicks: number;
  private readonly tracks: PoseTracks;
  /** By slot: the last tick of which its pose is known, once it is no longer sent; SENT while it is. */
  private readonly knownUntil: Int32Array;
  private readonly pose: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };
  private readonly transits = new Float64Array(TRANSITS);
  private readonly sorted = new Float64Array(TRANSITS);
  private transitCount = 0;
  private drawnAtMs = 0;
  private lastFrameMs = -1;
  private fastestTransitMs = 0;
  private targetDelayMs: number;
  private newestTick = -1;
  private newestAtMs = 0;
  /** A stall is being caught up: what was held up behind it arrives in one piece. */
  private isCatchingUp = false;

  /**
   * @param slots how many players the room can hold.
   * @param tickMs length of a tick, which is also the patch interval, ms.
   */
  constructor(slots: number, tickMs: number) {
    this.tickMs = tickMs;
    this.targetDelayMs = DELAY_PATCH_INTERVALS * tickMs;
    this.aheadTicks = EXTRAPOLATION_MAX_MS / tickMs;
    this.tracks = makePoseTracks(slots);
    this.knownUntil = new Int32Array(slots).fill(-1);
  }

  /** Server time that is drawn, ms: by construction the instant that every remote pose is read at. */
  get drawnMs(): number {
    return this.drawnAtMs;
  }

  /** Distance of the drawn instant behind the newest snapshot that an undelayed link would have, ms. */
  get delayMs(): number {
    return this.lastFrameMs - this.fastestTransitMs - this.drawnAtMs;
  }

  /** A patch of `tick` arrived at `nowMs`. Before its poses are pushed. */
  notePatch(tick: number, nowMs: number): void {
    if (tick <= this.newestTick) return;
    this.newestTick = tick;
    const transitMs = nowMs - tick * this.tickMs;
    const isLate = transitMs - this.fastestTransitMs > STALL_INTERVALS * this.tickMs;
    if (nowMs - this.newestAtMs > this.tickMs / 2) this.isCatchingUp = false;
    this.newestAtMs = nowMs;
    if (this.transitCount > 0 && isLate) this.isCatchingUp = true;
    // The end of what was held up is late for the stall alone: that is no jitter either.
    if (this.isCatchingUp && !isLate) return;
    this.transits[this.transitCount++ % TRANSITS] = transitMs;
    this.estimateDelay();
  }

  /** A slot's pose as told in the newest patch. Positions in u, aim 0..4095. */
  push(slot: number, x: number, y: number, aim: number): void {
    if (this.knownUntil[slot] !== SENT) {
      this.knownUntil[slot] = SENT;
      clearTrack(this.tracks, slot);
    }
    pushPose(this.tracks, slot, this.newestTick, { x, y, aim });
  }

  /** Of a slot that came into sight in the newest patch: how long ago its pose was told, and its line from there. */
  setLine(slot: number, ticksAgo: number, perTickX: number, perTickY: number, turn: number): void {
    setLine(this.tracks, slot, this.newestTick - ticksAgo, perTickX, perTickY, turn);
  }

  /** The newest patch holds no pose of the slot: it is drawn as far as no later pose could change. */
  remove(slot: number): void {
    this.knownUntil[slot] = this.newestTick - BEND_TICKS;
  }

  /** After a reconnection nothing that was known counts. */
  reset(): void {
    this.knownUntil.fill(-1);
    this.tracks.count.fill(0);
    this.transitCount = 0;
    this.newestTick = -1;
    this.lastFrameMs = -1;
    this.targetDelayMs = DELAY_PATCH_INTERVALS * this.tickMs;
  }

  /** Moves the drawn instant to the frame at `nowMs`: one to one, slewed by at most 5 % toward its target. */
  advance(nowMs: number): void {
    const target = nowMs - this.fastestTransitMs - this.targetDelayMs;
    const elapsed = this.lastFrameMs < 0 ? 0 : nowMs - this.lastFrameMs;
    const free = this.drawnAtMs + elapsed;
    const off = target - free;
    if (this.lastFrameMs < 0 || Math.abs(off) > JUMP_MS) this.drawnAtMs = target;
    else {
      const slew = elapsed * DELAY_SLEW;
      this.drawnAtMs = free + Math.max(-slew, Math.min(slew, off));
    }
    this.lastFrameMs = nowMs;
  }

  /**
   * The instant that the screen shows, as the server's lag compensation counts time: in ticks, never beyond
   * what extrapolation draws.
   */
  get viewTick(): number {
    return Math.min(this.drawnAtMs / this.tickMs, this.newestTick + this.aheadTicks);
  }

  /**
   * Reads a slot at the drawn instant.
   * @returns false when nothing of it is to be drawn then.
   */
  sample(slot: number, out: DrawnPose): boolean {
    return this.sampleAt(slot, this.drawnAtMs / this.tickMs, out);
  }

  /** Reads a slot where the newest patch has it. */
  sampleNewest(slot: number, out: DrawnPose): boolean {
    return this.sampleAt(slot, this.newestTick, out);
  }

  private sampleAt(slot: number, tick: number, out: DrawnPose): boolean {
    const { pose, tracks } = this;
    const until = this.knownUntil[slot] as number;
    if (tick > until) return false;
    const known = Math.min(until, this.newestTick);
    if (!samplePose(tracks, slot, tick, known, this.aheadTicks, pose)) return false;
    out.x = pose.x;
    out.y = pose.y;
    out.vx = (pose.perTickX * 1000) / this.tickMs;
    out.vy = (pose.perTickY * 1000) / this.tickMs;
    out.aim = pose.aim;
    return true;
  }

  /** Fastest transit of the window is the undelayed link; the 95th percentile above it is the jitter. */
  private estimateDelay(): void {
    const count = Math.min(this.transitCount, TRANSITS);
    const window = this.sorted.subarray(0, count);
    window.set(this.transits.subarray(0, count));
    window.sort();
    const fastest = window[0] ?? 0;
    let late = count - 1;
    while (late > 0 && (window[late] ?? 0) - fastest > STALL_INTERVALS * this.tickMs) late--;
    const jitterMs = (window[Math.floor(late * 0.95)] ?? fastest) - fastest;
    this.fastestTransitMs = fastest;
    this.targetDelayMs = DELAY_PATCH_INTERVALS * this.tickMs + jitterMs;
  }
}
