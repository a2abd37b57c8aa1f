// The pace of a room's ticks: one each 1000/hz ms by deadlines, never by intervals. In: a tick. Out: calls.
// Own instead of the pace of Colyseus' `setFixedTimestep` (core 0.18.17): setInterval(33.33) fires each 33 or 34 ms,
// beats against the tick, and sends patches in a sawtooth of up to a whole tick, which every client has to add to
// its interpolation delay (28 ms measured).

/** After a hitch at most this many ticks are caught up; older ones are dropped. */
const CATCH_UP_TICKS = 5;

export interface TickLoopHooks {
  /** Told of each new timer, so that its owner can clear it. */
  onTimer(timer: NodeJS.Timeout): void;
  /** That many ticks will never be run. */
  onDropped(ticks: number): void;
}

export class TickLoop {
  /** Ticks that were never run because the process fell behind. */
  dropped = 0;
  private readonly tickMs: number;
  private readonly run: (tick: number) => void;
  private readonly hooks: TickLoopHooks;
  private tick = 0;
  private nextMs: number;

  /** @param run one tick; must not throw. */
  constructor(hz: number, run: (tick: number) => void, hooks: TickLoopHooks) {
    this.tickMs = 1000 / hz;
    this.run = run;
    this.hooks = hooks;
    this.nextMs = performance.now() + this.tickMs;
    this.schedule();
  }

  private schedule(): void {
    // Timers count whole milliseconds and cut the rest off: rounding up keeps them from firing early.
    const waitMs = Math.max(0, Math.ceil(this.nextMs - performance.now()));
    this.hooks.onTimer(setTimeout(() => this.fire(), waitMs));
  }

  private fire(): void {
    const nowMs = performance.now();
    const due = Math.max(0, Math.floor((nowMs - this.nextMs) / this.tickMs) + 1);
    const skipped = Math.max(0, due - CATCH_UP_TICKS);
    this.dropped += skipped;
    if (skipped > 0) this.hooks.onDropped(skipped);
    this.nextMs += due * this.tickMs;
    for (let i = skipped; i < due; i++) this.run(this.tick++);
    this.schedule();
  }
}
