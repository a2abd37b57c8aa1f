// Why somebody died. In: a slot that died in this tick. Out: what its player is shown. Server only.
import type { DeathReceipt } from "../../shared/net/protocol.ts";
import { playerAt, type World } from "../../shared/sim/world.ts";

/** What the last hit on `slot` was: the one that killed it. */
export function deathReceiptOf(world: World, slot: number): DeathReceipt {
  const rec = playerAt(world, slot);
  return {
    rewindMs: Math.round((rec.hitTicksAgo * 1000) / world.tickHz),
    fromX: Math.round(rec.hitFromX),
    fromY: Math.round(rec.hitFromY),
    seenX: Math.round(rec.hitSeenX),
    seenY: Math.round(rec.hitSeenY),
    wasX: Math.round(rec.lastDeathX),
    wasY: Math.round(rec.lastDeathY),
  };
}
