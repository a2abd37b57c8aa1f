// Whether things may move. In: the player's setting and the system's preference. Out: one answer
// for all.

/** The system's preference alone: the default of the setting. */
export function prefersReducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Puts the setting in force, for styles and for `isMotionReduced`; it wins over the system's
 * preference.
 */
export function applyMotion(reducedMotion: boolean): void {
  document.documentElement.dataset.motion = reducedMotion ? "reduced" : "full";
}

/** The setting where one is in force, else the system's preference. */
export function isMotionReduced(): boolean {
  const setting = document.documentElement.dataset.motion;
  return setting === undefined ? prefersReducedMotion() : setting === "reduced";
}
