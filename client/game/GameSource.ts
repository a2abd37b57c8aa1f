// What a renderer asks of the game, so that client/view needs to know no class. Implemented by GameClient.
import type { WorldView } from "./WorldView.ts";

export interface GameSource {
  readonly view: WorldView;
  /** Advance to `nowMs` (monotonic), send due inputs, rebuild `view`. Once a frame, before drawing. */
  frame(nowMs: number): void;
  /** Where the player points, in world units of the unshaken camera. Before `frame`. */
  aimAt(worldX: number, worldY: number): void;
}
