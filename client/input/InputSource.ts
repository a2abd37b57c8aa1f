// Where commands come from: keyboard and mouse, a script in a test, a headless bot.
import type { InputCmd } from "../../shared/sim/types.ts";

export interface InputSource {
  /**
   * Writes what is wanted now into `out`; `aim` is the game's to fill.
   * @param isSent whether the command is sent, or only looked at to draw under it. Sending uses up taps.
   */
  sample(out: InputCmd, isSent: boolean): void;
}
