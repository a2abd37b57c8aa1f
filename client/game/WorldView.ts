// What the screen shows, rebuilt by GameClient once a frame. In: nothing. Out: plain types that client/view
// draws and client/ui's HUD reads. Positions in u, angles in rad (0 = right, clockwise), times in ms.
import type { ArenaMap, PickupKind } from "../../shared/sim/arenaMap.ts";
import type { Move } from "../../shared/sim/weaponDefs.ts";
import type { DuelEvent, DuelView, WatchView } from "./DuelView.ts";

/** One body. Slots are reused objects: `present` says whether it is known and in sight this frame. */
export interface ActorView {
  readonly slot: number;
  present: boolean;
  isSelf: boolean;
  isBot: boolean;
  hasCrown: boolean;
  name: string;
  alive: boolean;
  x: number;
  y: number;
  /** Velocity, u/s: for afterimages and leaning, not for physics. */
  vx: number;
  vy: number;
  aimRad: number;
  hp: number;
  shield: number;
  /** Respawn protection runs. */
  isProtected: boolean;
  isDashing: boolean;
  /** 0..1 while a Rail winds up (its aim line is shown along `aimRad`, 560 u or to the wall), else 0. */
  windUp: number;
  hasSurge: boolean;
  /** Its player makes a sign; shown over the body. */
  isEmoting: boolean;
  /** 0..1: fades in when it enters the area of interest, out when its connection has dropped. */
  opacity: number;
}

/** One Pulse in flight. */
export interface ShotView {
  active: boolean;
  own: boolean;
  slot: number;
  x: number;
  y: number;
  angleRad: number;
  /** Distance flown, u: tracers are never longer than it. */
  flownU: number;
}

/** One Orb in flight. Reused objects. */
export interface OrbView {
  active: boolean;
  own: boolean;
  /** Who owns it now: a parry changes it. */
  owner: number;
  x: number;
  y: number;
  angleRad: number;
  /** Meets bodies from now on. */
  armed: boolean;
  /** 0..1: 1 at the start, 0 when it bursts by itself. */
  lifeLeft: number;
  /** Where it was at the ends of its last steps, newest first: x0, y0, x1, y1... */
  readonly trail: Float32Array;
  trailCount: number;
  /** Own and not bounced yet: where it will bounce first (drawn dotted from the Orb); NaN otherwise. */
  bounceX: number;
  bounceY: number;
}

/** Where the server has a body, beside where it is drawn: the Net Lab's overlay. */
export interface GhostView {
  readonly slot: number;
  x: number;
  y: number;
}

export interface PickupView {
  readonly kind: PickupKind;
  readonly x: number;
  readonly y: number;
  ready: boolean;
  /** Time until it is ready, ms; 0 when it is. */
  readyInMs: number;
}

/** Moments of this frame, in order. Consumed by effects, sound and HUD. */
export type ViewEvent =
  | { kind: "muzzle"; slot: number; own: boolean; x: number; y: number; angleRad: number }
  | {
      kind: "shotEnded";
      own: boolean;
      x: number;
      y: number;
      angleRad: number;
      on: "wall" | "player" | "range";
    }
  | { kind: "dash"; slot: number; own: boolean; x: number; y: number; angleRad: number }
  /** A Rail's beam, from the muzzle; fades in 220 ms. */
  | {
      kind: "rail";
      slot: number;
      own: boolean;
      x: number;
      y: number;
      angleRad: number;
      lengthU: number;
    }
  | { kind: "railWindUp"; slot: number; own: boolean; x: number; y: number }
  | { kind: "orbFired"; slot: number; own: boolean; x: number; y: number; angleRad: number }
  | { kind: "orbBounce"; own: boolean; x: number; y: number }
  | { kind: "orbBurst"; own: boolean; x: number; y: number }
  /** `slot` dashed into an enemy's Orb and sent it back. */
  | { kind: "parry"; slot: number; own: boolean; x: number; y: number }
  | { kind: "hitPending"; x: number; y: number }
  /** An own shot met a body on this screen, and the server denied it: DODGED or BLOCKED. */
  | { kind: "denied"; verdict: "dodged" | "blocked"; victim: number; x: number; y: number }
  | {
      kind: "hit";
      attacker: number;
      victim: number;
      damage: number;
      move: Move;
      x: number;
      y: number;
      /** How the player at this screen is concerned. */
      role: "dealt" | "taken" | "seen";
    }
  | {
      kind: "died";
      victim: number;
      killer: number;
      assist: number;
      move: Move;
      /** Whether the victim was in sight: only then is there a place to draw it. */
      seen: boolean;
      x: number;
      y: number;
      role: "dealt" | "taken" | "seen";
    }
  | { kind: "spawned"; slot: number; own: boolean; x: number; y: number }
  | { kind: "pickup"; slot: number; own: boolean; pickup: PickupKind; x: number; y: number }
  | { kind: "reload" }
  | { kind: "emptyMagazine" }
  | { kind: "surgeSoon"; inMs: number }
  | { kind: "crown"; slot: number; own: boolean }
  | { kind: "roundEnded" }
  | { kind: "roundStarted" }
  | DuelEvent;

export type NetQuality = "ok" | "warn" | "bad";

/** SPEC.md, NET-12, as data. `live` while snapshots arrive. */
export interface ConnectionView {
  phase: "connecting" | "live" | "stalled" | "interrupted" | "reconnecting" | "closed";
  quality: NetQuality;
  rttMs: number;
  jitterMs: number;
  /** Reconnection attempt, 1-based, and how long the seat is still held, s. */
  attempt: number;
  seatHeldS: number;
  serverBusy: boolean;
  /** Until the room's process goes down, ms; -1 when it stays. */
  closingInMs: number;
}

/** F3 net graph, one sample a frame is pushed by GameClient into rings; newest last. */
export interface NetStatsView {
  rttMs: number;
  jitterMs: number;
  interpolationDelayMs: number;
  /** Corrections of the own position above 0.01 u, last minute; and the largest of them, u. */
  correctionsPerMinute: number;
  largestCorrectionU: number;
  bytesDownPerS: number;
  bytesUpPerS: number;
  patchesPerS: number;
  serverTick: number;
  /** Inputs sent and not yet acknowledged. */
  pendingInputs: number;
  /** Rings of the last seconds for the graph. */
  readonly rttRing: Float32Array;
  readonly delayRing: Float32Array;
  readonly correctionRing: Float32Array;
  /** Index of the newest sample in the rings. */
  ringHead: number;
}

export interface FeedLine {
  id: number;
  killer: string;
  victim: string;
  assist: string;
  move: Move;
  /** Whether the player at this screen is the killer, the victim, or neither. */
  role: "dealt" | "taken" | "seen";
  /** Whether the victim wore the crown. */
  crown: boolean;
  /** Frame time at which it happened, ms. Shown for 5 s. */
  atMs: number;
}

export interface ScoreRow {
  slot: number;
  name: string;
  isBot: boolean;
  isSelf: boolean;
  hasCrown: boolean;
  connected: boolean;
  score: number;
  kills: number;
  deaths: number;
  assists: number;
  pingMs: number;
}

export interface DeathView {
  killerName: string;
  killerIsBot: boolean;
  killerHp: number;
  move: Move;
  respawnInMs: number;
  /** Null until the server's receipt is here, in the same tick or the next patch. */
  receipt: DeathReceiptView | null;
}

/** Why it ended: what the attacker saw, beside where the own body was. Positions in u. */
export interface DeathReceiptView {
  killerPingMs: number;
  ownPingMs: number;
  /** How far back the server looked for what the attacker saw, ms; 0 for Dash and Orb. */
  rewindMs: number;
  /** Where the attack came from: the muzzle, the dasher, the Orb's burst. */
  from: { x: number; y: number };
  /** Where the attacker saw the own body, and where the server had it then. */
  seen: { x: number; y: number };
  was: { x: number; y: number };
}

export interface EdgeArrow {
  kind: "damage" | "crown";
  /** Direction from the own body, rad. */
  angleRad: number;
  /** 0..1: damage arrows fade, the crown's stays. */
  strength: number;
}

export interface HudView {
  /** Time left in the round or on the podium, ms. */
  clockMs: number;
  phase: "live" | "podium";
  alive: boolean;
  hp: number;
  shield: number;
  ammo: number;
  magazine: number;
  /** 0..1 while a reload runs, else -1. */
  reloadProgress: number;
  /** 0..1: 1 is ready. */
  dashCharge: number;
  railCharge: number;
  orbCharge: number;
  surgeLeftMs: number;
  protectionLeft: boolean;
  score: number;
  /** Place in the round, 1-based, and how many play. */
  rank: number;
  actors: number;
  feed: readonly FeedLine[];
  /** Sorted by score; rebuilt when the roster changes. */
  scoreboard: readonly ScoreRow[];
  /** Counts rebuilds of `feed` and `scoreboard`: redraw when it moved. */
  revision: number;
  death: DeathView | null;
  arrows: readonly EdgeArrow[];
  /** Coarse place of the crown for the minimap, u; null when nobody wears it. */
  crownAt: { x: number; y: number } | null;
}

export interface WorldView {
  /** Frame time, ms, monotonic. */
  timeMs: number;
  map: ArenaMap;
  /** The own actor, or null before the first state, and for who watches. It is also in `actors`. */
  self: ActorView | null;
  /** By slot. Entries that are not `present` must not be drawn. */
  readonly actors: readonly ActorView[];
  readonly shots: readonly ShotView[];
  readonly orbs: readonly OrbView[];
  /** Empty outside the Net Lab. */
  ghosts: readonly GhostView[];
  pickups: readonly PickupView[];
  /** Moments since the last frame; emptied by the next one. */
  readonly events: readonly ViewEvent[];
  readonly hud: HudView;
  /** Null in other rooms. */
  duel: DuelView | null;
  /** Null for who has a body. */
  watch: WatchView | null;
  readonly connection: ConnectionView;
  readonly net: NetStatsView;
}
