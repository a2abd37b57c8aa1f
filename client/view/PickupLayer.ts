// Pickups. In: their states, once a frame. Out: a glowing icon that floats when ready, else a faint
// one in a ring that fills until it is.
import type * as Phaser from "phaser";
import { PickupKind } from "../../shared/sim/arenaMap.ts";
import {
  GUARD_RESPAWN_STEPS,
  MEND_RESPAWN_STEPS,
  STEP_HZ,
  SURGE_RESPAWN_STEPS,
} from "../../shared/sim/constants.ts";
import type { PickupView } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import { ARC_STEPS, arcFrameIndex } from "./art/iconArt.ts";
import type { MotionSetting } from "./CameraRig.ts";
import type { Layers } from "./layers.ts";

const SURGE_SCALE = 1.5;

/** Art and waiting time by kind. */
interface KindArt {
  readonly ready: Phaser.Textures.Frame;
  readonly waiting: Phaser.Textures.Frame;
  readonly glow: Phaser.Textures.Frame;
  readonly scale: number;
  readonly respawnMs: number;
}

export class PickupLayer {
  private readonly layers: Layers;
  private readonly kinds: readonly KindArt[];
  private readonly arcs: readonly Phaser.Textures.Frame[];
  private readonly motion: MotionSetting;

  constructor(atlas: Atlas, layers: Layers, motion: MotionSetting) {
    this.layers = layers;
    this.motion = motion;
    const kind = (name: string, scale: number, respawnSteps: number): KindArt => ({
      ready: atlas.frame(`pick${name}`),
      waiting: atlas.frame(`wait${name}`),
      glow: atlas.frame(`dot${name}`),
      scale,
      respawnMs: (respawnSteps * 1000) / STEP_HZ,
    });
    const kinds: KindArt[] = [];
    kinds[PickupKind.Mend] = kind("Mend", 1, MEND_RESPAWN_STEPS);
    kinds[PickupKind.Guard] = kind("Guard", 1, GUARD_RESPAWN_STEPS);
    kinds[PickupKind.Surge] = kind("Surge", SURGE_SCALE, SURGE_RESPAWN_STEPS);
    this.kinds = kinds;
    this.arcs = Array.from({ length: ARC_STEPS + 1 }, (_, step) => atlas.frame(`arc${step}`));
  }

  draw(pickups: readonly PickupView[], timeMs: number): void {
    for (const pickup of pickups) {
      const art = this.kinds[pickup.kind];
      if (!art) continue;
      if (pickup.ready) this.drawReady(pickup, art, timeMs);
      else this.drawWaiting(pickup, art);
    }
  }

  private drawReady(pickup: PickupView, art: KindArt, timeMs: number): void {
    // Neighbours out of step, or a row of them would look like one machine.
    const phase = (timeMs + pickup.x * 7 + pickup.y * 3) / 520;
    const bob = this.motion.isReduced ? 0 : Math.sin(phase) * 3.5;
    const breath = this.motion.isReduced ? 1 : 1 + 0.04 * Math.sin(phase * 1.7);
    const scale = art.scale * breath;
    this.layers.ground.draw(art.ready, pickup.x, pickup.y + bob, 0, scale, scale);
    if (this.motion.isReduced) return;
    // One mote circles the pad.
    const angle = phase * 0.9;
    const reach = 34 * art.scale;
    this.layers.trails.draw(
      art.glow,
      pickup.x + Math.cos(angle) * reach,
      pickup.y + Math.sin(angle) * reach,
      0,
      0.8,
      0.8,
      0.8,
    );
  }

  private drawWaiting(pickup: PickupView, art: KindArt): void {
    const share = 1 - Math.min(1, pickup.readyInMs / art.respawnMs);
    const { x, y } = pickup;
    this.layers.ground.draw(art.waiting, x, y, 0, art.scale, art.scale, 0.8);
    const arc = this.arcs[arcFrameIndex(share)];
    if (arc) this.layers.ground.draw(arc, x, y, 0, art.scale, art.scale, 0.75);
  }
}
