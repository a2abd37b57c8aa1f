// Pulses in flight. In: shots, once a frame. Out: tracers, never longer than what was flown.
import type * as Phaser from "phaser";
import type { ShotView } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import { TRACER_LENGTH_U } from "./art/effectArt.ts";
import type { StampLayer } from "./StampLayer.ts";

/** Below this a tracer is a blob; it is drawn that short anyway, not hidden. */
const SHORTEST_SHARE = 0.15;

export class ShotLayer {
  private readonly layer: StampLayer;
  private readonly own: Phaser.Textures.Frame;
  private readonly others: Phaser.Textures.Frame;

  constructor(atlas: Atlas, layer: StampLayer) {
    this.layer = layer;
    this.own = atlas.frame("tracerOwn");
    this.others = atlas.frame("tracerEnemy");
  }

  draw(shots: readonly ShotView[]): void {
    for (const shot of shots) {
      if (!shot.active) continue;
      const share = Math.min(1, Math.max(SHORTEST_SHARE, shot.flownU / TRACER_LENGTH_U));
      const back = (share * TRACER_LENGTH_U) / 2;
      this.layer.draw(
        shot.own ? this.own : this.others,
        shot.x - Math.cos(shot.angleRad) * back,
        shot.y - Math.sin(shot.angleRad) * back,
        shot.angleRad,
        share,
        1,
      );
    }
  }
}
