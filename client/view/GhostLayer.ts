// Where the server has the bodies. In: ghosts (none outside the Net Lab) and actors, once a frame.
// Out: stamps of dashed rims under the bodies, each tied to the body of its slot when they differ.
import type * as Phaser from "phaser";
import type { ActorView, GhostView } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import type { StampLayer } from "./StampLayer.ts";
import { stampLine } from "./stampLine.ts";

/** Nearer than this to the drawn body, a line would be a smudge, u. */
const TIE_FROM_U = 4;

export class GhostLayer {
  private readonly layer: StampLayer;
  private readonly rim: Phaser.Textures.Frame;
  private readonly tie: Phaser.Textures.Frame;

  constructor(atlas: Atlas, layer: StampLayer) {
    this.layer = layer;
    this.rim = atlas.frame("ghost");
    this.tie = atlas.frame("ghostLine");
  }

  draw(ghosts: readonly GhostView[], actors: readonly ActorView[]): void {
    for (const { slot, x, y } of ghosts) {
      this.layer.draw(this.rim, x, y);
      const actor = actors[slot];
      if (!actor?.present || !actor.alive) continue;
      const dx = actor.x - x;
      const dy = actor.y - y;
      const length = Math.hypot(dx, dy);
      if (length <= TIE_FROM_U) continue;
      stampLine(this.layer, this.tie, x, y, Math.atan2(dy, dx), length, 1, 1);
    }
  }
}
