// Between `stepPlayer` and the caller's sink while the server applies commands. In: what a step
// starts. Out: Pulses in the world's pool, fresh strikes for a dash, a note of attacks, and the
// same report passed on.
import { clearStruck, type DashPaths } from "./dashPaths.ts";
import { type PulsePool, spawnPulse } from "./pulsePool.ts";
import type { PlayerSink } from "./types.ts";

export interface CommandSink extends PlayerSink {
  /** Who is told, for the length of a tick. */
  out: PlayerSink | null;
  /**
   * World step of the sub-step that is being applied: a Pulse fired in it moves from that step on.
   */
  bornStep: number;
  /** Attacks since last set to 0: they end spawn protection and delay regeneration. */
  attacks: number;
}

/** A sink that works on these parts of a world. Made once per world: a tick allocates none. */
export function makeCommandSink(pulses: PulsePool, dashPaths: DashPaths): CommandSink {
  return {
    out: null,
    bornStep: 0,
    attacks: 0,
    pulseFired(slot, shotId, x, y, aim) {
      this.attacks++;
      spawnPulse(pulses, slot, shotId, x, y, aim, this.bornStep);
      this.out?.pulseFired(slot, shotId, x, y, aim);
    },
    dashStarted(slot, x, y, aim) {
      this.attacks++;
      clearStruck(dashPaths, slot);
      this.out?.dashStarted(slot, x, y, aim);
    },
    reloadStarted(slot) {
      this.out?.reloadStarted(slot);
    },
  };
}
