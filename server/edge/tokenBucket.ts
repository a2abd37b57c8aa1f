// How much of something a peer may do: a full bucket at once, then at a steady rate. In: amounts, when they happen.
// Out: whether there was enough left. One bucket a peer and thing; server only.

export class TokenBucket {
  private readonly capacity: number;
  private readonly perMs: number;
  private left: number;
  private filledAtMs: number;

  /**
   * @param capacity most that can be taken at once.
   * @param perS what flows back in a second.
   * @param nowMs monotonic.
   */
  constructor(capacity: number, perS: number, nowMs: number) {
    this.capacity = capacity;
    this.perMs = perS / 1000;
    this.left = capacity;
    this.filledAtMs = nowMs;
  }

  /** False, and nothing is taken, when less than `amount` is left. `nowMs` must not run backwards. */
  take(amount: number, nowMs: number): boolean {
    const flowed = (nowMs - this.filledAtMs) * this.perMs;
    this.left = Math.min(this.capacity, this.left + flowed);
    this.filledAtMs = nowMs;
    if (this.left < amount) return false;
    this.left -= amount;
    return true;
  }
}
