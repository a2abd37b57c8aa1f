// Sounds, synthesised once and then played from memory. In: names, places, volumes. Out: what one
// hears. Waits for the first gesture, as browsers demand; without an audio device it stays silent,
// and never throws.
import { SOUND_BUSES, SOUNDS, type SoundBus, type SoundName } from "./soundDefs.ts";
import { toneParameters } from "./tone.ts";
import { VoicePool } from "./VoicePool.ts";

export interface SoundBoard {
  /** `volume` 0..1. Remembered until audio starts. */
  setVolume(bus: SoundBus, volume: number): void;
  setMuted(isMuted: boolean): void;
  /** Where one listens, u. */
  setListener(x: number, y: number): void;
  /** Plays at the listener. */
  play(name: SoundName): void;
  /** Plays from (x, y) u: panned, fainter with distance, silent past 1100 u. */
  playAt(name: SoundName, x: number, y: number): void;
  destroy(): void;
}

/** SPEC.md, LOOK-7. */
const REACH_U = 1100;
/** Distance to the side at which a sound is all on one side, u. */
const PAN_U = 900;
const PAN_MAX = 0.85;
/** The pitch varies by this share, so that repeated shots do not sound like a machine. */
const PITCH_SPREAD = 0.045;
const GESTURES = ["pointerdown", "keydown", "touchend"] as const;

/** Begins to wait for a gesture. One for the page is enough: each holds an AudioContext. */
export function makeSoundBoard(): SoundBoard {
  return new WebSoundBoard();
}

class WebSoundBoard implements SoundBoard {
  private readonly volumes = new Map<SoundBus, number>();
  private readonly gains = new Map<SoundBus, GainNode>();
  private readonly buffers = new Map<SoundName, AudioBuffer>();
  private readonly voices = new VoicePool();
  private readonly abort = new AbortController();
  private context: AudioContext | null = null;
  private isMuted = false;
  private listenerX = 0;
  private listenerY = 0;

  constructor() {
    for (const gesture of GESTURES) {
      window.addEventListener(gesture, this.unlock, { signal: this.abort.signal, passive: true });
    }
    // The click that began the match may have been the gesture.
    if (navigator.userActivation?.hasBeenActive) this.unlock();
  }

  setVolume(bus: SoundBus, volume: number): void {
    this.volumes.set(bus, Math.min(1, Math.max(0, volume)));
    this.applyVolume(bus);
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted;
    this.applyVolume("master");
  }

  setListener(x: number, y: number): void {
    this.listenerX = x;
    this.listenerY = y;
  }

  play(name: SoundName): void {
    this.start(name, 1, 0, true);
  }

  playAt(name: SoundName, x: number, y: number): void {
    const dx = x - this.listenerX;
    const near = 1 - Math.hypot(dx, y - this.listenerY) / REACH_U;
    if (near <= 0) return;
    const pan = Math.min(PAN_MAX, Math.max(-PAN_MAX, dx / PAN_U));
    this.start(name, near ** 1.5, pan, false);
  }

  destroy(): void {
    this.abort.abort();
    this.voices.clear();
    void this.context?.close().catch(() => {});
    this.context = null;
  }

  private start(name: SoundName, volume: number, pan: number, own: boolean): void {
    const { context } = this;
    const buffer = this.buffers.get(name);
    const bus = this.gains.get(SOUNDS[name].bus);
    if (!context || !buffer || !bus || context.state !== "running" || this.isMuted) return;
    if (!this.voices.makeRoom(name, own)) return;
    try {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.playbackRate.value = 1 + (Math.random() * 2 - 1) * PITCH_SPREAD;
      const gain = context.createGain();
      gain.gain.value = volume;
      const panner = context.createStereoPanner();
      panner.pan.value = pan;
      source.connect(gain).connect(panner).connect(bus);
      this.voices.add(name, own, source, panner);
      source.start();
    } catch {
      // A device that went away: the game goes on without sound.
    }
  }

  private readonly unlock = (): void => {
    try {
      if (this.context) {
        if (this.context.state !== "running") void this.context.resume().catch(() => {});
        return;
      }
      const context = new AudioContext({ latencyHint: "interactive" });
      this.context = context;
      void context.resume().catch(() => {});
      this.wire(context);
      void this.render(context).catch(() => {});
    } catch {
      // No audio here.
    }
  };

  private wire(context: AudioContext): void {
    const master = context.createGain();
    // Many voices at once would clip.
    const limiter = context.createDynamicsCompressor();
    limiter.threshold.value = -10;
    limiter.ratio.value = 12;
    limiter.attack.value = 0.002;
    limiter.release.value = 0.12;
    master.connect(limiter).connect(context.destination);
    this.gains.set("master", master);
    for (const bus of SOUND_BUSES) {
      const gain = context.createGain();
      gain.connect(master);
      this.gains.set(bus, gain);
      this.applyVolume(bus);
    }
    this.applyVolume("master");
  }

  private applyVolume(bus: SoundBus): void {
    const gain = this.gains.get(bus);
    if (!gain || !this.context) return;
    const volume = this.volumes.get(bus) ?? 0.8;
    // Squared: half the slider sounds like half.
    const level = bus === "master" && this.isMuted ? 0 : volume * volume;
    gain.gain.setTargetAtTime(level, this.context.currentTime, 0.02);
  }

  /** Synthesises all sounds, one a task, so that the frame of the first click is not lost. */
  private async render(context: AudioContext): Promise<void> {
    const { ZZFX } = await import("zzfx");
    // It opens a context of its own, which nobody plays through.
    void ZZFX.audioContext.close().catch(() => {});
    ZZFX.volume = 1;
    ZZFX.sampleRate = context.sampleRate;
    for (const [name, { tone }] of Object.entries(SOUNDS)) {
      const samples = ZZFX.buildSamples(...toneParameters(tone));
      const buffer = context.createBuffer(1, Math.max(1, samples.length), context.sampleRate);
      buffer.copyToChannel(Float32Array.from(samples), 0);
      this.buffers.set(name as SoundName, buffer);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
}
