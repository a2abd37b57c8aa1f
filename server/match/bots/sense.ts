// A bot's eyes: the one place where the world becomes senses. In: the world and whom the bot's slot is told of.
// Out: what a person in its place would have on screen half a round trip later. Server only.
import { CROWN_SQUARE_U } from "../../../shared/net/netConstants.ts";
import { STEP_HZ } from "../../../shared/sim/constants.ts";
import { duelRoundStep } from "../../../shared/sim/duel.ts";
import { isHeld } from "../../../shared/sim/hold.ts";
import type { PlayerRecord } from "../../../shared/sim/playerRecord.ts";
import { unpackPoseAim } from "../../../shared/sim/quantize.ts";
import { ringRadiusU } from "../../../shared/sim/ring.ts";
import { MatchPhase } from "../../../shared/sim/types.ts";
import { aimOf } from "../../../shared/sim/vec2.ts";
import { playerAt, type World } from "../../../shared/sim/world.ts";
import type { Interest } from "../../net/interest.ts";
import type { BotSenses, SeenOrb, SeenPlayer } from "./brain/senses.ts";
import { isOnScreen, recordOrbs } from "./screen.ts";

/** A hit tells its direction in 16 sectors, as the mark on a screen does. */
const HIT_SECTOR = 256;

/** A ring that closes is a clock that everybody reads: bots are this far ahead of it, steps. */
const RING_AHEAD_STEPS = STEP_HZ;

/** One tick as it was: what is on its way to the bot. */
interface SenseFrame {
  step: number;
  hp: number;
  shield: number;
  hitAim: number;
  seenCount: number;
  /** Grows to the most that were ever seen at once. */
  readonly seen: SeenPlayer[];
  orbCount: number;
  readonly orbs: SeenOrb[];
}

/** The way from the server to a bot: frames that arrive `frames.length - 1` ticks later. */
export interface SenseLine {
  readonly frames: readonly SenseFrame[];
  next: number;
  /** A hit since the last frame: where it came from, -1 for none. */
  hitAim: number;
  readonly senses: BotSenses;
}

/** Facts that everybody is told, whatever they see; shared by all bots of a room. */
export interface PublicFacts {
  /** By slot: 1 for the dead and for free slots. */
  readonly out: Uint8Array;
}

export function makePublicFacts(maxPlayers: number): PublicFacts {
  return { out: new Uint8Array(maxPlayers) };
}

/** Once a tick, before bots sense. */
export function updatePublicFacts(facts: PublicFacts, world: World): void {
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = playerAt(world, slot);
    facts.out[slot] = rec.active && rec.state.alive === 1 ? 0 : 1;
  }
}

/**
 * @param delayTicks ticks that news take to the bot, 1 or more.
 * @param pressTicks ticks that a press takes back, the input buffer included.
 */
export function makeSenseLine(
  world: World,
  slot: number,
  facts: PublicFacts,
  delayTicks: number,
  pressTicks: number,
): SenseLine {
  const frames: SenseFrame[] = [];
  for (let i = 0; i <= delayTicks; i++) {
    frames.push({
      step: world.step,
      hp: 0,
      shield: 0,
      hitAim: -1,
      seenCount: 0,
      seen: [],
      orbCount: 0,
      orbs: [],
    });
  }
  const senses: BotSenses = {
    step: world.step,
    stepsPerTick: world.stepsPerTick,
    map: world.map,
    isLive: true,
    own: makeOwnSenses(slot),
    pressDelayS: pressTicks / world.tickHz,
    sightDelayS: delayTicks / world.tickHz,
    seen: [],
    seenCount: 0,
    orbs: [],
    orbCount: 0,
    hitAim: -1,
    pickupReadyAtStep: world.pickupReadyAtStep,
    ringRadiusU: Number.POSITIVE_INFINITY,
    crownX: -1,
    crownY: -1,
    callX: -1,
    callY: -1,
    out: facts.out,
  };
  return { frames, next: 0, hitAim: -1, senses };
}

function makeOwnSenses(slot: number): BotSenses["own"] {
  return {
    slot,
    isAlive: false,
    isHeld: false,
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    aim: 0,
    hp: 0,
    shield: 0,
    ammo: 0,
    isReloading: false,
    isDashReady: false,
    isRailReady: false,
    isOrbReady: false,
    isWindingUp: false,
  };
}

/** Notes that the slot was hit by somebody at (x, y): the next frame tells from which side. */
export function noteHitFrom(line: SenseLine, victim: PlayerRecord, x: number, y: number): void {
  const aim = aimOf(x - victim.poseX, y - victim.poseY);
  line.hitAim = (Math.round(aim / HIT_SECTOR) * HIT_SECTOR) & 4095;
}

/**
 * Sends this tick on its way and returns the one that arrives now. The bot's own body and timers are as of now:
 * a person's client predicts them even further. Valid until the next call.
 */
export function sense(line: SenseLine, world: World, interest: Interest, slot: number): BotSenses {
  const own = playerAt(world, slot);
  const frame = line.frames[line.next] as SenseFrame;
  line.next = (line.next + 1) % line.frames.length;
  record(frame, line, world, interest, own);
  // The oldest frame is the one that will be written next.
  const arriving = line.frames[line.next] as SenseFrame;
  const { senses } = line;
  senses.step = arriving.step;
  senses.seen = arriving.seen;
  senses.seenCount = arriving.seenCount;
  senses.orbs = arriving.orbs;
  senses.orbCount = arriving.orbCount;
  senses.hitAim = arriving.hitAim;
  senses.own.hp = arriving.hp;
  senses.own.shield = arriving.shield;
  senses.map = world.map;
  senses.isLive = world.phase === MatchPhase.Live;
  senses.ringRadiusU = ringSoonU(world);
  senseBody(senses, own);
  senseCrown(senses, world, slot);
  return senses;
}

function record(
  frame: SenseFrame,
  line: SenseLine,
  world: World,
  interest: Interest,
  own: PlayerRecord,
): void {
  frame.step = world.step;
  frame.hp = own.hp;
  frame.shield = own.shield;
  frame.hitAim = line.hitAim;
  line.hitAim = -1;
  frame.seenCount = 0;
  frame.orbCount = 0;
  if (own.state.alive === 0) return;
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    if (slot === own.slot || !interest.sees(own.slot, slot)) continue;
    const other = playerAt(world, slot);
    if (!other.active || other.state.alive === 0) continue;
    if (!isOnScreen(own, other.poseX, other.poseY)) continue;
    writeSeen(seenAt(frame, frame.seenCount++), other, world.step);
  }
  frame.orbCount = recordOrbs(frame.orbs, world, interest, own);
}

function seenAt(frame: SenseFrame, index: number): SeenPlayer {
  const found = frame.seen[index];
  if (found !== undefined) return found;
  const made = {
    slot: 0,
    x: 0,
    y: 0,
    aim: 0,
    hp: 0,
    shield: 0,
    isProtected: false,
    isWindingUp: false,
  };
  frame.seen.push(made);
  return made;
}

function writeSeen(seen: SeenPlayer, other: PlayerRecord, step: number): void {
  seen.slot = other.slot;
  seen.x = other.poseX;
  seen.y = other.poseY;
  seen.aim = unpackPoseAim(other.pose);
  seen.hp = other.hp;
  seen.shield = other.shield;
  seen.isProtected = step < other.protectedUntilStep;
  seen.isWindingUp = other.state.railFireStep !== 0;
}

function senseBody(senses: BotSenses, rec: PlayerRecord): void {
  const { own } = senses;
  const { state } = rec;
  own.isAlive = state.alive === 1;
  own.isHeld = isHeld(state, rec.ownStep);
  own.x = state.x;
  own.y = state.y;
  own.vx = state.vx;
  own.vy = state.vy;
  own.aim = state.aim;
  own.ammo = state.pulseAmmo;
  own.isReloading = state.reloadEndStep !== 0;
  own.isDashReady = rec.ownStep >= state.dashReadyStep;
  own.isRailReady = rec.ownStep >= state.railReadyStep;
  own.isOrbReady = rec.ownStep >= state.orbReadyStep;
  own.isWindingUp = state.railFireStep !== 0;
}

/** The ring as it will be when somebody who sees it now has turned round. */
function ringSoonU(world: World): number {
  if (world.duel === null) return Number.POSITIVE_INFINITY;
  return ringRadiusU(duelRoundStep(world) + RING_AHEAD_STEPS);
}

function senseCrown(senses: BotSenses, world: World, slot: number): void {
  const crown = world.players[world.crownSlot];
  const isElsewhere = crown !== undefined && crown.slot !== slot && crown.state.alive === 1;
  senses.crownX = isElsewhere ? squareCentre(crown.poseX) : -1;
  senses.crownY = isElsewhere ? squareCentre(crown.poseY) : -1;
}

function squareCentre(u: number): number {
  return (Math.floor(u / CROWN_SQUARE_U) + 0.5) * CROWN_SQUARE_U;
}
