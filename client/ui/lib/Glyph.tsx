// The pen that all of the interface's signs are drawn with. In: paths. Out: an inline SVG in the colour of its text.
import type { ComponentChildren, JSX } from "preact";

/** @param props.box side of the drawing's square; 24 unless told. */
export function Glyph(props: {
  children: ComponentChildren;
  name: string;
  box?: number;
}): JSX.Element {
  const box = props.box ?? 24;
  return (
    <svg
      class={`icon icon-${props.name}`}
      viewBox={`0 0 ${box} ${box}`}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {props.children}
    </svg>
  );
}
