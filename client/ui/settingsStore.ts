// Volumes and reduced motion between visits. In: the browser's storage and its motion preference.
// Out: checked settings.
import { prefersReducedMotion } from "./lib/motion.ts";
import { readStored, writeStored } from "./lib/storage.ts";

export const VOLUME_BUSES = ["master", "effects", "ui", "alerts"] as const;
export type VolumeBus = (typeof VOLUME_BUSES)[number];

export interface UiSettings {
  /** 0..1 for each bus. */
  readonly volumes: Readonly<Record<VolumeBus, number>>;
  readonly reducedMotion: boolean;
}

const KEY = "fraywire.settings";

/** Stored settings; what is missing or malformed takes its default. */
export function loadSettings(): UiSettings {
  return parseSettings(readStored(KEY), prefersReducedMotion());
}

/** Remembers `settings` for the next visit. */
export function saveSettings(settings: UiSettings): void {
  writeStored(KEY, JSON.stringify(settings));
}

/**
 * Reads `text` as settings. Anything unusable falls back, so that an old or edited entry does no
 * harm.
 */
export function parseSettings(text: string | null, prefersReducedMotion: boolean): UiSettings {
  const stored = parseRecord(text);
  const storedVolumes = asRecord(stored.volumes);
  const volume = (bus: VolumeBus): number => {
    const value = storedVolumes[bus];
    return typeof value === "number" && value >= 0 && value <= 1 ? value : 0.8;
  };
  const reduced = stored.reducedMotion;
  return {
    volumes: {
      master: volume("master"),
      effects: volume("effects"),
      ui: volume("ui"),
      alerts: volume("alerts"),
    },
    reducedMotion: typeof reduced === "boolean" ? reduced : prefersReducedMotion,
  };
}

function parseRecord(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
