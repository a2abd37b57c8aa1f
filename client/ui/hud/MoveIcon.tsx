// A move's sign. In: the move. Out: its icon.
import type { JSX } from "preact";
import { Move } from "../../../shared/sim/weaponDefs.ts";
import { DashIcon, PulseIcon } from "../lib/icons.tsx";

/** The sign of `move`, in the feed, on the dock and on the death screen. */
export function MoveIcon(props: { move: Move }): JSX.Element {
  return props.move === Move.Dash ? <DashIcon /> : <PulseIcon />;
}
