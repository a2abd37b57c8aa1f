// The room's state: public facts for all, poses for who can see them, owner state for the owner. Both sides.
import { type SchemaType, schema, t } from "@colyseus/schema";
import { DuelState } from "./DuelState.ts";
import { OwnerState } from "./OwnerState.ts";
import { PlayerPose } from "./PlayerPose.ts";

/** Values of `ArenaState.crownSlot` and `crownPlace` when nobody wears the crown. */
export const NO_SLOT = 255;
export const NO_PLACE = 65535;

/** One line of the scoreboard. */
export const RosterEntry = schema(
  {
    name: t.string().default(""),
    isBot: t.boolean().default(false),
    connected: t.boolean().default(true),
    score: t.number().default(0),
    kills: t.number().default(0),
    deaths: t.number().default(0),
    assists: t.number().default(0),
    pingMs: t.uint16().default(0),
  },
  "RosterEntry",
);
export type RosterEntry = SchemaType<typeof RosterEntry>;

/**
 * Keys of the maps are slot numbers. Poses and owner states of all slots exist from the room's creation and
 * are reused: a reference id of one byte makes each pose a byte cheaper.
 */
export const ArenaState = schema(
  {
    mapId: t.string().default(""),
    phase: t.uint8().default(0),
    /** Tick at which the round, or the podium after it, ends. */
    phaseEndTick: t.uint32().default(0),
    round: t.uint16().default(0),
    /** Slot that wears the crown, NO_SLOT for none. */
    crownSlot: t.uint8().default(NO_SLOT),
    /** Where the crown is, for everybody: column and row of a 160 u square (col + row * 256). */
    crownPlace: t.uint16().default(NO_PLACE),
    /** The server drops ticks: players are told that it is not their connection. */
    busy: t.boolean().default(false),
    /** Tick by which the room's process goes down, and leads everybody elsewhere or tells them; 0 for not at all. */
    closingTick: t.uint32().default(0),
    /** Tick at which each pickup of the map is there (again). */
    pickupReadyTicks: t.array("uint32"),
    poses: t.map(PlayerPose).view(),
    owners: t.map(OwnerState).view(),
    roster: t.map(RosterEntry),
    /** There in Duels alone: other matches send nothing of it. */
    duel: t.ref(DuelState).optional(),
  },
  "ArenaState",
);
export type ArenaState = SchemaType<typeof ArenaState>;
