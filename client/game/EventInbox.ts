// Moments as they come in, between two frames: the server's, and those of the own live prediction.
// In: MomentSink and PlayerSink calls. Out: ViewEvents for the next frame, and shots in the ShotField.
import type { MomentSink } from "../../shared/net/moments.ts";
import type { PlayerSink } from "../../shared/sim/types.ts";
import type { Move } from "../../shared/sim/weaponDefs.ts";
import type { ArenaLink } from "../net/arenaLink.ts";
import type { ActorField } from "./ActorField.ts";
import { radOfAim } from "./angles.ts";
import type { ShotField } from "./ShotField.ts";
import type { ViewEvent } from "./WorldView.ts";

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

  constructor(shots: ShotField) {
    this.shots = shots;
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
    this.shots.addOwn(context.link.map, slot, shotId, x, y, aim, context.nowMs);
    this.pending.push({ kind: "muzzle", slot, own: true, x, y, angleRad: radOfAim(aim) });
  }

  dashStarted(slot: number, x: number, y: number, aim: number): void {
    this.pending.push({ kind: "dash", slot, own: true, x, y, angleRad: radOfAim(aim) });
  }

  reloadStarted(): void {
    this.pending.push({ kind: "reload" });
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

  hit(attacker: number, victim: number, damage: number, move: number, shotId: number): void {
    this.shots.end(attacker, shotId);
    const role = this.roleOf(attacker, victim);
    const body = this.context?.actors.at(victim);
    const x = body?.x ?? 0;
    const y = body?.y ?? 0;
    this.pending.push({ kind: "hit", attacker, victim, damage, move: move as Move, x, y, role });
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
    if (victim === own) return "taken";
    return attacker === own ? "dealt" : "seen";
  }
}
