// Seeded randomness. In: a generator's state, or two integers. Out: 32-bit numbers, the same on
// every engine. Run by both sides; the only source of chance that the simulation has.

/**
 * A generator (mulberry32): its whole state is one int32, so that it is saved, hashed and restored
 * as a field.
 */
export interface Rng {
  state: number;
}

/** A generator that starts at `seed` (its low 32 bits). */
export function makeRng(seed: number): Rng {
  return { state: seed | 0 };
}

/** The next number, 0..2^32-1. Advances `rng`. */
export function nextU32(rng: Rng): number {
  const state = (rng.state + 0x6d2b79f5) | 0;
  rng.state = state;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

/** The next whole number in 0..n-1, for n up to 2^20. Advances `rng`. */
export function nextBelow(rng: Rng, n: number): number {
  return Math.floor((nextU32(rng) * n) / 4294967296);
}

/**
 * Mixes two integers into 0..2^32-1 without any state (murmur3's finaliser): the chance of a shot
 * is its name.
 */
export function hashU32(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
