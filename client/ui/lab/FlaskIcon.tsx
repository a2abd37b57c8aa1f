// The Net Lab's sign, drawn in code. In: nothing. Out: inline SVG that takes the colour of its text.
import type { JSX } from "preact";

/** A flask, half full. */
export function FlaskIcon(): JSX.Element {
  return (
    <svg
      class="icon icon-flask"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d="M9.5 3v6L4.4 18.2A1.9 1.9 0 0 0 6.1 21h11.8a1.9 1.9 0 0 0 1.7-2.8L14.5 9V3M8 3h8" />
      <path d="M7.2 15h9.6l1.9 3.6a1 1 0 0 1-.9 1.4H6.2a1 1 0 0 1-.9-1.4Z" fill="currentColor" />
    </svg>
  );
}
