// Counts frames. In: the time of each. Out: the rate, and whether it has been low for long.

const WINDOW_MS = 1000;
const SLOW_FPS = 45;
/** Windows in a row: a hitch while loading is not a slow machine. */
const SLOW_WINDOWS = 4;

export class FrameMeter {
  /** Frames a second over the last full second; 0 in the first. */
  fps = 0;
  private frames = 0;
  private windowStartMs = 0;
  private slowWindows = 0;

  /** A frame began at `nowMs`. */
  count(nowMs: number): void {
    this.frames++;
    const elapsedMs = nowMs - this.windowStartMs;
    if (elapsedMs < WINDOW_MS) return;
    // A long pause (a hidden tab) is no measurement.
    if (elapsedMs < WINDOW_MS * 2) {
      this.fps = (this.frames * 1000) / elapsedMs;
      this.slowWindows = this.fps < SLOW_FPS ? this.slowWindows + 1 : 0;
    }
    this.frames = 0;
    this.windowStartMs = nowMs;
  }

  /** Whether the rate has been below 45 for four seconds. */
  hasTurnedSlow(): boolean {
    return this.slowWindows >= SLOW_WINDOWS;
  }
}
