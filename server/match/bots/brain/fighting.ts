// A fight: whom to shoot at, and how to move around it. In: senses and tracks. Out: a target, a wanted direction.
// Server only.
import { BLOCKS_PULSE, isLineClear } from "../../../../shared/sim/raycast.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { aimDiff, aimOf } from "../../../../shared/sim/vec2.ts";
import { isLucky, nextBetween, nextWhole } from "./chance.ts";
import type { BotSkill } from "./levels.ts";
import type { BotSenses, SeenPlayer } from "./senses.ts";
import { type Track, type TrackMemory, trackOf } from "./tracks.ts";
import { isLineOfFire } from "./trigger.ts";
import { isWayClear, type Point } from "./walking.ts";

/** A distance is kept this long, so that a fight comes and goes. */
const KEEP_STEPS = [60, 200] as const;
/** Within this of the distance it likes a bot goes in and out as it pleases. */
const SLACK_U = 60;
/** Part of a way that leads in or out, when the bot circles or bends back. */
const BEND = 0.45;
/** A way is kept this long, a stop that long; share of stops among ways. */
const WAY_STEPS = [28, 96] as const;
const STOP_STEPS = [8, 20] as const;
const STOP_SHARE = 0.15;
/** Share of turns at a wall after which a bot goes in or out first. */
const ALONG_SHARE = 0.5;
/** A direction is taken when this much of it is free, u. */
const LOOK_U = 48;
const LOOK_HALF_WIDTH_U = 22;
/** A fight in which the target has not lost health for this long is pressed: this near, for this long. */
const STALEMATE_STEPS = 200;
const PRESS_U = [140, 210] as const;
const PRESS_STEPS = 130;
/** A target is chosen anew this often, steps. */
const CHOOSE_STEPS = 6;
/** What makes a target worth less, in u of distance. */
const COVERED_U = 350;
const OTHER_U = 140;
const HURT_ME_U = 200;
const U_PER_HP = 0.8;
/** Who stands within this of where a hit came from is taken for the one who did it, directions: 20°. */
const BLAME_DIRECTIONS = 228;
/** A hit is held against somebody for this long. */
const GRUDGE_STEPS = 120;

export interface Fight {
  /** Slot of the target, -1 for none; it may be out of sight for a moment. */
  target: number;
  nextChooseStep: number;
  /** The way it goes: aside, -1, 0 or 1, and along the line to the target, -1..1 with 1 toward it. */
  side: number;
  radial: number;
  wayEndStep: number;
  keepU: number;
  keepEndStep: number;
  /** HP and shield of the target, and since when they have not fallen. */
  foeHealth: number;
  stalemateStep: number;
  /** Step at which a shot could last have reached the target. */
  lineStep: number;
  /** Where the last hit came from, -1 for none, and when. */
  hitAim: number;
  hitStep: number;
}

export function makeFight(): Fight {
  return {
    target: -1,
    nextChooseStep: 0,
    side: 0,
    radial: 0,
    wayEndStep: 0,
    keepU: 0,
    keepEndStep: 0,
    foeHealth: 0,
    stalemateStep: 0,
    lineStep: 0,
    hitAim: -1,
    hitStep: -GRUDGE_STEPS,
  };
}

/** Ends the fight: nobody is held to account. */
export function dropFight(fight: Fight): void {
  fight.target = -1;
  fight.nextChooseStep = 0;
  fight.hitAim = -1;
}

/** Looks for a target among those in sight, now and then; keeps the old one while it is about as good. */
export function chooseTarget(fight: Fight, memory: TrackMemory, senses: BotSenses): void {
  if (senses.hitAim >= 0) {
    fight.hitAim = senses.hitAim;
    fight.hitStep = senses.step;
  }
  if (senses.step < fight.nextChooseStep) return;
  fight.nextChooseStep = senses.step + CHOOSE_STEPS;
  let best = -1;
  let bestU = Infinity;
  for (let i = 0; i < senses.seenCount; i++) {
    const seen = senses.seen[i] as SeenPlayer;
    const track = trackOf(memory, seen.slot);
    if (track === undefined || seen.isProtected) continue;
    const costU = costOf(fight, senses, track);
    if (costU >= bestU) continue;
    best = seen.slot;
    bestU = costU;
  }
  if (best < 0 || best === fight.target) return;
  fight.target = best;
  fight.stalemateStep = senses.step;
}

function costOf(fight: Fight, senses: BotSenses, track: Track): number {
  const dx = track.x - senses.own.x;
  const dy = track.y - senses.own.y;
  let costU = Math.sqrt(dx * dx + dy * dy) + (track.hp + track.shield) * U_PER_HP;
  if (!isLineOfFire(senses, track)) costU += COVERED_U;
  if (track.slot !== fight.target) costU += OTHER_U;
  const isGrudge = fight.hitAim >= 0 && senses.step - fight.hitStep < GRUDGE_STEPS;
  if (isGrudge && Math.abs(aimDiff(aimOf(dx, dy), fight.hitAim)) < BLAME_DIRECTIONS) {
    costU -= HURT_ME_U;
  }
  return costU;
}

/**
 * Writes the wanted direction (length 0 or 1) around a target in sight: near the distance the bot likes, circling,
 * changing its way at its own times and at walls, never for an instant only.
 */
export function moveAround(
  fight: Fight,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  track: Track,
  out: Point,
): void {
  const { own, step, pressDelayS } = senses;
  chooseDistance(fight, skill, rng, step, track);
  const dx = track.x - own.x - own.vx * pressDelayS;
  const dy = track.y - own.y - own.vy * pressDelayS;
  const length = Math.max(1, Math.sqrt(dx * dx + dy * dy));
  const offU = length - fight.keepU;
  if (step >= fight.wayEndStep) changeWay(fight, rng, step, offU);
  // Much too near or too far: the way bends, its side stays.
  if (Math.abs(offU) > SLACK_U && offU * fight.radial <= 0) fight.radial = Math.sign(offU) * BEND;
  aim.x = dx / length;
  aim.y = dy / length;
  if (takeWay(senses, track, fight.radial, fight.side, out)) return;
  turnAway(fight, rng, senses, track, offU, out);
}

/** Unit vector to the target; scratch within one call of `moveAround`. */
const aim: Point = { x: 0, y: 0 };

function chooseDistance(fight: Fight, skill: BotSkill, rng: Rng, step: number, track: Track): void {
  const health = track.hp + track.shield;
  if (health < fight.foeHealth) fight.stalemateStep = step;
  fight.foeHealth = health;
  if (step - fight.stalemateStep > STALEMATE_STEPS) {
    fight.stalemateStep = step;
    fight.keepU = nextBetween(rng, PRESS_U[0], PRESS_U[1]);
    fight.keepEndStep = step + PRESS_STEPS;
  } else if (step >= fight.keepEndStep) {
    fight.keepU = nextBetween(rng, skill.keepU[0], skill.keepU[1]);
    fight.keepEndStep = step + nextWhole(rng, KEEP_STEPS[0], KEEP_STEPS[1]);
  }
}

function changeWay(fight: Fight, rng: Rng, step: number, offU: number): void {
  const isStop = fight.side !== 0 && isLucky(rng, STOP_SHARE);
  const other = fight.side !== 0 ? -fight.side : randomSide(rng);
  setWay(fight, rng, step, isStop ? 0 : other, isStop ? 0 : nextRadial(rng, offU));
}

/** In or out at the distance that it likes, back to it when it is off. */
function nextRadial(rng: Rng, offU: number): number {
  if (Math.abs(offU) < SLACK_U) return nextBetween(rng, -BEND, BEND);
  return Math.sign(offU) * nextBetween(rng, BEND, 1);
}

function randomSide(rng: Rng): number {
  return isLucky(rng, 0.5) ? 1 : -1;
}

function setWay(fight: Fight, rng: Rng, step: number, side: number, radial: number): void {
  const range = side === 0 && radial === 0 ? STOP_STEPS : WAY_STEPS;
  fight.side = side;
  fight.radial = radial;
  fight.wayEndStep = step + nextWhole(rng, range[0], range[1]);
}

/** The way is blocked or leads behind cover: along the line for a while, or back aside; else it stops. */
function turnAway(
  fight: Fight,
  rng: Rng,
  senses: BotSenses,
  track: Track,
  offU: number,
  out: Point,
): void {
  const { step } = senses;
  const back = fight.side === 0 ? randomSide(rng) : -fight.side;
  const along = offU < 0 ? -1 : 1;
  // In a narrow way, only going back aside would make it a pendulum.
  const isAlongFirst = isLucky(rng, ALONG_SHARE);
  for (let i = 0; i < 5; i++) {
    const isAlong = (i & 1) === (isAlongFirst ? 0 : 1);
    const side = isAlong ? 0 : i < 2 ? back : -back;
    const radial = isAlong ? (i < 2 ? along : -along) : fight.radial * (i < 2 ? 1 : -1);
    if (!takeWay(senses, track, radial, side, out)) continue;
    setWay(fight, rng, step, side, radial);
    return;
  }
  setWay(fight, rng, step, 0, 0);
  out.x = 0;
  out.y = 0;
}

/** Takes the direction made of a part along the line to the target and a part aside, if it is free and in the open. */
function takeWay(
  senses: BotSenses,
  track: Track,
  radial: number,
  side: number,
  out: Point,
): boolean {
  const aside = side * (1 - 0.5 * Math.abs(radial));
  const x = aim.x * radial - aim.y * aside;
  const y = aim.y * radial + aim.x * aside;
  const length = Math.sqrt(x * x + y * y);
  if (side === 0 && radial === 0) {
    out.x = 0;
    out.y = 0;
    return true;
  }
  const { own, map } = senses;
  const endX = own.x + (x / length) * LOOK_U;
  const endY = own.y + (y / length) * LOOK_U;
  if (!isWayClear(map, own.x, own.y, endX, endY, LOOK_HALF_WIDTH_U)) return false;
  if (side !== 0 && !isLineClear(map, endX, endY, track.x, track.y, BLOCKS_PULSE)) return false;
  out.x = x / length;
  out.y = y / length;
  return true;
}
