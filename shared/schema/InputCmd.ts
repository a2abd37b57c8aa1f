// One input on the wire: integers only, so that no byte pattern decodes to NaN. Both sides.
import { type SchemaType, schema, t } from "@colyseus/schema";

/**
 * Wire form of the simulation's `InputCmd`: same fields, same ranges, delta-encoded by the SDK; and what its
 * sender saw.
 */
export const InputCmdSchema = schema(
  {
    moveX: t.int8().default(0),
    moveY: t.int8().default(0),
    aim: t.uint16().default(0),
    buttons: t.uint8().default(0),
    /** Server time that the sender's screen showed of the others, in 1/64 ticks modulo 65,536. */
    view: t.uint16().default(0),
  },
  "InputCmd",
);
export type InputCmdSchema = SchemaType<typeof InputCmdSchema>;
