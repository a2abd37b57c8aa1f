// When a pose travels: every second tick, and at once when linear motion would not tell it. Run by both sides.

/** A pose is due each so many ticks; slots take turns, so that patches are of one size. */
const DUE_TICKS = 2;

/**
 * Whether the slot's pose is told in this tick whatever it is. In a tick in which it is due, an
 * unchanged pose means a body at rest; in the others it means nothing.
 */
export function isPoseDue(tick: number, slot: number): boolean {
  return (tick + slot) % DUE_TICKS === 0;
}
