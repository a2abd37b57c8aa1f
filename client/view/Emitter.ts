// The bursts that moments are made of. In: a place and whose it is. Out: effects in the pool, over
// or under bodies, in the art of that side.
import type * as Phaser from "phaser";
import type { Atlas } from "./Atlas.ts";
import type { Effect, EffectPool } from "./EffectPool.ts";
import type { Layers } from "./layers.ts";

type Frame = Phaser.Textures.Frame;

/** Art of one side: own or others'. */
export interface Cast {
  readonly muzzle: Frame;
  readonly spark: Frame;
  readonly ring: Frame;
  readonly dot: Frame;
  readonly glow: Frame;
  readonly shards: readonly Frame[];
}

/** A random number in -reach..reach. */
export const spread = (reach: number): number => (Math.random() * 2 - 1) * reach;
/** A random direction, rad. */
export const anyAngle = (): number => Math.random() * Math.PI * 2;

export class Emitter {
  private readonly atlas: Atlas;
  private readonly layers: Layers;
  private readonly effects: EffectPool;
  private readonly ownCast: Cast;
  private readonly enemyCast: Cast;

  constructor(atlas: Atlas, layers: Layers, effects: EffectPool) {
    this.atlas = atlas;
    this.layers = layers;
    this.effects = effects;
    this.ownCast = takeCast(atlas, "Own");
    this.enemyCast = takeCast(atlas, "Enemy");
  }

  cast(own: boolean): Cast {
    return own ? this.ownCast : this.enemyCast;
  }

  /** An effect above bodies; null when the pool is full. */
  over(frame: Frame, x: number, y: number, lifeS: number, own: boolean): Effect | null {
    return this.effects.spawn(frame, this.layers.sparks, x, y, lifeS, own);
  }

  /** An effect below bodies; null when the pool is full. */
  under(frame: Frame, x: number, y: number, lifeS: number, own: boolean): Effect | null {
    return this.effects.spawn(frame, this.layers.trails, x, y, lifeS, own);
  }

  /** Something that changes its size from `from` to `to` above bodies. */
  swell(
    frame: Frame,
    x: number,
    y: number,
    lifeS: number,
    own: boolean,
    from: number,
    to: number,
  ): void {
    const effect = this.over(frame, x, y, lifeS, own);
    if (!effect) return;
    effect.scaleFrom = from;
    effect.scaleTo = to;
  }

  /** `count` sparks about direction `angleRad`. */
  sparks(
    x: number,
    y: number,
    angleRad: number,
    spreadRad: number,
    count: number,
    own: boolean,
  ): void {
    const { spark } = this.cast(own);
    for (let i = 0; i < count; i++) {
      const effect = this.over(spark, x, y, 0.2 + Math.random() * 0.16, own);
      if (!effect) return;
      launch(effect, angleRad + spread(spreadRad), 180 + Math.random() * 260, 5);
      effect.scaleTo = 0.35;
      effect.stretch = 1.1;
      effect.fadeFrom = 0.3;
    }
  }

  /** Dots that leave a circle of `count`. */
  dots(frame: Frame, x: number, y: number, count: number, own: boolean): void {
    for (let i = 0; i < count; i++) {
      const angle = (i / count) * Math.PI * 2;
      const dot = this.over(frame, x + Math.cos(angle) * 22, y + Math.sin(angle) * 22, 0.6, own);
      if (!dot) return;
      launch(dot, angle + spread(0.4), 50 + Math.random() * 90, 3);
      dot.scaleFrom = 0.9;
      dot.scaleTo = 0.3;
    }
  }

  /** A cross over what the own player hit: `from` is its first scale, it settles at 1. */
  mark(name: string, x: number, y: number, lifeS: number, from: number): void {
    const mark = this.over(this.atlas.frame(name), x, y, lifeS, true);
    if (!mark) return;
    mark.scaleFrom = from;
    mark.fadeFrom = 0.5;
  }
}

/** Sends `effect` off; its speed falls by `drag`, see Effect. */
export function launch(effect: Effect, angleRad: number, speedUPerS: number, drag: number): void {
  effect.rotation = angleRad;
  effect.vx = Math.cos(angleRad) * speedUPerS;
  effect.vy = Math.sin(angleRad) * speedUPerS;
  effect.drag = drag;
}

function takeCast(atlas: Atlas, suffix: "Own" | "Enemy"): Cast {
  return {
    muzzle: atlas.frame(`muzzle${suffix}`),
    spark: atlas.frame(`spark${suffix}`),
    ring: atlas.frame(`ring${suffix}`),
    dot: atlas.frame(`dot${suffix}`),
    glow: atlas.frame(`glow${suffix}`),
    shards: [0, 1, 2].map((shape) => atlas.frame(`shard${suffix}${shape}`)),
  };
}
