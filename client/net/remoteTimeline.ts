// Where everybody else is drawn: a ring of poses per slot, read at one instant of server time that follows the
// newest snapshot at an adaptive delay. In: poses per patch. Out: position and velocity at the drawn instant.
// Own instead of the SDK's lerp, which cannot read a packed pose, holds the newest sample on an underrun while
// its stamp runs on (38 u of aim error), and cannot move its delay.
import {
  DELAY_PATCH_INTERVALS,
  DELAY_SLEW,
  EXTRAPOLATION_MAX_MS,
} from "../../shared/net/netConstants.ts";

/** Poses kept per slot: 2 s at 30 Hz, far beyond any delay. */
const RING = 64;
/** Transit times kept for the jitter estimate: about 3 s of patches. */
const TRANSITS = 96;
/** Later than this behind the fastest is a stall, not jitter, in patch intervals: delaying everything for it
 * would cost more than the hold it causes. */
const STALL_INTERVALS = 4;
/** The timeline jumps instead of slewing when it is off by more, ms. */
const JUMP_MS = 400;
/** Two poses this far apart in one tick are a teleport, u: a dash makes 40. */
const TELEPORT_U = 100;

export interface DrawnPose {
  x: number;
  y: number;
  vx: number;
  vy: number;
  aim: number;
}

class Track {
  readonly ticks = new Float64Array(RING);
  readonly x = new Float32Array(RING);
  readonly y = new Float32Array(RING);
  readonly aim = new Int32Array(RING);
  count = 0;
  /** Last server tick at which the pose was known; the body vanishes when the drawn instant passes it. */
  lastTick = -1;
  gone = true;
}

export class RemoteTimeline {
  private readonly tickMs: number;
  private readonly tracks: Track[] = [];
  private readonly transits = new Float64Array(TRANSITS);
  private readonly sorted = new Float64Array(TRANSITS);
  private transitCount = 0;
  private drawnAtMs = 0;
  private lastFrameMs = -1;
  private fastestTransitMs = 0;
  private targetDelayMs: number;
  private newestTick = -1;

  /**
   * @param slots how many players the room can hold.
   * @param tickMs length of a tick, which is also the patch interval, ms.
   */
  constructor(slots: number, tickMs: number) {
    this.tickMs = tickMs;
    this.targetDelayMs = DELAY_PATCH_INTERVALS * tickMs;
    for (let slot = 0; slot < slots; slot++) this.tracks.push(new Track());
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
    this.transits[this.transitCount++ % TRANSITS] = nowMs - tick * this.tickMs;
    this.estimateDelay();
  }

  /** A slot's pose as of the newest patch. Positions in u, aim 0..4095. */
  push(slot: number, x: number, y: number, aim: number): void {
    const track = this.tracks[slot];
    if (track === undefined) return;
    if (track.gone) {
      track.gone = false;
      track.count = 0;
    }
    const at = track.count++ % RING;
    track.ticks[at] = this.newestTick;
    track.x[at] = x;
    track.y[at] = y;
    track.aim[at] = aim;
    track.lastTick = this.newestTick;
  }

  /** The slot's pose is no longer sent: it is drawn up to the last pose that was. */
  remove(slot: number): void {
    const track = this.tracks[slot];
    if (track !== undefined) track.gone = true;
  }

  /** After a reconnection nothing that was known counts. */
  reset(): void {
    for (const track of this.tracks) {
      track.gone = true;
      track.count = 0;
    }
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
   * Reads a slot at the drawn instant.
   * @returns false when nothing of it is to be drawn then.
   */
  sample(slot: number, out: DrawnPose): boolean {
    const track = this.tracks[slot];
    if (track === undefined || track.count === 0) return false;
    const tick = this.drawnAtMs / this.tickMs;
    if (track.gone && tick > track.lastTick) return false;
    const newest = track.count - 1;
    const oldest = Math.max(0, track.count - RING);
    let after = newest;
    while (after > oldest && (track.ticks[(after - 1) % RING] ?? 0) > tick) after--;
    if ((track.ticks[after % RING] ?? 0) <= tick) return this.extrapolate(track, newest, tick, out);
    if (after === oldest) return false;
    this.interpolate(track, after, tick, out);
    return true;
  }

  private interpolate(track: Track, after: number, tick: number, out: DrawnPose): void {
    const a = (after - 1) % RING;
    const b = after % RING;
    const span = (track.ticks[b] ?? 0) - (track.ticks[a] ?? 0);
    const dx = (track.x[b] ?? 0) - (track.x[a] ?? 0);
    const dy = (track.y[b] ?? 0) - (track.y[a] ?? 0);
    const teleports = dx * dx + dy * dy > TELEPORT_U * TELEPORT_U * span * span;
    const t = teleports ? 0 : (tick - (track.ticks[a] ?? 0)) / span;
    const perSecond = teleports ? 0 : 1000 / (span * this.tickMs);
    out.x = (track.x[a] ?? 0) + dx * t;
    out.y = (track.y[a] ?? 0) + dy * t;
    out.vx = dx * perSecond;
    out.vy = dy * perSecond;
    out.aim = turnToward(track.aim[a] ?? 0, track.aim[b] ?? 0, t);
  }

  private extrapolate(track: Track, newest: number, tick: number, out: DrawnPose): boolean {
    const b = newest % RING;
    out.x = track.x[b] ?? 0;
    out.y = track.y[b] ?? 0;
    out.aim = track.aim[b] ?? 0;
    out.vx = 0;
    out.vy = 0;
    if (newest === 0) return true;
    const before = newest - 1;
    const scratch = this.scratch;
    this.interpolate(track, newest, track.ticks[before % RING] ?? 0, scratch);
    const ahead =
      Math.min(EXTRAPOLATION_MAX_MS, (tick - (track.ticks[b] ?? 0)) * this.tickMs) / 1000;
    out.vx = scratch.vx;
    out.vy = scratch.vy;
    out.x += scratch.vx * ahead;
    out.y += scratch.vy * ahead;
    return true;
  }

  private readonly scratch: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };

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

/** From aim `a` toward `b` the shorter way, `t` 0..1; aims are 0..4095. */
function turnToward(a: number, b: number, t: number): number {
  const difference = ((b - a + 6144) & 4095) - 2048;
  return (a + difference * t + 4096) % 4096;
}
