// The simulation's integer aims as angles for drawing.
import { AIM_DIRECTIONS } from "../../shared/sim/constants.ts";

/** @param aim 0..4095, may be fractional. @returns rad, 0..2 pi, 0 is right, clockwise. */
export function radOfAim(aim: number): number {
  return (aim * 2 * Math.PI) / AIM_DIRECTIONS;
}
