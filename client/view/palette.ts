// The palette. In: nothing. Out: CSS colours, and mixes of them that the baked art needs.

/** One name a role, as in SPEC.md, LOOK-2. */
export const COLOR = {
  background: "#0B0F17",
  floor: "#131A26",
  grid: "#1D2738",
  wallFill: "#3B4B66",
  wallEdge: "#8CA0C0",
  glass: "#5B7FA8",
  self: "#FFFFFF",
  muted: "#A9B6CC",
  enemy: "#FF6B4A",
  crown: "#FFF06A",
  mend: "#1FAE4B",
  guard: "#CDEEFF",
  surge: "#D64EDF",
  ok: "#A8F0DC",
  warn: "#F5D92C",
  bad: "#E8607A",
  amber: "#FFB000",
  azure: "#4C9BFF",
} as const;

/** `hex` ("#RRGGBB") with an alpha of 0..1, for canvas styles. */
export function rgba(hex: string, alpha: number): string {
  const [r, g, b] = channels(hex);
  return `rgba(${r},${g},${b},${alpha})`;
}

/** The colour at `share` (0..1) of the way from `from` to `to`, both "#RRGGBB". */
export function mix(from: string, to: string, share: number): string {
  const a = channels(from);
  const b = channels(to);
  const blend = a.map((value, i) => Math.round(value + ((b[i] ?? 0) - value) * share));
  return `#${blend.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** `hex` as 0xRRGGBB, the form Phaser's API takes. */
export function colorNumber(hex: string): number {
  return Number.parseInt(hex.slice(1), 16);
}

function channels(hex: string): [number, number, number] {
  const value = colorNumber(hex);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
