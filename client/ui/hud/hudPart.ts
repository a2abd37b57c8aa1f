// The shape of every piece of the match HUD. In: one view a frame. Out: an element it keeps up to
// date.
import type { WorldView } from "../../game/WorldView.ts";

export interface HudPart {
  readonly root: HTMLElement;
  /**
   * Once a frame. Touches the document only where something changed, and allocates nothing
   * otherwise.
   */
  update(view: WorldView): void;
}
