// Where bodies were shown: by slot, the public poses that were told, straight lines between them, and the line that
// each body is on. In: poses with their ticks. Out: which of them have to be told, and the pose at any instant of the
// last second. The client draws others from one, the server looks into the past with one: what was seen is what is
// tested. docs/adr/0015 says why silence tells a pose.

/** Poses kept per slot, a power of two: a second at 60 told a second. */
const RING = 64;
const MASK = RING - 1;
/** Who moves is told at least each so many ticks: a body silent for longer stands where it was told. */
export const SILENT_TICKS_MAX = 4;
/** So far off its line a pose is told in the next tick, u: less than full acceleration makes, more than quantisation. */
const OFF_LINE_U = 1;
/** So far off it is told at once, u: more than full acceleration makes in a tick. A dash or a wall makes more. */
const FAR_OFF_LINE_U = 4;
/** An aim so far off its turning is told in the next tick, of 4096: 6 degrees. */
const OFF_AIM = 64;
/** Of a pose that left its line, the way to it begins so many ticks before: viewers draw as far behind (NET-9). */
export const BEND_TICKS = 2;
/** Two poses this far apart in one tick are a teleport, u: a dash makes 40. */
const TELEPORT_U = 100;
/** Lines' quantum, parts of a unit a tick: sums with them are exact in a float32. */
export const LINE_PARTS_PER_U = 64;
/** Fastest turning of a line, of 4096 a tick; what turns faster leaves it. */
const TURN_MAX = 127;

/** Rings of all slots; entry i of slot s is at `s * 64 + (i & 63)`, for the last 64 of `count[s]`. */
export interface PoseTracks {
  readonly count: Int32Array;
  readonly ticks: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly aim: Int16Array;
  /** By slot, the line from the newest pose on: way in a tick, u, and turning in a tick, of 4096. */
  readonly lineX: Float32Array;
  readonly lineY: Float32Array;
  readonly lineTurn: Int8Array;
  /** By slot: 1 when that line is known. Who was told one pose and nothing else knows none. */
  readonly hasLine: Uint8Array;
  /** By slot: 1 when the pose of the tick before was off its line and was left out. */
  readonly isLate: Uint8Array;
}

/** A public pose as it is told; in one piece, because numbers that pass between functions may be boxed. */
export interface ToldPose {
  x: number;
  y: number;
  /** 0..4095; between told poses it may be fractional. */
  aim: number;
}

/** A pose between two told ones, or beyond the newest. */
export interface TrackPose extends ToldPose {
  /** Way in a tick, u. */
  perTickX: number;
  perTickY: number;
}

export function makePoseTracks(slots: number): PoseTracks {
  return {
    count: new Int32Array(slots),
    ticks: new Int32Array(slots * RING),
    x: new Float32Array(slots * RING),
    y: new Float32Array(slots * RING),
    aim: new Int16Array(slots * RING),
    lineX: new Float32Array(slots),
    lineY: new Float32Array(slots),
    lineTurn: new Int8Array(slots),
    hasLine: new Uint8Array(slots),
    isLate: new Uint8Array(slots),
  };
}

/** Forgets a slot: a new body has no past. */
export function clearTrack(tracks: PoseTracks, slot: number): void {
  tracks.count[slot] = 0;
  tracks.hasLine[slot] = 0;
  tracks.isLate[slot] = 0;
}

/** Tick of the slot's newest told pose; -1 when there is none. */
export function newestTickOf(tracks: PoseTracks, slot: number): number {
  const count = tracks.count[slot] as number;
  return count === 0 ? -1 : (tracks.ticks[slot * RING + ((count - 1) & MASK)] as number);
}

/**
 * What a first pose alone does not tell: in which tick it was told, and the line from there, way in u (a multiple of
 * 1/64) and turning (-127..127) in a tick.
 */
export function setLine(
  tracks: PoseTracks,
  slot: number,
  tick: number,
  perTickX: number,
  perTickY: number,
  turn: number,
): void {
  if (tracks.count[slot] !== 1) return;
  tracks.ticks[slot * RING] = tick;
  tracks.lineX[slot] = perTickX;
  tracks.lineY[slot] = perTickY;
  tracks.lineTurn[slot] = turn;
  tracks.hasLine[slot] = 1;
}

/** Scratch: where a line began, where it led, and where it was left. */
const from: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };
const led: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };
const bend: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };

/**
 * Adds what was told of a slot in `tick`, later than all before. Silence has told the rest: the body was on its line
 * until two ticks ago, and came straight from there. It goes on as it came: on the line through the last told two,
 * when the old line led here, or else through where it left that.
 */
export function pushPose(tracks: PoseTracks, slot: number, tick: number, told: ToldPose): void {
  tracks.isLate[slot] = 0;
  const count = tracks.count[slot] as number;
  if (count === 0) {
    tracks.lineX[slot] = tracks.lineY[slot] = tracks.lineTurn[slot] = 0;
    append(tracks, slot, tick, told);
    return;
  }
  const at = slot * RING + ((count - 1) & MASK);
  const silentTicks = tick - (tracks.ticks[at] as number);
  lead(tracks, slot, 0, from);
  const isNew = tracks.hasLine[slot] === 0;
  const stands = silentTicks > SILENT_TICKS_MAX;
  lead(tracks, slot, stands ? 0 : silentTicks, led);
  const bendTicks = isNew || silentTicks < BEND_TICKS ? silentTicks : BEND_TICKS;
  lead(tracks, slot, stands ? 0 : silentTicks - bendTicks, bend);
  if (bendTicks < silentTicks) append(tracks, slot, tick - bendTicks, bend);
  append(tracks, slot, tick, told);
  const keepsLine = isNew || offLineU(led, told) <= OFF_LINE_U;
  setWay(tracks, slot, keepsLine ? from : bend, told, keepsLine ? silentTicks : bendTicks);
  const turn =
    isNew || Math.abs(turnFrom(led.aim, told.aim)) <= OFF_AIM
      ? turnFrom(from.aim, told.aim) / silentTicks
      : turnFrom(bend.aim, told.aim) / bendTicks;
  tracks.lineTurn[slot] = Math.max(-TURN_MAX, Math.min(TURN_MAX, Math.trunc(turn)));
  tracks.hasLine[slot] = 1;
}

/**
 * Whether a slot's pose has to be told in `tick`: it is far off the line that silence would tell, or was off it in the
 * tick before, or has been silent for as long as may be. Once a tick, after all earlier ones.
 */
export function isPoseNews(
  tracks: PoseTracks,
  slot: number,
  tick: number,
  pose: ToldPose,
): boolean {
  if (tracks.hasLine[slot] === 0 || tracks.isLate[slot] === 1) return true;
  const silentTicks = tick - newestTickOf(tracks, slot);
  const isFull = silentTicks >= SILENT_TICKS_MAX;
  lead(tracks, slot, silentTicks, led);
  const offU = offLineU(led, pose);
  if (offU > FAR_OFF_LINE_U) return true;
  const stands =
    tracks.lineX[slot] === 0 && tracks.lineY[slot] === 0 && tracks.lineTurn[slot] === 0;
  if (isFull && !stands) return true;
  if (offU > OFF_LINE_U || Math.abs(turnFrom(led.aim, pose.aim)) > OFF_AIM) {
    tracks.isLate[slot] = 1;
    return false;
  }
  return isFull && !isTold(tracks, slot, pose);
}

/** Whether this is the slot's newest told pose. */
export function isTold(tracks: PoseTracks, slot: number, { x, y, aim }: ToldPose): boolean {
  const count = tracks.count[slot] as number;
  const at = slot * RING + ((count - 1) & MASK);
  return count > 0 && tracks.x[at] === x && tracks.y[at] === y && tracks.aim[at] === aim;
}

/**
 * Writes the slot's pose at `tick`, which may be fractional, to `out`. Silence up to `knownTick` says that the body is
 * on its line; beyond, it runs on for at most `aheadTicks`. A teleport is one jump.
 * @returns false when the slot had no pose then.
 */
export function samplePose(
  tracks: PoseTracks,
  slot: number,
  tick: number,
  knownTick: number,
  aheadTicks: number,
  out: TrackPose,
): boolean {
  const count = tracks.count[slot] as number;
  if (count === 0) return false;
  const base = slot * RING;
  const newest = count - 1;
  const newestTick = tracks.ticks[base + (newest & MASK)] as number;
  if (tick >= newestTick) {
    const silentTicks = knownTick > newestTick ? knownTick - newestTick : 0;
    const furthest = silentTicks > SILENT_TICKS_MAX ? 0 : silentTicks + aheadTicks;
    const ahead = tick - newestTick;
    lead(tracks, slot, ahead < furthest ? ahead : furthest, out);
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
  const turn = turnFrom(tracks.aim[a] as number, tracks.aim[b] as number);
  out.aim = ((tracks.aim[a] as number) + turn * share + 4096) % 4096;
}

/** `ahead` ticks after the newest pose, on its line. */
function lead(tracks: PoseTracks, slot: number, ahead: number, out: TrackPose): void {
  const at = slot * RING + (((tracks.count[slot] as number) - 1) & MASK);
  out.perTickX = tracks.lineX[slot] as number;
  out.perTickY = tracks.lineY[slot] as number;
  out.x = (tracks.x[at] as number) + out.perTickX * ahead;
  out.y = (tracks.y[at] as number) + out.perTickY * ahead;
  out.aim = ((tracks.aim[at] as number) + (tracks.lineTurn[slot] as number) * ahead + 4096) % 4096;
}

function append(tracks: PoseTracks, slot: number, tick: number, pose: ToldPose): void {
  const count = tracks.count[slot] as number;
  const at = slot * RING + (count & MASK);
  tracks.ticks[at] = tick;
  tracks.x[at] = pose.x;
  tracks.y[at] = pose.y;
  tracks.aim[at] = pose.aim;
  tracks.count[slot] = count + 1;
}

/** The slot's line is the one from `a` to `b`, `ticks` later; a teleport leads nowhere. */
function setWay(tracks: PoseTracks, slot: number, a: ToldPose, b: ToldPose, ticks: number): void {
  const perTickX = (b.x - a.x) / ticks;
  const perTickY = (b.y - a.y) / ticks;
  const teleports = perTickX * perTickX + perTickY * perTickY > TELEPORT_U * TELEPORT_U;
  tracks.lineX[slot] = teleports ? 0 : Math.round(perTickX * LINE_PARTS_PER_U) / LINE_PARTS_PER_U;
  tracks.lineY[slot] = teleports ? 0 : Math.round(perTickY * LINE_PARTS_PER_U) / LINE_PARTS_PER_U;
}

/** Along the axis on which it is more, u. */
function offLineU(line: ToldPose, pose: ToldPose): number {
  const offX = Math.abs(pose.x - line.x);
  const offY = Math.abs(pose.y - line.y);
  return offX > offY ? offX : offY;
}

/** From aim `a` to `b` the shorter way, -2048..2047; aims are 0..4095. */
function turnFrom(a: number, b: number): number {
  return ((b - a + 6144) % 4096) - 2048;
}
