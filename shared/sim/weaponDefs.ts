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
  /**
   * Lag compensation at the muzzle reaches back this far at most, ms; it fades to nothing at the end
   * of the range. More would hit bodies further from cover than they look to themselves.
   */
  rewindMaxMs: 250,
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

/** Rail: a ray that hits at once, after a wind-up that everybody sees. */
export const RAIL = {
  damage: 45,
  rangeU: 560,
  /** From the trigger to the ray; a dash breaks it off and costs no cooldown. */
  windUpSteps: 12,
  /** Share of the walking speed while it winds up. */
  windUpSpeed: 0.6,
  /** Steps from the ray to the next wind-up. */
  cooldownSteps: 120,
  /** Steps after the ray in which Pulse stays locked. */
  pulseLockSteps: 6,
  /** Lag compensation reaches back this far at most, ms. */
  rewindMaxMs: 600,
} as const;

/** Orb: a bouncing charge. Its path is a function of time: start, parry and burst travel. */
export const ORB = {
  /** Direct hit. */
  damage: 50,
  /** Splash: in the centre, at the rim, and the rim's distance, u. Half of it for its owner. */
  splashMost: 50,
  splashLeast: 20,
  splashRadiusU: 110,
  selfShare: 0.5,
  /** 420 u/s at 60 steps a second. */
  speedUPerStep: 7,
  radiusU: 12,
  /** Bounces it survives; the next contact with a solid bursts it. */
  bounces: 4,
  /** Steps until it bursts by itself. */
  lifeSteps: 180,
  /** Steps in which it meets nobody: nobody is hit at the muzzle. */
  armSteps: 8,
  cooldownSteps: 240,
  /** Speed that its centre gives to a body, u/s; less outside, as the splash. */
  knockbackUPerS: 420,
} as const;

/** Each move by the number it has in events and in the kill feed. */
export const Move = { Pulse: 0, Dash: 1, Rail: 2, Orb: 3 } as const;
export type Move = (typeof Move)[keyof typeof Move];
