// Orbs on screen. Their paths are computed here, by the simulation's own step; only throws, parries and bursts come
// from the server. In: predicted throws, the server's records, the frame's instants. Out: OrbViews and their events.
//
// An enemy's Orb sets off where the enemy is drawn, and soon is where it will be when the server applies what is
// pressed now: so the own body dodges what it sees. An own Orb goes the other way: from the own present to the
// instant at which the others are drawn, so that it meets the bodies it seems to meet.
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { type OrbFlight, stepOrbFlight } from "../../shared/sim/orbFlight.ts";
import { ORB } from "../../shared/sim/weaponDefs.ts";
import { radOfAim } from "./angles.ts";
import type { OrbView, ViewEvent } from "./WorldView.ts";

const CAPACITY = 48;
const STEP_MS = 1000 / STEP_HZ;
/** Dots of the trail, one a step. */
const TRAIL_DOTS = 12;
/** Flight time over which an Orb changes from one instant to the other, ms: others', own ones'. */
const [BLEND_MS, OWN_BLEND_MS] = [600, 1200] as const;
/** A path that is told anew is slid onto with this time constant, ms. */
const SLIDE_MS = 150;
/** An Orb that seemed to meet a body, and has not burst this long after the round trip, missed it, ms. */
export const MISSED_AFTER_MS = 100;
/** An Orb that has ended is remembered this long, ms: its burst may still be told. */
const ENDED_KEEP_MS = 2000;

interface Orb extends OrbView {
  /** Who threw it first, and the low byte of its shot id: its name. */
  slot: number;
  shotId: number;
  known: boolean;
  confirmed: boolean;
  /** Own: number of the input that threw it. */
  seq: number;
  flight: OrbFlight;
  /** Steps flown at `flight`, and where it was a step before. */
  steps: number;
  lastX: number;
  lastY: number;
  /** Server time of its first step, ms; the rest of an error in it that is slid away. */
  bornMs: number;
  slideMs: number;
  shownAtMs: number;
  /** Bounces that have had their effect. */
  bouncesShown: number;
  /** Frame time since which it is taken to have met a body, -1 when it has not. */
  metAtMs: number;
  endedAtMs: number;
}

/** The frame's instants, and what Orbs can meet. */
export interface OrbFrame {
  readonly map: ArenaMap;
  readonly nowMs: number;
  /** Server time at which others are drawn, and at which an input sent now will be applied, ms. */
  readonly drawnMs: number;
  readonly presentMs: number;
  /** Round trip of an input, ms. */
  readonly inputRttMs: number;
  /** Number of the last input that a patch acknowledges. */
  readonly ackedSeq: number;
  /** Whether a drawn body other than the owner's is touched at a point. */
  touches(x: number, y: number, owner: number): boolean;
}

export class OrbField {
  readonly orbs: readonly OrbView[];
  private readonly pool: Orb[] = Array.from({ length: CAPACITY }, makeOrb);
  private next = 0;
  private lastFrameMs = 0;

  constructor() {
    this.orbs = this.pool;
  }

  /** An Orb that this client's input `seq` threw at server time `presentMs`, in the frame at `nowMs`. */
  addOwn(
    map: ArenaMap,
    slot: number,
    shotId: number,
    x: number,
    y: number,
    aim: number,
    presentMs: number,
    nowMs: number,
    seq: number,
  ): void {
    const orb = this.take(slot, shotId & 255);
    orb.seq = seq;
    orb.own = true;
    orb.owner = slot;
    orb.shownAtMs = nowMs;
    this.follow(orb, x, y, aim, 0, 0, presentMs);
    findBounce(map, orb);
  }

  /**
   * The server's record of an Orb as it is at `serverMs`, `age` steps into its flight. A flight that is shown already
   * goes on as it is shown, only in time with the server's.
   * @returns whether it is known to have changed hands: a parry.
   */
  tell(
    map: ArenaMap,
    slot: number,
    shotId: number,
    owner: number,
    ownSlot: number,
    flight: OrbFlight,
    age: number,
    serverMs: number,
  ): boolean {
    const known = this.pool.find((o) => o.known && o.slot === slot && o.shotId === shotId);
    const orb = known ?? this.take(slot, shotId);
    const wasBornMs = orb.bornMs;
    const isShown = known !== undefined && orb.owner === owner;
    const { x, y, aim, bounces } = flight;
    orb.own = owner === ownSlot;
    orb.owner = owner;
    orb.confirmed = true;
    if (!isShown) {
      orb.active = true;
      orb.metAtMs = -1;
      orb.endedAtMs = -1;
      orb.bouncesShown = bounces;
    }
    this.follow(orb, x, y, aim, bounces, age, serverMs);
    orb.slideMs = isShown ? orb.bornMs - wasBornMs : 0;
    if (orb.own && orb.bouncesShown === 0) findBounce(map, orb);
    return known !== undefined && !isShown;
  }

  /** The server's word that it burst; its effect, unless this screen has shown it. */
  burst(slot: number, shotId: number, ownSlot: number, x: number, y: number): ViewEvent | null {
    const orb = this.pool.find((o) => o.known && o.slot === slot && o.shotId === shotId);
    const shown = orb !== undefined && orb.endedAtMs >= 0;
    const own = orb?.own ?? slot === ownSlot;
    if (orb !== undefined) forget(orb);
    return shown ? null : { kind: "orbBurst", own, x, y };
  }

  clear(): void {
    for (const orb of this.pool) forget(orb);
  }

  /** Moves all to the frame. */
  advance(frame: OrbFrame, events: ViewEvent[]): void {
    const elapsedMs = Math.max(0, frame.nowMs - this.lastFrameMs);
    this.lastFrameMs = frame.nowMs;
    for (const orb of this.pool) {
      if (!orb.known) continue;
      orb.slideMs *= Math.exp(-elapsedMs / SLIDE_MS);
      if (this.isOver(orb, frame)) forget(orb);
      else if (orb.endedAtMs < 0) this.fly(orb, frame, events);
    }
  }

  private isOver(orb: Orb, frame: OrbFrame): boolean {
    if (!orb.confirmed && frame.ackedSeq >= orb.seq) return true;
    return orb.endedAtMs >= 0 && frame.nowMs - orb.endedAtMs > ENDED_KEEP_MS;
  }

  private fly(orb: Orb, frame: OrbFrame, events: ViewEvent[]): void {
    const atStep = (instantOf(orb, frame) - orb.bornMs + orb.slideMs) / STEP_MS;
    while (orb.steps < atStep) {
      orb.lastX = orb.flight.x;
      orb.lastY = orb.flight.y;
      const flies = stepOrbFlight(frame.map, orb.flight);
      orb.steps++;
      note(orb);
      if (orb.flight.bounces > orb.bouncesShown) this.noteBounce(orb, events);
      if (flies && orb.steps < ORB.lifeSteps) continue;
      orb.active = false;
      orb.endedAtMs = frame.nowMs;
      events.push({ kind: "orbBurst", own: orb.own, x: orb.flight.x, y: orb.flight.y });
      return;
    }
    const share = Math.max(0, Math.min(1, 1 - (orb.steps - atStep)));
    orb.x = orb.lastX + (orb.flight.x - orb.lastX) * share;
    orb.y = orb.lastY + (orb.flight.y - orb.lastY) * share;
    orb.angleRad = radOfAim(orb.flight.aim);
    orb.armed = orb.steps >= ORB.armSteps;
    orb.lifeLeft = 1 - orb.steps / ORB.lifeSteps;
    this.meet(orb, frame, events);
  }

  /** An Orb that meets a body is gone from the screen until the server says so, or does not. */
  private meet(orb: Orb, frame: OrbFrame, events: ViewEvent[]): void {
    const { x, y, owner, own } = orb;
    if (orb.metAtMs < 0) {
      if (!orb.active || !orb.armed || !frame.touches(x, y, owner)) return;
      orb.metAtMs = frame.nowMs;
      orb.active = false;
      if (own) events.push({ kind: "hitPending", x, y });
    } else if (frame.nowMs - orb.metAtMs > frame.inputRttMs + MISSED_AFTER_MS) {
      // It missed after all; a second thought is not worth a flicker.
      orb.active = true;
      orb.metAtMs = Number.POSITIVE_INFINITY;
    }
  }

  private noteBounce(orb: Orb, events: ViewEvent[]): void {
    orb.bouncesShown = orb.flight.bounces;
    orb.bounceX = Number.NaN;
    orb.bounceY = Number.NaN;
    events.push({ kind: "orbBounce", own: orb.own, x: orb.flight.x, y: orb.flight.y });
  }

  private follow(
    orb: Orb,
    x: number,
    y: number,
    aim: number,
    bounces: number,
    age: number,
    atMs: number,
  ): void {
    orb.flight = { x, y, aim, bounces };
    orb.lastX = x;
    orb.lastY = y;
    orb.x = x;
    orb.y = y;
    orb.steps = age;
    orb.bornMs = atMs - age * STEP_MS;
  }

  private take(slot: number, shotId: number): Orb {
    const orb = this.pool[this.next] as Orb;
    this.next = (this.next + 1) % CAPACITY;
    Object.assign(orb, makeOrb(), { trail: orb.trail, known: true, active: true, slot, shotId });
    return orb;
  }
}

/** The instant at which an Orb is drawn, ms of server time. */
function instantOf(orb: Orb, { drawnMs, presentMs }: OrbFrame): number {
  const lagMs = presentMs - drawnMs;
  if (orb.own) return presentMs - lagMs * clamp01((presentMs - orb.bornMs) / OWN_BLEND_MS);
  return drawnMs + lagMs * clamp01((drawnMs - orb.bornMs) / BLEND_MS);
}

/** Flies ahead to where it bounces first. */
function findBounce(map: ArenaMap, orb: Orb): void {
  const ahead = { ...orb.flight };
  for (let step = orb.steps; step < ORB.lifeSteps; step++) {
    if (!stepOrbFlight(map, ahead) || ahead.bounces > 0) {
      orb.bounceX = ahead.x;
      orb.bounceY = ahead.y;
      return;
    }
  }
}

/** A dot of the trail, newest first. */
function note(orb: Orb): void {
  orb.trail.copyWithin(2, 0, 2 * (TRAIL_DOTS - 1));
  orb.trail[0] = orb.flight.x;
  orb.trail[1] = orb.flight.y;
  orb.trailCount = Math.min(TRAIL_DOTS, orb.trailCount + 1);
}

function forget(orb: Orb): void {
  orb.known = false;
  orb.active = false;
}

function clamp01(value: number): number {
  return Math.max(0, Math.min(1, value));
}

function makeOrb(): Orb {
  return {
    active: false,
    own: false,
    owner: 0,
    x: 0,
    y: 0,
    angleRad: 0,
    armed: false,
    lifeLeft: 1,
    trail: new Float32Array(2 * TRAIL_DOTS),
    trailCount: 0,
    bounceX: Number.NaN,
    bounceY: Number.NaN,
    slot: 0,
    shotId: 0,
    known: false,
    confirmed: false,
    seq: 0,
    flight: { x: 0, y: 0, aim: 0, bounces: 0 },
    steps: 0,
    lastX: 0,
    lastY: 0,
    bornMs: 0,
    slideMs: 0,
    shownAtMs: 0,
    bouncesShown: 0,
    metAtMs: -1,
    endedAtMs: -1,
  };
}
