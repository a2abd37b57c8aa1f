// How evenly others are drawn: the speed of steadily walking bodies from frame to frame. In: what a player's screen
// shows, and who walks steadily in truth. Out: |drawn speed - true speed|, u/s. Run by the netcode proof.
import type { WorldView } from "../../client/game/WorldView.ts";
import { MAX_SPEED_U_PER_S } from "../../shared/sim/constants.ts";
import type { World } from "../../shared/sim/world.ts";
import { isSteady, type Walker } from "./scene.ts";

/** A screen shows the past: a body counts once it has walked evenly for longer than any screen lags, steps. */
const STEADY_STEPS = 54;

export class SpeedWatch {
  readonly errorsUPerS: number[] = [];
  private readonly walkers: readonly Walker[];
  private readonly world: World;
  private readonly lastX = new Map<number, number>();
  private lastMs = 0;

  constructor(walkers: readonly Walker[], world: World) {
    this.walkers = walkers;
    this.world = world;
  }

  /** After each frame of one player. */
  note(view: WorldView): void {
    const elapsedS = (view.timeMs - this.lastMs) / 1000;
    this.lastMs = view.timeMs;
    for (const walker of this.walkers) {
      const { slot } = walker.record;
      const actor = view.actors[slot];
      if (!actor?.present || !isSteady(walker, this.world.step - STEADY_STEPS, this.world.step)) {
        this.lastX.delete(slot);
        continue;
      }
      const before = this.lastX.get(slot);
      this.lastX.set(slot, actor.x);
      if (before === undefined || elapsedS <= 0) continue;
      const speed = Math.abs(actor.x - before) / elapsedS;
      this.errorsUPerS.push(Math.abs(speed - MAX_SPEED_U_PER_S));
    }
  }
}
