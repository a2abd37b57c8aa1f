// Moments of Rail and Orb as effects. In: their events. Out: beams, bursts, rings and words; shake
// for the camera.
import { ORB, RAIL } from "../../shared/sim/weaponDefs.ts";
import type { ViewEvent } from "../game/WorldView.ts";
import { RING_RADIUS_U } from "./art/effectArt.ts";
import { anyAngle, launch, spread } from "./Emitter.ts";
import type { MomentTargets } from "./momentTargets.ts";
import { LINE_PIECE_U } from "./stampLine.ts";

type EventOf<K extends ViewEvent["kind"]> = Extract<ViewEvent, { kind: K }>;
export type ChargeEvent = EventOf<
  "rail" | "railWindUp" | "orbFired" | "orbBounce" | "orbBurst" | "parry" | "denied"
>;

/** SPEC.md, LOOK-4. */
const BEAM_S = 0.22;
const CORE_S = 0.13;
const BURST_RING_S = 0.26;
/** Motes that a beam leaves, u apart. */
const MOTE_EVERY_U = 48;
const RAIL_SPARKS = 7;
const BOUNCE_SPARKS = 5;
const BURST_FRAGMENTS = 12;
/** Words stand clear of the health bar, u. */
const WORD_ABOVE_U = 46;
/** A burst shakes the screen within this distance of its middle, u. */
const BURST_REACH_U = 420;

export class ChargeMoments {
  private readonly to: MomentTargets;

  constructor(targets: MomentTargets) {
    this.to = targets;
  }

  show(event: ChargeEvent): void {
    switch (event.kind) {
      case "rail":
        this.showRail(event);
        break;
      case "railWindUp":
        this.to.emitter.swell(this.halo(event.own), event.x, event.y, 0.2, event.own, 0.6, 1.5);
        break;
      case "orbFired":
        this.showThrow(event);
        break;
      case "orbBounce":
        this.showBounce(event);
        break;
      case "orbBurst":
        this.showBurst(event);
        break;
      case "parry":
        this.showParry(event);
        break;
      case "denied":
        this.to.numbers.addWord(event.x, event.y - WORD_ABOVE_U, event.verdict);
        break;
    }
  }

  private showRail({ own, x, y, angleRad, lengthU }: EventOf<"rail">): void {
    const { emitter, rig } = this.to;
    const { glow, muzzle } = emitter.cast(own);
    const length = Math.min(RAIL.rangeU * 2, Math.max(0, lengthU));
    const cos = Math.cos(angleRad);
    const sin = Math.sin(angleRad);
    this.beam("beam", x, y, angleRad, length, BEAM_S, own);
    this.beam("core", x, y, angleRad, length, CORE_S, own);
    const flash = emitter.over(muzzle, x + cos * 14, y + sin * 14, 0.1, own);
    if (flash) {
      flash.rotation = angleRad;
      flash.scaleFrom = 1.7;
      flash.scaleTo = 1;
    }
    emitter.swell(glow, x, y, 0.16, own, 1.1, 0.4);
    const endX = x + cos * length;
    const endY = y + sin * length;
    emitter.swell(glow, endX, endY, 0.2, own, 1.2, 0.3);
    emitter.sparks(endX, endY, angleRad + Math.PI, 1.2, RAIL_SPARKS, own);
    this.motes(x, y, angleRad, length, own);
    if (own) rig.addTrauma(0.22);
  }

  private beam(
    art: "beam" | "core",
    x: number,
    y: number,
    angleRad: number,
    length: number,
    lifeS: number,
    own: boolean,
  ): void {
    const { atlas, emitter } = this.to;
    const frame = atlas.frame(`${art}${own ? "Own" : "Enemy"}`);
    const half = length / 2;
    const middleX = x + Math.cos(angleRad) * half;
    const middleY = y + Math.sin(angleRad) * half;
    const beam = emitter.over(frame, middleX, middleY, lifeS, own);
    if (!beam) return;
    beam.rotation = angleRad;
    beam.stretch = length / LINE_PIECE_U;
  }

  /** What hangs in the air along a beam for a moment longer than the beam. */
  private motes(x: number, y: number, angleRad: number, length: number, own: boolean): void {
    const { emitter } = this.to;
    const { dot } = emitter.cast(own);
    for (let at = MOTE_EVERY_U / 2; at < length; at += MOTE_EVERY_U) {
      const along = at + spread(MOTE_EVERY_U / 2);
      const moteX = x + Math.cos(angleRad) * along;
      const moteY = y + Math.sin(angleRad) * along;
      const mote = emitter.over(dot, moteX, moteY, 0.28 + Math.random() * 0.2, own);
      if (!mote) return;
      launch(mote, angleRad + (Math.random() < 0.5 ? 1 : -1) * (Math.PI / 2), 16 + spread(12), 2);
      mote.scaleTo = 0.3;
    }
  }

  private showThrow({ own, x, y, angleRad }: EventOf<"orbFired">): void {
    const { emitter } = this.to;
    const flash = emitter.over(emitter.cast(own).muzzle, x, y, 0.1, own);
    if (flash) {
      flash.rotation = angleRad;
      flash.scaleFrom = 1.1;
      flash.scaleTo = 0.7;
    }
    emitter.swell(this.halo(own), x, y, 0.22, own, 0.4, 1.1);
  }

  private showBounce({ own, x, y }: EventOf<"orbBounce">): void {
    const { emitter } = this.to;
    emitter.swell(emitter.cast(own).glow, x, y, 0.14, own, 0.8, 0.3);
    emitter.swell(this.halo(own), x, y, 0.2, own, 0.3, 0.9);
    emitter.sparks(x, y, anyAngle(), Math.PI, BOUNCE_SPARKS, own);
  }

  private showBurst({ own, x, y }: EventOf<"orbBurst">): void {
    const { emitter, rig } = this.to;
    const { ring, glow, shards, dot } = emitter.cast(own);
    const reach = ORB.splashRadiusU / RING_RADIUS_U;
    emitter.swell(ring, x, y, BURST_RING_S, own, 0.02, reach);
    emitter.swell(emitter.cast(true).glow, x, y, 0.16, own, 1.7, 0.6);
    emitter.swell(glow, x, y, 0.36, own, 1.2, 2.4);
    for (let i = 0; i < BURST_FRAGMENTS; i++) {
      const frame = i % 2 === 0 ? shards[i % shards.length] : dot;
      const piece = frame && emitter.over(frame, x, y, 0.3 + Math.random() * 0.28, own);
      if (!piece) break;
      launch(piece, (i / BURST_FRAGMENTS) * Math.PI * 2 + spread(0.25), 150 + spread(90), 3.4);
      piece.rotation = anyAngle();
      piece.spin = spread(12);
      piece.scaleFrom = 0.8;
      piece.scaleTo = 0.3;
      piece.fadeFrom = 0.4;
    }
    const near = 1 - Math.hypot(x - rig.x, y - rig.y) / BURST_REACH_U;
    rig.addTrauma(Math.max(0, near) * 0.42);
  }

  private showParry({ own, x, y }: EventOf<"parry">): void {
    const { atlas, emitter, rig } = this.to;
    const { ring, glow } = emitter.cast(own);
    const star = emitter.over(atlas.frame(`star${own ? "Own" : "Enemy"}`), x, y, 0.2, own);
    if (star) {
      star.rotation = Math.PI / 8;
      star.scaleFrom = 0.6;
      star.scaleTo = 1.25;
      star.fadeFrom = 0.35;
    }
    emitter.swell(glow, x, y, 0.2, own, 1.5, 0.6);
    emitter.swell(ring, x, y, 0.3, own, 0.2, 1);
    emitter.sparks(x, y, anyAngle(), Math.PI, BOUNCE_SPARKS, own);
    if (own) rig.addTrauma(0.2);
  }

  private halo(own: boolean) {
    return this.to.atlas.frame(own ? "haloOwn" : "haloEnemy");
  }
}
