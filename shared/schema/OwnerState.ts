// What a player's own client needs to predict and to draw its HUD; visible to that client alone. Both sides.
import { type SchemaType, schema, t } from "@colyseus/schema";

/**
 * Wire form of the simulation's `PlayerState` (exact float32), and the own vitals. Timers are absolute own
 * steps, so that a running cooldown sends nothing.
 */
export const OwnerState = schema(
  {
    slot: t.uint8().default(0),
    alive: t.uint8().default(0),
    x: t.float32().default(0),
    y: t.float32().default(0),
    vx: t.float32().default(0),
    vy: t.float32().default(0),
    pulseAmmo: t.uint8().default(0),
    pulseReadyStep: t.uint32().default(0),
    reloadEndStep: t.uint32().default(0),
    dashEndStep: t.uint32().default(0),
    dashAim: t.uint16().default(0),
    dashOverGap: t.uint8().default(0),
    dashReadyStep: t.uint32().default(0),
    railFireStep: t.uint32().default(0),
    railReadyStep: t.uint32().default(0),
    orbReadyStep: t.uint32().default(0),
    surgeEndStep: t.uint32().default(0),
    knockStep: t.uint32().default(0),
    knockVx: t.float32().default(0),
    knockVy: t.float32().default(0),
    heldUntilStep: t.uint32().default(0),
    stepBase: t.uint32().default(0),
    hp: t.uint8().default(0),
    shield: t.uint8().default(0),
    flags: t.uint8().default(0),
    /** Tick at which a dead player spawns again. */
    respawnTick: t.uint32().default(0),
  },
  "OwnerState",
);
export type OwnerState = SchemaType<typeof OwnerState>;
