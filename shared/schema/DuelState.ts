// What a Duel adds to the state of a match. Rounds won are the roster's scores. Both sides.
import { type SchemaType, schema, t } from "@colyseus/schema";

/** Value of a slot field for nobody: NO_SLOT of ArenaState.ts. */
const NOBODY = 255;

export const DuelState = schema(
  {
    isRanked: t.boolean().default(false),
    roundsToWin: t.uint8().default(3),
    /** The round was tied and is played again. */
    isReplay: t.boolean().default(false),
    /** Whose connection the match waits for, and how much of the round is left when it goes on, ticks. */
    pausedSlot: t.uint8().default(NOBODY),
    pausedRoundTicks: t.uint32().default(0),
    /** Who won the last round, and the match; NOBODY for nobody (yet). */
    roundWinner: t.uint8().default(NOBODY),
    winner: t.uint8().default(NOBODY),
    /** Bit of each slot that wants a rematch, and the tick until which both may. */
    rematchSlots: t.uint8().default(0),
    rematchEndTick: t.uint32().default(0),
  },
  "DuelState",
);
export type DuelState = SchemaType<typeof DuelState>;
