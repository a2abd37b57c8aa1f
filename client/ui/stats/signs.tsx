// Signs of the record pages, drawn in code: one for each tier, whose shape says what its colour says. In: a tier.
// Out: inline SVG that takes the colour of its text.
import type { JSX } from "preact";
import type { Tier } from "../../../shared/net/stats.ts";
import { Glyph } from "../lib/Glyph.tsx";
import { statsStrings } from "./statsStrings.ts";
import "../../styles/tiers.css";

/** From low to high they gain points, rings and rays. */
const DRAWINGS: Readonly<Record<Tier | "none", JSX.Element>> = {
  // No tier yet: an outline to be filled.
  none: <circle cx="12" cy="12" r="8.5" stroke-dasharray="2.6 4.1" />,
  // A star of four points.
  Spark: (
    <path
      d="m12 4 2 6 6 2-6 2-2 6-2-6-6-2 6-2Z"
      fill="currentColor"
      fill-opacity=".3"
      stroke-width="1.7"
    />
  ),
  // A wire that glows between its posts.
  Filament: (
    <>
      <path d="M4.5 20v-7.5l2.5-7 3.4 10.5L12 8.5l1.6 7.5L17 5.5l2.5 7V20" stroke-width="1.9" />
      <path d="M2.5 20.5h4M17.5 20.5h4" stroke-width="2.4" />
    </>
  ),
  // A discharge between two poles.
  Arc: (
    <>
      <path d="M4.5 15.5C4.5 1.8 19.5 1.8 19.5 15.5" stroke-width="2.2" />
      <path d="m13.5 8-3.4 4.6h3.8l-2.9 5" stroke-width="1.7" />
      <circle cx="4.5" cy="18.5" r="2.6" fill="currentColor" stroke="none" />
      <circle cx="19.5" cy="18.5" r="2.6" fill="currentColor" stroke="none" />
    </>
  ),
  // Charges around a core.
  Plasma: (
    <>
      <circle cx="12" cy="12" r="2.4" fill="currentColor" stroke="none" />
      <ellipse cx="12" cy="12" rx="10" ry="3.9" stroke-width="1.6" />
      <ellipse cx="12" cy="12" rx="10" ry="3.9" stroke-width="1.6" transform="rotate(60 12 12)" />
      <ellipse cx="12" cy="12" rx="10" ry="3.9" stroke-width="1.6" transform="rotate(120 12 12)" />
    </>
  ),
  // A sun behind its moon.
  Corona: (
    <>
      <circle cx="12" cy="12" r="5.2" stroke-width="2.6" />
      <path
        d="M12 1.6v2.6M12 19.8v2.6M1.6 12h2.6M19.8 12h2.6M4.6 4.6l1.9 1.9M17.5 17.5l1.9 1.9M4.6 19.4l1.9-1.9M17.5 6.5l1.9-1.9"
        stroke-width="2.1"
      />
    </>
  ),
  // A star that bursts: eight points, a hollow core.
  Nova: (
    <>
      <path
        d="m12 .8 2.5 6.1 5.9-3.3-3.3 5.9 6.1 2.5-6.1 2.5 3.3 5.9-5.9-3.3-2.5 6.1-2.5-6.1-5.9 3.3 3.3-5.9L.8 12l6.1-2.5-3.3-5.9 5.9 3.3Z"
        fill="currentColor"
        fill-opacity=".38"
        stroke-width="1.4"
      />
      <circle cx="12" cy="12" r="2.6" fill="currentColor" stroke="none" />
    </>
  ),
};

/** @param tier null during placements. Its name is told to who cannot see it, unless it stands beside it. */
export function TierSign(props: { tier: Tier | null; isNamed?: boolean }): JSX.Element {
  const { tier } = props;
  const name = tier ?? statsStrings.placements;
  return (
    <span class="tier-sign" data-tier={tier ?? "none"} title={name}>
      <Glyph name="tier">{DRAWINGS[tier ?? "none"]}</Glyph>
      {props.isNamed !== true && <span class="visually-hidden">{name}</span>}
    </span>
  );
}
