// The game behind the screen: once a frame it sends inputs, reads prediction and timeline, and rebuilds the
// WorldView. In: a connection and an input source. Out: WorldView. No renderer, no DOM: tests run it headless.
import { BODY_RADIUS_U, OPEN_ARENA_TICK_HZ } from "../../shared/sim/constants.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { PULSE } from "../../shared/sim/weaponDefs.ts";
import type { InputSource } from "../input/InputSource.ts";
import { ArenaLink } from "../net/arenaLink.ts";
import type { Connection } from "../net/connection.ts";
import { ActorField } from "./ActorField.ts";
import { EventInbox } from "./EventInbox.ts";
import type { GameSource } from "./GameSource.ts";
import { HudModel } from "./HudModel.ts";
import { NetModel } from "./NetModel.ts";
import { PickupField } from "./PickupField.ts";
import { ShotField } from "./ShotField.ts";
import type { ViewEvent, WorldView } from "./WorldView.ts";

/** An own shot is seen to meet a body at this distance, u. */
const TOUCH_U = BODY_RADIUS_U + PULSE.radiusU;

export class GameClient implements GameSource {
  readonly view: WorldView;
  readonly link: ArenaLink;
  /** Frame time, ms. */
  nowMs = 0;
  readonly actors: ActorField;
  private readonly shots = new ShotField();
  private readonly inbox = new EventInbox(this.shots);
  private readonly pickups = new PickupField();
  private readonly hud: HudModel;
  private readonly net: NetModel;
  private readonly events: ViewEvent[] = [];
  private readonly input: InputSource;
  private pointX = 0;
  private pointY = 0;
  private triggerHeld = false;

  constructor(connection: Connection, input: InputSource) {
    this.input = input;
    this.link = new ArenaLink(connection, OPEN_ARENA_TICK_HZ, this.inbox, this.inbox);
    this.actors = new ActorField(this.link);
    this.inbox.context = this;
    this.hud = new HudModel(this.link, this.actors);
    this.net = new NetModel(this.link);
    this.view = {
      timeMs: 0,
      map: this.link.map,
      self: null,
      actors: this.actors.actors,
      shots: this.shots.shots,
      pickups: this.pickups.pickups,
      events: this.events,
      hud: this.hud.view,
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
    this.shots.advance(nowMs, link.timeline.drawnMs, link.inputRttMs, this.touches, events);
    this.pickups.update(link, events);
    this.hud.update(nowMs, events);
    this.net.update(nowMs);
    view.timeMs = nowMs;
    view.self = this.actors.self;
    view.pickups = this.pickups.pickups;
  }

  dispose(): void {
    this.link.dispose();
  }

  private readonly stage = (out: InputCmd, isSent: boolean): void => {
    this.input.sample(out, isSent);
    const { self } = this.actors;
    if (self !== null) out.aim = aimOf(this.pointX - self.x, this.pointY - self.y);
    if (!isSent) return;
    const trigger = (out.buttons & Button.Fire) !== 0;
    const reloading = (this.link.prediction?.state.reloadEndStep ?? 0) !== 0;
    if (trigger && !this.triggerHeld && reloading) this.events.push({ kind: "emptyMagazine" });
    this.triggerHeld = trigger;
  };

  private readonly touches = (x: number, y: number): boolean => {
    for (const actor of this.actors.actors) {
      if (!actor.present || !actor.alive || actor.isSelf || actor.isProtected) continue;
      const dx = actor.x - x;
      const dy = actor.y - y;
      if (dx * dx + dy * dy <= TOUCH_U * TOUCH_U) return true;
    }
    return false;
  };

  private followMap(): void {
    if (this.view.map === this.link.map) return;
    this.view.map = this.link.map;
    this.shots.clear();
  }
}
