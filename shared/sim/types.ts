// Structural types of the simulation. The server passes its Schema instances or plain objects; the
// client passes its predicted copies: a step only sees these shapes.
import type { ArenaMap } from "./arenaMap.ts";
import type { Move } from "./weaponDefs.ts";

/** Bits of `InputCmd.buttons`. Held buttons act as soon as the move is ready. */
export const Button = { Fire: 1, Dash: 2, Reload: 4, Rail: 8, Orb: 16 } as const;

/** One input: what a player wants for one tick. All integers, so that the wire cannot carry NaN. */
export interface InputCmd {
  /** -127..127 each; beyond the unit circle they are normalised. +x is right, +y is down. */
  moveX: number;
  moveY: number;
  /** Aim, 0..4095 (AIM_DIRECTIONS), clockwise from +x because +y is down. */
  aim: number;
  /** Bits of `Button`. */
  buttons: number;
}

/**
 * Everything that `stepPlayer` reads and writes, mirrored to its owner for prediction. Positions
 * and velocities are float32 values, the rest integers. Timers are absolute numbers of the player's
 * own steps (see `stepBase`), so that a cooldown costs nothing on the wire while it runs.
 */
export interface PlayerState {
  /** The player's slot in the world; never changes. */
  slot: number;
  /** 1 alive, 0 dead or waiting to spawn. */
  alive: number;
  x: number;
  y: number;
  /** Velocity, u/s. */
  vx: number;
  vy: number;
  /** Last aim, 0..4095. */
  aim: number;
  /** Rounds left in Pulse's magazine. */
  pulseAmmo: number;
  /** Own step from which Pulse fires again. */
  pulseReadyStep: number;
  /** Own step at which a running reload ends; 0 when none runs. */
  reloadEndStep: number;
  /** Own step at which the running dash ends (a dash runs while step < dashEndStep). */
  dashEndStep: number;
  /** Direction of the running dash, 0..4095. */
  dashAim: number;
  /** 1 while the running dash flies over Gaps: decided at its start, when it is sure to land. */
  dashOverGap: number;
  /** Own step from which Dash is ready again. */
  dashReadyStep: number;
  /** Own step at which the Rail that winds up fires; 0 when none does. */
  railFireStep: number;
  /** Own steps from which Rail and Orb are ready again. */
  railReadyStep: number;
  orbReadyStep: number;
  /** Own step until which Surge halves cooldowns. */
  surgeEndStep: number;
  /**
   * Own step in which (knockVx, knockVy), u/s, are added to the velocity; 0 when nothing is due. Told
   * ahead by the player's latency, so that its client has it before it predicts that step.
   */
  knockStep: number;
  knockVx: number;
  knockVy: number;
  /**
   * Own step until which a Duel's countdown or pause holds the body (hold.ts); HELD_OPEN while its end is not
   * known; 0 in other modes. Told ahead of its end, so that the owner's client lets go in the same step.
   */
  heldUntilStep: number;
  /**
   * The player's own step that its seq 0 stands for: own step of sub-step k of command seq is
   * `stepBase + seq * stepsPerTick + k`. Changes only when a reconnection restarts seq.
   */
  stepBase: number;
}

/**
 * The fields of a PlayerState that outlive a step: what the Reconciler mirrors, compares and replays, and what
 * travels to the owner. `aim` does not: each step takes it from its command.
 */
export const PREDICTED_FIELDS = [
  "slot",
  "alive",
  "x",
  "y",
  "vx",
  "vy",
  "pulseAmmo",
  "pulseReadyStep",
  "reloadEndStep",
  "dashEndStep",
  "dashAim",
  "dashOverGap",
  "dashReadyStep",
  "railFireStep",
  "railReadyStep",
  "orbReadyStep",
  "surgeEndStep",
  "knockStep",
  "knockVx",
  "knockVy",
  "heldUntilStep",
  "stepBase",
] as const satisfies readonly (keyof PlayerState)[];

/**
 * Phases of a match; nothing does damage but in `Live`. `Podium` is the banner between two rounds. The others are a
 * Duel's: `Waiting` for both to come, `Countdown` and `Paused` with held bodies, `Over` once it is decided.
 */
export const MatchPhase = {
  Live: 0,
  Podium: 1,
  Waiting: 2,
  Countdown: 3,
  Paused: 4,
  Over: 5,
} as const;
export type MatchPhase = (typeof MatchPhase)[keyof typeof MatchPhase];

/** What the world tells a step; the live world, a rewound one, or the client's picture of it. */
export interface SimQueries {
  readonly map: ArenaMap;
}

/** What a player's step reports. Predicting clients pass their own, and must tolerate replays. */
export interface PlayerSink {
  /** A Pulse left the muzzle. `aim` is its final direction (spread applied), `shotId` 0..65535. */
  pulseFired(slot: number, shotId: number, x: number, y: number, aim: number): void;
  dashStarted(slot: number, x: number, y: number, aim: number): void;
  reloadStarted(slot: number): void;
  railWindingUp(slot: number): void;
  /** A Rail left the muzzle toward `aim`. */
  railFired(slot: number, shotId: number, x: number, y: number, aim: number): void;
  /** An Orb set off; from here its path is a function of time (orbFlight.ts). */
  orbFired(slot: number, shotId: number, x: number, y: number, aim: number): void;
}

/** Why a Pulse ended. */
export const PulseEnd = { Range: 0, Wall: 1, Player: 2 } as const;
export type PulseEnd = (typeof PulseEnd)[keyof typeof PulseEnd];

/** What the server found of a shot that meets a body in the shooter's past. */
export const Verdict = { Hit: 0, Dodged: 1, Blocked: 2 } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** What a world's step reports: moments, never state. Slots are -1 for "nobody". */
export interface WorldSink extends PlayerSink {
  pulseEnded(slot: number, shotId: number, x: number, y: number, end: PulseEnd): void;
  /**
   * Damage landed. `damage` is what was taken off shield and HP together; (x, y) is the victim's
   * pose; `shotId` names the Pulse or Rail (reported as ended just before), -1 for other moves.
   */
  hit(
    attacker: number,
    victim: number,
    damage: number,
    move: Move,
    x: number,
    y: number,
    shotId: number,
  ): void;
  /** A shot met a body as its shooter saw it, and was denied: `verdict` says why. */
  denied(attacker: number, victim: number, move: Move, shotId: number, verdict: Verdict): void;
  /** A Rail's ray ended `lengthU` from its start. Before its hit. */
  railEnded(slot: number, shotId: number, x: number, y: number, aim: number, lengthU: number): void;
  /** `parrier` turned the Orb in row `row` of `world.orbs` round; it is the owner now. */
  orbParried(row: number, parrier: number): void;
  /** The Orb in row `row` burst where it is. Before its hits. */
  orbBurst(row: number): void;
  /**
   * `assist` is the slot with the largest assisting share, -1 when none. A killer of -1 is the own Orb, or a
   * Duel's ring: `isRingDeath` (ring.ts) tells them apart.
   */
  /** `assist` is the slot with the largest assisting share, -1 when none. */
  died(victim: number, killer: number, assist: number, move: Move, x: number, y: number): void;
  spawned(slot: number, x: number, y: number): void;
  pickupTaken(slot: number, pickup: number): void;
  roundEnded(): void;
  roundStarted(): void;
}
