// Where bodies were shown: by slot, the public poses that were told, and straight lines between
// them. In: told poses with their ticks. Out: the pose at any instant of the last second. The client
// draws others from one, the server looks into the past with one: what was seen is what is tested.
import { isPoseDue } from "./poseSchedule.ts";

/** Told poses kept per slot, a power of two: a second at 60 told a second. */
const RING = 64;
const MASK = RING - 1;
/** Two poses this far apart in one tick are a teleport, u: a dash makes 40. */
const TELEPORT_U = 100;
/**
 * A pose this far off the line through the last two is told at once, u: a third of what full
 * acceleration makes in a tick, and more than quantisation can.
 */
const OFF_LINE_U = 1;

/** Rings of all slots; entry i of slot s is at `s * 64 + (i & 63)`, for the last 64 of `count[s]`. */
export interface PoseTracks {
  readonly count: Int32Array;
  readonly ticks: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly aim: Int16Array;
}

/** A pose between two told ones. */
export interface TrackPose {
  x: number;
  y: number;
  /** Way in a tick, u. */
  perTickX: number;
  perTickY: number;
  /** 0..4095, may be fractional. */
  aim: number;
}

export function makePoseTracks(slots: number): PoseTracks {
  return {
    count: new Int32Array(slots),
    ticks: new Int32Array(slots * RING),
    x: new Float32Array(slots * RING),
    y: new Float32Array(slots * RING),
    aim: new Int16Array(slots * RING),
  };
}

/** Forgets a slot: a new body has no past. */
export function clearTrack(tracks: PoseTracks, slot: number): void {
  tracks.count[slot] = 0;
}

/** Adds what was told of a slot in `tick`, later than all before. */
export function pushPose(
  tracks: PoseTracks,
  slot: number,
  tick: number,
  x: number,
  y: number,
  aim: number,
): void {
  const count = tracks.count[slot] as number;
  const at = slot * RING + (count & MASK);
  tracks.ticks[at] = tick;
  tracks.x[at] = x;
  tracks.y[at] = y;
  tracks.aim[at] = aim;
  tracks.count[slot] = count + 1;
}

/** Tick of the slot's newest told pose; -1 when there is none. */
export function newestTickOf(tracks: PoseTracks, slot: number): number {
  const count = tracks.count[slot] as number;
  return count === 0 ? -1 : (tracks.ticks[slot * RING + ((count - 1) & MASK)] as number);
}

/** Whether a pose has to be told in `tick`: it is due, or straight motion does not foretell it. */
export function isPoseNews(
  tracks: PoseTracks,
  slot: number,
  tick: number,
  x: number,
  y: number,
): boolean {
  if (isPoseDue(tick, slot)) return true;
  const count = tracks.count[slot] as number;
  if (count < 2) return true;
  const b = slot * RING + ((count - 1) & MASK);
  const a = slot * RING + ((count - 2) & MASK);
  const bTick = tracks.ticks[b] as number;
  const share = (tick - bTick) / (bTick - (tracks.ticks[a] as number));
  const bX = tracks.x[b] as number;
  const bY = tracks.y[b] as number;
  const offX = x - bX - (bX - (tracks.x[a] as number)) * share;
  const offY = y - bY - (bY - (tracks.y[a] as number)) * share;
  return offX > OFF_LINE_U || offX < -OFF_LINE_U || offY > OFF_LINE_U || offY < -OFF_LINE_U;
}

/**
 * Writes the slot's pose at `tick`, which may be fractional, to `out`. Beyond the newest told pose
 * the body runs on straight for at most `aheadTicks`; a teleport is one jump.
 * @returns false when the slot had no pose then.
 */
export function samplePose(
  tracks: PoseTracks,
  slot: number,
  tick: number,
  aheadTicks: number,
  out: TrackPose,
): boolean {
  const count = tracks.count[slot] as number;
  if (count === 0) return false;
  const base = slot * RING;
  const newest = count - 1;
  const newestTick = tracks.ticks[base + (newest & MASK)] as number;
  if (tick >= newestTick) {
    const ahead = tick - newestTick;
    runOn(tracks, base, newest, ahead < aheadTicks ? ahead : aheadTicks, out);
    return true;
  }
  const oldest = count > RING ? count - RING : 0;
  let after = newest;
  while (after > oldest && (tracks.ticks[base + ((after - 1) & MASK)] as number) > tick) after--;
  if (after === oldest) return false;
  between(tracks, base, after, tick, out);
  return true;
}

/** Between entries `after - 1` and `after`. */
function between(
  tracks: PoseTracks,
  base: number,
  after: number,
  tick: number,
  out: TrackPose,
): void {
  const a = base + ((after - 1) & MASK);
  const b = base + (after & MASK);
  const aTick = tracks.ticks[a] as number;
  const span = (tracks.ticks[b] as number) - aTick;
  const aX = tracks.x[a] as number;
  const aY = tracks.y[a] as number;
  const dx = (tracks.x[b] as number) - aX;
  const dy = (tracks.y[b] as number) - aY;
  const teleports = dx * dx + dy * dy > TELEPORT_U * TELEPORT_U * span * span;
  const share = teleports ? 0 : (tick - aTick) / span;
  out.x = aX + dx * share;
  out.y = aY + dy * share;
  out.perTickX = teleports ? 0 : dx / span;
  out.perTickY = teleports ? 0 : dy / span;
  out.aim = turnToward(tracks.aim[a] as number, tracks.aim[b] as number, share);
}

/** `ahead` ticks beyond the newest entry, at the speed between the last two. */
function runOn(
  tracks: PoseTracks,
  base: number,
  newest: number,
  ahead: number,
  out: TrackPose,
): void {
  const b = base + (newest & MASK);
  out.perTickX = 0;
  out.perTickY = 0;
  if (newest > 0)
    between(tracks, base, newest, tracks.ticks[base + ((newest - 1) & MASK)] as number, out);
  out.x = (tracks.x[b] as number) + out.perTickX * ahead;
  out.y = (tracks.y[b] as number) + out.perTickY * ahead;
  out.aim = tracks.aim[b] as number;
}

/** From aim `a` toward `b` the shorter way, `share` 0..1; aims are 0..4095. */
function turnToward(a: number, b: number, share: number): number {
  const difference = ((b - a + 6144) & 4095) - 2048;
  return (a + difference * share + 4096) % 4096;
}
