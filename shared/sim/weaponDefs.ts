// The moves' numbers, each once. In: nothing. Out: definitions that both sides compile in.

/** Pulse: rapid projectile. Its path is a function of time, so only its start travels. */
export const PULSE = {
  damage: 12,
  /** Steps between shots while the trigger is held. */
  cooldownSteps: 8,
  /** 1200 u/s at 60 steps a second. */
  speedUPerStep: 20,
  /** 26 steps x 20 u = 520 u of range. */
  lifeSteps: 26,
  radiusU: 4,
  /** Largest spread to either side, in aim directions of 360/4096 degrees: 1.49 degrees. */
  spreadDirections: 17,
  magazine: 18,
  reloadSteps: 72,
} as const;

/** Dash: a burst of movement that damages what it passes. */
export const DASH = {
  /** 200 u in 10 steps. */
  durationSteps: 10,
  speedUPerStep: 20,
  /**
   * A dash that would end over a Gap goes on until it is clear, at most this much longer: 100 u.
   */
  overrunSteps: 5,
  damage: 30,
  /**
   * A target is struck when its centre comes this near the dasher's, u (two bodies and a margin).
   */
  reachU: 46,
  cooldownSteps: 150,
} as const;

/** Each move by the number it has in events and in the kill feed. */
export const Move = { Pulse: 0, Dash: 1 } as const;
export type Move = (typeof Move)[keyof typeof Move];
