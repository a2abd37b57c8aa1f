// What may have to be told to whom in this tick. In: things by index, each with a set of viewers. Out: each viewer's
// indexes, in the order in which they were added. Preallocated; server only.

export class PendingTells {
  private readonly capacity: number;
  /** By viewer, `capacity` indexes each, of which the first `counts[viewer]` are of this tick. */
  private readonly lists: Uint16Array;
  private readonly counts: Int32Array;

  /** @param capacity things in a tick at most, each added once. */
  constructor(viewers: number, capacity: number) {
    this.capacity = capacity;
    this.lists = new Uint16Array(viewers * capacity);
    this.counts = new Int32Array(viewers);
  }

  clear(): void {
    this.counts.fill(0);
  }

  /** @param bits of the viewers `32 * word` and after. */
  add(index: number, word: number, bits: number): void {
    const { lists, counts, capacity } = this;
    for (let left = bits; left !== 0; left &= left - 1) {
      const viewer = word * 32 + 31 - Math.clz32(left & -left);
      const count = counts[viewer] as number;
      lists[viewer * capacity + count] = index;
      counts[viewer] = count + 1;
    }
  }

  countFor(viewer: number): number {
    return this.counts[viewer] ?? 0;
  }

  /** The viewer's `nth` index, 0 <= nth < countFor(viewer). */
  at(viewer: number, nth: number): number {
    return this.lists[viewer * this.capacity + nth] as number;
  }
}
