// How much one key (an address, an account) may hold at once, and how often it may ask. In: keys. Out: yes or no.
// Run by the server's edge, and by whatever else counts by key.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Things held at the same time: sockets, seats. Every `enter` that returns true needs one `leave`. */
export class ConcurrencyLimit {
  private readonly max: number;
  private readonly held = new Map<string, number>();

  constructor(max: number) {
    this.max = max;
  }

  /** @returns false, and changes nothing, when `key` holds all it may. */
  enter(key: string): boolean {
    const count = this.held.get(key) ?? 0;
    if (count >= this.max) return false;
    this.held.set(key, count + 1);
    return true;
  }

  /** @throws Error when `key` holds nothing: a leave without its enter. */
  leave(key: string): void {
    const count = this.held.get(key);
    if (count === undefined) throw new Error(`"${key}" leaves without having entered`);
    if (count === 1) this.held.delete(key);
    else this.held.set(key, count - 1);
  }

  /** How many `key` holds. */
  count(key: string): number {
    return this.held.get(key) ?? 0;
  }
}

/** Things done in a window of time that begins with a key's first. */
export class RateLimit {
  private readonly limiter: RateLimiterMemory;

  constructor(max: number, windowS: number) {
    this.limiter = new RateLimiterMemory({ points: max, duration: windowS });
  }

  /** @returns 0 when `key` may, else after how many whole seconds it may again. */
  async take(key: string): Promise<number> {
    try {
      await this.limiter.consume(key);
      return 0;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return secondsOf(refusal);
      throw refusal;
    }
  }

  /** As `take`, of what was taken before: counts nothing. */
  async peek(key: string): Promise<number> {
    const state = await this.limiter.get(key);
    return state === null || state.remainingPoints > 0 ? 0 : secondsOf(state);
  }
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
