// Pulses on screen: own ones from the moment of firing, others' along the remote timeline. All are functions of
// time: a start, a direction, an age. In: predicted shots and the server's records. Out: ShotViews and their ends.
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { PULSE_RANGE_U, pulsePositionAt, pulseRangeU } from "../../shared/sim/projectiles.ts";
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import { radOfAim } from "./angles.ts";
import type { ShotView, ViewEvent } from "./WorldView.ts";

/** Shots drawn at once; the oldest make room. */
const CAPACITY = 256;
const STEP_MS = 1000 / STEP_HZ;
/** Others' shots start late by the timeline's delay and make it up over their life, at most this much faster. */
const CATCH_UP_MAX = 2;

export type Touches = (x: number, y: number, flownU: number) => boolean;

interface Shot extends ShotView {
  shotId: number;
  startX: number;
  startY: number;
  aim: number;
  /** Own: frame time, others: server time at which it left, ms. */
  bornMs: number;
  rangeU: number;
  confirmed: boolean;
  /** Own: number of the input that fired it. */
  seq: number;
  /** The server used that input, and did not tell of the shot. */
  refused: boolean;
  /** Drawn u a ms. */
  speedUPerMs: number;
}

export class ShotField {
  readonly shots: readonly ShotView[];
  private readonly pool: Shot[] = [];
  private next = 0;

  constructor() {
    for (let i = 0; i < CAPACITY; i++) this.pool.push(makeShot());
    this.shots = this.pool;
  }

  /** A shot that this client's prediction fired at `nowMs`, with its input number `seq`. */
  addOwn(
    map: ArenaMap,
    slot: number,
    shotId: number,
    x: number,
    y: number,
    aim: number,
    nowMs: number,
    seq: number,
  ): void {
    const shot = this.take();
    start(shot, map, slot, shotId & 255, x, y, aim);
    shot.own = true;
    shot.confirmed = false;
    shot.refused = false;
    shot.seq = seq;
    shot.bornMs = nowMs;
    shot.speedUPerMs = PULSE.speedUPerStep / STEP_MS;
  }

  /** The server has the own shot too. */
  confirmOwn(shotId: number): void {
    const shot = this.pool.find((s) => (s.active || s.refused) && s.own && s.shotId === shotId);
    if (shot === undefined) return;
    shot.confirmed = true;
    // Its word came a moment after the patch.
    if (shot.refused) shot.active = true;
    shot.refused = false;
  }

  /**
   * Somebody else's shot: at (x, y) at `serverMs`, `lifeSteps` before its range ends.
   * @param lagMs how far the drawn instant is behind the server's present.
   */
  addRemote(
    map: ArenaMap,
    slot: number,
    shotId: number,
    x: number,
    y: number,
    aim: number,
    lifeSteps: number,
    serverMs: number,
    lagMs: number,
  ): void {
    const shot = this.take();
    const age = PULSE.lifeSteps - lifeSteps;
    // Back along its path to where it left.
    pulsePositionAt(x, y, aim, -age, shot);
    start(shot, map, slot, shotId, shot.x, shot.y, aim);
    shot.own = false;
    shot.bornMs = serverMs - age * STEP_MS;
    const lifeMs = PULSE.lifeSteps * STEP_MS;
    const catchUp = Math.min(CATCH_UP_MAX, lifeMs / Math.max(1, lifeMs - lagMs));
    shot.speedUPerMs = (PULSE.speedUPerStep / STEP_MS) * catchUp;
  }

  /** A shot hit a body: it ends there. */
  end(slot: number, shotId: number): void {
    for (const shot of this.pool) {
      if (shot.active && shot.slot === slot && shot.shotId === shotId) shot.active = false;
    }
  }

  clear(): void {
    for (const shot of this.pool) shot.active = false;
  }

  /**
   * Moves all shots to the frame.
   * @param drawnMs server time at which others are drawn.
   * @param ackedSeq last input that a patch acknowledges: an own shot of it that the server has not told of was refused.
   * @param touches whether an own shot that has flown so far meets an enemy there, by the server's rule: it ends
   * there, marked as pending.
   */
  advance(
    nowMs: number,
    drawnMs: number,
    ackedSeq: number,
    touches: Touches,
    events: ViewEvent[],
  ): void {
    for (const shot of this.pool) {
      if (!shot.active) continue;
      const ageMs = (shot.own ? nowMs : drawnMs) - shot.bornMs;
      if (shot.own && !shot.confirmed && ackedSeq >= shot.seq) {
        shot.active = false;
        shot.refused = true;
      } else move(shot, Math.max(0, ageMs * shot.speedUPerMs), touches, events);
    }
  }

  private take(): Shot {
    const shot = this.pool[this.next] as Shot;
    this.next = (this.next + 1) % CAPACITY;
    return shot;
  }
}

function move(shot: Shot, flownU: number, touches: Touches, events: ViewEvent[]): void {
  const reachU = Math.min(flownU, shot.rangeU);
  shot.flownU = reachU;
  pulsePositionAt(shot.startX, shot.startY, shot.aim, reachU / PULSE.speedUPerStep, shot);
  const { own, x, y, angleRad } = shot;
  if (own && touches(x, y, reachU)) {
    shot.active = false;
    events.push(
      { kind: "shotEnded", own, x, y, angleRad, on: "player" },
      { kind: "hitPending", x, y },
    );
  } else if (flownU >= shot.rangeU) {
    shot.active = false;
    const atWall = shot.rangeU < PULSE_RANGE_U;
    events.push({ kind: "shotEnded", own, x, y, angleRad, on: atWall ? "wall" : "range" });
  }
}

function start(
  shot: Shot,
  map: ArenaMap,
  slot: number,
  shotId: number,
  x: number,
  y: number,
  aim: number,
): void {
  shot.active = true;
  shot.slot = slot;
  shot.shotId = shotId;
  shot.startX = x;
  shot.startY = y;
  shot.x = x;
  shot.y = y;
  shot.aim = aim;
  shot.angleRad = radOfAim(aim);
  shot.flownU = 0;
  shot.rangeU = pulseRangeU(map, x, y, aim);
}

function makeShot(): Shot {
  return {
    active: false,
    own: false,
    slot: 0,
    shotId: 0,
    startX: 0,
    startY: 0,
    x: 0,
    y: 0,
    aim: 0,
    angleRad: 0,
    flownU: 0,
    bornMs: 0,
    rangeU: 0,
    confirmed: false,
    seq: 0,
    refused: false,
    speedUPerMs: 0,
  };
}
