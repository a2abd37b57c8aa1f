// A set of viewers as bits: viewer v is bit `v & 31` of word `v >> 5`; the spectator stands behind the last slot. In: a
// viewer. Out: whether it is in the set. Server only.

/** Words of a set of `viewers`. */
export function wordsFor(viewers: number): number {
  return (viewers + 31) >> 5;
}

export function isIn(set: Int32Array, viewer: number): boolean {
  return ((set[viewer >> 5] as number) & (1 << (viewer & 31))) !== 0;
}

export function putIn(set: Int32Array, viewer: number): void {
  const word = viewer >> 5;
  set[word] = (set[word] as number) | (1 << (viewer & 31));
}
