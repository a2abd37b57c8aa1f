// Lines that a player may know, as settings of the Net Lab's own. In: nothing. Out: presets, and the one in force.
import type { LinkSettings } from "../../net/linkConditioner.ts";

/** Ends of the sliders, ms, and their steps. Stalls: how long each of them lasts. */
export const LINK_RANGES = {
  rttMs: { max: 300, step: 10 },
  jitterMs: { max: 60, step: 5 },
  stallMs: { max: 500, step: 50 },
} as const satisfies Record<keyof LinkSettings, { max: number; step: number }>;

export const LINK_PRESETS = {
  lan: { rttMs: 10, jitterMs: 0, stallMs: 0 },
  europe: { rttMs: 60, jitterMs: 0, stallMs: 0 },
  overseas: { rttMs: 200, jitterMs: 0, stallMs: 0 },
  badWifi: { rttMs: 80, jitterMs: 40, stallMs: 300 },
} as const satisfies Record<string, LinkSettings>;

export type LinkPreset = keyof typeof LINK_PRESETS;

export const LINK_PRESET_NAMES = Object.keys(LINK_PRESETS) as LinkPreset[];

/** The preset whose settings these are; undefined when they are the player's own. */
export function presetOf({ rttMs, jitterMs, stallMs }: LinkSettings): LinkPreset | undefined {
  return LINK_PRESET_NAMES.find((name) => {
    const preset = LINK_PRESETS[name];
    return preset.rttMs === rttMs && preset.jitterMs === jitterMs && preset.stallMs === stallMs;
  });
}
