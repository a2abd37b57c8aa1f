// What waits of an input until its tick. In: the entity into which upstream decodes each frame of a client. Out: a plain
// copy. Upstream's own (core 0.18.17 asks the entity for its `clone`) is an entity again, with all that tells changes.
import { InputCmdSchema } from "../../shared/schema/InputCmd.ts";

/** For all rooms of the process. Nothing but upstream's input buffer clones an input. */
export function copyInputsPlainly(): void {
  InputCmdSchema.prototype.clone = function copy(this: InputCmdSchema) {
    const { moveX, moveY, aim, buttons, view } = this;
    return { moveX, moveY, aim, buttons, view } as typeof this;
  };
}
