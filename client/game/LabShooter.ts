// "Aim for me": points at the nearest enemy where this screen draws it, and fires the Rail whenever it is charged,
// so that the Net Lab's figures need no skill. In: the frame as drawn. Out: where to point, and a pressed button.
import { isSightClear } from "../../shared/sim/raycast.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import type { InputSource } from "../input/InputSource.ts";
import type { ActorView, WorldView } from "./WorldView.ts";

/** Nearer than the Rail reaches (560 u), so that a target that walks away is still met, u. */
const AIM_RANGE_U = 480;

export class LabShooter implements InputSource {
  isOn = false;
  /** What it aims at, in this frame; null without an enemy in range and sight, or when it is off. */
  target: Readonly<ActorView> | null = null;
  private readonly hands: InputSource;

  /** @param hands the player's own input, which still moves the body. */
  constructor(hands: InputSource) {
    this.hands = hands;
  }

  /** Chooses anew from what is on screen. Before the frame's inputs are sent. */
  look(view: Pick<WorldView, "self" | "actors" | "map">): void {
    this.target = this.isOn ? findTarget(view) : null;
  }

  sample(out: InputCmd, isSent: boolean): void {
    this.hands.sample(out, isSent);
    // Held until it is charged: the simulation starts the wind-up in the first step that may.
    if (this.target !== null) out.buttons |= Button.Rail;
  }
}

function findTarget(view: Pick<WorldView, "self" | "actors" | "map">): Readonly<ActorView> | null {
  const { self, actors, map } = view;
  if (self === null || !self.alive) return null;
  let target: ActorView | null = null;
  let nearest2 = AIM_RANGE_U * AIM_RANGE_U;
  for (const actor of actors) {
    if (!actor.present || !actor.alive || actor.isSelf || actor.isProtected) continue;
    const dx = actor.x - self.x;
    const dy = actor.y - self.y;
    const distance2 = dx * dx + dy * dy;
    if (distance2 >= nearest2 || !isSightClear(map, self.x, self.y, actor.x, actor.y)) continue;
    nearest2 = distance2;
    target = actor;
  }
  return target;
}
