// One input on the wire: integers only, so that no byte pattern decodes to NaN. Both sides.
import { type SchemaType, schema, t } from "@colyseus/schema";

/** Wire form of the simulation's `InputCmd`: same fields, same ranges, delta-encoded by the SDK. */
export const InputCmdSchema = schema(
  {
    moveX: t.int8().default(0),
    moveY: t.int8().default(0),
    aim: t.uint16().default(0),
    buttons: t.uint8().default(0),
  },
  "InputCmd",
);
export type InputCmdSchema = SchemaType<typeof InputCmdSchema>;
