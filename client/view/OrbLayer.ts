// Orbs in flight. In: orbs, once a frame. Out: the ball, its wake, and the dotted way of an own one
// to its first bounce, as stamps. They pulse faster as their life runs out.
import type * as Phaser from "phaser";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { ORB } from "../../shared/sim/weaponDefs.ts";
import type { OrbView } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import type { MotionSetting } from "./CameraRig.ts";
import type { Layers } from "./layers.ts";

/** SPEC.md, LOOK-4. */
const TRAIL_DOTS = 12;
/** Pulses a second at the start and at the end of life; LOOK-6 allows three. */
const PULSE_FROM_HZ = 1;
const PULSE_TO_HZ = 3;
/** How much of its size and of its light the pulse moves. */
const PULSE_SIZE = 0.12;
const PULSE_LIGHT = 0.35;
/** Strength of an Orb that meets nobody yet. */
const UNARMED = 0.5;
const LIFE_S = ORB.lifeSteps / STEP_HZ;
/** Dots of the way to the first bounce, u apart, the first this far from the middle. */
const WAY_STEP_U = 16;
const WAY_FIRST_U = 30;
const WAY_ALPHA = 0.85;

interface Cast {
  readonly ball: Phaser.Textures.Frame;
  readonly wake: Phaser.Textures.Frame;
  readonly glow: Phaser.Textures.Frame;
  readonly dot: Phaser.Textures.Frame;
}

export class OrbLayer {
  private readonly layers: Layers;
  private readonly motion: MotionSetting;
  private readonly own: Cast;
  private readonly others: Cast;
  private readonly target: Phaser.Textures.Frame;

  constructor(atlas: Atlas, layers: Layers, motion: MotionSetting) {
    this.layers = layers;
    this.motion = motion;
    this.own = takeCast(atlas, "Own");
    this.others = takeCast(atlas, "Enemy");
    this.target = atlas.frame("haloOwn");
  }

  draw(orbs: readonly OrbView[]): void {
    for (const orb of orbs) if (orb.active) this.drawOrb(orb);
  }

  private drawOrb(orb: OrbView): void {
    const { trails, bodies, sparks } = this.layers;
    const cast = orb.own ? this.own : this.others;
    const { x, y } = orb;
    const wave = this.motion.isReduced ? 0 : pulseWave(orb.lifeLeft);
    const strength = orb.armed ? 1 : UNARMED;
    if (orb.own) this.drawWay(orb);
    this.drawTrail(orb, cast, strength);
    trails.draw(cast.glow, x, y, 0, 1.15 + 0.2 * wave, undefined, 0.6 * strength);
    const size = 1 + PULSE_SIZE * wave;
    bodies.draw(cast.ball, x, y, orb.angleRad, size, size, 0.35 + 0.65 * strength);
    const light = 0.35 + PULSE_LIGHT * wave;
    if (orb.armed) sparks.draw(cast.glow, x, y, 0, 0.42 * size, undefined, Math.max(0, light));
  }

  private drawTrail(orb: OrbView, { wake }: Cast, strength: number): void {
    const count = Math.min(TRAIL_DOTS, orb.trailCount);
    for (let i = 0; i < count; i++) {
      const x = orb.trail[i * 2];
      const y = orb.trail[i * 2 + 1];
      if (x === undefined || y === undefined) return;
      const left = 1 - i / TRAIL_DOTS;
      const size = 0.25 + 0.65 * left;
      this.layers.trails.draw(wake, x, y, 0, size, undefined, 0.7 * left * strength);
    }
  }

  private drawWay(orb: OrbView): void {
    const { x, y, bounceX, bounceY } = orb;
    const { trails } = this.layers;
    const dx = bounceX - x;
    const dy = bounceY - y;
    const length = Math.hypot(dx, dy);
    // NaN once there is no first bounce ahead.
    if (!(length > WAY_FIRST_U)) return;
    for (let at = length; at > WAY_FIRST_U; at -= WAY_STEP_U) {
      const share = at / length;
      trails.draw(this.own.dot, x + dx * share, y + dy * share, 0, 0.7, undefined, WAY_ALPHA);
    }
    trails.draw(this.target, bounceX, bounceY, 0, 0.4, undefined, WAY_ALPHA);
  }
}

/**
 * -1..1. The frequency rises evenly over life, so that the phase is its integral: no state to keep
 * for each Orb.
 */
function pulseWave(lifeLeft: number): number {
  const gone = 1 - Math.min(1, Math.max(0, lifeLeft));
  const turns = LIFE_S * gone * (PULSE_FROM_HZ + ((PULSE_TO_HZ - PULSE_FROM_HZ) * gone) / 2);
  return Math.sin(turns * Math.PI * 2);
}

function takeCast(atlas: Atlas, suffix: "Own" | "Enemy"): Cast {
  return {
    ball: atlas.frame(`orb${suffix}`),
    wake: atlas.frame(`wake${suffix}`),
    glow: atlas.frame(`glow${suffix}`),
    dot: atlas.frame(`dot${suffix}`),
  };
}
