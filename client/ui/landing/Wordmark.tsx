// The name of the game as one lit wire that frays at its end. In: nothing. Out: SVG, drawn once.
import type { JSX } from "preact";

/** Strokes of FRAYWIRE on a 100-unit cap height, corners cut like the arena's walls. */
const LETTERS = [
  "M0 100V16L16 0H64M0 52H50",
  "M92 100V0H144L160 16V40L144 56H92M126 56 160 100",
  "M188 100V34L214 0H234L260 34V100M188 66H260",
  "M280 0V20L314 52 348 20V0M314 52V100",
  "M376 0V84L392 100H410L426 84V34M426 84 442 100H460L476 84V0",
  "M506 0V100",
  "M536 100V0H588L604 16V40L588 56H536M570 56 604 100",
  "M700 0H648L632 16V84L648 100H700M632 50H690",
] as const;

/** The wire that feeds the first letter, from beyond the left edge. */
const LEAD = "M-900 118H-16L0 102";

/** Where the last letter's arms come apart: thin strands, and the sparks at their tips. */
const STRANDS = [
  "M700 0C724 0 736-10 768-20",
  "M700 0C728 1 748 0 792-3",
  "M700 0C722 2 738 10 758 17",
  "M690 50C716 50 732 41 764 38",
  "M690 50C722 52 744 53 776 60",
  "M700 100C726 100 742 94 784 92",
  "M700 100C724 101 740 108 772 118",
] as const;

const SPARKS = [
  [768, -20, 3.2],
  [792, -3, 4.2],
  [758, 17, 2.4],
  [764, 38, 3],
  [776, 60, 4],
  [784, 92, 3.6],
  [772, 118, 2.6],
] as const;

/**
 * The wordmark. It names itself to assistive technology; the heading around it needs no other text.
 */
export function Wordmark(): JSX.Element {
  const letters = LETTERS.join("");
  return (
    <svg class="wordmark" viewBox="-12 -30 824 160" role="img" aria-label="Fraywire">
      <defs>
        <linearGradient id="wm-wire" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="790" y2="0">
          <stop offset="0" stop-color="#a8f0dc" />
          <stop offset=".42" stop-color="#cdeeff" />
          <stop offset=".72" stop-color="#ffb08c" />
          <stop offset=".9" stop-color="#ff6b4a" />
        </linearGradient>
        <linearGradient id="wm-core" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="790" y2="0">
          <stop offset="0" stop-color="#ffffff" />
          <stop offset=".8" stop-color="#ffffff" />
          <stop offset="1" stop-color="#ffe3d8" />
        </linearGradient>
        <linearGradient id="wm-lead" gradientUnits="userSpaceOnUse" x1="-700" y1="0" x2="0" y2="0">
          <stop offset="0" stop-color="#a8f0dc" stop-opacity="0" />
          <stop offset="1" stop-color="#a8f0dc" />
        </linearGradient>
      </defs>
      <g fill="none" stroke-linejoin="round" stroke-linecap="round">
        <path class="wordmark-lead" d={LEAD} stroke="url(#wm-lead)" stroke-width="3" />
        <g class="wordmark-glow" stroke="url(#wm-wire)">
          <path d={letters} stroke-width="13" />
          <path d={STRANDS.join("")} stroke-width="4" />
        </g>
        <path d={STRANDS.join("")} stroke="url(#wm-wire)" stroke-width="2.4" />
        <path d={letters} stroke="url(#wm-wire)" stroke-width="12" />
        <path d={letters} stroke="url(#wm-core)" stroke-width="5.5" />
      </g>
      {SPARKS.map(([x, y, r]) => (
        <circle key={y} class="wordmark-spark" cx={x} cy={y} r={r} fill="#ffe0b0" />
      ))}
    </svg>
  );
}
