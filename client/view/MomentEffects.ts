// Moments as effects. In: the events of a frame. Out: sparks, rings, fragments, marks and numbers;
// shake for the camera; light on who was hit.
import { PickupKind } from "../../shared/sim/arenaMap.ts";
import type { ActorView, ViewEvent } from "../game/WorldView.ts";
import { ChargeMoments } from "./ChargeMoments.ts";
import { anyAngle, type Cast, launch, spread } from "./Emitter.ts";
import type { MomentTargets } from "./momentTargets.ts";

type EventOf<K extends ViewEvent["kind"]> = Extract<ViewEvent, { kind: K }>;

/** SPEC.md, LOOK-4. */
const IMPACT_SPARKS = 4;
const DEATH_FRAGMENTS = 18;
/** Deaths shake the screen within this distance of its middle, u. */
const BLAST_REACH_U = 700;

export class MomentEffects {
  private readonly to: MomentTargets;
  private readonly charges: ChargeMoments;

  constructor(targets: MomentTargets) {
    this.to = targets;
    this.charges = new ChargeMoments(targets);
  }

  /** Shows `event`; `actors` are by slot. */
  show(event: ViewEvent, actors: readonly ActorView[], timeMs: number): void {
    switch (event.kind) {
      case "muzzle":
        this.showMuzzle(event);
        break;
      case "shotEnded":
        this.showImpact(event);
        break;
      case "dash":
        this.showDash(event);
        break;
      case "hitPending":
        this.to.emitter.mark("crossThin", event.x, event.y, 0.22, 1);
        break;
      case "hit":
        this.showHit(event, actors, timeMs);
        break;
      case "died":
        if (event.seen) this.showDeath(event);
        break;
      case "spawned":
        this.showSpawn(event);
        break;
      case "pickup":
        this.showPickup(event);
        break;
      case "crown":
        this.showCrown(event, actors[event.slot]);
        break;
      case "rail":
      case "railWindUp":
      case "orbFired":
      case "orbBounce":
      case "orbBurst":
      case "parry":
      case "denied":
        this.charges.show(event);
        break;
      default:
        // The rest is for ears and the HUD.
        break;
    }
  }

  private showMuzzle({ own, x, y, angleRad }: EventOf<"muzzle">): void {
    const { emitter } = this.to;
    const flash = emitter.over(emitter.cast(own).muzzle, x, y, 0.06, own);
    if (!flash) return;
    flash.rotation = angleRad;
    flash.x += Math.cos(angleRad) * 10;
    flash.y += Math.sin(angleRad) * 10;
    flash.scaleFrom = 0.8 + Math.random() * 0.3;
    flash.scaleTo = 0.6;
  }

  private showImpact({ own, x, y, angleRad, on }: EventOf<"shotEnded">): void {
    const { emitter } = this.to;
    const { glow } = emitter.cast(own);
    emitter.swell(glow, x, y, on === "range" ? 0.12 : 0.16, own, on === "range" ? 0.25 : 0.6, 0.15);
    if (on !== "range") emitter.sparks(x, y, angleRad + Math.PI, 1.1, IMPACT_SPARKS, own);
  }

  private showDash({ own, x, y, angleRad }: EventOf<"dash">): void {
    const { emitter, rig } = this.to;
    const cast = emitter.cast(own);
    const ring = emitter.under(cast.ring, x, y, 0.3, own);
    if (ring) {
      ring.scaleFrom = 0.25;
      ring.scaleTo = 0.75;
      ring.alpha = 0.8;
    }
    for (let i = 0; i < 7; i++) {
      const streak = emitter.under(cast.spark, x + spread(12), y + spread(12), 0.26, own);
      if (!streak) break;
      launch(streak, angleRad + Math.PI + spread(0.5), 140 + Math.random() * 220, 4);
      streak.stretch = 1.6;
    }
    if (own) rig.addTrauma(0.18);
  }

  private showHit(event: EventOf<"hit">, actors: readonly ActorView[], timeMs: number): void {
    const { attacker, victim, damage, role, x, y } = event;
    const { actors: bodies, emitter, numbers, rig, screen } = this.to;
    bodies.flash(victim, timeMs);
    const from = actors[attacker];
    // The own Orb's splash comes from no direction that its thrower stands in.
    const isFromOther = from?.present && attacker !== victim;
    const angle = isFromOther ? Math.atan2(y - from.y, x - from.x) : null;
    emitter.sparks(x, y, angle ?? anyAngle(), 1.3, IMPACT_SPARKS, role === "dealt");
    if (role === "dealt") {
      emitter.mark("crossSolid", x, y, 0.28, 1.35);
      numbers.add(x, y - 30, damage);
      rig.addTrauma(0.08);
    } else if (role === "taken") {
      screen.hurt(damage, angle === null ? null : angle + Math.PI, timeMs);
      rig.addTrauma(0.2 + damage / 80);
    }
  }

  private showDeath({ x, y, role }: EventOf<"died">): void {
    const { emitter, rig, scorches } = this.to;
    const cast = emitter.cast(role === "taken");
    const own = role !== "seen";
    this.fragments(cast, x, y, own);
    this.blast(cast, x, y, own);
    scorches.add(x, y);
    if (role === "dealt") emitter.mark("crossKill", x, y, 0.5, 1.5);
    const near = 1 - Math.hypot(x - rig.x, y - rig.y) / BLAST_REACH_U;
    rig.addTrauma(role === "taken" ? 0.75 : Math.max(0, near) * 0.35);
  }

  private fragments(cast: Cast, x: number, y: number, own: boolean): void {
    for (let i = 0; i < DEATH_FRAGMENTS; i++) {
      const shard = cast.shards[i % cast.shards.length];
      if (!shard) return;
      const piece = this.to.emitter.over(shard, x, y, 0.55 + Math.random() * 0.5, own);
      if (!piece) return;
      const angle = ((i + Math.random() * 0.8) / DEATH_FRAGMENTS) * Math.PI * 2;
      launch(piece, angle, 120 + Math.random() * 340, 3.2);
      piece.rotation = anyAngle();
      piece.spin = spread(14);
      piece.scaleFrom = 0.7 + Math.random() * 0.6;
      piece.scaleTo = 0.4;
      piece.fadeFrom = 0.4;
    }
  }

  private blast(cast: Cast, x: number, y: number, own: boolean): void {
    const { emitter } = this.to;
    emitter.swell(emitter.cast(true).glow, x, y, 0.26, own, 1.8, 0.7);
    emitter.swell(cast.glow, x, y, 0.55, own, 1.2, 3);
    emitter.swell(cast.ring, x, y, 0.45, own, 0.2, 1.5);
    emitter.swell(cast.ring, x, y, 0.3, own, 0.2, 0.9);
    for (let i = 0; i < 14; i++) {
      const ember = emitter.over(cast.dot, x, y, 0.4 + Math.random() * 0.5, own);
      if (!ember) return;
      launch(ember, anyAngle(), 40 + Math.random() * 260, 3.5);
      ember.scaleFrom = 0.9 + Math.random() * 1.4;
      ember.scaleTo = 0.2;
    }
  }

  private showSpawn({ own, x, y }: EventOf<"spawned">): void {
    const { emitter } = this.to;
    const { ring, glow, dot } = emitter.cast(own);
    emitter.swell(ring, x, y, 0.45, own, 1.5, 0.4);
    emitter.swell(ring, x, y, 0.6, own, 0.2, 1.1);
    emitter.swell(glow, x, y, 0.5, own, 1.8, 0.5);
    emitter.dots(dot, x, y, 10, own);
  }

  private showPickup({ own, pickup, x, y }: EventOf<"pickup">): void {
    const { atlas, emitter } = this.to;
    const name = pickupName(pickup);
    emitter.swell(atlas.frame(`ring${name}`), x, y, 0.4, own, 0.3, 1);
    emitter.dots(atlas.frame(`dot${name}`), x, y, 12, own);
  }

  private showCrown({ own }: EventOf<"crown">, actor: ActorView | undefined): void {
    if (!actor?.present) return;
    const { atlas, emitter } = this.to;
    emitter.swell(atlas.frame("ringCrown"), actor.x, actor.y, 0.7, own, 0.3, 1.4);
  }
}

function pickupName(kind: PickupKind): string {
  if (kind === PickupKind.Mend) return "Mend";
  return kind === PickupKind.Guard ? "Guard" : "Surge";
}
