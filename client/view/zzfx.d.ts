// The part of zzfx that is used; the package brings no declarations.
declare module "zzfx" {
  export const ZZFX: {
    volume: number;
    sampleRate: number;
    readonly audioContext: AudioContext;
    /** Synthesises mono samples from zzfx's parameters. */
    buildSamples(...parameters: (number | undefined)[]): number[];
  };
}
