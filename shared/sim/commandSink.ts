// Between `stepPlayer` and the caller's sink while the server applies commands. In: what a step
// starts. Out: Pulses in the world's pool, fresh strikes for a dash, a note of attacks, and the
// same report passed on.
import { type DashPaths, startDash } from "./dashPaths.ts";
import { type OrbPool, spawnOrb } from "./orbPool.ts";
import { type PulsePool, spawnPulse } from "./pulsePool.ts";
import { addRail, type RailShots } from "./railShots.ts";
import type { PlayerSink } from "./types.ts";

export interface CommandSink extends PlayerSink {
  /** Who is told, for the length of a tick. */
  out: PlayerSink | null;
  /**
   * World step of the sub-step that is being applied: a Pulse fired in it moves from that step on.
   */
  bornStep: number;
  /** How far back the command's sender saw the others, 1/64 ticks. */
  rewind: number;
  /** Attacks since last set to 0: they end spawn protection and delay regeneration. */
  attacks: number;
}

/** A sink that works on these parts of a world. Made once per world: a tick allocates none. */
export function makeCommandSink(
  pulses: PulsePool,
  rails: RailShots,
  orbs: OrbPool,
  dashPaths: DashPaths,
): CommandSink {
  return {
    out: null,
    bornStep: 0,
    rewind: 0,
    attacks: 0,
    pulseFired(slot, shotId, x, y, aim) {
      this.attacks++;
      spawnPulse(pulses, slot, shotId, x, y, aim, this.bornStep, this.rewind);
      this.out?.pulseFired(slot, shotId, x, y, aim);
    },
    dashStarted(slot, x, y, aim) {
      this.attacks++;
      startDash(dashPaths, slot, this.bornStep);
      this.out?.dashStarted(slot, x, y, aim);
    },
    reloadStarted(slot) {
      this.out?.reloadStarted(slot);
    },
    railWindingUp(slot) {
      this.attacks++;
      this.out?.railWindingUp(slot);
    },
    railFired(slot, shotId, x, y, aim) {
      this.attacks++;
      addRail(rails, slot, shotId, x, y, aim, this.bornStep, this.rewind);
      this.out?.railFired(slot, shotId, x, y, aim);
    },
    orbFired(slot, shotId, x, y, aim) {
      this.attacks++;
      spawnOrb(orbs, slot, shotId, x, y, aim, this.bornStep);
      this.out?.orbFired(slot, shotId, x, y, aim);
    },
  };
}
