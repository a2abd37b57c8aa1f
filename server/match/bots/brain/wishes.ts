// What a bot could want: pickups, whom it lost, the crown, other districts. In: senses. Out: the best offer so far.
// Server only. Values are comparable: about 0..2, falling with distance.
import { PickupKind } from "../../../../shared/sim/arenaMap.ts";
import {
  MAX_HP,
  MAX_SHIELD,
  MAX_SPEED_U_PER_S,
  STEP_HZ,
} from "../../../../shared/sim/constants.ts";
import { nextBelow, type Rng } from "../../../../shared/sim/rng.ts";
import { nextBetween, nextWhole } from "./chance.ts";
import type { NavFields } from "./navFields.ts";
import { nodeNear, nodeX, nodeY } from "./navGrid.ts";
import type { BotSenses } from "./senses.ts";
import type { Track } from "./tracks.ts";
import type { Point } from "./walking.ts";

export const GoalKind = { None: 0, Pickup: 1, Hunt: 2, Crown: 3, Roam: 4, Call: 5 } as const;
export type GoalKind = (typeof GoalKind)[keyof typeof GoalKind];

export interface Goal extends Point {
  kind: GoalKind;
  node: number;
  /** The pickup's index, the slot of a player; -1 for places. */
  subject: number;
  /** How much it is wanted, about 0..2. */
  value: number;
  /** Given up at this step. */
  endStep: number;
}

/** A bot's habits: two of the same level still play differently. Each 0..1. */
export interface Temper {
  /** Goes after the crown, after whom it lost, and to the middle. */
  readonly boldness: number;
  /** Goes for pickups. */
  readonly greed: number;
}

/** Somebody out of sight is looked for this long. */
const HUNT_STEPS = 5 * STEP_HZ;
/** People reckon ways as this much longer than the straight line. */
const DETOUR = 1.3;
/** A pickup may be waited for this long. */
const WAIT_STEPS = 50;
/** With more HP than this nobody walks to a Mend. */
const MEND_BELOW_HP = 85;
/** How near counts as there, u. */
export const REACHED_U = { hunt: 90, crown: 170, roam: 110, call: 200 } as const;
const ROAM_SAMPLES = 4;
/** The way that a roaming bot likes best, u. */
const ROAM_U = 1100;
/** Steps of a random walk to a place nearby. */
const NEARBY_STEPS = 16;

/** No goal. */
export function makeGoal(): Goal {
  return { kind: GoalKind.None, node: -1, subject: -1, value: 0, endStep: 0, x: 0, y: 0 };
}

/** Straight from the bot to the point, u. */
export function distanceTo(senses: BotSenses, x: number, y: number): number {
  const dx = x - senses.own.x;
  const dy = y - senses.own.y;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Whether a pickup will be there when the bot is, or soon after. */
export function isThereInTime(senses: BotSenses, pickup: number, awayU: number): boolean {
  const waySteps = ((awayU * DETOUR) / MAX_SPEED_U_PER_S) * STEP_HZ;
  const readyStep = senses.pickupReadyAtStep[pickup] as number;
  return readyStep - senses.step <= waySteps + WAIT_STEPS;
}

/** Whether the bot could take it at all: healed on its way, it does not stand on a Mend. */
export function isUseful(kind: PickupKind, senses: BotSenses): boolean {
  if (kind === PickupKind.Mend) return senses.own.hp <= MEND_BELOW_HP;
  return kind !== PickupKind.Guard || senses.own.shield < MAX_SHIELD;
}

function offer(
  best: Goal,
  kind: GoalKind,
  subject: number,
  value: number,
  x: number,
  y: number,
): void {
  if (value <= best.value) return;
  best.kind = kind;
  best.subject = subject;
  best.value = value;
  best.x = x;
  best.y = y;
}

export function wantPickups(best: Goal, temper: Temper, senses: BotSenses): void {
  const pickups = senses.map.pickups;
  for (let index = 0; index < pickups.length; index++) {
    const pickup = pickups[index];
    if (pickup === undefined) continue;
    const want = wantOf(pickup.kind, temper, senses);
    if (want <= best.value) continue;
    const awayU = distanceTo(senses, pickup.x, pickup.y);
    const value = want - awayU / 1600;
    if (value > best.value && isThereInTime(senses, index, awayU)) {
      offer(best, GoalKind.Pickup, index, value, pickup.x, pickup.y);
    }
  }
}

function wantOf(kind: PickupKind, temper: Temper, senses: BotSenses): number {
  const { hp, shield } = senses.own;
  switch (kind) {
    case PickupKind.Mend:
      return hp > MEND_BELOW_HP ? 0 : ((MAX_HP - hp) / MAX_HP) * 1.9;
    case PickupKind.Guard:
      return ((MAX_SHIELD - shield) / MAX_SHIELD) * (0.3 + 0.5 * temper.greed);
    case PickupKind.Surge:
      return 0.3 + 0.6 * temper.greed;
  }
}

export function wantLost(best: Goal, temper: Temper, senses: BotSenses, lost: Track): void {
  const age = senses.step - lost.lastSeenStep;
  if (age > HUNT_STEPS) return;
  // Where it went in the half second after it was seen last.
  const x = lost.x + lost.believedVx * 0.5;
  const y = lost.y + lost.believedVy * 0.5;
  const value =
    0.5 + 0.5 * temper.boldness - age / HUNT_STEPS / 3 - distanceTo(senses, x, y) / 2000;
  const health = (senses.own.hp + senses.own.shield) / MAX_HP;
  offer(best, GoalKind.Hunt, lost.slot, value * Math.min(1, health + 0.2), x, y);
}

export function wantCrown(best: Goal, temper: Temper, senses: BotSenses, boredom: number): void {
  if (senses.crownX < 0) return;
  const awayU = distanceTo(senses, senses.crownX, senses.crownY);
  if (awayU < REACHED_U.crown) return;
  const value = 0.5 * temper.boldness * (0.5 + boredom) - awayU / 6000;
  offer(best, GoalKind.Crown, -1, value, senses.crownX, senses.crownY);
}

/** How much a call is wanted: more than wandering or the crown, less than health. */
const CALL_VALUE = 0.9;

export function wantCall(best: Goal, senses: BotSenses): void {
  if (senses.callX < 0) return;
  if (distanceTo(senses, senses.callX, senses.callY) < REACHED_U.call) return;
  offer(best, GoalKind.Call, -1, CALL_VALUE, senses.callX, senses.callY);
}

/** Some district at a fair distance, rather ahead than behind, and nearer to the middle the longer it was quiet. */
export function wantRoam(
  best: Goal,
  temper: Temper,
  rng: Rng,
  senses: BotSenses,
  fields: NavFields,
  boredom: number,
): void {
  const { nav } = fields;
  const { own } = senses;
  const centrePull = ((0.15 + 0.7 * temper.boldness) * boredom) / (nav.map.widthU / 2);
  let bestScore = -Infinity;
  for (let i = 0; i < ROAM_SAMPLES; i++) {
    const isCentre = i === 0 && nav.centre >= 0 && nextWhole(rng, 0, 3) === 0;
    const node = isCentre ? nav.centre : nav.districts[nextBelow(rng, nav.districts.length)];
    if (node === undefined) continue;
    const x = nodeX(nav, node);
    const y = nodeY(nav, node);
    const dx = x - own.x;
    const dy = y - own.y;
    const awayU = Math.sqrt(dx * dx + dy * dy);
    if (awayU < REACHED_U.roam * 2) continue;
    const ahead = (dx * own.vx + dy * own.vy) / (awayU * MAX_SPEED_U_PER_S);
    const fromCentre = Math.abs(x - nodeX(nav, nav.centre)) + Math.abs(y - nodeY(nav, nav.centre));
    const score =
      nextBetween(rng, 0, 0.6) -
      Math.abs(awayU - ROAM_U) / 1600 +
      0.2 * ahead -
      fromCentre * centrePull;
    if (score <= bestScore) continue;
    bestScore = score;
    best.kind = GoalKind.Roam;
    best.subject = -1;
    best.value = 0.05;
    best.x = x;
    best.y = y;
  }
}

/** When nothing else can be reached: a few random steps over the lattice, which always lead somewhere. */
export function wantNearby(best: Goal, rng: Rng, senses: BotSenses, fields: NavFields): void {
  const { nav, offsets } = fields;
  let node = nodeNear(nav, senses.own.x, senses.own.y);
  if (node < 0) return;
  for (let i = 0; i < NEARBY_STEPS; i++) {
    const next = node + (offsets[nextBelow(rng, offsets.length)] as number);
    if (nav.open[next] === 1) node = next;
  }
  best.kind = GoalKind.Roam;
  best.subject = -1;
  best.value = 0;
  best.x = nodeX(nav, node);
  best.y = nodeY(nav, node);
}
