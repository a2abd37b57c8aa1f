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
import { type NavFields, UNREACHABLE } from "./navFields.ts";
import { nodeAround, nodeNear, nodeX, nodeY } from "./navGrid.ts";
import type { BotSenses } from "./senses.ts";
import type { Track } from "./tracks.ts";
import { type Point, wayCost } from "./walking.ts";

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
const ROAM_SAMPLES = 6;
/** The way that a roaming bot likes best, u. */
const ROAM_U = 1100;
/** This much of way takes 1 off a wish's value, u: what is wanted most is worth the longest way. */
const U_PER_VALUE = { pickup: 1600, hunt: 2000, crown: 8000, roam: 1600 } as const;
/** How much each is wanted next to the bot: `always`, and as much more by the bold, greedy or bored. */
const MEND_VALUE = 1.9;
const GUARD_VALUE = { always: 0.3, greedy: 0.5 } as const;
const SURGE_VALUE = { always: 0.3, greedy: 0.6 } as const;
const HUNT_VALUE = { always: 0.5, bold: 0.5, atEnd: -0.33 } as const;
const CROWN_VALUE = { bold: 0.18, boldAndBored: 0.45, bored: 0.3 } as const;
/** A call is wanted more than wandering or the crown, less than health. */
const CALL_VALUE = 0.9;
/** Any other wish is better than a walk. */
const ROAM_VALUE = 0.05;
/** What counts in a walk's aim: chance, ahead over behind, and the middle's pull on the bored, per 1600 u. */
const ROAM_SCORE = { chance: 0.6, ahead: 0.2, centreBored: 0.25, centreBoldAndBored: 0.5 } as const;
/** Somebody lost went on for about this long, s. */
const HUNT_AHEAD_S = 0.5;
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
    const value = want - awayU / U_PER_VALUE.pickup;
    if (value > best.value && isThereInTime(senses, index, awayU)) {
      offer(best, GoalKind.Pickup, index, value, pickup.x, pickup.y);
    }
  }
}

function wantOf(kind: PickupKind, temper: Temper, senses: BotSenses): number {
  const { hp, shield } = senses.own;
  switch (kind) {
    case PickupKind.Mend:
      return hp > MEND_BELOW_HP ? 0 : ((MAX_HP - hp) / MAX_HP) * MEND_VALUE;
    case PickupKind.Guard:
      return (
        ((MAX_SHIELD - shield) / MAX_SHIELD) *
        (GUARD_VALUE.always + GUARD_VALUE.greedy * temper.greed)
      );
    case PickupKind.Surge:
      return SURGE_VALUE.always + SURGE_VALUE.greedy * temper.greed;
  }
}

export function wantLost(best: Goal, temper: Temper, senses: BotSenses, lost: Track): void {
  const age = senses.step - lost.lastSeenStep;
  if (age > HUNT_STEPS) return;
  const x = lost.x + lost.believedVx * HUNT_AHEAD_S;
  const y = lost.y + lost.believedVy * HUNT_AHEAD_S;
  const value =
    HUNT_VALUE.always +
    HUNT_VALUE.bold * temper.boldness +
    (HUNT_VALUE.atEnd * age) / HUNT_STEPS -
    distanceTo(senses, x, y) / U_PER_VALUE.hunt;
  // The hurt let it go.
  const health = (senses.own.hp + senses.own.shield) / MAX_HP;
  offer(best, GoalKind.Hunt, lost.slot, value * Math.min(1, health + 0.2), x, y);
}

export function wantCrown(best: Goal, temper: Temper, senses: BotSenses, boredom: number): void {
  if (senses.crownX < 0) return;
  const awayU = distanceTo(senses, senses.crownX, senses.crownY);
  if (awayU < REACHED_U.crown) return;
  const value =
    CROWN_VALUE.bold * temper.boldness +
    CROWN_VALUE.boldAndBored * temper.boldness * boredom +
    CROWN_VALUE.bored * boredom -
    awayU / U_PER_VALUE.crown;
  offer(best, GoalKind.Crown, -1, value, senses.crownX, senses.crownY);
}

export function wantCall(best: Goal, senses: BotSenses, fields: NavFields): void {
  const { callX, callY } = senses;
  if (callX < 0 || distanceTo(senses, callX, callY) < REACHED_U.call) return;
  // A call that cannot be followed must not stand before what can.
  const node = nodeAround(fields.nav, callX, callY);
  if (node < 0 || wayCost(fields, senses.own.x, senses.own.y, node) === UNREACHABLE) return;
  offer(best, GoalKind.Call, -1, CALL_VALUE, nodeX(fields.nav, node), nodeY(fields.nav, node));
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
  const centrePull =
    (ROAM_SCORE.centreBored + ROAM_SCORE.centreBoldAndBored * temper.boldness) * boredom;
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
      nextBetween(rng, 0, ROAM_SCORE.chance) -
      Math.abs(awayU - ROAM_U) / U_PER_VALUE.roam +
      ROAM_SCORE.ahead * ahead -
      (fromCentre * centrePull) / U_PER_VALUE.roam;
    if (score <= bestScore) continue;
    bestScore = score;
    best.kind = GoalKind.Roam;
    best.subject = -1;
    best.value = ROAM_VALUE;
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
