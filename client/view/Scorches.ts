// Burnt floor where someone died. In: places. Out: stamps that fade; the oldest gives way, because
// each is large.
import type * as Phaser from "phaser";
import type { Atlas } from "./Atlas.ts";
import { anyAngle } from "./Emitter.ts";
import type { StampLayer } from "./StampLayer.ts";

const COUNT = 8;
const LIFE_S = 9;
const FADE_S = 4;

interface Scorch {
  x: number;
  y: number;
  rotation: number;
  leftS: number;
}

export class Scorches {
  private readonly layer: StampLayer;
  private readonly frame: Phaser.Textures.Frame;
  private readonly scorches: readonly Scorch[];
  private next = 0;

  constructor(atlas: Atlas, layer: StampLayer) {
    this.layer = layer;
    this.frame = atlas.frame("scorch");
    this.scorches = Array.from({ length: COUNT }, () => ({ x: 0, y: 0, rotation: 0, leftS: 0 }));
  }

  add(x: number, y: number): void {
    const scorch = this.scorches[this.next] as Scorch;
    this.next = (this.next + 1) % COUNT;
    scorch.x = x;
    scorch.y = y;
    scorch.rotation = anyAngle();
    scorch.leftS = LIFE_S;
  }

  update(dtS: number): void {
    for (const scorch of this.scorches) {
      if (scorch.leftS <= 0) continue;
      scorch.leftS -= dtS;
      const alpha = 0.85 * Math.min(1, scorch.leftS / FADE_S);
      this.layer.draw(this.frame, scorch.x, scorch.y, scorch.rotation, 1, 1, alpha);
    }
  }
}
