// Straight lines out of one stretched piece of art. In: where a line starts, its direction and
// length. Out: one stamp.
import type * as Phaser from "phaser";
import type { StampLayer } from "./StampLayer.ts";

/** Length of every piece of art that is stretched into a line, u. */
export const LINE_PIECE_U = 64;

/** Draws `frame`, LINE_PIECE_U long, from (x, y) u along `angleRad`, as long as `lengthU`. */
export function stampLine(
  layer: StampLayer,
  frame: Phaser.Textures.Frame,
  x: number,
  y: number,
  angleRad: number,
  lengthU: number,
  thickness: number,
  alpha: number,
): void {
  if (!(lengthU > 0)) return;
  const half = lengthU / 2;
  const middleX = x + Math.cos(angleRad) * half;
  const middleY = y + Math.sin(angleRad) * half;
  layer.draw(frame, middleX, middleY, angleRad, lengthU / LINE_PIECE_U, thickness, alpha);
}
