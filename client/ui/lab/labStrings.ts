// The Net Lab's English text, in one place. In: figures. Out: what the player reads.
import type { LabToggle } from "../../game/LabModel.ts";

/** A switch: its name, and in a line what it does and what shows without it. */
interface ToggleWords {
  readonly name: string;
  readonly does: string;
}

export const labCardStrings = {
  kind: "On your own",
  name: "Net Lab",
  about: "Slow your line down, switch off each netcode technique, and see what it was doing.",
} as const;

export const labStrings = {
  title: "Net Lab",
  show: "Show the Net Lab",
  hide: "Hide the Net Lab",
  key: "L",

  line: {
    title: "Your line",
    presets: { lan: "LAN", europe: "Europe", overseas: "Overseas", badWifi: "Bad Wi-Fi" },
    presetFacts: {
      lan: "10 ms",
      europe: "60 ms",
      overseas: "200 ms",
      badWifi: "80 ± 40 ms",
    },
    latency: "Latency",
    jitter: "Jitter",
    stalls: "Stalls",
    ms: (ms: number): string => `${ms} ms`,
    stallMs: (ms: number): string => (ms === 0 ? "off" : `${ms} ms`),
  },

  techniques: "Techniques",
  tools: "Tools",
  toggles: {
    prediction: {
      name: "Prediction",
      does: "Your moves show at once. Off: they wait.",
    },
    reconciliation: {
      name: "Reconciliation",
      does: "Follows the server's corrections. Off: after a shove you are not where you look.",
    },
    interpolation: {
      name: "Interpolation",
      does: "Others glide between poses. Off: they jump.",
    },
    lagCompensation: {
      name: "Lag compensation",
      does: "Shots count as you saw them. Off: you miss.",
    },
    ghosts: {
      name: "Server ghosts",
      does: "Rings where the server has everybody.",
    },
    autopilot: {
      name: "Aim for me",
      does: "Fires the Rail at whom you see nearest.",
    },
  } satisfies Record<LabToggle, ToggleWords>,
  shove: "Shove me",
  shoveNote: "The server pushes you, unannounced.",

  figures: {
    title: "Live figures",
    agreement: "Rail hits confirmed",
    none: "–",
    percent: (share: number): string => `${Math.round(share * 100)}%`,
    ofShots: (n: number): string => (n === 1 ? "of 1 shot" : `of ${n} shots`),
    apart: (dodged: number, blocked: number): string => `${dodged} dodged · ${blocked} blocked`,
    corrections: "Corrections",
    perMinute: (n: number): string => `${n} a minute`,
    largest: "Largest",
    gap: "You to ghost",
    units: (u: number): string => `${u.toFixed(u < 10 ? 2 : 0)} u`,
    roundTrip: "Round trip",
    interpolation: "Interpolation",
    rewind: "Rail rewind",
    pending: "Pending inputs",
    ms: (ms: number): string => `${Math.round(ms)} ms`,
  },
} as const;
