// What everybody who can see a player is told of it. Both sides.
import { type SchemaType, schema, t } from "@colyseus/schema";

/** Bits of `PlayerPose.flags` and `OwnerState.flags`. */
export const PoseFlag = {
  Alive: 1,
  Protected: 2,
  Surge: 4,
  Dropped: 8,
  WindingUp: 16,
  Emoting: 32,
} as const;

/** Position and aim in one packed number (see sim/quantize.ts), its cell, and what changes rarely. */
export const PlayerPose = schema(
  {
    pose: t.uint32().default(0),
    cell: t.uint8().default(0),
    hp: t.uint8().default(0),
    shield: t.uint8().default(0),
    flags: t.uint8().default(0),
  },
  "PlayerPose",
);
export type PlayerPose = SchemaType<typeof PlayerPose>;
