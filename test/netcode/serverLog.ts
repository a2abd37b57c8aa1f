// What the server decided, and what it would have decided in its own present. In: an arena in this process, whose
// events and ticks are watched. Out: a record for each Rail and Pulse that it fired. Run by the netcode proof.
import type { Arena } from "../../server/match/Arena.ts";
import { BODY_RADIUS_U } from "../../shared/sim/constants.ts";
import { MAX_COMMANDS_PER_TICK } from "../../shared/sim/inbox.ts";
import { pulseRangeU } from "../../shared/sim/projectiles.ts";
import { presentTick, REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { Verdict, type WorldSink } from "../../shared/sim/types.ts";
import { Move, PULSE, RAIL } from "../../shared/sim/weaponDefs.ts";
import type { World } from "../../shared/sim/world.ts";
import { type Body, distanceToPath, firstOnRay } from "./geometry.ts";

export type Denial = "dodged" | "blocked";

/** A shot that the server fired. */
export interface ServerShot {
  readonly slot: number;
  readonly shotId: number;
  readonly x: number;
  readonly y: number;
  readonly aim: number;
  /** Whom it hit; -1 for nobody. */
  victim: number;
  denied: Denial | null;
  /** Whom it meets in the server's present, without compensation; -1 for nobody. */
  controlVictim: number;
}

export interface ServerPulse extends ServerShot {
  /** World step in which it moves for the first time. */
  readonly bornStep: number;
  readonly rangeU: number;
  /** Where its hit was on its way, and how far from the victim's present pose it passed, u; NaN without one. */
  hitAtU: number;
  hitMissU: number;
}

/** How the server takes an input. */
export interface Applied {
  /** ms of performance.now(). */
  readonly atMs: number;
  /** The instant of the poses that its tick tests hits against, ms of the server's clock. */
  readonly serverMs: number;
  /** How far back the server lets it look, before a weapon's own cap, ms. */
  readonly rewindMs: number;
}

/** A body and a Pulse touch at this distance of their middles, u. */
const TOUCH_U = BODY_RADIUS_U + PULSE.radiusU;

export class ServerLog {
  readonly rails = new Map<number, ServerShot>();
  readonly pulses = new Map<number, ServerPulse>();
  /** Orbs fired, by key. */
  readonly orbs = new Set<number>();
  /** Hits by Orbs, which push, and by dashes. */
  knocks = 0;
  strikes = 0;
  /** A client's input is applied. */
  onApplied: (slot: number, seq: number, applied: Applied) => void = () => undefined;
  private readonly arena: Arena;
  private readonly flying: ServerPulse[] = [];
  private readonly newRails: ServerShot[] = [];
  private tickAtMs = 0;

  constructor(arena: Arena) {
    this.arena = arena;
    this.watchEvents();
    this.watchTicks();
  }

  /** The server's clock now, ms: the end of the last tick and the time since. */
  serverMs(nowMs: number): number {
    return this.tickEndMs + nowMs - this.tickAtMs;
  }

  private get tickEndMs(): number {
    return (this.arena.world.tick * 1000) / this.arena.world.tickHz;
  }

  private watchTicks(): void {
    const { arena } = this;
    const { world, inbox } = arena;
    const step = arena.step.bind(arena);
    arena.step = (people) => {
      const atMs = performance.now();
      const tickMs = 1000 / world.tickHz;
      const serverMs = presentTick(world) * tickMs;
      for (let slot = 0; slot < world.maxPlayers; slot++) {
        const first = slot * MAX_COMMANDS_PER_TICK;
        const count = inbox.counts[slot] as number;
        for (let i = first; i < first + count; i++) {
          const rewindMs = ((inbox.rewinds[i] as number) * tickMs) / REWIND_PER_TICK;
          this.onApplied(slot, inbox.seqs[i] as number, { atMs, serverMs, rewindMs });
        }
      }
      const firstStep = world.step;
      step(people);
      this.tickAtMs = atMs;
      this.judgePresent(world, firstStep);
    };
  }

  /** The control: what the shots of this tick meet when nobody looks into the past. */
  private judgePresent(world: World, firstStep: number): void {
    const bodies = bodiesOf(world);
    for (const shot of this.newRails) {
      const others = bodies.filter(({ slot }) => slot !== shot.slot);
      const { x, y, aim } = shot;
      shot.controlVictim = firstOnRay(others, world.map, x, y, aim, RAIL.rangeU).victim;
    }
    this.newRails.length = 0;
    let kept = 0;
    for (const pulse of this.flying) {
      const toU = (world.step - pulse.bornStep) * PULSE.speedUPerStep;
      const fromU = Math.max(0, (firstStep - pulse.bornStep) * PULSE.speedUPerStep);
      for (const { slot, x, y } of bodies) {
        if (slot === pulse.slot || pulse.controlVictim >= 0) continue;
        const endU = Math.min(toU, pulse.rangeU);
        const offU = distanceToPath(x, y, pulse.x, pulse.y, pulse.aim, fromU, endU);
        if (offU <= TOUCH_U) pulse.controlVictim = slot;
      }
      if (toU < pulse.rangeU && pulse.controlVictim < 0) this.flying[kept++] = pulse;
    }
    this.flying.length = kept;
  }

  /** The arena's sink is its own affair: its methods are wrapped where they stand. */
  private watchEvents(): void {
    const { fanout } = this.arena as unknown as { fanout: WorldSink };
    wrap(fanout, "railEnded", (slot, shotId, x, y, aim) => {
      const shot = { slot, shotId, x, y, aim, victim: -1, denied: null, controlVictim: -1 };
      this.rails.set(shotKey(slot, shotId), shot);
      this.newRails.push(shot);
    });
    wrap(fanout, "pulseFired", (slot, shotId, x, y, aim) => this.addPulse(slot, shotId, x, y, aim));
    wrap(fanout, "orbFired", (slot, shotId) => this.orbs.add(shotKey(slot, shotId)));
    wrap(fanout, "hit", (attacker, victim, _damage, move, x, y, shotId) => {
      if (move === Move.Orb) this.knocks++;
      if (move === Move.Dash) this.strikes++;
      const shot = this.find(attacker, move, shotId);
      if (shot !== undefined) shot.victim = victim;
      if (move === Move.Pulse) this.noteHitPlace(shot as ServerPulse | undefined, x, y);
    });
    wrap(fanout, "denied", (attacker, _victim, move, shotId, verdict) => {
      const shot = this.find(attacker, move, shotId);
      if (shot !== undefined) shot.denied = verdict === Verdict.Dodged ? "dodged" : "blocked";
    });
  }

  private addPulse(slot: number, shotId: number, x: number, y: number, aim: number): void {
    const { world } = this.arena;
    const pulse: ServerPulse = {
      slot,
      shotId,
      x,
      y,
      aim,
      victim: -1,
      denied: null,
      controlVictim: -1,
      bornStep: world.commandSink.bornStep,
      rangeU: pulseRangeU(world.map, x, y, aim),
      hitAtU: Number.NaN,
      hitMissU: Number.NaN,
    };
    this.pulses.set(shotKey(slot, shotId), pulse);
    this.flying.push(pulse);
  }

  /** (x, y) is the victim's present pose; the Pulse flies its step while the world counts it. */
  private noteHitPlace(pulse: ServerPulse | undefined, x: number, y: number): void {
    if (pulse === undefined) return;
    const age = this.arena.world.step - pulse.bornStep + 1;
    const toU = Math.min(pulse.rangeU, age * PULSE.speedUPerStep);
    const fromU = (age - 1) * PULSE.speedUPerStep;
    pulse.hitAtU = fromU;
    pulse.hitMissU = distanceToPath(x, y, pulse.x, pulse.y, pulse.aim, fromU, toU);
  }

  private find(slot: number, move: Move, shotId: number): ServerShot | undefined {
    if (move === Move.Rail) return this.rails.get(shotKey(slot, shotId));
    return move === Move.Pulse ? this.pulses.get(shotKey(slot, shotId)) : undefined;
  }
}

/** One number for a slot's shot; shot ids have 16 bits. */
export function shotKey(slot: number, shotId: number): number {
  return slot * 0x10000 + (shotId & 0xffff);
}

function bodiesOf(world: World): Body[] {
  return world.players
    .filter(({ active, isAway, state }) => active && !isAway && state.alive === 1)
    .map(({ slot, poseX, poseY }) => ({ slot, x: poseX, y: poseY }));
}

/** Calls `before` ahead of one of the sink's methods. */
function wrap<K extends keyof WorldSink>(
  sink: WorldSink,
  name: K,
  before: (...args: Parameters<WorldSink[K]>) => void,
): void {
  const method = sink[name].bind(sink) as (...args: Parameters<WorldSink[K]>) => void;
  const wrapped = (...args: Parameters<WorldSink[K]>): void => {
    before(...args);
    method(...args);
  };
  sink[name] = wrapped as WorldSink[K];
}
