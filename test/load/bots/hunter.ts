// How a bot with eyes plays: it goes for the nearest body on its screen, aims at where that is drawn, strafes and fires.
// In: a WorldView, chance. Out: what is pressed, and where it points. Run by bots on the real client.
import { nextBelow, type Rng } from "../../../shared/sim/rng.ts";
import { Button, type InputCmd } from "../../../shared/sim/types.ts";
import type { HeadlessPlayer } from "../../helpers/headlessPlayer.ts";

/** A Pulse's range, and nearer than which it backs off, u. */
const FIRE_WITHIN_U = 560;
const BACK_OFF_U = 180;
/** A way is held this long, ms. */
const WAY_MS = [250, 900] as const;
const STICK_MAX = 127;
/** Aims this much beside the body at most, u: half of a body's width. */
const AIM_ERROR_U = 14;
/** Per frame, of 1000. */
const DASH_IN_1000 = 12;
const RAIL_IN_1000 = 6;
const ORB_IN_1000 = 4;

type View = HeadlessPlayer["view"];

export class Hunter {
  private readonly rng: Rng;
  private wayUntilMs = 0;
  private strafe = 1;
  private wanderX = 0;
  private wanderY = 0;

  constructor(rng: Rng) {
    this.rng = rng;
  }

  /** Writes what is pressed. */
  press(out: InputCmd, nowMs: number, { self, view }: { self: Place | null; view: View }): void {
    const { rng } = this;
    if (nowMs > this.wayUntilMs) this.turn(nowMs);
    const target = self === null ? null : nearestTo(self, view);
    out.moveX = this.wanderX;
    out.moveY = this.wanderY;
    out.buttons = 0;
    if (self === null || target === null) return;
    const dx = target.x - self.x;
    const dy = target.y - self.y;
    const distanceU = Math.max(1, Math.hypot(dx, dy));
    const ahead = distanceU < BACK_OFF_U ? -1 : 1;
    out.moveX = stick((dx / distanceU) * ahead - (dy / distanceU) * this.strafe);
    out.moveY = stick((dy / distanceU) * ahead + (dx / distanceU) * this.strafe);
    if (distanceU < FIRE_WITHIN_U) out.buttons |= Button.Fire;
    if (nextBelow(rng, 1000) < DASH_IN_1000) out.buttons |= Button.Dash;
    if (nextBelow(rng, 1000) < RAIL_IN_1000) out.buttons |= Button.Rail;
    if (nextBelow(rng, 1000) < ORB_IN_1000) out.buttons |= Button.Orb;
  }

  /** Where it points, world u; null with nobody in sight. */
  pointAt(self: Place, view: View): Place | null {
    const target = nearestTo(self, view);
    if (target === null) return null;
    const error = () => nextBelow(this.rng, 2 * AIM_ERROR_U + 1) - AIM_ERROR_U;
    return { x: target.x + error(), y: target.y + error() };
  }

  private turn(nowMs: number): void {
    const { rng } = this;
    this.wayUntilMs = nowMs + WAY_MS[0] + nextBelow(rng, WAY_MS[1] - WAY_MS[0]);
    this.strafe = nextBelow(rng, 2) === 0 ? 1 : -1;
    this.wanderX = nextBelow(rng, 3) * STICK_MAX - STICK_MAX;
    this.wanderY = nextBelow(rng, 3) * STICK_MAX - STICK_MAX;
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function nearestTo(self: Place, view: View): Place | null {
  let nearest: Place | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const actor of view.actors) {
    if (!actor.present || !actor.alive || actor.isSelf || actor.isProtected) continue;
    const distance = (actor.x - self.x) ** 2 + (actor.y - self.y) ** 2;
    if (distance >= least) continue;
    least = distance;
    nearest = actor;
  }
  return nearest;
}

function stick(share: number): number {
  return Math.round(Math.max(-1, Math.min(1, share)) * STICK_MAX);
}
