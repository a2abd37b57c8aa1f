// Rails that wind up. In: actors and the map, once a frame. Out: the line that each will fire along
// and the light that gathers at its muzzle, as stamps. The beam itself is a moment.
import type * as Phaser from "phaser";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { BODY_RADIUS_U } from "../../shared/sim/constants.ts";
import { BLOCKS_SIGHT, traceRay } from "../../shared/sim/raycast.ts";
import { RAIL } from "../../shared/sim/weaponDefs.ts";
import type { ActorView } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import type { Layers } from "./layers.ts";
import { stampLine } from "./stampLine.ts";

/** Share of its strength that the line has from the first moment: it is a warning. */
const FIRST_STRENGTH = 0.6;
/** The line leaves the body at the tip of its nose, u. */
const NOSE_U = BODY_RADIUS_U + 11;
/** Scale of the ring that closes in on the body, at the start and at the end. */
const RING_FROM = 1.75;
const RING_TO = 0.85;

interface Cast {
  readonly line: Phaser.Textures.Frame;
  readonly glow: Phaser.Textures.Frame;
  readonly halo: Phaser.Textures.Frame;
  readonly dot: Phaser.Textures.Frame;
}

export class RailLayer {
  private readonly layers: Layers;
  private readonly own: Cast;
  private readonly others: Cast;

  constructor(atlas: Atlas, layers: Layers) {
    this.layers = layers;
    this.own = takeCast(atlas, "Own");
    this.others = takeCast(atlas, "Enemy");
  }

  draw(actors: readonly ActorView[], map: ArenaMap): void {
    for (const actor of actors) {
      if (actor.present && actor.alive && actor.windUp > 0) this.drawWindUp(actor, map);
    }
  }

  private drawWindUp(actor: ActorView, map: ArenaMap): void {
    const { x, y, aimRad, opacity, isSelf } = actor;
    const { line, glow, halo, dot } = isSelf ? this.own : this.others;
    const { trails, sparks } = this.layers;
    const wound = Math.min(1, actor.windUp);
    const strength = opacity * (FIRST_STRENGTH + (1 - FIRST_STRENGTH) * wound);
    const cos = Math.cos(aimRad);
    const sin = Math.sin(aimRad);
    const reach = traceRay(map, x, y, cos, sin, BODY_RADIUS_U + RAIL.rangeU, BLOCKS_SIGHT);
    const noseX = x + cos * NOSE_U;
    const noseY = y + sin * NOSE_U;
    stampLine(trails, line, noseX, noseY, aimRad, reach - NOSE_U, 0.75 + 0.8 * wound, strength);
    trails.draw(dot, x + cos * reach, y + sin * reach, 0, 0.8 + wound, undefined, strength);
    trails.draw(glow, x, y, 0, 0.9 + 0.7 * wound, undefined, 0.5 * strength);
    const ring = RING_FROM + (RING_TO - RING_FROM) * wound;
    trails.draw(halo, x, y, 0, ring, undefined, 0.75 * strength);
    sparks.draw(glow, noseX, noseY, 0, 0.12 + 0.42 * wound, undefined, strength);
    sparks.draw(dot, noseX, noseY, 0, 0.5 + wound, undefined, strength);
  }
}

function takeCast(atlas: Atlas, suffix: "Own" | "Enemy"): Cast {
  return {
    line: atlas.frame(`aim${suffix}`),
    glow: atlas.frame(`glow${suffix}`),
    halo: atlas.frame(`halo${suffix}`),
    dot: atlas.frame(`dot${suffix}`),
  };
}
