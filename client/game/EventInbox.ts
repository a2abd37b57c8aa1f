// Moments as they come in, between two frames: the server's, and those of the own live prediction.
// In: MomentSink and PlayerSink calls. Out: ViewEvents for the next frame, and shots in the ShotField.
import type { MomentSink } from "../../shared/net/moments.ts";
import { railMeetsU, railRangeU } from "../../shared/sim/rails.ts";
import { type PlayerSink, Verdict } from "../../shared/sim/types.ts";
import { Move, ORB } from "../../shared/sim/weaponDefs.ts";
import type { ArenaLink } from "../net/arenaLink.ts";
import type { ActorField } from "./ActorField.ts";
import { radOfAim } from "./angles.ts";
import type { OrbField } from "./OrbField.ts";
import type { ShotField } from "./ShotField.ts";
import type { ActorView, ViewEvent } from "./WorldView.ts";

/** What the inbox needs of the game; set once it exists, before the first moment is read. */
export interface EventContext {
  readonly link: ArenaLink;
  readonly actors: ActorField;
  readonly nowMs: number;
}

export class EventInbox implements MomentSink, PlayerSink {
  context: EventContext | null = null;
  private readonly pending: ViewEvent[] = [];
  private readonly shots: ShotField;
  private readonly orbs: OrbField;

  constructor(shots: ShotField, orbs: OrbField) {
    this.shots = shots;
    this.orbs = orbs;
  }

  /** Moves all that came in since the last frame into `events`. */
  drainInto(events: ViewEvent[]): void {
    for (const event of this.pending) events.push(event);
    this.pending.length = 0;
  }

  // The own prediction.

  pulseFired(slot: number, shotId: number, x: number, y: number, aim: number): void {
    const { context } = this;
    if (context === null) return;
    const seq = context.link.prediction?.sentSeq ?? 0;
    this.shots.addOwn(context.link.map, slot, shotId, x, y, aim, context.nowMs, seq);
    this.pending.push({ kind: "muzzle", slot, own: true, x, y, angleRad: radOfAim(aim) });
  }

  dashStarted(slot: number, x: number, y: number, aim: number): void {
    this.pending.push({ kind: "dash", slot, own: true, x, y, angleRad: radOfAim(aim) });
  }

  reloadStarted(): void {
    this.pending.push({ kind: "reload" });
  }

  railWindingUp(slot: number): void {
    const self = this.context?.actors.self;
    if (self === null || self === undefined) return;
    this.pending.push({ kind: "railWindUp", slot, own: true, x: self.x, y: self.y });
  }

  /** Beam and mark at once, against the bodies that the screen shows: those of the frame before. */
  railFired(slot: number, _shotId: number, x: number, y: number, aim: number): void {
    const { context } = this;
    if (context === null) return;
    let lengthU = railRangeU(context.link.map, x, y, aim);
    let met: ActorView | null = null;
    for (const actor of context.actors.actors) {
      if (!actor.present || !actor.alive || actor.isSelf || actor.isProtected) continue;
      const meetsU = railMeetsU(x, y, aim, actor.x, actor.y);
      if (meetsU < 0 || meetsU >= lengthU) continue;
      lengthU = meetsU;
      met = actor;
    }
    this.pending.push({ kind: "rail", slot, own: true, x, y, angleRad: radOfAim(aim), lengthU });
    if (met !== null) this.pending.push({ kind: "hitPending", x: met.x, y: met.y });
  }

  orbFired(slot: number, shotId: number, x: number, y: number, aim: number): void {
    const { context } = this;
    if (context === null) return;
    const { link, nowMs } = context;
    const seq = link.prediction?.sentSeq ?? 0;
    this.orbs.addOwn(link.map, slot, shotId, x, y, aim, link.ownPresentMs, nowMs, seq);
    this.pending.push({ kind: "orbFired", slot, own: true, x, y, angleRad: radOfAim(aim) });
  }

  // The server's moments.

  shot(slot: number, shotId: number, x: number, y: number, aim: number, lifeSteps: number): void {
    const { context } = this;
    if (context === null) return;
    if (slot === context.link.ownSlot) {
      this.shots.confirmOwn(shotId);
      return;
    }
    const { link } = context;
    this.shots.addRemote(link.map, slot, shotId, x, y, aim, lifeSteps, link.newestMs, link.lagMs);
    const actor = context.actors.at(slot);
    if (!actor?.present) return;
    this.pending.push({
      kind: "muzzle",
      slot,
      own: false,
      x: actor.x,
      y: actor.y,
      angleRad: radOfAim(aim),
    });
  }

  rail(slot: number, _shotId: number, x: number, y: number, aim: number, lengthU: number): void {
    if (slot === this.context?.link.ownSlot) return;
    this.pending.push({ kind: "rail", slot, own: false, x, y, angleRad: radOfAim(aim), lengthU });
  }

  orb(
    slot: number,
    shotId: number,
    owner: number,
    x: number,
    y: number,
    aim: number,
    bounces: number,
    age: number,
  ): void {
    const { context } = this;
    if (context === null) return;
    const { link } = context;
    const flight = { x, y, aim, bounces };
    const isParry = this.orbs.tell(
      link.map,
      slot,
      shotId,
      owner,
      link.ownSlot,
      flight,
      age,
      link.newestMs,
    );
    const own = owner === link.ownSlot;
    if (isParry) this.pending.push({ kind: "parry", slot: owner, own, x, y });
    else if (!own && age <= ORB.armSteps) {
      this.pending.push({ kind: "orbFired", slot, own, x, y, angleRad: radOfAim(aim) });
    }
  }

  burst(slot: number, shotId: number, x: number, y: number): void {
    const event = this.orbs.burst(slot, shotId, this.context?.link.ownSlot ?? -1, x, y);
    if (event !== null) this.pending.push(event);
  }

  hit(
    attacker: number,
    victim: number,
    damage: number,
    move: number,
    shotId: number,
    verdict: number,
  ): void {
    if (move === Move.Pulse) this.shots.end(attacker, shotId);
    if (verdict !== Verdict.Hit) {
      this.deny(attacker, victim, verdict);
      return;
    }
    const role = this.roleOf(attacker, victim);
    const body = this.context?.actors.at(victim);
    const x = body?.x ?? 0;
    const y = body?.y ?? 0;
    this.pending.push({ kind: "hit", attacker, victim, damage, move: move as Move, x, y, role });
  }

  /** Only its shooter is shown that a shot was denied. */
  private deny(attacker: number, victim: number, verdict: number): void {
    const body = this.context?.actors.at(victim);
    if (attacker !== this.context?.link.ownSlot || body === undefined) return;
    const { x, y } = body;
    const word = verdict === Verdict.Dodged ? "dodged" : "blocked";
    this.pending.push({ kind: "denied", verdict: word, victim, x, y });
  }

  died(victim: number, killer: number, assist: number, move: number): void {
    const actor = this.context?.actors.at(victim);
    this.pending.push({
      kind: "died",
      victim,
      killer,
      assist,
      move: move as Move,
      seen: actor?.present ?? false,
      x: actor?.x ?? 0,
      y: actor?.y ?? 0,
      role: this.roleOf(killer, victim),
    });
  }

  pickup(slot: number, index: number): void {
    const { context } = this;
    const pickup = context?.link.map.pickups[index];
    if (pickup === undefined || context === null) return;
    const { kind, x, y } = pickup;
    this.pending.push({
      kind: "pickup",
      slot,
      own: slot === context.link.ownSlot,
      pickup: kind,
      x,
      y,
    });
  }

  private roleOf(attacker: number, victim: number): "dealt" | "taken" | "seen" {
    const own = this.context?.link.ownSlot ?? -1;
    // Nobody's number is that of who watches.
    if (own < 0) return "seen";
    if (victim === own) return "taken";
    return attacker === own ? "dealt" : "seen";
  }
}
