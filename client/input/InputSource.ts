// Where commands come from: keyboard and mouse, a script in a test, a headless bot.
import type { InputCmd } from "../../shared/sim/types.ts";

export interface InputSource {
  /** Writes what is wanted now into `out`; `aim` is the game's to fill. Once for each command sent. */
  sample(out: InputCmd): void;
}
