// Every body on screen, by slot: the own one from the prediction, others from the remote timeline.
// In: an ArenaLink. Out: ActorViews, reused, and the moments that only a change of state tells (spawns, crown).
import { NO_SLOT } from "../../shared/schema/ArenaState.ts";
import { PoseFlag } from "../../shared/schema/PlayerPose.ts";
import { MAX_SPEED_U_PER_S, STEP_HZ } from "../../shared/sim/constants.ts";
import { RAIL } from "../../shared/sim/weaponDefs.ts";
import { type ArenaLink, MAX_SLOTS } from "../net/arenaLink.ts";
import type { DrawnPose } from "../net/remoteTimeline.ts";
import { radOfAim } from "./angles.ts";
import type { ActorView, ViewEvent } from "./WorldView.ts";

const FADE_IN_MS = 120;
const DROPPED_OPACITY = 0.35;
const WIND_UP_MS = (RAIL.windUpSteps * 1000) / STEP_HZ;
/** Faster than this is a dash: above walking with a knock, far below 1200 u/s. */
const DASH_MIN_U_PER_S = MAX_SPEED_U_PER_S * 3;

export class ActorField {
  readonly actors: readonly ActorView[];
  self: ActorView | null = null;
  private readonly link: ArenaLink;
  private readonly drawn: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };
  private readonly shownSinceMs = new Float64Array(MAX_SLOTS);
  /** By slot: frame time at which its Rail began to wind up, -1 when none does. */
  private readonly windUpSinceMs = new Float64Array(MAX_SLOTS).fill(-1);
  private lastFrameMs = 0;
  private crownSlot = NO_SLOT;

  constructor(link: ArenaLink) {
    this.link = link;
    this.actors = Array.from({ length: MAX_SLOTS }, (_, slot) => makeActor(slot));
  }

  at(slot: number): ActorView | undefined {
    return this.actors[slot];
  }

  nameOf(slot: number): string {
    return this.link.state.roster.get(String(slot))?.name ?? "";
  }

  /** Rebuilds all for the frame. Appends spawns and changes of the crown to `events`. */
  update(nowMs: number, events: ViewEvent[]): void {
    const { link } = this;
    const ownSlot = link.ownSlot;
    this.self = null;
    link.state.roster.forEach((entry, key) => {
      const actor = this.actors[Number(key)];
      if (actor === undefined) return;
      actor.name = entry.name;
      actor.isBot = entry.isBot;
    });
    for (const actor of this.actors) {
      const wasShown = actor.present && actor.alive;
      const isSelf = actor.slot === ownSlot;
      actor.isSelf = isSelf;
      actor.present = isSelf ? this.updateSelf(actor, nowMs) : this.updateOther(actor);
      if (!actor.present) continue;
      actor.hasCrown = link.state.crownSlot === actor.slot;
      this.noteDash(actor, events);
      if (!isSelf) this.noteWindUp(actor, nowMs, events);
      this.fade(actor, wasShown, nowMs, events);
    }
    this.noteCrown(ownSlot, events);
    this.lastFrameMs = nowMs;
  }

  private updateSelf(actor: ActorView, nowMs: number): boolean {
    const { prediction, owner, lab } = this.link;
    if (prediction === null || owner === null) return false;
    this.self = actor;
    const elapsedS = Math.max(1, nowMs - this.lastFrameMs) / 1000;
    const { x, y } = lab.prediction ? prediction.body : owner;
    actor.vx = (x - actor.x) / elapsedS;
    actor.vy = (y - actor.y) / elapsedS;
    actor.x = x;
    actor.y = y;
    actor.aimRad = radOfAim(prediction.body.aim);
    actor.alive = owner.alive === 1;
    const { railFireStep } = prediction.state;
    const windUpLeft = Math.max(0, railFireStep - prediction.ownStep);
    actor.windUp = railFireStep === 0 ? 0 : Math.max(0.01, 1 - windUpLeft / RAIL.windUpSteps);
    actor.hp = owner.hp;
    actor.shield = owner.shield;
    setFlags(actor, owner.flags);
    return true;
  }

  private updateOther(actor: ActorView): boolean {
    const { timeline, lab } = this.link;
    const { drawn } = this;
    const isShown = lab.interpolation
      ? timeline.sample(actor.slot, drawn)
      : timeline.sampleNewest(actor.slot, drawn);
    if (!isShown) return false;
    const pose = this.link.poseOf(actor.slot);
    actor.x = drawn.x;
    actor.y = drawn.y;
    actor.vx = drawn.vx;
    actor.vy = drawn.vy;
    actor.aimRad = radOfAim(drawn.aim);
    if (pose === undefined) return actor.present;
    actor.alive = (pose.flags & PoseFlag.Alive) !== 0;
    actor.hp = pose.hp;
    actor.shield = pose.shield;
    setFlags(actor, pose.flags);
    return true;
  }

  private fade(actor: ActorView, wasShown: boolean, nowMs: number, events: ViewEvent[]): void {
    const { slot, x, y } = actor;
    if (!wasShown && actor.alive) {
      this.shownSinceMs[slot] = nowMs;
      if (actor.isProtected) events.push({ kind: "spawned", slot, own: actor.isSelf, x, y });
    }
    const shownMs = nowMs - (this.shownSinceMs[slot] ?? 0);
    actor.opacity = (actor.isSelf ? 1 : Math.min(1, shownMs / FADE_IN_MS)) * actor.opacity;
  }

  /** A dash is what is drawn as one: its start is told in the frame that shows it. The own one is predicted. */
  private noteDash(actor: ActorView, events: ViewEvent[]): void {
    const { vx, vy, x, y, slot } = actor;
    const wasDashing = actor.isDashing;
    actor.isDashing = actor.alive && vx * vx + vy * vy > DASH_MIN_U_PER_S * DASH_MIN_U_PER_S;
    if (!actor.isDashing || wasDashing || actor.isSelf) return;
    events.push({ kind: "dash", slot, own: false, x, y, angleRad: Math.atan2(vy, vx) });
  }

  /** Others wind up by a flag of their pose: how far is a matter of how long. */
  private noteWindUp(actor: ActorView, nowMs: number, events: ViewEvent[]): void {
    const { slot, x, y } = actor;
    const flags = this.link.poseOf(slot)?.flags ?? 0;
    if (!actor.alive || (flags & PoseFlag.WindingUp) === 0) {
      this.windUpSinceMs[slot] = -1;
      actor.windUp = 0;
      return;
    }
    if ((this.windUpSinceMs[slot] ?? -1) < 0) {
      this.windUpSinceMs[slot] = nowMs;
      events.push({ kind: "railWindUp", slot, own: false, x, y });
    }
    const sinceMs = nowMs - (this.windUpSinceMs[slot] ?? nowMs);
    actor.windUp = Math.max(0.01, Math.min(1, sinceMs / WIND_UP_MS));
  }

  private noteCrown(ownSlot: number, events: ViewEvent[]): void {
    const { crownSlot } = this.link.state;
    if (crownSlot === this.crownSlot) return;
    this.crownSlot = crownSlot;
    if (crownSlot !== NO_SLOT)
      events.push({ kind: "crown", slot: crownSlot, own: crownSlot === ownSlot });
  }
}

/** `opacity` starts from what the flags say; fading in multiplies it. */
function setFlags(actor: ActorView, flags: number): void {
  actor.isProtected = (flags & PoseFlag.Protected) !== 0;
  actor.hasSurge = (flags & PoseFlag.Surge) !== 0;
  actor.isEmoting = (flags & PoseFlag.Emoting) !== 0;
  actor.opacity = (flags & PoseFlag.Dropped) !== 0 ? DROPPED_OPACITY : 1;
}

function makeActor(slot: number): ActorView {
  return {
    slot,
    present: false,
    isSelf: false,
    isBot: false,
    hasCrown: false,
    name: "",
    alive: false,
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    aimRad: 0,
    hp: 0,
    shield: 0,
    isProtected: false,
    isDashing: false,
    windUp: 0,
    hasSurge: false,
    isEmoting: false,
    opacity: 1,
  };
}
