// The map's pickups as they are drawn. In: the map and the ticks at which each is ready. Out: PickupViews.
import { PickupKind } from "../../shared/sim/arenaMap.ts";
import { STEP_HZ, SURGE_ANNOUNCE_STEPS } from "../../shared/sim/constants.ts";
import type { ArenaLink } from "../net/arenaLink.ts";
import type { PickupView, ViewEvent } from "./WorldView.ts";

const SURGE_ANNOUNCE_MS = (SURGE_ANNOUNCE_STEPS * 1000) / STEP_HZ;

export class PickupField {
  pickups: PickupView[] = [];
  private mapId = "";

  /** Rebuilds for the frame; appends the Surge's announcement to `events`. */
  update(link: ArenaLink, events: ViewEvent[]): void {
    if (link.map.id !== this.mapId) {
      this.mapId = link.map.id;
      this.pickups = link.map.pickups.map(({ kind, x, y }) => ({
        kind,
        x,
        y,
        ready: true,
        readyInMs: 0,
      }));
    }
    this.pickups.forEach((pickup, index) => {
      const before = pickup.readyInMs;
      const readyTick = link.state.pickupReadyTicks[index] ?? 0;
      pickup.readyInMs = link.msUntilTick(readyTick);
      pickup.ready = pickup.readyInMs === 0;
      const isSoon = !pickup.ready && pickup.readyInMs <= SURGE_ANNOUNCE_MS;
      if (pickup.kind === PickupKind.Surge && isSoon && before > SURGE_ANNOUNCE_MS) {
        events.push({ kind: "surgeSoon", inMs: pickup.readyInMs });
      }
    });
  }
}
