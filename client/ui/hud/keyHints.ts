// Which key or button the dock names for each move. In: the bindings. Out: the first one of each move, and key caps.

import { Move } from "../../../shared/sim/weaponDefs.ts";
import { DEFAULT_BINDINGS } from "../../input/bindings.ts";

export const KEY_HINTS: Readonly<Record<Move, string>> = {
  [Move.Pulse]: DEFAULT_BINDINGS.fire[0],
  [Move.Dash]: DEFAULT_BINDINGS.dash[0],
  [Move.Rail]: DEFAULT_BINDINGS.rail[0],
  [Move.Orb]: DEFAULT_BINDINGS.orb[0],
};

/** What stands on the key of `binding`: "KeyE" is E, "ShiftLeft" is Shift. */
export function keyCap(binding: string): string {
  return binding.replace(/^(?:Key|Digit)/, "").replace(/^(Shift|Control|Alt)\w+$/, "$1");
}
