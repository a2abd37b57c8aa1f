// Short-lived things that move by themselves: sparks, fragments, rings, afterimages. In: what
// starts them. Out: stamps. A fixed number exists; a share of it is kept for what concerns the own
// player.
import type * as Phaser from "phaser";
import type { StampLayer } from "./StampLayer.ts";

/**
 * One effect; `spawn` gives it out with defaults, the caller sets what differs. Places in u, times
 * in s.
 */
export interface Effect {
  frame: Phaser.Textures.Frame;
  layer: StampLayer;
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** Share of the velocity lost per second, as an exponent: v *= exp(-drag * t). */
  drag: number;
  rotation: number;
  spin: number;
  /** Scale at the start and at the end of life, and how much longer than wide. */
  scaleFrom: number;
  scaleTo: number;
  stretch: number;
  alpha: number;
  /** Share of life (0..1) from which it fades. */
  fadeFrom: number;
  ageS: number;
  lifeS: number;
}

/** SPEC.md, LOOK-4. */
const SIZE_FULL = 600;
const SIZE_LOW = 150;
/** Share that only the own player's effects may use. */
const RESERVED_SHARE = 0.3;

export class EffectPool {
  private readonly effects: Effect[];
  /** `effects[0..active)` are alive. */
  private active = 0;
  private limit: number;

  constructor(frame: Phaser.Textures.Frame, layer: StampLayer, isLow: boolean) {
    this.limit = isLow ? SIZE_LOW : SIZE_FULL;
    this.effects = Array.from({ length: SIZE_FULL }, () => makeEffect(frame, layer));
  }

  /** Fewer effects from now on, for screens that cannot keep up. */
  setLow(isLow: boolean): void {
    this.limit = isLow ? SIZE_LOW : SIZE_FULL;
  }

  /** How many are alive. */
  get size(): number {
    return this.active;
  }

  /**
   * Starts an effect at (x, y). Returns null when the pool is full, or full for all but the own
   * player's: then there is nothing to set.
   */
  spawn(
    frame: Phaser.Textures.Frame,
    layer: StampLayer,
    x: number,
    y: number,
    lifeS: number,
    own: boolean,
  ): Effect | null {
    const room = own ? this.limit : this.limit * (1 - RESERVED_SHARE);
    const effect = this.active < room ? this.effects[this.active] : undefined;
    if (!effect) return null;
    this.active++;
    effect.frame = frame;
    effect.layer = layer;
    effect.x = x;
    effect.y = y;
    effect.vx = 0;
    effect.vy = 0;
    effect.drag = 0;
    effect.rotation = 0;
    effect.spin = 0;
    effect.scaleFrom = 1;
    effect.scaleTo = 1;
    effect.stretch = 1;
    effect.alpha = 1;
    effect.fadeFrom = 0;
    effect.ageS = 0;
    effect.lifeS = lifeS;
    return effect;
  }

  /** Moves all by `dtS` and stamps them. */
  update(dtS: number): void {
    let i = 0;
    while (i < this.active) {
      const effect = this.effects[i] as Effect;
      effect.ageS += dtS;
      if (effect.ageS < effect.lifeS) {
        step(effect, dtS);
        i++;
        continue;
      }
      this.active--;
      this.effects[i] = this.effects[this.active] as Effect;
      this.effects[this.active] = effect;
    }
  }

  /** Ends all effects. */
  clear(): void {
    this.active = 0;
  }
}

function step(effect: Effect, dtS: number): void {
  const keep = effect.drag === 0 ? 1 : Math.exp(-effect.drag * dtS);
  effect.vx *= keep;
  effect.vy *= keep;
  effect.x += effect.vx * dtS;
  effect.y += effect.vy * dtS;
  effect.rotation += effect.spin * dtS;
  const share = effect.ageS / effect.lifeS;
  const fade = share <= effect.fadeFrom ? 1 : (1 - share) / (1 - effect.fadeFrom);
  // Eased out: what bursts is fast first.
  const grown = 1 - (1 - share) * (1 - share);
  const scale = effect.scaleFrom + (effect.scaleTo - effect.scaleFrom) * grown;
  const { layer, frame, x, y, rotation, stretch, alpha } = effect;
  layer.draw(frame, x, y, rotation, scale * stretch, scale, alpha * fade);
}

function makeEffect(frame: Phaser.Textures.Frame, layer: StampLayer): Effect {
  return {
    frame,
    layer,
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    drag: 0,
    rotation: 0,
    spin: 0,
    scaleFrom: 1,
    scaleTo: 1,
    stretch: 1,
    alpha: 1,
    fadeFrom: 0,
    ageS: 0,
    lifeS: 0,
  };
}
