// Knocks: a change of velocity from outside. In: a body and a push. Out: a push that is due in one
// of the body's own steps. Run by the server; `stepPlayer` applies it on both sides.
import type { PlayerRecord } from "./playerRecord.ts";
import { REWIND_PER_TICK } from "./rewind.ts";
import type { World } from "./world.ts";

/**
 * Pushes a body by (vx, vy), u/s. The push falls into the own step that its player's client will
 * predict next when it hears of it, so that nothing it has predicted was wrong: on that player's
 * screen the burst and the push are one, in the world the push follows after the player's latency.
 * For a bot, which predicts nothing, that is at once. While one push is due, others are lost.
 */
export function knockBody(world: World, rec: PlayerRecord, vx: number, vy: number): void {
  const p = rec.state;
  if (p.knockStep !== 0) return;
  const latencySteps = rec.isBot
    ? 0
    : Math.ceil((rec.rewind / REWIND_PER_TICK) * world.stepsPerTick);
  p.knockStep = rec.ownStep + latencySteps + 1;
  p.knockVx = Math.fround(vx);
  p.knockVy = Math.fround(vy);
}
