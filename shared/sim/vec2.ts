// Directions as integers. In: an aim 0..4095 or a vector. Out: the unit vector of an aim, the aim
// of a vector. Run by both sides; built with + - * / alone, so that no engine's trigonometry can
// differ from another's.
import { AIM_DIRECTIONS } from "./constants.ts";

const OCTANT = AIM_DIRECTIONS / 8;
const QUARTER = AIM_DIRECTIONS / 4;
const HALF = AIM_DIRECTIONS / 2;

const RAD_PER_AIM = (2 * Math.PI) / AIM_DIRECTIONS;

/** Taylor series of sine and cosine to x^15 and x^14: below 1e-14 of error up to 45 degrees. */
function sinSmall(x: number): number {
  const q = x * x;
  let s = 1 - q / 210;
  for (let n = 12; n >= 2; n -= 2) s = 1 - (q / (n * (n + 1))) * s;
  return x * s;
}

function cosSmall(x: number): number {
  const q = x * x;
  let c = 1 - q / 182;
  for (let n = 11; n >= 1; n -= 2) c = 1 - (q / (n * (n + 1))) * c;
  return c;
}

/** Sine of a whole aim, folded into the first octant, where the series are exact enough. */
function sinOfAim(aim: number): number {
  const turn = aim & (AIM_DIRECTIONS - 1);
  const half = turn & (HALF - 1);
  const fold = half > QUARTER ? HALF - half : half;
  const value =
    fold <= OCTANT ? sinSmall(fold * RAD_PER_AIM) : cosSmall((QUARTER - fold) * RAD_PER_AIM);
  return turn >= HALF ? -value : value;
}

function makeTable(offset: number): Float32Array {
  const table = new Float32Array(AIM_DIRECTIONS);
  for (let aim = 0; aim < AIM_DIRECTIONS; aim++) table[aim] = sinOfAim(aim + offset) + 0;
  return table;
}

/**
 * Unit vector of each aim, float32: x is `AIM_COS[aim]`, y (down) is `AIM_SIN[aim]`. Never written.
 */
export const AIM_COS: Float32Array = makeTable(QUARTER);
export const AIM_SIN: Float32Array = makeTable(0);

/** Slopes half-way between the aims of the first octant: where the nearest aim changes. */
const OCTANT_EDGES: Float64Array = makeOctantEdges();

function makeOctantEdges(): Float64Array {
  const edges = new Float64Array(OCTANT);
  for (let i = 0; i < OCTANT; i++) {
    const rad = (i + 0.5) * RAD_PER_AIM;
    edges[i] = sinSmall(rad) / cosSmall(rad);
  }
  return edges;
}

/** The aim nearest to the vector's direction, 0..4095; 0 for the zero vector. Any length. */
export function aimOf(dx: number, dy: number): number {
  const ax = dx < 0 ? -dx : dx;
  const ay = dy < 0 ? -dy : dy;
  if (!(ax > 0 || ay > 0)) return 0;
  const steep = ay > ax;
  const inOctant = octantIndex(steep ? ax / ay : ay / ax);
  const inQuarter = steep ? QUARTER - inOctant : inOctant;
  const inHalf = dx < 0 ? HALF - inQuarter : inQuarter;
  return (dy < 0 ? AIM_DIRECTIONS - inHalf : inHalf) & (AIM_DIRECTIONS - 1);
}

function octantIndex(slope: number): number {
  let low = 0;
  let high = OCTANT;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((OCTANT_EDGES[middle] as number) <= slope) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The shortest turn from aim `from` to aim `to`, -2048..2047; positive is clockwise on screen. */
export function aimDiff(from: number, to: number): number {
  return ((to - from + HALF) & (AIM_DIRECTIONS - 1)) - HALF;
}
