// The ranked queue, where it is a room of this process. In: what the room notes once a cycle, and how long those waited
// whom it paired. Out: the operator's figures.
import { Histogram } from "./histogram.ts";

/** Upper bounds, s: from at once to the patience of a player. */
const WAITS_S = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300] as const;

export const queueFigures = {
  people: 0,
  /** Of those who wait now. */
  longestWaitS: 0,
  waits: new Histogram(WAITS_S),
};
