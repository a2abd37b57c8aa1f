// Which sounds play now. In: voices that start. Out: room for more, by ending old ones; own sounds
// win.
import type { SoundName } from "./soundDefs.ts";

/** SPEC.md, LOOK-7. */
const VOICES = 24;
const VOICES_PER_SOUND = 4;

interface Voice {
  readonly name: SoundName;
  readonly own: boolean;
  readonly source: AudioBufferSourceNode;
}

export class VoicePool {
  /** Oldest first. */
  private readonly voices: Voice[] = [];

  /** Whether `name` may start; an own sound ends an older one when it must. */
  makeRoom(name: SoundName, own: boolean): boolean {
    let alike = 0;
    for (const voice of this.voices) if (voice.name === name) alike++;
    if (alike >= VOICES_PER_SOUND) return own && this.endFirst((voice) => voice.name === name);
    if (this.voices.length < VOICES) return true;
    return own && this.endFirst((voice) => !voice.own);
  }

  /** Counts a voice until its `source` ends; `last` is then taken off what it feeds. */
  add(name: SoundName, own: boolean, source: AudioBufferSourceNode, last: AudioNode): void {
    const voice = { name, own, source };
    this.voices.push(voice);
    source.onended = () => {
      last.disconnect();
      const index = this.voices.indexOf(voice);
      if (index >= 0) this.voices.splice(index, 1);
    };
  }

  /** Ends all. */
  clear(): void {
    while (this.endFirst(() => true));
  }

  private endFirst(matches: (voice: Voice) => boolean): boolean {
    const index = this.voices.findIndex(matches);
    const voice = this.voices[index];
    if (!voice) return false;
    this.voices.splice(index, 1);
    try {
      voice.source.stop();
    } catch {
      // It had not begun.
    }
    return true;
  }
}
