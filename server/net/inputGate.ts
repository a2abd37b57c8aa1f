// How many of a player's buffered inputs the server uses this tick. One gate a connection; server only.
// Own instead of the SDK's `consume` or `next`: consuming all is a speed hack (10x at 300 inputs/s), one a
// tick keeps a standing queue after each stall (409 ms, never drained).
import {
  INPUT_BANK_MAX,
  INPUT_START_BUFFERED,
  INPUT_TARGET_BUFFERED,
} from "../../shared/net/netConstants.ts";

/** Above target by this much the queue is drained fast; by less, one extra input each 4th tick. */
const FAST_DRAIN_ABOVE = 6;
const FAST_DRAIN_INPUTS = 3;
const SLOW_DRAIN_TICKS = 4;

export class InputGate {
  /** Inputs this connection may still use; gains one a tick, so that a stall can be caught up. */
  private tokens = INPUT_START_BUFFERED;
  private started = false;
  private ticks = 0;

  /**
   * Once a tick.
   * @param buffered inputs received and not used.
   * @returns how many to use now, 0..3.
   */
  take(buffered: number): number {
    this.ticks++;
    if (this.tokens < INPUT_BANK_MAX) this.tokens++;
    if (!this.started) {
      if (buffered < INPUT_START_BUFFERED) return 0;
      this.started = true;
    }
    const used = Math.min(wanted(buffered, this.ticks), buffered, this.tokens);
    this.tokens -= used;
    return used;
  }

  /** A reconnected client starts a new sequence, and a new buffer. */
  restart(): void {
    this.started = false;
  }
}

function wanted(buffered: number, ticks: number): number {
  const above = buffered - INPUT_TARGET_BUFFERED;
  if (above > FAST_DRAIN_ABOVE) return FAST_DRAIN_INPUTS;
  return above > 1 && ticks % SLOW_DRAIN_TICKS === 0 ? 2 : 1;
}
