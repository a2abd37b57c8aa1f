// A shooter at the keys: roams around its place, and fires Rails and Pulse volleys at bodies where its screen draws
// them. In: the frame as drawn. Out: the pressed buttons and the point aimed at. Run by the netcode proof.
import type { ActorView, WorldView } from "../../client/game/WorldView.ts";
import { MOVE_AXIS_MAX } from "../../shared/sim/constants.ts";
import { PULSE_RANGE_U } from "../../shared/sim/projectiles.ts";
import { isSightClear } from "../../shared/sim/raycast.ts";
import { makeRng, type Rng } from "../../shared/sim/rng.ts";
import { Button } from "../../shared/sim/types.ts";
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import type { HeadlessPlayer } from "../helpers/headlessPlayer.ts";
import type { PlayerLog } from "./playerLog.ts";
import { chance } from "./scene.ts";

/** Distances that Pulse volleys are fired over, u, and how far from it a target may be. */
export const BANDS_U = [100, 300, 500] as const;
const BAND_SLACK_U = 50;
const VOLLEY_PULSES = 4;
/** Rails are fired at bodies up to this far, u: what moves away in the wind-up stays in range. */
const RAIL_TARGET_U = 500;
/** A target that crosses the line of fire faster than this is preferred, u/s; any other after a while. */
const CROSSING_U_PER_S = 180;
const PATIENCE_MS = 1200;
/** People do not aim at the middle: rays pass it by up to this much, u, half a body. */
const AIM_ERROR_U = 10;
/** Stays this near to its place, u. */
const ROAM_U = 70;
/** An attempt that came to nothing is given up after this long, ms. */
const GIVE_UP_MS = 1500;

type Doing = { readonly move: "rail" | "volley"; readonly target: number; readonly errorU: number };

export class Shooter {
  readonly log: PlayerLog;
  /** Pulls the trigger; otherwise it only roams. */
  isArmed = false;
  volleys = 0;
  private readonly player: HeadlessPlayer;
  private readonly home: { readonly x: number; readonly y: number };
  private readonly rng: Rng;
  /** Who is fit for volleys: bodies that strafe. */
  private readonly strafers: ReadonlySet<number>;
  private doing: Doing | null = null;
  private doneBefore = 0;
  private sinceMs = 0;
  private next: "rail" | "volley" = "rail";
  private buttons = 0;
  private moveX = 0;
  private moveY = 0;
  private turnAtMs = 0;

  constructor(
    player: HeadlessPlayer,
    log: PlayerLog,
    home: { x: number; y: number },
    strafers: ReadonlySet<number>,
    seed: number,
  ) {
    this.player = player;
    this.log = log;
    this.home = home;
    this.strafers = strafers;
    this.rng = makeRng(seed);
    player.script = (out) => {
      out.moveX = this.moveX;
      out.moveY = this.moveY;
      out.buttons = this.buttons;
    };
  }

  /** After each frame: what to press in the next. */
  note(view: WorldView): void {
    const { self, timeMs } = view;
    this.buttons = 0;
    if (self === null || !self.alive) return;
    this.roam(self, timeMs);
    if (!this.isArmed) return;
    if (this.doing === null) this.choose(view, self);
    else if (this.isDone()) this.finish(timeMs);
    else if (timeMs - this.sinceMs > GIVE_UP_MS) this.doing = null;
    if (this.doing !== null) this.act(view, self, this.doing);
  }

  private choose(view: WorldView, self: ActorView): void {
    const state = this.player.game.link.prediction?.state;
    const ownStep = this.player.game.link.prediction?.ownStep ?? 0;
    if (state === undefined) return;
    const isRail = this.next === "rail";
    if (isRail ? ownStep < state.railReadyStep : state.reloadEndStep !== 0) return;
    const bandU = BANDS_U[this.volleys % BANDS_U.length] as number;
    const target = this.findTarget(view, self, isRail ? 0 : bandU);
    if (target === null) return;
    const errorU = isRail ? (chance(this.rng) * 2 - 1) * AIM_ERROR_U : 0;
    this.doing = { move: this.next, target: target.slot, errorU };
    this.doneBefore = isRail ? this.log.rails.length : this.log.shots.length;
    this.log.volley = isRail ? null : { bandU, target: target.slot };
    this.sinceMs = view.timeMs;
  }

  /** @param bandU distance of the target; 0 for any that a Rail reaches. */
  private findTarget(view: WorldView, self: ActorView, bandU: number): ActorView | null {
    const isPatient = view.timeMs - this.sinceMs < PATIENCE_MS;
    const fit = view.actors.filter((actor) => {
      if (!actor.present || !actor.alive || actor.isSelf || actor.isProtected) return false;
      if (bandU > 0 && !this.strafers.has(actor.slot)) return false;
      const dx = actor.x - self.x;
      const dy = actor.y - self.y;
      const distanceU = Math.hypot(dx, dy);
      const inRange =
        bandU === 0 ? distanceU < RAIL_TARGET_U : Math.abs(distanceU - bandU) < BAND_SLACK_U;
      if (!inRange || !isSightClear(view.map, self.x, self.y, actor.x, actor.y)) return false;
      const crossing = Math.abs(actor.vx * dy - actor.vy * dx) / Math.max(1, distanceU);
      return crossing > CROSSING_U_PER_S || !isPatient;
    });
    return fit[Math.floor(chance(this.rng) * fit.length)] ?? null;
  }

  private act(view: WorldView, self: ActorView, { move, target, errorU }: Doing): void {
    const actor = view.actors[target];
    if (!actor?.present || !actor.alive) {
      this.doing = null;
      return;
    }
    const leadS = move === "volley" ? this.leadS(self, actor) : 0;
    const x = actor.x + actor.vx * leadS;
    const y = actor.y + actor.vy * leadS;
    const distanceU = Math.max(1, Math.hypot(x - self.x, y - self.y));
    this.player.aim = {
      x: x - ((y - self.y) / distanceU) * errorU,
      y: y + ((x - self.x) / distanceU) * errorU,
    };
    this.buttons = move === "rail" ? Button.Rail : Button.Fire;
  }

  /** How far ahead of what is drawn a Pulse meets its target: SPEC.md's converging rule, solved for the lead. */
  private leadS(self: ActorView, actor: ActorView): number {
    const seenMs = this.player.game.link.rewindMs;
    const atMuzzleMs = Math.min(seenMs, PULSE.rewindMaxMs);
    let leadS = 0;
    for (let i = 0; i < 3; i++) {
      const x = actor.x + actor.vx * leadS - self.x;
      const y = actor.y + actor.vy * leadS - self.y;
      const flownU = Math.min(PULSE_RANGE_U, Math.hypot(x, y));
      const rewindMs = atMuzzleMs * (1 - flownU / PULSE_RANGE_U);
      leadS = (seenMs - rewindMs) / 1000 + flownU / (PULSE.speedUPerStep * 60);
    }
    return leadS;
  }

  private isDone(): boolean {
    const { rails, shots } = this.log;
    if (this.doing?.move === "rail") return rails.length > this.doneBefore;
    return shots.length >= this.doneBefore + VOLLEY_PULSES;
  }

  private finish(timeMs: number): void {
    if (this.doing?.move === "volley") this.volleys++;
    this.next = this.doing?.move === "rail" ? "volley" : "rail";
    this.doing = null;
    this.sinceMs = timeMs;
  }

  /** Any of nine ways for 0.2 to 0.8 s; back home when too far away. */
  private roam(self: ActorView, timeMs: number): void {
    const dx = this.home.x - self.x;
    const dy = this.home.y - self.y;
    const isFar = Math.hypot(dx, dy) > ROAM_U;
    if (timeMs < this.turnAtMs && !isFar) return;
    this.turnAtMs = timeMs + 200 + chance(this.rng) * 600;
    this.moveX = isFar ? Math.sign(dx) * MOVE_AXIS_MAX : this.anyAxis();
    this.moveY = isFar ? Math.sign(dy) * MOVE_AXIS_MAX : this.anyAxis();
  }

  private anyAxis(): number {
    return (Math.floor(chance(this.rng) * 3) - 1) * MOVE_AXIS_MAX;
  }
}
