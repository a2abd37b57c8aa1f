// What one player's screen showed and how long its inputs took. In: a headless player, watched frame by frame.
// Out: the verdict of its screen on each of its shots, delays, corrections. Run by the netcode proof.
import type { OrbView, ShotView, WorldView } from "../../client/game/WorldView.ts";
import type { PlayerSink } from "../../shared/sim/types.ts";
import { RAIL } from "../../shared/sim/weaponDefs.ts";
import type { HeadlessPlayer } from "../helpers/headlessPlayer.ts";
import { type Body, firstOnRay } from "./geometry.ts";
import { type Applied, type ServerLog, shotKey } from "./serverLog.ts";
import type { Sample } from "./stats.ts";

/** A Rail as its shooter saw it leave. */
export interface SeenRail {
  readonly key: number;
  readonly atMs: number;
  /** The input that it left with. */
  readonly seq: number;
  /** Whom the ray met among the bodies drawn in the frame before: the picture that the aim was made from. */
  readonly victim: number;
  readonly offU: number;
  readonly alongU: number;
}

/** How old the picture of the others was that an input was made at, and how far back the server looked for it, ms. */
export interface Look {
  readonly ageMs: number;
  readonly rewindMs: number;
}

/** What a volley of Pulses is fired at. */
export interface Volley {
  readonly bandU: number;
  readonly target: number;
}

/** A Pulse or an Orb as its shooter saw it. */
export interface SeenShot {
  readonly move: "pulse" | "orb";
  readonly key: number;
  readonly atMs: number;
  /** The volley that it belongs to; null for none. */
  readonly volley: Volley | null;
  /** Marked as a pending hit. */
  marked: boolean;
  /** How far it had flown on the screen when it was there last, u; of Pulses. */
  flownU: number;
  /** The first frame without it, the latest frame while it is on the screen; its view while it is there. */
  goneAtMs: number;
  view: ShotView | OrbView | null;
}

/** Of the game's own shots the id is not part of what the screen shows. */
type IdentifiedShot = (ShotView | OrbView) & { readonly shotId: number };

/** The low bits of a shot id are all that the game keeps of it. */
const ID_MASK = 0xff;

export class PlayerLog {
  readonly player: HeadlessPlayer;
  readonly slot: number;
  readonly server: ServerLog;
  readonly rails: SeenRail[] = [];
  /** Pulses and Orbs that the prediction fired. */
  readonly shots: SeenShot[] = [];
  readonly sendToApply: Sample[] = [];
  readonly interpolation: Sample[] = [];
  readonly clockErrorsMs: number[] = [];
  /** Sizes of the corrections above 0.01 u, u. */
  readonly correctionsU: number[] = [];
  /** Set by who pulls the trigger. */
  volley: Volley | null = null;
  /** Nothing is kept before it is on: the link's delay is still being learnt. */
  isOn = false;
  /** By seq of the inputs that the server has used. */
  readonly looks = new Map<number, Look>();
  /** Inputs that are not applied yet, by seq. */
  private readonly sent = new Map<number, { readonly atMs: number; readonly viewMs: number }>();
  /** The bodies of the frame before. */
  private drawn: Body[] = [];
  /** Fired in this frame, and on the screen. */
  private fired: SeenShot[] = [];
  private shown: SeenShot[] = [];

  constructor(player: HeadlessPlayer, server: ServerLog) {
    this.player = player;
    this.slot = player.slot;
    this.server = server;
    this.watchPrediction();
    this.watchSends();
  }

  /** After each frame. */
  note(view: WorldView): void {
    this.nameNewShots(view);
    this.noteMarks(view);
    this.noteShown(view);
    if (this.isOn) this.sample(view);
    this.drawn = view.actors
      .filter((actor) => actor.present && actor.alive && !actor.isSelf && !actor.isProtected)
      .map(({ slot, x, y }) => ({ slot, x, y }));
  }

  noteApplied(seq: number, { atMs, serverMs, rewindMs }: Applied): void {
    const sent = this.sent.get(seq);
    if (sent === undefined) return;
    this.sent.delete(seq);
    if (!this.isOn) return;
    this.looks.set(seq, { ageMs: serverMs - sent.viewMs, rewindMs });
    this.sendToApply.push({ atMs, value: atMs - sent.atMs });
  }

  /** Its live prediction reports to the game's inbox, which is the game's own: wrapped where it stands. */
  private watchPrediction(): void {
    const { inbox } = this.player.game as unknown as { inbox: PlayerSink };
    const pulseFired = inbox.pulseFired.bind(inbox);
    inbox.pulseFired = (slot, shotId, x, y, aim) => {
      pulseFired(slot, shotId, x, y, aim);
      this.noteFired("pulse", shotKey(slot, shotId));
    };
    const orbFired = inbox.orbFired.bind(inbox);
    inbox.orbFired = (slot, shotId, x, y, aim) => {
      orbFired(slot, shotId, x, y, aim);
      this.noteFired("orb", shotKey(slot, shotId));
    };
    const railFired = inbox.railFired.bind(inbox);
    inbox.railFired = (slot, shotId, x, y, aim) => {
      railFired(slot, shotId, x, y, aim);
      if (!this.isOn) return;
      const met = firstOnRay(this.drawn, this.player.view.map, x, y, aim, RAIL.rangeU);
      const seq = this.player.game.link.prediction?.input.sentCount ?? 0;
      this.rails.push({ key: shotKey(slot, shotId), atMs: performance.now(), seq, ...met });
    };
  }

  private noteFired(move: "pulse" | "orb", key: number): void {
    const { volley } = this;
    const atMs = performance.now();
    this.fired.push({
      move,
      key,
      atMs,
      volley,
      marked: false,
      flownU: 0,
      goneAtMs: atMs,
      view: null,
    });
  }

  private watchSends(): void {
    const { link } = this.player.game;
    if (link.prediction === null) throw new Error(`slot ${this.slot}: no prediction yet`);
    const tickMs = 1000 / link.connection.tickHz;
    link.prediction.input.onSend((seq) => {
      const viewMs = link.timeline.viewTick * tickMs;
      this.sent.set(seq, { atMs: performance.now(), viewMs });
    });
  }

  /** Each shot that was fired in this frame is given the view that shows it. */
  private nameNewShots(view: WorldView): void {
    for (const shot of this.fired) {
      shot.view = this.viewOf(shot, view);
      if (this.isOn) this.shots.push(shot);
      this.shown.push(shot);
    }
    this.fired = [];
  }

  /** Point-blank, a shot may be over in the frame that shows it: then it left its mark. */
  private viewOf(shot: SeenShot, view: WorldView): ShotView | OrbView | null {
    const views: readonly (ShotView | OrbView)[] = shot.move === "orb" ? view.orbs : view.shots;
    const ofThisId = views.filter((one) => isShownBy(one, shot));
    return ofThisId.find(({ active }) => active) ?? ofThisId.find(hasMark(view)) ?? null;
  }

  /** A mark is made where the shot that made it is. */
  private noteMarks(view: WorldView): void {
    for (const event of view.events) {
      if (event.kind !== "hitPending") continue;
      const shot = this.shown.findLast(
        (one) => one.view !== null && one.view.x === event.x && one.view.y === event.y,
      );
      if (shot !== undefined) shot.marked = true;
    }
  }

  private noteShown(view: WorldView): void {
    for (const shot of this.shown) {
      shot.goneAtMs = view.timeMs;
      if (!shot.view?.active || !isShownBy(shot.view, shot)) shot.view = null;
      else if ("flownU" in shot.view) shot.flownU = shot.view.flownU;
    }
    this.shown = this.shown.filter((shot) => shot.view !== null);
  }

  private sample(view: WorldView): void {
    const { link } = this.player.game;
    const last = link.prediction?.corrections.at(-1);
    if (last !== undefined && last.atMs === view.timeMs) this.correctionsU.push(last.sizeU);
    this.interpolation.push({ atMs: view.timeMs, value: link.timeline.delayMs });
    const guessMs = link.connection.room.clock.serverNow();
    this.clockErrorsMs.push(Math.abs(guessMs - this.server.serverMs(performance.now())));
  }
}

/** The game keeps the low byte of a shot's id beside what it shows. */
function isShownBy(view: ShotView | OrbView, { key }: SeenShot): boolean {
  return view.own && (view as IdentifiedShot).shotId === (key & ID_MASK);
}

function hasMark({ events }: WorldView): (view: ShotView | OrbView) => boolean {
  return ({ x, y }) =>
    events.some((event) => event.kind === "hitPending" && event.x === x && event.y === y);
}
