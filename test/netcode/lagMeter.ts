// Whether the measuring process itself was in time: late timers distort every figure. In: time. Out: how late, ms,
// and when it was very late. Run by the netcode proof.
import { quantile, type Sample } from "./stats.ts";

const PERIOD_MS = 10;
/** Late by more is a hiccup of the machine: longer than a frame, ms. */
const HICCUP_MS = 20;

export class LagMeter {
  /** When timers fired, and how late. */
  readonly hiccups: Sample[] = [];
  private readonly lateMs: number[] = [];
  private dueMs = performance.now() + PERIOD_MS;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.timer = setInterval(() => this.note(), PERIOD_MS);
  }

  get p99Ms(): number {
    return quantile(this.lateMs, 0.99);
  }

  /** Forgets what was measured so far: before the part that counts. */
  reset(): void {
    this.lateMs.length = 0;
    this.hiccups.length = 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private note(): void {
    const atMs = performance.now();
    const lateMs = Math.max(0, atMs - this.dueMs);
    this.lateMs.push(lateMs);
    if (lateMs > HICCUP_MS) this.hiccups.push({ atMs, value: lateMs });
    this.dueMs = atMs + PERIOD_MS;
  }
}
