// The game behind the screen: once a frame it sends inputs, reads prediction and timeline, and rebuilds the
// WorldView. In: a connection and an input source. Out: WorldView. No renderer, no DOM: tests run it headless.
import { Message } from "../../shared/net/protocol.ts";
import { BODY_RADIUS_U } from "../../shared/sim/constants.ts";
import { pulseTicksAgo } from "../../shared/sim/projectiles.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { ORB, PULSE } from "../../shared/sim/weaponDefs.ts";
import type { InputSource } from "../input/InputSource.ts";
import { watchActionOf } from "../input/watchKeys.ts";
import { ArenaLink } from "../net/arenaLink.ts";
import type { Connection } from "../net/connection.ts";
import { ActorField } from "./ActorField.ts";
import { DuelModel } from "./DuelModel.ts";
import { EventInbox } from "./EventInbox.ts";
import type { GameSource } from "./GameSource.ts";
import { HudModel } from "./HudModel.ts";
import { NetModel } from "./NetModel.ts";
import { OrbField, type OrbFrame } from "./OrbField.ts";
import { PickupField } from "./PickupField.ts";
import { ShotField } from "./ShotField.ts";
import { WatchModel } from "./WatchModel.ts";
import type { ViewEvent, WorldView } from "./WorldView.ts";

/** An own shot is seen to meet a body at this distance, u. */
const TOUCH_U = BODY_RADIUS_U + PULSE.radiusU;
/** A sign that comes later than this answers nothing any more, ms. */
const EMOTE_TTL_MS = 5000;
/** A rematch is wanted now or not at all, ms. */
const REMATCH_TTL_MS = 5000;
const ORB_TOUCH_U = BODY_RADIUS_U + ORB.radiusU;

export class GameClient implements GameSource {
  readonly view: WorldView;
  readonly link: ArenaLink;
  /** Frame time, ms. */
  nowMs = 0;
  readonly actors: ActorField;
  private readonly shots = new ShotField();
  private readonly orbs = new OrbField();
  private readonly inbox = new EventInbox(this.shots, this.orbs);
  private readonly pickups = new PickupField();
  private readonly hud: HudModel;
  private readonly duel: DuelModel;
  private readonly watch: WatchModel;
  private readonly net: NetModel;
  private readonly events: ViewEvent[] = [];
  private readonly input: InputSource;
  private pointX = 0;
  private pointY = 0;
  private triggerHeld = false;

  constructor(connection: Connection, input: InputSource) {
    this.input = input;
    this.link = new ArenaLink(connection, this.inbox, this.inbox);
    this.actors = new ActorField(this.link);
    this.inbox.context = this;
    this.hud = new HudModel(this.link, this.actors);
    this.net = new NetModel(this.link);
    this.watch = new WatchModel(this.link, this.actors);
    this.duel = new DuelModel(this.link, this.actors);
    this.view = {
      timeMs: 0,
      map: this.link.map,
      self: null,
      actors: this.actors.actors,
      shots: this.shots.shots,
      orbs: this.orbs.orbs,
      ghosts: [],
      pickups: this.pickups.pickups,
      events: this.events,
      hud: this.hud.view,
      duel: null,
      watch: null,
      connection: this.net.connection,
      net: this.net.stats,
    };
  }

  aimAt(worldX: number, worldY: number): void {
    this.pointX = worldX;
    this.pointY = worldY;
  }

  frame(nowMs: number): void {
    const { link, view, events } = this;
    this.nowMs = nowMs;
    events.length = 0;
    link.advance(nowMs, this.stage);
    this.actors.update(nowMs, events);
    this.inbox.drainInto(events);
    this.followMap();
    this.shots.advance(
      nowMs,
      link.timeline.drawnMs,
      link.prediction?.ackedSeq ?? 0,
      this.touches,
      events,
    );
    this.orbs.advance(this.orbFrame(), events);
    this.pickups.update(link, events);
    this.watch.update(nowMs, this.held);
    view.watch = this.watch.view;
    view.duel = this.duel.update(view.watch, events);
    this.hud.update(nowMs, events);
    if (events.some(isNewRound)) this.clearAir();
    this.net.update(nowMs);
    view.timeMs = nowMs;
    view.self = this.actors.self;
    view.pickups = this.pickups.pickups;
  }

  /** Asks for the own emote; one that was asked for in a break shows after it, unless that takes too long. */
  emote(): void {
    const { requests } = this.link.connection;
    if (this.actors.self !== null && !requests.isPending(Message.Emote))
      void requests.send(Message.Emote, {}, EMOTE_TTL_MS);
  }

  /** Asks for the same two once more. The state says who has asked. */
  rematch(): void {
    const { requests } = this.link.connection;
    if (!requests.isPending(Message.Rematch))
      void requests.send(Message.Rematch, {}, REMATCH_TTL_MS);
  }

  /** A key of who watches. @returns false when it was not taken: who plays has other uses for it. */
  watchKey(code: string): boolean {
    const action = watchActionOf(code);
    return action !== null && this.watch.act(action);
  }

  dispose(): void {
    this.link.dispose();
  }

  /** What is pressed, for the free camera. */
  private readonly held: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };

  private readonly stage = (out: InputCmd, isSent: boolean): void => {
    // Nothing is sent for who watches: taps are used up by looking at them.
    const isWatching = this.link.owner === null;
    this.input.sample(out, isSent || isWatching);
    this.held.moveX = out.moveX;
    this.held.moveY = out.moveY;
    const { self } = this.actors;
    if (self !== null) out.aim = aimOf(this.pointX - self.x, this.pointY - self.y);
    if (!isSent) return;
    const trigger = (out.buttons & Button.Fire) !== 0;
    const reloading = (this.link.prediction?.state.reloadEndStep ?? 0) !== 0;
    if (trigger && !this.triggerHeld && reloading) this.events.push({ kind: "emptyMagazine" });
    this.triggerHeld = trigger;
  };

  /**
   * The rule of converging compensation as the server applies it: a shot is tested against where a body is seen at
   * the muzzle, and where it will be by then at the end of the range.
   */
  private readonly touches = (x: number, y: number, flownU: number): boolean => {
    const muzzleMs = Math.min(this.link.rewindMs, PULSE.rewindMaxMs);
    const aheadS = (this.link.rewindMs - pulseTicksAgo(muzzleMs, flownU)) / 1000;
    for (const actor of this.actors.actors) {
      if (!actor.present || !actor.alive || actor.isSelf || actor.isProtected) continue;
      const dx = actor.x + actor.vx * aheadS - x;
      const dy = actor.y + actor.vy * aheadS - y;
      if (dx * dx + dy * dy <= TOUCH_U * TOUCH_U) return true;
    }
    return false;
  };

  private readonly touchesOrb = (x: number, y: number, owner: number): boolean => {
    for (const actor of this.actors.actors) {
      if (!actor.present || !actor.alive || actor.slot === owner) continue;
      const dx = actor.x - x;
      const dy = actor.y - y;
      if (dx * dx + dy * dy <= ORB_TOUCH_U * ORB_TOUCH_U) return true;
    }
    return false;
  };

  private orbFrame(): OrbFrame {
    const { link, nowMs } = this;
    return {
      map: link.map,
      nowMs,
      drawnMs: link.timeline.drawnMs,
      presentMs: link.ownPresentMs,
      inputRttMs: link.inputRttMs,
      ackedSeq: link.prediction?.ackedSeq ?? 0,
      touches: this.touchesOrb,
    };
  }

  private followMap(): void {
    if (this.view.map === this.link.map) return;
    this.view.map = this.link.map;
    this.clearAir();
  }

  /** Nothing in flight survives into the next round. */
  private clearAir(): void {
    this.shots.clear();
    this.orbs.clear();
  }
}

function isNewRound({ kind }: ViewEvent): boolean {
  return kind === "roundStarted" || kind === "duelReady";
}
