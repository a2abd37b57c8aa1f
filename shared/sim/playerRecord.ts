// All that the server knows of a player's slot. In: nothing. Out: records, made once per slot and
// reused. The owner's `state` is what prediction mirrors; the rest is the server's alone and
// travels as it sees fit.
import { MAX_HP } from "./constants.ts";
import { type Pose, writePose } from "./quantize.ts";
import type { PlayerState } from "./types.ts";
import { Move, PULSE } from "./weaponDefs.ts";

/**
 * A slot's record, with the public pose that hit tests read. Steps are world steps unless named
 * own.
 */
export interface PlayerRecord extends Pose {
  readonly slot: number;
  /** What `stepPlayer` reads and writes. */
  readonly state: PlayerState;
  /** Whether somebody holds the slot; all else is meaningless when not. */
  active: boolean;
  isBot: boolean;
  /** Whether the body is taken out of the world with its score kept, until its player is back. */
  isAway: boolean;
  /** Own step of the next command's first sub-step. */
  ownStep: number;
  /** Last seq applied, -1 before the first: the ack. */
  lastSeq: number;
  /** How far behind the present the player saw the others with its last command, 1/64 ticks. */
  rewind: number;
  hp: number;
  shield: number;
  score: number;
  kills: number;
  deaths: number;
  assists: number;
  /** Step from which a dead player spawns. */
  respawnAtStep: number;
  /** Nothing hurts the player before this step. */
  protectedUntilStep: number;
  lastHurtStep: number;
  lastAttackStep: number;
  /** Where the player died last in this round; -1 when it has not. */
  lastDeathX: number;
  lastDeathY: number;
  /** Who took the last HP in this step, and with what: read by `stepDeaths` in the same step. */
  killer: number;
  killMove: Move;
  /** What the last hit took, 0 when the body is whole again: see TWO_HITS_MAX_DAMAGE. */
  lastHitDamage: number;
  /**
   * Of the last hit: how far back its shooter saw this body, ticks; where it came from, and where it
   * saw the body, u. For the death receipt: nothing in the world depends on it.
   */
  hitTicksAgo: number;
  hitFromX: number;
  hitFromY: number;
  hitSeenX: number;
  hitSeenY: number;
  /** Whether this tick's pose is told to those who see the body. */
  isPoseTold: boolean;
}

/** A state with nothing in it but its slot. */
export function makePlayerState(slot: number): PlayerState {
  return {
    slot,
    alive: 0,
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    aim: 0,
    pulseAmmo: PULSE.magazine,
    pulseReadyStep: 0,
    reloadEndStep: 0,
    dashEndStep: 0,
    dashAim: 0,
    dashOverGap: 0,
    dashReadyStep: 0,
    railFireStep: 0,
    railReadyStep: 0,
    orbReadyStep: 0,
    surgeEndStep: 0,
    knockStep: 0,
    knockVx: 0,
    knockVy: 0,
    heldUntilStep: 0,
    stepBase: 0,
  };
}

/** A free slot's record. */
export function makePlayerRecord(slot: number): PlayerRecord {
  return {
    slot,
    state: makePlayerState(slot),
    active: false,
    isBot: false,
    isAway: false,
    ownStep: 0,
    lastSeq: -1,
    rewind: 0,
    hp: 0,
    shield: 0,
    score: 0,
    kills: 0,
    deaths: 0,
    assists: 0,
    respawnAtStep: 0,
    protectedUntilStep: 0,
    lastHurtStep: 0,
    lastAttackStep: 0,
    lastDeathX: -1,
    lastDeathY: -1,
    killer: -1,
    killMove: Move.Pulse,
    lastHitDamage: 0,
    hitTicksAgo: 0,
    hitFromX: 0,
    hitFromY: 0,
    hitSeenX: 0,
    hitSeenY: 0,
    isPoseTold: false,
    poseX: 0,
    poseY: 0,
    pose: 0,
    cell: 0,
  };
}

/** Takes the body out of the world: dead, at rest, with no timer running. */
export function clearBody(rec: PlayerRecord): void {
  const p = rec.state;
  p.alive = 0;
  p.vx = 0;
  p.vy = 0;
  p.pulseAmmo = PULSE.magazine;
  p.pulseReadyStep = 0;
  p.reloadEndStep = 0;
  p.dashEndStep = 0;
  p.dashOverGap = 0;
  p.dashReadyStep = 0;
  p.railFireStep = 0;
  p.railReadyStep = 0;
  p.orbReadyStep = 0;
  p.surgeEndStep = 0;
  p.knockStep = 0;
  p.knockVx = 0;
  p.knockVy = 0;
  p.heldUntilStep = 0;
  rec.hp = 0;
  rec.shield = 0;
  rec.killer = -1;
  rec.lastHitDamage = 0;
}

/** Puts a fresh body at (x, y), protected until `protectedUntilStep`. */
export function placeBody(
  rec: PlayerRecord,
  x: number,
  y: number,
  step: number,
  protectedUntilStep: number,
): void {
  clearBody(rec);
  rec.state.alive = 1;
  rec.state.x = x;
  rec.state.y = y;
  rec.hp = MAX_HP;
  rec.protectedUntilStep = protectedUntilStep;
  rec.lastHurtStep = step;
  rec.lastAttackStep = step;
  writePose(rec.state, rec);
}

/** Takes the round's score off a record. */
export function clearScore(rec: PlayerRecord): void {
  rec.score = 0;
  rec.kills = 0;
  rec.deaths = 0;
  rec.assists = 0;
  rec.lastDeathX = -1;
  rec.lastDeathY = -1;
}
