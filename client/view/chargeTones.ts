// How Rail and Orb sound. In: nothing. Out: tones for soundDefs, which says what bus carries them.
import type { Tone } from "./tone.ts";

type ChargeSound =
  | "railWindUp"
  | "rail"
  | "orbThrow"
  | "orbBounce"
  | "orbBurst"
  | "parry"
  | "denied";

export const CHARGE_TONES: Readonly<Record<ChargeSound, Tone>> = {
  /** Rises for the 200 ms of the wind-up: one hears when it is due. */
  railWindUp: {
    volume: 0.32,
    frequency: 210,
    attack: 0.05,
    sustain: 0.13,
    release: 0.04,
    shape: "saw",
    curve: 1.3,
    slide: 5,
    deltaSlide: 30,
    sustainVolume: 0.9,
    decay: 0.01,
    filter: -1400,
  },
  /** A crack, then a falling tail. */
  rail: {
    volume: 1.3,
    frequency: 1450,
    attack: 0.001,
    sustain: 0.02,
    release: 0.26,
    shape: "saw",
    curve: 1.1,
    slide: -14,
    deltaSlide: 6,
    noise: 2.4,
    delay: 0.05,
    sustainVolume: 0.5,
    decay: 0.03,
  },
  orbThrow: {
    volume: 0.6,
    frequency: 190,
    attack: 0.006,
    sustain: 0.05,
    release: 0.16,
    shape: "sine",
    slide: 4.5,
    deltaSlide: -20,
    noise: 0.6,
    sustainVolume: 0.7,
    decay: 0.02,
  },
  orbBounce: {
    volume: 0.42,
    frequency: 430,
    attack: 0.001,
    sustain: 0.015,
    release: 0.1,
    shape: "sine",
    curve: 1.2,
    slide: -3,
    jump: 130,
    jumpTime: 0.02,
    sustainVolume: 0.7,
    decay: 0.01,
  },
  orbBurst: {
    volume: 0.5,
    frequency: 105,
    attack: 0.002,
    sustain: 0.07,
    release: 0.36,
    shape: "noise",
    curve: 1.3,
    slide: -0.7,
    noise: 1.4,
    sustainVolume: 0.6,
    decay: 0.05,
    filter: -1000,
  },
  /** Metal: two pitches that do not agree. */
  parry: {
    volume: 1.1,
    frequency: 1270,
    attack: 0.001,
    sustain: 0.05,
    release: 0.34,
    shape: "triangle",
    curve: 0.7,
    jump: 655,
    jumpTime: 0.012,
    delay: 0.045,
    sustainVolume: 0.6,
    decay: 0.03,
  },
  denied: {
    volume: 0.26,
    frequency: 165,
    attack: 0.001,
    sustain: 0.012,
    release: 0.06,
    shape: "square",
    curve: 0.7,
    slide: -2,
    noise: 0.3,
    sustainVolume: 0.6,
    decay: 0.008,
    filter: -900,
  },
};
