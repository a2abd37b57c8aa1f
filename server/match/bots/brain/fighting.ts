// A fight: whom to shoot at, and how to move around it. In: senses and tracks. Out: a target, a wanted direction.
// Server only.
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
/** Within this of the distance it likes, a bot only circles. */
const SLACK_U = 45;
/** A side is kept this long, a stop that long; share of stops among them. */
const SIDE_STEPS = [26, 100] as const;
const STOP_STEPS = [6, 14] as const;
const STOP_SHARE = 0.15;
/** A direction is taken when this much of it is free, u. */
const LOOK_U = 80;
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
  /** -1 and 1 circle to either side, 0 stops. */
  side: number;
  sideEndStep: number;
  keepU: number;
  keepEndStep: number;
  /** HP and shield of the target, and since when they have not fallen. */
  foeHealth: number;
  stalemateStep: number;
  /** Where the last hit came from, -1 for none, and when. */
  hitAim: number;
  hitStep: number;
}

export function makeFight(): Fight {
  return {
    target: -1,
    nextChooseStep: 0,
    side: 1,
    sideEndStep: 0,
    keepU: 0,
    keepEndStep: 0,
    foeHealth: 0,
    stalemateStep: 0,
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
 * changing sides at its own times and at walls.
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
  if (step >= fight.sideEndStep) changeSide(fight, rng, step);
  const dx = track.x - own.x - own.vx * pressDelayS;
  const dy = track.y - own.y - own.vy * pressDelayS;
  const length = Math.max(1, Math.sqrt(dx * dx + dy * dy));
  const towardX = dx / length;
  const towardY = dy / length;
  const offU = length - fight.keepU;
  const radial = Math.abs(offU) < SLACK_U ? 0 : Math.max(-1, Math.min(1, offU / 130));

  if (tryWay(senses, towardX, towardY, radial, fight.side, out)) return;
  if (fight.side !== 0 && tryWay(senses, towardX, towardY, radial, -fight.side, out)) {
    fight.side = -fight.side;
    fight.sideEndStep = step + nextWhole(rng, SIDE_STEPS[0], SIDE_STEPS[1]);
    return;
  }
  if (radial !== 0 && tryWay(senses, towardX, towardY, radial, 0, out)) return;
  if (tryWay(senses, towardX, towardY, 1, 0, out)) return;
  out.x = 0;
  out.y = 0;
}

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

function changeSide(fight: Fight, rng: Rng, step: number): void {
  const isStop = fight.side !== 0 && isLucky(rng, STOP_SHARE);
  const range = isStop ? STOP_STEPS : SIDE_STEPS;
  const other = fight.side !== 0 ? -fight.side : isLucky(rng, 0.5) ? 1 : -1;
  fight.side = isStop ? 0 : other;
  fight.sideEndStep = step + nextWhole(rng, range[0], range[1]);
}

/** Takes the direction made of a part toward the target and a part aside, if it is free. */
function tryWay(
  senses: BotSenses,
  towardX: number,
  towardY: number,
  radial: number,
  side: number,
  out: Point,
): boolean {
  const aside = side * (1 - 0.6 * Math.abs(radial));
  const x = towardX * radial - towardY * aside;
  const y = towardY * radial + towardX * aside;
  const length = Math.sqrt(x * x + y * y);
  if (length === 0) {
    out.x = 0;
    out.y = 0;
    return true;
  }
  const { own, map } = senses;
  const endX = own.x + (x / length) * LOOK_U;
  const endY = own.y + (y / length) * LOOK_U;
  if (!isWayClear(map, own.x, own.y, endX, endY, LOOK_HALF_WIDTH_U)) return false;
  out.x = x / length;
  out.y = y / length;
  return true;
}
