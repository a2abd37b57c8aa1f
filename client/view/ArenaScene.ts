// The one scene: owns what is drawn and the order of a frame. In: a GameSource. Out: pixels,
// sounds, and the pointer's place in the world.
import * as Phaser from "phaser";
import type { GameSource } from "../game/GameSource.ts";
import type { WorldView } from "../game/WorldView.ts";
import { ActorLayer } from "./ActorLayer.ts";
import { Atlas } from "./Atlas.ts";
import { bodyArt } from "./art/bodyArt.ts";
import { chargeArt } from "./art/chargeArt.ts";
import { effectArt } from "./art/effectArt.ts";
import { iconArt } from "./art/iconArt.ts";
import { ringArt } from "./art/ringArt.ts";
import { CameraRig, type MotionSetting } from "./CameraRig.ts";
import { DamageNumbers } from "./DamageNumbers.ts";
import { EffectPool } from "./EffectPool.ts";
import { Emitter } from "./Emitter.ts";
import { playEvent } from "./eventSounds.ts";
import { FrameMeter } from "./FrameMeter.ts";
import { GhostLayer } from "./GhostLayer.ts";
import { type Layers, makeLayers } from "./layers.ts";
import { MapLayer } from "./MapLayer.ts";
import { MomentEffects } from "./MomentEffects.ts";
import { NameTags } from "./NameTags.ts";
import { OrbLayer } from "./OrbLayer.ts";
import { PickupLayer } from "./PickupLayer.ts";
import type { Pointer } from "./Pointer.ts";
import { RailLayer } from "./RailLayer.ts";
import { RingLayer } from "./RingLayer.ts";
import type { RendererKind } from "./rendererSupport.ts";
import { Scorches } from "./Scorches.ts";
import { ScreenLayer } from "./ScreenLayer.ts";
import { ShotLayer } from "./ShotLayer.ts";
import type { ViewBounds } from "./StampLayer.ts";
import type { SoundBoard } from "./sound.ts";
import type { Viewport } from "./viewport.ts";

export interface ArenaSceneOptions {
  readonly source: GameSource;
  readonly sound: SoundBoard;
  readonly renderer: RendererKind;
  readonly motion: MotionSetting;
  /** null: decided by the frame rate. */
  readonly lowEffects: boolean | null;
  readonly onReady: (game: Phaser.Game) => void;
  readonly onFailed: (error: unknown) => void;
  readonly onFrame: () => void;
}

/** Everything that needs the atlas, made once the scene runs. */
interface Stage {
  readonly layers: Layers;
  readonly map: MapLayer;
  readonly tags: NameTags;
  readonly actors: ActorLayer;
  readonly shots: ShotLayer;
  readonly rails: RailLayer;
  readonly orbs: OrbLayer;
  readonly ghosts: GhostLayer;
  readonly ring: RingLayer;
  readonly pickups: PickupLayer;
  readonly effects: EffectPool;
  readonly numbers: DamageNumbers;
  readonly scorches: Scorches;
  readonly screen: ScreenLayer;
  readonly moments: MomentEffects;
}

/** A frame longer than this is a pause, not motion, s. */
const LONGEST_STEP_S = 0.1;
/** A window that is being dragged changes its size each frame. */
const RESIZE_SETTLES_MS = 160;

export class ArenaScene extends Phaser.Scene {
  readonly meter = new FrameMeter();
  /** Where the pointer was in the world when the last frame began, u. */
  readonly pointerWorld = { x: 0, y: 0 };
  private readonly options: ArenaSceneOptions;
  private readonly rig: CameraRig;
  private readonly bounds: ViewBounds = { left: 0, top: 0, right: 0, bottom: 0 };
  private stage: Stage | null = null;
  private viewport: Viewport;
  private pointer: Pointer | null = null;
  private lastMs = 0;
  private isPlaced = false;
  private rebakeAtMs = Number.POSITIVE_INFINITY;

  constructor(options: ArenaSceneOptions, viewport: Viewport) {
    super("arena");
    this.options = options;
    this.viewport = viewport;
    this.rig = new CameraRig(options.motion);
  }

  create(): void {
    try {
      this.stage = this.makeStage();
      this.fitCamera();
      this.rebake();
      // The first aim needs a camera that stands somewhere.
      this.followSelf(this.options.source.view, 0);
      this.options.onReady(this.game);
    } catch (error) {
      this.stage = null;
      this.options.onFailed(error);
    }
  }

  /** The pointer over the canvas, once there is one. */
  setPointer(pointer: Pointer): void {
    this.pointer = pointer;
  }

  /**
   * Takes a new size of the canvas. What was baked for the old one serves until the size has
   * settled.
   */
  applyViewport(viewport: Viewport): void {
    const { zoom, pixelWidth, pixelHeight } = this.viewport;
    const isSame = viewport.pixelWidth === pixelWidth && viewport.pixelHeight === pixelHeight;
    this.viewport = viewport;
    if (!this.stage || isSame) return;
    this.fitCamera();
    if (viewport.zoom !== zoom) this.rebakeAtMs = performance.now() + RESIZE_SETTLES_MS;
  }

  private fitCamera(): void {
    const camera = this.cameras.main;
    camera.setSize(this.viewport.pixelWidth, this.viewport.pixelHeight);
    camera.setZoom(this.viewport.zoom);
  }

  private rebake(): void {
    this.rebakeAtMs = Number.POSITIVE_INFINITY;
    this.stage?.map.setZoom(this.viewport.zoom);
    this.stage?.tags.setViewport(this.viewport);
  }

  /** Asks the source for nothing from now on; Phaser itself ends a frame later. */
  stop(): void {
    this.stage = null;
  }

  override update(): void {
    const stage = this.stage;
    if (!stage) return;
    const nowMs = performance.now();
    const dtS = Math.min(LONGEST_STEP_S, Math.max(0, (nowMs - this.lastMs) / 1000));
    this.lastMs = nowMs;
    this.meter.count(nowMs);
    if (nowMs >= this.rebakeAtMs) this.rebake();
    this.aim();
    const { source } = this.options;
    source.frame(nowMs);
    const { view } = source;
    this.followSelf(view, dtS);
    this.consumeEvents(stage, view);
    this.placeCamera();
    this.draw(stage, view, dtS);
    this.adaptEffects(stage);
    this.options.onFrame();
  }

  /** Tells the game where the pointer is, by the unshaken camera that the player saw it over. */
  private aim(): void {
    const { rig, viewport, pointer, pointerWorld } = this;
    pointerWorld.x = rig.x + ((pointer?.shareX ?? 0.6) - 0.5) * viewport.widthU;
    pointerWorld.y = rig.y + ((pointer?.shareY ?? 0.5) - 0.5) * viewport.heightU;
    this.options.source.aimAt(pointerWorld.x, pointerWorld.y);
  }

  private followSelf(view: WorldView, dtS: number): void {
    const { rig, viewport, pointer } = this;
    const { self, map, watch } = view;
    if (watch) {
      rig.follow(watch.x, watch.y);
      this.isPlaced = true;
      // Who watches does not aim: the picture follows the player alone.
      rig.update(dtS, 0, 0);
      return;
    }
    if (self && (self.alive || !this.isPlaced)) {
      rig.follow(self.x, self.y);
      this.isPlaced = true;
    } else if (!this.isPlaced) rig.follow(map.widthU / 2, map.heightU / 2);
    const shareX = Math.min(1, Math.max(0, pointer?.shareX ?? 0.5));
    const shareY = Math.min(1, Math.max(0, pointer?.shareY ?? 0.5));
    rig.update(dtS, (shareX - 0.5) * viewport.widthU, (shareY - 0.5) * viewport.heightU);
  }

  private consumeEvents(stage: Stage, view: WorldView): void {
    const { sound } = this.options;
    sound.setListener(this.rig.x, this.rig.y);
    for (const event of view.events) {
      stage.moments.show(event, view.actors, view.timeMs);
      playEvent(sound, event);
    }
  }

  private placeCamera(): void {
    const { rig, bounds, viewport } = this;
    const x = rig.x + rig.shakeX;
    const y = rig.y + rig.shakeY;
    // Phaser zooms about the middle of the canvas, and scrolls in px of zoom 1.
    this.cameras.main.setScroll(x - viewport.pixelWidth / 2, y - viewport.pixelHeight / 2);
    bounds.left = x - viewport.widthU / 2;
    bounds.right = x + viewport.widthU / 2;
    bounds.top = y - viewport.heightU / 2;
    bounds.bottom = y + viewport.heightU / 2;
  }

  private draw(stage: Stage, view: WorldView, dtS: number): void {
    const { bounds, viewport, pointer } = this;
    stage.map.setMap(view.map);
    stage.map.update(bounds);
    for (const layer of stage.layers.all) layer.begin();
    stage.scorches.update(dtS);
    stage.ring.draw(view.duel?.ring ?? null, view.timeMs);
    stage.pickups.draw(view.pickups, view.timeMs);
    stage.ghosts.draw(view.ghosts, view.actors);
    stage.rails.draw(view.actors, view.map);
    stage.actors.draw(view.actors, view.timeMs, view.watch === null ? null : view.duel);
    stage.shots.draw(view.shots);
    stage.orbs.draw(view.orbs);
    stage.effects.update(dtS);
    stage.numbers.update(dtS);
    stage.screen.draw(
      view.hud,
      view.duel?.ring.isOutside === true,
      dtS,
      view.timeMs,
      bounds.left + (pointer?.shareX ?? 0.5) * viewport.widthU,
      bounds.top + (pointer?.shareY ?? 0.5) * viewport.heightU,
      viewport.density / viewport.zoom,
      pointer?.isOver === true && view.watch === null,
    );
    for (const layer of stage.layers.all) layer.end();
  }

  private adaptEffects(stage: Stage): void {
    if (this.options.lowEffects === null && this.meter.hasTurnedSlow()) stage.effects.setLow(true);
  }

  private makeStage(): Stage {
    const { renderer, motion, lowEffects } = this.options;
    const isWebgl = renderer === "webgl";
    // GPUs halve an image smoothly, a Canvas copies best at its own size.
    const unitPx = isWebgl ? 2 : Math.min(2, Math.max(1, this.viewport.zoom));
    const arts = [...bodyArt, ...effectArt, ...chargeArt, ...iconArt, ...ringArt];
    const atlas = new Atlas(this.textures, arts, unitPx);
    const layers = makeLayers(this, atlas, this.bounds);
    const effects = new EffectPool(atlas.frame("glowWhite"), layers.sparks, lowEffects ?? false);
    const tags = new NameTags(this);
    const actors = new ActorLayer(atlas, layers, tags, effects, this.bounds, {
      motion,
      hasFloorGlow: isWebgl && lowEffects !== true,
    });
    const numbers = new DamageNumbers(atlas, layers.numbers);
    const scorches = new Scorches(atlas, layers.ground);
    const screen = new ScreenLayer(atlas, layers.screen, this.bounds, isWebgl);
    return {
      layers,
      map: new MapLayer(this, !isWebgl),
      tags,
      actors,
      shots: new ShotLayer(atlas, layers.trails),
      rails: new RailLayer(atlas, layers),
      orbs: new OrbLayer(atlas, layers, motion),
      ghosts: new GhostLayer(atlas, layers.ground),
      ring: new RingLayer(this, atlas, layers, this.bounds),
      pickups: new PickupLayer(atlas, layers, motion),
      effects,
      numbers,
      screen,
      scorches,
      moments: new MomentEffects({
        atlas,
        emitter: new Emitter(atlas, layers, effects),
        actors,
        numbers,
        scorches,
        screen,
        rig: this.rig,
      }),
    };
  }
}
