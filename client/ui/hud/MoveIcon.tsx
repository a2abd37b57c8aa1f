// A move's sign. In: the move. Out: its icon.
import type { JSX } from "preact";
import { Move } from "../../../shared/sim/weaponDefs.ts";
import { DashIcon, OrbIcon, PulseIcon, RailIcon } from "../lib/icons.tsx";

const ICONS: Readonly<Record<Move, () => JSX.Element>> = {
  [Move.Pulse]: PulseIcon,
  [Move.Dash]: DashIcon,
  [Move.Rail]: RailIcon,
  [Move.Orb]: OrbIcon,
};

/** The sign of `move`, in the feed and on the dock. */
export function MoveIcon(props: { move: Move }): JSX.Element {
  const Icon = ICONS[props.move];
  return <Icon />;
}
