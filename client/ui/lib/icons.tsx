// The interface's signs, drawn in code. In: nothing. Out: inline SVG that takes the colour of its
// text. Shape says what colour says: each of the net states and each pickup has an outline of its
// own.
import type { JSX } from "preact";
import { Glyph } from "./Glyph.tsx";

/** Three rising bars. */
export function NetOkIcon(): JSX.Element {
  return (
    <Glyph name="net-ok">
      <path d="M5 19v-5M12 19v-9M19 19V5" stroke-width="4" stroke-linecap="butt" />
    </Glyph>
  );
}

/** A triangle with a mark. */
export function NetWarnIcon(): JSX.Element {
  return (
    <Glyph name="net-warn">
      <path d="M12 4 21.5 20h-19Z" />
      <path d="M12 10.5v4M12 17.3v.2" />
    </Glyph>
  );
}

/** An octagon with a cross. */
export function NetBadIcon(): JSX.Element {
  return (
    <Glyph name="net-bad">
      <path d="M8 3h8l5 5v8l-5 5H8l-5-5V8Z" />
      <path d="m9 9 6 6M15 9l-6 6" />
    </Glyph>
  );
}

/** Two links apart. */
export function BrokenLinkIcon(): JSX.Element {
  return (
    <Glyph name="broken-link">
      <path d="m10 14-3.2 3.2a3.4 3.4 0 0 1-4.8-4.8L5.2 9.2" />
      <path d="m14 10 3.2-3.2a3.4 3.4 0 0 1 4.8 4.8l-3.2 3.2" />
      <path d="M9 3.5v2.8M4 6.5l2 1.6M15 20.5v-2.8M20 17.5l-2-1.6" />
    </Glyph>
  );
}

/** Mend and HP: a plus. */
export function PlusIcon(): JSX.Element {
  return (
    <Glyph name="plus">
      <path d="M12 4v16M4 12h16" stroke-width="5" stroke-linecap="butt" />
    </Glyph>
  );
}

/** Guard and shield. */
export function ShieldIcon(): JSX.Element {
  return (
    <Glyph name="shield">
      <path
        d="M12 3 4.5 6v5.5c0 4.4 3.2 7.8 7.5 9.5 4.3-1.7 7.5-5.1 7.5-9.5V6Z"
        stroke-width="2.4"
      />
    </Glyph>
  );
}

/** Surge: a bolt. */
export function BoltIcon(): JSX.Element {
  return (
    <Glyph name="bolt">
      <path d="M13.5 2.5 5 13.5h6l-1 8 9-11.5h-6.2Z" fill="currentColor" stroke-width="1.4" />
    </Glyph>
  );
}

/** Pulse: a tracer and its wake. */
export function PulseIcon(): JSX.Element {
  return (
    <Glyph name="pulse">
      <path d="M11 12h10" stroke-width="4.4" />
      <path d="M6 12h.6M2.4 12h.2" stroke-width="3" />
    </Glyph>
  );
}

/** Dash: chevrons in a row, the last one strongest. */
export function DashIcon(): JSX.Element {
  return (
    <Glyph name="dash">
      <path d="m12.5 5 7 7-7 7" stroke-width="3.4" />
      <path d="m4.5 6.5 5.5 5.5-5.5 5.5" stroke-width="2.2" opacity=".6" />
    </Glyph>
  );
}

/** Rail: a beam and where it strikes. */
export function RailIcon(): JSX.Element {
  return (
    <Glyph name="rail">
      <path d="M2 12h14.5" stroke-width="3.2" />
      <path d="M16.5 4.8v14.4M20.2 8.3l-7.4 7.4M12.8 8.3l7.4 7.4M18 12h4" stroke-width="1.8" />
    </Glyph>
  );
}

/** Orb: a ball with a core, come off a bounce. */
export function OrbIcon(): JSX.Element {
  return (
    <Glyph name="orb">
      <circle cx="14.5" cy="9.5" r="6.3" stroke-width="2.2" />
      <circle cx="14.5" cy="9.5" r="2.3" fill="currentColor" stroke="none" />
      <path d="M7.6 16.9h.01M3.6 20.8h.01" stroke-width="3" />
    </Glyph>
  );
}

/** The leader's crown. */
export function CrownIcon(): JSX.Element {
  return (
    <Glyph name="crown">
      <path
        d="m3.5 8 4.5 4 4-7 4 7 4.5-4-1.8 10.5H5.3Z"
        fill="currentColor"
        fill-opacity=".28"
        stroke-width="1.8"
      />
    </Glyph>
  );
}

/** A die with five pips. */
export function DiceIcon(): JSX.Element {
  return (
    <Glyph name="dice">
      <rect x="3.5" y="3.5" width="17" height="17" rx="3.5" stroke-width="1.8" />
      <path d="M8.2 8.2h.01M15.8 8.2h.01M12 12h.01M8.2 15.8h.01M15.8 15.8h.01" stroke-width="3" />
    </Glyph>
  );
}

/** The Enter key's arrow. */
export function EnterIcon(): JSX.Element {
  return (
    <Glyph name="enter">
      <path d="M20 5v6.5a2.5 2.5 0 0 1-2.5 2.5H5M9 9.5 4.5 14 9 18.5" />
    </Glyph>
  );
}

/** A mouse; `pressed` fills that button. */
export function MouseIcon(props: { pressed?: "left" | "right" }): JSX.Element {
  return (
    <Glyph name="mouse">
      <rect x="6" y="2.5" width="12" height="19" rx="6" stroke-width="1.8" />
      {props.pressed === undefined && <path d="M12 6.5v4" />}
      {props.pressed === "left" && (
        <path d="M12 2.5V10H6V8.5a6 6 0 0 1 6-6Z" fill="currentColor" stroke-width="1.4" />
      )}
      {props.pressed === "right" && (
        <path d="M12 2.5V10h6V8.5a6 6 0 0 0-6-6Z" fill="currentColor" stroke-width="1.4" />
      )}
    </Glyph>
  );
}

/** A crescent that bulges to the right: damage came from there. Edge arrows turn it. */
export function CrescentIcon(): JSX.Element {
  return (
    <Glyph name="crescent">
      <path d="M10 1c6.5 6 6.5 16 0 22 2.6-7 2.6-15 0-22Z" fill="currentColor" stroke-width="1.2" />
    </Glyph>
  );
}

/** A triangle that points to the right. */
export function PointerIcon(): JSX.Element {
  return (
    <Glyph name="pointer">
      <path d="m8 5 9 7-9 7Z" fill="currentColor" stroke-width="1.2" />
    </Glyph>
  );
}

/** Two that face each other: a Duel. */
export function DuelIcon(): JSX.Element {
  return (
    <Glyph name="duel">
      <circle cx="6.5" cy="12" r="4" stroke-width="2" />
      <path d="m21 9.7-3.5-2-3.5 2v4.6l3.5 2 3.5-2Z" stroke-width="2" />
      <path d="M12 3v3M12 18v3" />
    </Glyph>
  );
}

/** Two people: a private room. */
export function PeopleIcon(): JSX.Element {
  return (
    <Glyph name="people">
      <circle cx="8.5" cy="8.5" r="3.5" />
      <path d="M2.5 20c0-4 2.6-6 6-6s6 2 6 6M16 5.4a3.3 3.3 0 0 1 0 6.2M17.5 14.4c2.5.5 4 2.4 4 5.6" />
    </Glyph>
  );
}

/** Done, or ready. */
export function CheckIcon(): JSX.Element {
  return (
    <Glyph name="check">
      <path d="m4.5 12.5 5 5 10-11" stroke-width="3" />
    </Glyph>
  );
}

export function CloseIcon(): JSX.Element {
  return (
    <Glyph name="close">
      <path d="m6 6 12 12M18 6 6 18" />
    </Glyph>
  );
}
