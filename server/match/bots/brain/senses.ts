// All that a bot knows of the match in one tick. In: nothing. Out: the shape that `../sense.ts` fills.
// Brains take this and never the world: what is not in here, a bot cannot act on.
import type { ArenaMap } from "../../../../shared/sim/arenaMap.ts";
import type { OrbFlight } from "../../../../shared/sim/orbFlight.ts";

/** A player in sight: what the public pose tells everybody who sees it. */
export interface SeenPlayer {
  slot: number;
  /** Quantised position, u, and aim, 0..4095. */
  x: number;
  y: number;
  aim: number;
  hp: number;
  shield: number;
  isProtected: boolean;
  /** A Rail winds up: everybody who sees its player sees the aim line. */
  isWindingUp: boolean;
}

/** An Orb in sight, as whoever sees it is told of it. From here its path is a function of time. */
export interface SeenOrb extends OrbFlight {
  /** Who threw it first, and that throw's number: together its name. */
  slot: number;
  shotId: number;
  /** Whose it is now. */
  owner: number;
  /** Steps since it was thrown or parried. */
  ageSteps: number;
}

/** The bot itself, as its own screen would show it. */
export interface OwnSenses {
  slot: number;
  isAlive: boolean;
  /** Whether a Duel's countdown or pause holds the body. */
  isHeld: boolean;
  /** Position, u, and velocity, u/s. */
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** Aim, 0..4095. */
  aim: number;
  hp: number;
  shield: number;
  ammo: number;
  isReloading: boolean;
  isDashReady: boolean;
  isRailReady: boolean;
  isOrbReady: boolean;
  /** Whether its own Rail winds up. */
  isWindingUp: boolean;
}

export interface BotSenses {
  /** World step of what is seen: older than the world by half of the bot's round trip. */
  step: number;
  /** Steps in a tick: how far `step` moves from one thought to the next. */
  stepsPerTick: number;
  map: ArenaMap;
  /** False on the podium, when nothing does damage. */
  isLive: boolean;
  readonly own: OwnSenses;
  /** From a press to its effect, s: half the round trip and the input buffer. People's prediction hides it. */
  pressDelayS: number;
  /** By how much `seen` is behind the world, s. */
  sightDelayS: number;
  /** Seen players are entries 0..seenCount-1. */
  seen: readonly SeenPlayer[];
  seenCount: number;
  /** Orbs of others in sight are entries 0..orbCount-1. */
  orbs: readonly SeenOrb[];
  orbCount: number;
  /** Where a hit of this tick came from, 0..4095 in 16 sectors; -1 without a hit. */
  hitAim: number;
  /** World step from which each pickup of the map can be taken: on everybody's screen. */
  pickupReadyAtStep: Readonly<Int32Array>;
  /** Radius of a Duel's ring around the map's centre a moment from now, u; `Infinity` without one. On every screen. */
  ringRadiusU: number;
  /** Centre of the 160 u square that the crown is in, u; -1 when nobody or the bot itself wears it. */
  crownX: number;
  crownY: number;
  /** Centre of the district that the crew calls the bot to, u; -1 when it goes where it likes. */
  callX: number;
  callY: number;
  /** By slot: 1 for the dead and for free slots. The feed tells everybody. */
  out: Readonly<Uint8Array>;
}
