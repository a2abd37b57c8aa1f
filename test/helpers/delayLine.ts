// One direction of a simulated link: what is pushed in comes out later, never reordered. In: items
// and times in ms of any monotonic clock. Pure but for its own queue; run by tcpProxy.ts.

export type Stall = {
  /** The last `lengthMs` of each period of `everyMs` deliver nothing. */
  readonly everyMs: number;
  readonly lengthMs: number;
};

export type Link = {
  /** Each direction delays by half of it. */
  readonly rttMs: number;
  /** Each item is delayed by up to this in addition, uniformly. */
  readonly jitterMs: number;
  readonly stall?: Stall | undefined;
};

type Entry<T> = { readonly item: T; readonly dueMs: number };

/** Mulberry32: 32 bits of state, uniform in [0, 1). */
function makeRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), 61 | bits);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The given time, or the end of the stall that it falls into. */
function skipStall(timeMs: number, stall: Stall | undefined): number {
  if (!stall) return timeMs;
  const phaseMs = timeMs % stall.everyMs;
  const isStalled = phaseMs >= stall.everyMs - stall.lengthMs;
  return isStalled ? timeMs + stall.everyMs - phaseMs : timeMs;
}

export class DelayLine<T> {
  readonly #random: () => number;
  readonly #entries: Entry<T>[] = [];
  #lastDueMs = Number.NEGATIVE_INFINITY;

  /** @param seed of the jitter */
  constructor(seed: number) {
    this.#random = makeRandom(seed);
  }

  /** When the oldest item comes out; infinity when the line is empty. */
  get nextDueMs(): number {
    return this.#entries[0]?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** Puts an item in; stalls are counted from time 0. */
  push(item: T, nowMs: number, link: Link): void {
    const dueMs = skipStall(nowMs + link.rttMs / 2 + this.#random() * link.jitterMs, link.stall);
    this.#lastDueMs = Math.max(this.#lastDueMs, dueMs);
    this.#entries.push({ item, dueMs: this.#lastDueMs });
  }

  /** Takes out what is due, oldest first. */
  takeDue(nowMs: number): T[] {
    const firstLater = this.#entries.findIndex((entry) => entry.dueMs > nowMs);
    const due = this.#entries.splice(0, firstLater < 0 ? this.#entries.length : firstLater);
    return due.map((entry) => entry.item);
  }

  /** Forgets what is inside, and says how many items that were. */
  clear(): number {
    return this.#entries.splice(0).length;
  }
}
