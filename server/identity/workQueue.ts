// Dear work, a little of it at a time. In: things to do. Out: what came of them, in the order asked; or BusyError.
// Run by the server.

/** So much waits that one more would wait too long. */
export class BusyError extends Error {}

export class WorkQueue {
  private readonly atOnce: number;
  private readonly maxWaiting: number;
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(atOnce: number, maxWaiting: number) {
    this.atOnce = atOnce;
    this.maxWaiting = maxWaiting;
  }

  /** @throws BusyError when `maxWaiting` wait already; and what `work` throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running++;
    else if (this.waiting.length >= this.maxWaiting) {
      throw new BusyError(`${this.waiting.length} wait already, at most ${this.maxWaiting} may`);
    } else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over: `running` stays.
      const next = this.waiting.shift();
      if (next === undefined) this.running--;
      else next();
    }
  }
}
