// A synthesised tone by named parameters. In: a Tone. Out: the list of numbers that zzfx takes.

const SHAPES = ["sine", "triangle", "saw", "tangent", "noise", "square"] as const;

/** What zzfx makes a sound of. Frequencies and jumps in Hz, times in s, levels 0..1. */
export interface Tone {
  readonly volume: number;
  readonly frequency: number;
  readonly shape: (typeof SHAPES)[number];
  readonly attack: number;
  readonly decay?: number;
  readonly sustain: number;
  readonly sustainVolume?: number;
  readonly release: number;
  /** Exponent on the wave: above 1 it is thinner. */
  readonly curve?: number;
  /** Change of the frequency, 500 Hz/s, and the change of that. */
  readonly slide?: number;
  readonly deltaSlide?: number;
  /** One jump of the frequency after `jumpTime`. */
  readonly jump?: number;
  readonly jumpTime?: number;
  /** Slides and jumps begin again after this. */
  readonly repeatTime?: number;
  readonly noise?: number;
  /** One echo after this. */
  readonly delay?: number;
  /** Half the cutoff, Hz: below 0 a low-pass, above it a high-pass. */
  readonly filter?: number;
}

/** `tone` in zzfx's order. Its own randomness is 0: the pitch varies when a sound is played. */
export function toneParameters(tone: Tone): (number | undefined)[] {
  const pitch = [tone.volume, 0, tone.frequency, tone.attack, tone.sustain, tone.release];
  const wave = [SHAPES.indexOf(tone.shape), tone.curve, tone.slide, tone.deltaSlide];
  const jump = [tone.jump, tone.jumpTime, tone.repeatTime];
  const colour = [tone.noise, undefined, undefined, tone.delay];
  return [...pitch, ...wave, ...jump, ...colour, tone.sustainVolume, tone.decay, 0, tone.filter];
}
