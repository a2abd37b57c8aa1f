// Orbs that come at the bot, and its answer to each: a dash into it, a dash aside, a step aside, or none. In: the Orbs
// it sees and the map. Out: what to do in this tick. Server only; paths are computed ahead, as every screen does.
import { AIM_DIRECTIONS, BODY_RADIUS_U, STEP_HZ } from "../../../../shared/sim/constants.ts";
import { stepOrbFlight } from "../../../../shared/sim/orbFlight.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { AIM_COS, AIM_SIN, aimOf } from "../../../../shared/sim/vec2.ts";
import { DASH, ORB } from "../../../../shared/sim/weaponDefs.ts";
import { turnBetween } from "./aiming.ts";
import { isLucky } from "./chance.ts";
import { type BotSkill, DIRECTIONS_PER_DEG } from "./levels.ts";
import type { BotSenses, SeenOrb } from "./senses.ts";
import { isRoomToDash } from "./walking.ts";

/** Orbs that a bot keeps its mind on at once; of more it forgets the one seen longest ago. */
const WATCHED_ORBS = 8;
/** Out of sight for longer than this, an Orb is new again, steps. */
const FORGET_STEPS = 30;
/** An Orb that will pass this near is a threat, u: touching rims, and some doubt about one's own way. */
const THREAT_U: number = BODY_RADIUS_U + ORB.radiusU + 22;
/** How far ahead an Orb is feared, steps, beyond the way that a press takes: 280 u. */
const HORIZON_STEPS = 40;
/** Beyond this an Orb is not reckoned with, u: what it and the bot move within the horizon and the longest delay. */
const FEAR_U = 560;
/** The bot's own way is believed this far ahead, steps. */
const OWN_WAY_STEPS = 12;
/** A dash aside is made when the Orb is this near, steps; later ones would touch it. */
const DASH_WITHIN_STEPS = 24;
/** A dash passes an Orb when it comes this near, u: its reach, and doubt about a tick. */
const PASS_U: number = DASH.reachU + 24;
/** For a parry the dash has to bring the Orb this near, u, within its reach with some doubt. */
const MEET_U = 26;
/** The hand turns to the thrower until the dash is over, steps after the press. */
const PARRY_AIM_STEPS = 24;
/** A hand this far off the thrower's side is turned enough; an Orb this near is not waited for, steps. */
const TURNED_DIRECTIONS: number = 25 * DIRECTIONS_PER_DEG;
const LAST_STEPS = 8;
const QUARTER_TURN = AIM_DIRECTIONS / 4;

const OrbAnswer = { None: 0, Walk: 1, Dash: 2, Parry: 3 } as const;
type OrbAnswer = (typeof OrbAnswer)[keyof typeof OrbAnswer];

interface WatchedOrb {
  slot: number;
  shotId: number;
  owner: number;
  firstSeenStep: number;
  lastSeenStep: number;
  isJudged: boolean;
  answer: OrbAnswer;
}

export interface OrbWatch {
  readonly known: readonly WatchedOrb[];
  /** What to do in this tick: a dash, 0..4095 or -1, and a way aside, 0..4095 or -1. */
  dashAim: number;
  walkAim: number;
  /** While step < parryEndStep: who is to get its Orb back, and where it came from, 0..4095. */
  parryEndStep: number;
  thrower: number;
  throwerAim: number;
}

export function makeOrbWatch(): OrbWatch {
  const known: WatchedOrb[] = [];
  for (let i = 0; i < WATCHED_ORBS; i++) {
    known.push({
      slot: -1,
      shotId: 0,
      owner: -1,
      firstSeenStep: 0,
      lastSeenStep: -FORGET_STEPS - 1,
      isJudged: false,
      answer: OrbAnswer.None,
    });
  }
  return { known, dashAim: -1, walkAim: -1, parryEndStep: 0, thrower: -1, throwerAim: -1 };
}

/** The path that is computed ahead; scratch of one call. */
const flight = { x: 0, y: 0, aim: 0, bounces: 0 };

/** Takes in the Orbs in sight and decides about the nearest that comes at the bot. Advances `rng`. */
export function watchOrbs(
  watch: OrbWatch,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  handAim: number,
  reactionSteps: number,
): void {
  watch.dashAim = -1;
  watch.walkAim = -1;
  let nearest: SeenOrb | undefined;
  let nearestSteps = Infinity;
  let answer: OrbAnswer = OrbAnswer.None;
  for (let i = 0; i < senses.orbCount; i++) {
    const orb = senses.orbs[i] as SeenOrb;
    const entry = noteOrb(watch, orb, senses.step);
    if (senses.step - entry.firstSeenStep < reactionSteps) continue;
    const steps = stepsToTouch(senses, orb);
    if (steps >= nearestSteps) continue;
    if (!entry.isJudged) judge(entry, skill, rng);
    nearest = orb;
    nearestSteps = steps;
    answer = entry.answer;
  }
  if (nearest === undefined || answer === OrbAnswer.None) return;
  const { isDashReady } = senses.own;
  if (isDashReady && answer === OrbAnswer.Parry) {
    planParry(watch, senses, nearest, handAim, nearestSteps);
    return;
  }
  if (isDashReady && answer === OrbAnswer.Dash && nearestSteps <= DASH_WITHIN_STEPS) {
    watch.dashAim = dashAside(senses, nearest);
  }
  if (watch.dashAim < 0) watch.walkAim = walkAside(senses, nearest);
}

/** Finds the Orb among those that are watched, or begins to watch it: one that was parried is a new one. */
function noteOrb(watch: OrbWatch, orb: SeenOrb, step: number): WatchedOrb {
  let oldest = watch.known[0] as WatchedOrb;
  for (let i = 0; i < WATCHED_ORBS; i++) {
    const entry = watch.known[i] as WatchedOrb;
    const isSame = entry.slot === orb.slot && entry.shotId === orb.shotId;
    if (isSame && entry.owner === orb.owner && step - entry.lastSeenStep <= FORGET_STEPS) {
      entry.lastSeenStep = step;
      return entry;
    }
    if (entry.lastSeenStep < oldest.lastSeenStep) oldest = entry;
  }
  oldest.slot = orb.slot;
  oldest.shotId = orb.shotId;
  oldest.owner = orb.owner;
  oldest.firstSeenStep = step;
  oldest.lastSeenStep = step;
  oldest.isJudged = false;
  return oldest;
}

/** Once for each Orb that threatens: what the bot will do about it. */
function judge(entry: WatchedOrb, skill: BotSkill, rng: Rng): void {
  entry.isJudged = true;
  entry.answer = OrbAnswer.None;
  if (isLucky(rng, skill.orbWalkChance)) entry.answer = OrbAnswer.Walk;
  if (isLucky(rng, skill.orbDashChance)) entry.answer = OrbAnswer.Dash;
  if (isLucky(rng, skill.parryChance)) entry.answer = OrbAnswer.Parry;
}

/** Puts the scratch flight where the Orb will be when a press of now takes effect; false when it has burst by then. */
function flyToPress(senses: BotSenses, orb: SeenOrb): boolean {
  flight.x = orb.x;
  flight.y = orb.y;
  flight.aim = orb.aim;
  flight.bounces = orb.bounces;
  const steps = Math.round((senses.sightDelayS + senses.pressDelayS) * STEP_HZ);
  if (orb.ageSteps + steps >= ORB.lifeSteps) return false;
  for (let i = 0; i < steps; i++) if (!stepOrbFlight(senses.map, flight)) return false;
  return true;
}

/** Steps from when a press takes effect until the Orb is at the bot's body; Infinity when it passes. */
function stepsToTouch(senses: BotSenses, orb: SeenOrb): number {
  const { own, map, pressDelayS } = senses;
  const away2 = (orb.x - own.x) * (orb.x - own.x) + (orb.y - own.y) * (orb.y - own.y);
  if (away2 > FEAR_U * FEAR_U || !flyToPress(senses, orb)) return Infinity;
  for (let steps = 0; steps <= HORIZON_STEPS; steps++) {
    const ownS = pressDelayS + (steps < OWN_WAY_STEPS ? steps : OWN_WAY_STEPS) / STEP_HZ;
    const dx = own.x + own.vx * ownS - flight.x;
    const dy = own.y + own.vy * ownS - flight.y;
    if (dx * dx + dy * dy < THREAT_U * THREAT_U) return steps;
    if (!stepOrbFlight(map, flight)) return Infinity;
  }
  return Infinity;
}

/** Turns to the thrower, then dashes into the Orb as soon as a dash reaches it; at the last moment in any case. */
function planParry(
  watch: OrbWatch,
  senses: BotSenses,
  orb: SeenOrb,
  handAim: number,
  touchSteps: number,
): void {
  watch.thrower = orb.owner;
  watch.throwerAim = (orb.aim + AIM_DIRECTIONS / 2) & (AIM_DIRECTIONS - 1);
  watch.parryEndStep = senses.step + PARRY_AIM_STEPS;
  const isTurned = Math.abs(turnBetween(handAim, watch.throwerAim)) < TURNED_DIRECTIONS;
  if (!isTurned && touchSteps > LAST_STEPS) return;
  if (!flyToPress(senses, orb)) return;
  const { own, map, pressDelayS } = senses;
  const x = own.x + own.vx * pressDelayS;
  const y = own.y + own.vy * pressDelayS;
  for (let steps = 1; steps < DASH.durationSteps; steps++) {
    if (!stepOrbFlight(map, flight)) return;
    const dx = flight.x - x;
    const dy = flight.y - y;
    const reachU = steps * DASH.speedUPerStep + MEET_U;
    if (dx * dx + dy * dy > reachU * reachU) continue;
    watch.dashAim = aimOf(dx, dy);
    return;
  }
}

/** A dash across the Orb's way that does not touch it, or -1. */
function dashAside(senses: BotSenses, orb: SeenOrb): number {
  const first = walkAside(senses, orb);
  if (isRoomToDash(senses, first) && !isDashIntoOrb(senses, orb, first)) return first;
  const second = (first + AIM_DIRECTIONS / 2) & (AIM_DIRECTIONS - 1);
  return isRoomToDash(senses, second) && !isDashIntoOrb(senses, orb, second) ? second : -1;
}

/** Across the Orb's way, on to the side of it that the bot is on already. */
function walkAside(senses: BotSenses, orb: SeenOrb): number {
  const { own } = senses;
  const aim = flyToPress(senses, orb) ? flight.aim : orb.aim;
  const offU =
    (AIM_COS[aim] as number) * (own.y - flight.y) - (AIM_SIN[aim] as number) * (own.x - flight.x);
  return (aim + (offU < 0 ? -QUARTER_TURN : QUARTER_TURN)) & (AIM_DIRECTIONS - 1);
}

/** Whether a dash pressed now would pass any Orb in sight: it would turn it round, on purpose or not. */
export function isDashIntoAnyOrb(senses: BotSenses, aim: number): boolean {
  for (let i = 0; i < senses.orbCount; i++) {
    if (isDashIntoOrb(senses, senses.orbs[i] as SeenOrb, aim)) return true;
  }
  return false;
}

function isDashIntoOrb(senses: BotSenses, orb: SeenOrb, aim: number): boolean {
  if (!flyToPress(senses, orb)) return false;
  const { own, map, pressDelayS } = senses;
  const stepX = (AIM_COS[aim] as number) * DASH.speedUPerStep;
  const stepY = (AIM_SIN[aim] as number) * DASH.speedUPerStep;
  let x = own.x + own.vx * pressDelayS;
  let y = own.y + own.vy * pressDelayS;
  for (let steps = 0; steps <= DASH.durationSteps; steps++) {
    const dx = x - flight.x;
    const dy = y - flight.y;
    if (dx * dx + dy * dy < PASS_U * PASS_U) return true;
    if (!stepOrbFlight(map, flight)) return false;
    x += stepX;
    y += stepY;
  }
  return false;
}
