// Rounds won, and the sign of a side. In: counts, and who it is to the person at this screen. Out: a circle for
// oneself, hexagons for others, as the bodies are drawn; who watches tells the two apart by colour and place.
import type { JSX } from "preact";

export type SideLook = "own" | "opponent" | "left" | "right";

function Outline(props: { look: SideLook }): JSX.Element {
  if (props.look === "own") return <circle cx="12" cy="12" r="8.5" />;
  return <path d="M21.5 12 16.75 20.2H7.25L2.5 12 7.25 3.8h9.5Z" />;
}

/** `won` of `of` filled; decoration: the words stand beside it, or in a label. */
export function Pips(props: { won: number; of: number; look: SideLook }): JSX.Element {
  const { won, of, look } = props;
  return (
    <span class="pips" data-look={look}>
      {Array.from({ length: of }, (_, i) => (
        <svg key={i} class="pip" viewBox="0 0 24 24" data-won={i < won} aria-hidden="true">
          <Outline look={look} />
        </svg>
      ))}
    </span>
  );
}

/** A body of the side, as the arena draws it. */
export function SideSign(props: { look: SideLook }): JSX.Element {
  return (
    <svg class="side-sign" viewBox="0 0 24 24" data-look={props.look} aria-hidden="true">
      <Outline look={props.look} />
      <path class="side-chevron" d="M17 12 8.5 16.5 10.5 12 8.5 7.5Z" />
    </svg>
  );
}
