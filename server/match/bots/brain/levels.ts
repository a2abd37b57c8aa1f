// How well bots of each level play: SPEC.md, BOT, as numbers. In: a level. Out: its skill. Server only.
import { AIM_DIRECTIONS, STEP_HZ } from "../../../../shared/sim/constants.ts";

export type BotLevel = 1 | 2 | 3 | 4 | 5;

export interface BotSkill {
  /** From seeing something new to acting on it. */
  readonly reactionMs: number;
  /** Largest angle by which the wandering hand is off the wanted aim. */
  readonly aimErrorDeg: number;
  /** Fastest turn of the aim: people do not snap. */
  readonly turnDegPerS: number;
  /** How fast the hand closes in on its mark, 1/s: the inverse is its lag. */
  readonly closingPerS: number;
  /** Distances from a target that it likes to keep, u. Nearer is more dangerous for both. */
  readonly keepU: readonly [least: number, most: number];
  /** Share of the right lead that is given to a moving target. */
  readonly leadShare: number;
  /**
   * How far it aims at the middle of the way of somebody who strafes, 0..1. The slow do well to; the quick hit more by
   * following: measured in duels.
   */
  readonly patience: number;
  /** Shots in a burst, and the rest after it, steps. */
  readonly burstShots: readonly [least: number, most: number];
  readonly burstRestSteps: readonly [least: number, most: number];
  readonly canDash: boolean;
  /** Chances to answer a hit with a dash aside, and to dash into somebody nearly dead. */
  readonly dodgeChance: number;
  readonly finishChance: number;
  /** Chance to dash out of a Rail that winds up at it: 0 for levels without Dash. */
  readonly railDodgeChance: number;
  /** Chance to use Rail, and Orb, at a good moment; 0 for levels without it. */
  readonly railChance: number;
  readonly orbChance: number;
  /** Chances to answer an Orb that comes: by a dash into it, else by a dash aside, else on foot. */
  readonly parryChance: number;
  readonly orbDashChance: number;
  readonly orbWalkChance: number;
}

export const BOT_SKILLS: Readonly<Record<BotLevel, BotSkill>> = {
  1: {
    reactionMs: 600,
    aimErrorDeg: 14,
    turnDegPerS: 360,
    closingPerS: 10,
    keepU: [320, 420],
    leadShare: 0.6,
    patience: 0.2,
    burstShots: [3, 6],
    burstRestSteps: [24, 54],
    canDash: false,
    dodgeChance: 0,
    finishChance: 0,
    railDodgeChance: 0,
    railChance: 0,
    orbChance: 0,
    parryChance: 0,
    orbDashChance: 0,
    orbWalkChance: 0.4,
  },
  2: {
    reactionMs: 450,
    aimErrorDeg: 9,
    turnDegPerS: 450,
    closingPerS: 13,
    keepU: [280, 390],
    leadShare: 0.8,
    patience: 0.5,
    burstShots: [3, 8],
    burstRestSteps: [16, 40],
    canDash: true,
    dodgeChance: 0.22,
    finishChance: 0.35,
    railDodgeChance: 0.1,
    railChance: 0,
    orbChance: 0,
    parryChance: 0,
    orbDashChance: 0.2,
    orbWalkChance: 0.5,
  },
  3: {
    reactionMs: 330,
    aimErrorDeg: 6,
    turnDegPerS: 540,
    closingPerS: 16,
    keepU: [250, 340],
    leadShare: 1,
    patience: 0.75,
    burstShots: [5, 12],
    burstRestSteps: [10, 26],
    canDash: true,
    dodgeChance: 0.35,
    finishChance: 0.6,
    railDodgeChance: 0.25,
    railChance: 0.5,
    orbChance: 0,
    parryChance: 0,
    orbDashChance: 0.25,
    orbWalkChance: 0.65,
  },
  4: {
    reactionMs: 260,
    aimErrorDeg: 3.5,
    turnDegPerS: 620,
    closingPerS: 18,
    keepU: [240, 350],
    leadShare: 1,
    patience: 0.5,
    burstShots: [6, 16],
    burstRestSteps: [8, 20],
    canDash: true,
    dodgeChance: 0.42,
    finishChance: 0.75,
    railDodgeChance: 0.4,
    railChance: 0.7,
    orbChance: 0.5,
    parryChance: 0,
    orbDashChance: 0.3,
    orbWalkChance: 0.8,
  },
  5: {
    reactionMs: 210,
    aimErrorDeg: 2,
    turnDegPerS: 700,
    closingPerS: 26,
    keepU: [270, 400],
    leadShare: 1,
    patience: 0.3,
    burstShots: [12, 18],
    burstRestSteps: [4, 10],
    canDash: true,
    dodgeChance: 0.6,
    finishChance: 0.85,
    railDodgeChance: 0.55,
    railChance: 1,
    orbChance: 0.6,
    parryChance: 0.7,
    orbDashChance: 0.35,
    orbWalkChance: 0.9,
  },
};

/** Aim directions in a degree. */
export const DIRECTIONS_PER_DEG: number = AIM_DIRECTIONS / 360;

/** Whole steps that last at least `ms`. */
export function stepsOfMs(ms: number): number {
  return Math.ceil((ms * STEP_HZ) / 1000);
}
