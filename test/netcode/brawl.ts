// What the calm shooters must not meet: Orbs that push, dashes that strike, and shots that the server refuses.
// In: a room of its own with three players. Out: pushed bodies and refused shots. Run by the netcode proof.
import type { WorldView } from "../../client/game/WorldView.ts";
import type { Arena } from "../../server/match/Arena.ts";
import { MOVE_AXIS_MAX } from "../../shared/sim/constants.ts";
import { makeRng, type Rng } from "../../shared/sim/rng.ts";
import { Button } from "../../shared/sim/types.ts";
import { playerAt } from "../../shared/sim/world.ts";
import type { HeadlessPlayer } from "../helpers/headlessPlayer.ts";
import { chance } from "./scene.ts";

/** Fighters close in when farther apart, and back off when nearer than half of it, u. */
const APART_U = 220;
/** One at a time, for about a second: some five Orbs a minute arrive, more than in most fights. */
const ATTACKS = [Button.Orb, Button.Dash, 0, 0];
/** The server takes moves away from the refused player for this long, steps, each so many steps. */
const REFUSED_STEPS = 44;
const REFUSE_EACH_STEPS = 100;

/** Throws Orbs at its opponent, dashes into it, and circles it. */
export function fight(player: HeadlessPlayer, opponent: () => number, seed: number): void {
  const rng = makeRng(seed);
  let side = 1;
  let turnAtMs = 0;
  const keys = { moveX: 0, moveY: 0, buttons: 0 };
  player.script = (out) => Object.assign(out, keys);
  player.onFrame = (view: WorldView) => {
    const other = view.actors[opponent()];
    const { self, timeMs } = view;
    if (self === null || other === undefined) return;
    player.aim = { x: other.x, y: other.y };
    if (timeMs > turnAtMs) {
      side = -side;
      turnAtMs = timeMs + 500 + chance(rng) * 1000;
      keys.buttons = ATTACKS[Math.floor(chance(rng) * ATTACKS.length)] as number;
    }
    const dx = other.x - self.x;
    const dy = other.y - self.y;
    const distanceU = Math.max(1, Math.hypot(dx, dy));
    const closing = distanceU > APART_U ? 1 : distanceU < APART_U / 2 ? -1 : 0;
    const dashes = keys.buttons === Button.Dash;
    const sidling = dashes ? 0 : side;
    const ahead = dashes ? 1 : closing;
    keys.moveX = axis(dx * ahead - dy * sidling, distanceU);
    keys.moveY = axis(dy * ahead + dx * sidling, distanceU);
  };
}

/** Holds every trigger, aims at nobody, and stands. */
export function fireAway(player: HeadlessPlayer): void {
  player.script = (out) => {
    out.moveX = 0;
    out.moveY = 0;
    out.buttons = Button.Fire | Button.Orb;
  };
  player.onFrame = (view) => {
    player.aim = { x: (view.self?.x ?? 0) + 300, y: view.self?.y ?? 0 };
  };
}

/**
 * The server takes Pulse and Orb away for a while without a word ahead: what the client has predicted by then is
 * refused. Returns what to do after each tick.
 */
export function refuseNowAndThen(arena: Arena, slot: () => number, seed: number): () => void {
  const rng: Rng = makeRng(seed);
  let pulseAtStep = 0;
  return () => {
    const { world } = arena;
    if (slot() < 0) return;
    const { state, ownStep } = playerAt(world, slot());
    if (world.step >= pulseAtStep) {
      pulseAtStep = world.step + REFUSE_EACH_STEPS + Math.floor(chance(rng) * REFUSE_EACH_STEPS);
      state.pulseReadyStep = ownStep + REFUSED_STEPS;
    }
    // An Orb is thrown in the step in which it is charged: half of them are refused just before.
    const chargedIn = state.orbReadyStep - ownStep;
    const isNext = chargedIn >= 0 && chargedIn < world.stepsPerTick;
    if (isNext && chance(rng) < 0.5) state.orbReadyStep = ownStep + REFUSED_STEPS;
  };
}

function axis(value: number, length: number): number {
  return Math.round(Math.max(-1, Math.min(1, value / length)) * MOVE_AXIS_MAX);
}
