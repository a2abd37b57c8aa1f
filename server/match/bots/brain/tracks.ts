// What a bot remembers of the others: where it saw them, how they move, since when. In: its senses. Out: tracks.
// Server only. A change of direction is believed a reaction later, so that a juke works on bots too.
import { STEP_S } from "../../../../shared/sim/constants.ts";
import type { BotSenses, SeenPlayer } from "./senses.ts";

/** Out of sight for longer than this, a player is new again: the next shot waits for a reaction. */
const FORGET_STEPS = 60;
/** A velocity this far from the believed one is a change of direction, u/s: half the top speed. */
const SURPRISE_U_PER_S = 130;
/** Smoothing of the measured velocity, by time, s: quantised poses at 30 Hz would tremble by 7 u/s. */
const MEASURE_S = 0.07;
/** Smoothing of the believed velocity while nothing surprises, s. */
const BELIEVE_S = 0.15;
/** Smoothing of the mean place, s. */
const MEAN_S = 0.35;
/** Each change of direction adds this much restlessness, which wears off with this time constant, s. */
const RESTLESS_PER_TURN = 0.5;
const CALM_S = 1.5;

/** Who is within this, u, and comes nearer by this much, u/s, rushes in. */
const RUSHED_U = 390;
const RUSH_U_PER_S = 130;

export interface Track {
  readonly slot: number;
  /** World step since which it is in sight (short gaps aside). */
  firstSeenStep: number;
  lastSeenStep: number;
  x: number;
  y: number;
  /** Velocity as measured, and as the bot believes it, u/s. */
  vx: number;
  vy: number;
  believedVx: number;
  believedVy: number;
  /** Step at which a change of direction was noticed; -1 while there is none. */
  surprisedStep: number;
  /** 0 for somebody who goes straight, to 1 for somebody who turns all the time. */
  restlessness: number;
  /** The middle of its way in the last half second, u: what to aim at when it is restless. */
  meanX: number;
  meanY: number;
  hp: number;
  shield: number;
  isProtected: boolean;
  /** Whether its Rail winds up, and whether the bot has made up its mind about this wind-up. */
  isWindingUp: boolean;
  isRailJudged: boolean;
  /** For how long its aim has lain on the bot, steps: fills while it does, drains while not. */
  aimedSteps: number;
}

/** Tracks by slot; made when a player is seen for the first time. */
export interface TrackMemory {
  readonly bySlot: (Track | undefined)[];
}

export function makeTrackMemory(): TrackMemory {
  return { bySlot: [] };
}

/** Forgets everybody: a new life starts elsewhere. */
export function forgetTracks(memory: TrackMemory): void {
  for (const track of memory.bySlot) {
    if (track !== undefined) track.lastSeenStep = -FORGET_STEPS - 1;
  }
}

/** The track of a slot that was seen at some time. */
export function trackOf(memory: TrackMemory, slot: number): Track | undefined {
  return memory.bySlot[slot];
}

/** Whether the slot is in sight in this tick. */
export function isInSight(track: Track, senses: BotSenses): boolean {
  return track.lastSeenStep === senses.step;
}

/** Whether somebody near is coming nearer still: no time for a wind-up, no place for a burst. */
export function isRushing(track: Track, senses: BotSenses): boolean {
  const dx = senses.own.x - track.x;
  const dy = senses.own.y - track.y;
  const away2 = dx * dx + dy * dy;
  if (away2 > RUSHED_U * RUSHED_U) return false;
  return track.believedVx * dx + track.believedVy * dy > RUSH_U_PER_S * Math.sqrt(away2);
}

/** Takes in whom the bot sees in this tick. */
export function updateTracks(memory: TrackMemory, senses: BotSenses, reactionSteps: number): void {
  for (let i = 0; i < senses.seenCount; i++) {
    const seen = senses.seen[i] as SeenPlayer;
    let track = memory.bySlot[seen.slot];
    if (track === undefined) {
      track = makeTrack(seen.slot);
      memory.bySlot[seen.slot] = track;
    }
    follow(track, seen, senses.step, reactionSteps);
  }
}

function makeTrack(slot: number): Track {
  return {
    slot,
    firstSeenStep: 0,
    lastSeenStep: -FORGET_STEPS - 1,
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    believedVx: 0,
    believedVy: 0,
    surprisedStep: -1,
    restlessness: 0,
    meanX: 0,
    meanY: 0,
    hp: 0,
    shield: 0,
    isProtected: false,
    isWindingUp: false,
    isRailJudged: false,
    aimedSteps: 0,
  };
}

function follow(track: Track, seen: SeenPlayer, step: number, reactionSteps: number): void {
  const steps = step - track.lastSeenStep;
  if (steps > FORGET_STEPS) {
    track.firstSeenStep = step;
    track.vx = 0;
    track.vy = 0;
    setBelief(track);
    track.restlessness = 0;
    track.aimedSteps = 0;
    track.meanX = seen.x;
    track.meanY = seen.y;
  } else if (steps > 0) {
    measure(track, seen, steps * STEP_S);
    believe(track, step, steps * STEP_S, reactionSteps);
  }
  track.lastSeenStep = step;
  track.x = seen.x;
  track.y = seen.y;
  track.hp = seen.hp;
  track.shield = seen.shield;
  track.isProtected = seen.isProtected;
  track.isWindingUp = seen.isWindingUp;
  if (!seen.isWindingUp) track.isRailJudged = false;
}

function measure(track: Track, seen: SeenPlayer, dtS: number): void {
  const part = dtS / (dtS + MEASURE_S);
  track.vx += ((seen.x - track.x) / dtS - track.vx) * part;
  track.vy += ((seen.y - track.y) / dtS - track.vy) * part;
  const meanPart = dtS / (dtS + MEAN_S);
  track.meanX += (seen.x - track.meanX) * meanPart;
  track.meanY += (seen.y - track.meanY) * meanPart;
  track.restlessness -= track.restlessness * (dtS / (dtS + CALM_S));
}

function believe(track: Track, step: number, dtS: number, reactionSteps: number): void {
  const offX = track.vx - track.believedVx;
  const offY = track.vy - track.believedVy;
  const isSurprise = offX * offX + offY * offY > SURPRISE_U_PER_S * SURPRISE_U_PER_S;
  if (!isSurprise) {
    const part = dtS / (dtS + BELIEVE_S);
    track.believedVx += offX * part;
    track.believedVy += offY * part;
    track.surprisedStep = -1;
    return;
  }
  if (track.surprisedStep < 0) {
    track.surprisedStep = step;
    track.restlessness = Math.min(1, track.restlessness + RESTLESS_PER_TURN);
  }
  if (step - track.surprisedStep < reactionSteps) return;
  setBelief(track);
}

function setBelief(track: Track): void {
  track.believedVx = track.vx;
  track.believedVy = track.vy;
  track.surprisedStep = -1;
}
