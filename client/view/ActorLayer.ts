// Players on screen. In: actors, once a frame. Out: stamps of bodies with what surrounds them,
// names, and the afterimages of dashes.
import type * as Phaser from "phaser";
import { MAX_HP, MAX_SHIELD } from "../../shared/sim/constants.ts";
import type { DuelView } from "../game/DuelView.ts";
import type { ActorView } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import { BAR_WIDTH_U } from "./art/bodyArt.ts";
import type { MotionSetting } from "./CameraRig.ts";
import type { EffectPool } from "./EffectPool.ts";
import type { Layers } from "./layers.ts";
import type { NameTags } from "./NameTags.ts";
import type { ViewBounds } from "./StampLayer.ts";

/** Afterimages: 5 in the 167 ms of a dash, each 180 ms long. */
const GHOST_EVERY_MS = 33;
const GHOST_LIFE_S = 0.18;
const HIT_FLASH_MS = 90;
const BAR_ABOVE_U = 36;
const CROWN_ABOVE_U = 38;
const NAME_BELOW_U = 30;
/** Above the health bar, and above the crown. */
const EMOTE_ABOVE_U = 62;
const EMOTE_ABOVE_CROWN_U = 88;
/** Bar fillings are 8 u wide in the atlas. */
const BAR_ART_WIDTH_U = 8;

export interface ActorLayerOptions {
  readonly motion: MotionSetting;
  /** Whether all bodies throw light on the floor, or the own one only. */
  readonly hasFloorGlow: boolean;
}

export class ActorLayer {
  private readonly layers: Layers;
  private readonly tags: NameTags;
  private readonly effects: EffectPool;
  private readonly bounds: ViewBounds;
  private readonly options: ActorLayerOptions;
  private readonly frames: ActorFrames;
  /** By slot, ms of frame time. */
  private readonly ghostAtMs: number[] = [];
  private readonly flashEndMs: number[] = [];
  private watched: DuelView | null = null;

  constructor(
    atlas: Atlas,
    layers: Layers,
    tags: NameTags,
    effects: EffectPool,
    bounds: ViewBounds,
    options: ActorLayerOptions,
  ) {
    this.layers = layers;
    this.tags = tags;
    this.effects = effects;
    this.bounds = bounds;
    this.options = options;
    this.frames = takeFrames(atlas);
  }

  /** Lights up the actor for a moment: it was hit. */
  flash(slot: number, timeMs: number): void {
    this.flashEndMs[slot] = timeMs + HIT_FLASH_MS;
  }

  /**
   * Stamps all actors that are there; the own one last, on top.
   * @param watched a Duel whose sides are told apart by colour: for who watches it.
   */
  draw(actors: readonly ActorView[], timeMs: number, watched: DuelView | null): void {
    this.watched = watched;
    this.tags.begin();
    let self: ActorView | null = null;
    for (const actor of actors) {
      if (!actor.present || !actor.alive) continue;
      if (actor.isSelf) self = actor;
      else this.drawActor(actor, timeMs);
    }
    if (self) this.drawActor(self, timeMs);
    this.tags.end();
  }

  private drawActor(actor: ActorView, timeMs: number): void {
    const { frames, layers } = this;
    const { x, y, aimRad, opacity } = actor;
    this.drawAuras(actor, timeMs);
    if (actor.isDashing) this.drawDash(actor, timeMs);
    layers.bodies.draw(this.bodyOf(actor), x, y, aimRad, 1, 1, opacity);
    const flashLeftMs = (this.flashEndMs[actor.slot] ?? 0) - timeMs;
    if (flashLeftMs > 0) {
      const share = Math.min(1, flashLeftMs / HIT_FLASH_MS);
      layers.sparks.draw(frames.glowWhite, x, y, 0, 0.7, 0.7, opacity * share);
    }
    this.drawMarks(actor, timeMs);
  }

  private bodyOf({ isSelf, isBot, slot }: ActorView): Phaser.Textures.Frame {
    const { frames, watched } = this;
    if (isSelf) return frames.self;
    if (slot === watched?.left?.slot) return isBot ? frames.amberBot : frames.amber;
    if (slot === watched?.right?.slot) return isBot ? frames.azureBot : frames.azure;
    return isBot ? frames.bot : frames.enemy;
  }

  private drawAuras(actor: ActorView, timeMs: number): void {
    const { frames, layers } = this;
    const { x, y, opacity } = actor;
    if (actor.isSelf || this.options.hasFloorGlow) {
      const glow = actor.isSelf ? frames.glowOwn : frames.glowEnemy;
      layers.trails.draw(glow, x, y, 0, 2.1, 2.1, (actor.isSelf ? 0.3 : 0.2) * opacity);
    }
    if (actor.hasSurge) {
      const pulse = 0.8 + 0.2 * Math.sin(timeMs / 160);
      layers.bodies.draw(frames.surge, x, y, timeMs / 300, 1, 1, opacity * pulse);
    }
    if (actor.shield > 0) {
      const share = 0.35 + 0.65 * Math.min(1, actor.shield / MAX_SHIELD);
      layers.bodies.draw(frames.shield, x, y, 0, 1, 1, opacity * share);
    }
    if (actor.isProtected) {
      const shimmer = 0.65 + 0.35 * Math.sin(timeMs / 110);
      layers.bodies.draw(frames.protection, x, y, timeMs / 420, 1, 1, opacity * shimmer);
    }
  }

  private drawDash(actor: ActorView, timeMs: number): void {
    const { frames, layers } = this;
    layers.trails.draw(
      actor.isSelf ? frames.glowOwn : frames.glowEnemy,
      actor.x,
      actor.y,
      0,
      1.2,
      1.2,
      0.6 * actor.opacity,
    );
    if (this.options.motion.isReduced) return;
    if (timeMs - (this.ghostAtMs[actor.slot] ?? 0) < GHOST_EVERY_MS) return;
    this.ghostAtMs[actor.slot] = timeMs;
    const frame = actor.isSelf ? frames.ghostSelf : frames.ghostEnemy;
    const ghost = this.effects.spawn(
      frame,
      layers.trails,
      actor.x,
      actor.y,
      GHOST_LIFE_S,
      actor.isSelf,
    );
    if (!ghost) return;
    ghost.rotation = actor.aimRad;
    ghost.alpha = 0.75 * actor.opacity;
    ghost.scaleTo = 0.8;
  }

  private drawMarks(actor: ActorView, timeMs: number): void {
    const { frames, layers, bounds } = this;
    const { x, y, opacity } = actor;
    const isHurt = actor.hp < MAX_HP || actor.shield > 0;
    if (isHurt) this.drawBar(actor);
    if (actor.hasCrown) {
      const bob = Math.sin(timeMs / 380) * 2.5;
      const above = CROWN_ABOVE_U + (isHurt ? 14 : 0);
      layers.trails.draw(frames.glowCrown, x, y - above, 0, 0.8, 0.8, 0.35 * opacity);
      layers.bodies.draw(frames.crown, x, y - above + bob, 0, 1, 1, opacity);
    }
    if (actor.isEmoting) {
      const above = actor.hasCrown ? EMOTE_ABOVE_CROWN_U : EMOTE_ABOVE_U;
      layers.bodies.draw(frames.emote, x, y - above, 0, 1, 1, opacity);
    }
    if (actor.isSelf) return;
    if (x < bounds.left - 80 || x > bounds.right + 80) return;
    if (y < bounds.top - 60 || y > bounds.bottom + 60) return;
    this.tags.draw(
      actor.slot,
      actor.name,
      actor.isBot,
      x,
      y + NAME_BELOW_U,
      opacity,
      bounds.left,
      bounds.top,
    );
  }

  private drawBar(actor: ActorView): void {
    const { frames, layers } = this;
    const y = actor.y - BAR_ABOVE_U;
    const left = actor.x - BAR_WIDTH_U / 2;
    // Health and shield share the bar, as long as together they are more than full health.
    const whole = Math.max(MAX_HP, actor.hp + actor.shield);
    const health = (Math.max(0, actor.hp) / whole) * BAR_WIDTH_U;
    const shield = (Math.max(0, actor.shield) / whole) * BAR_WIDTH_U;
    const alpha = actor.opacity;
    layers.bodies.draw(frames.barBack, actor.x, y, 0, 1, 1, alpha);
    const fill = actor.isSelf ? frames.barSelf : frames.barEnemy;
    layers.bodies.draw(fill, left + health / 2, y, 0, health / BAR_ART_WIDTH_U, 1, alpha);
    if (shield <= 0) return;
    const shieldX = left + health + shield / 2;
    layers.bodies.draw(frames.barShield, shieldX, y, 0, shield / BAR_ART_WIDTH_U, 1, alpha);
  }
}

const FRAME_NAMES = [
  "self",
  "enemy",
  "bot",
  "amber",
  "amberBot",
  "azure",
  "azureBot",
  "ghostSelf",
  "ghostEnemy",
  "shield",
  "protection",
  "surge",
  "crown",
  "emote",
  "barBack",
  "barSelf",
  "barEnemy",
  "barShield",
  "glowOwn",
  "glowEnemy",
  "glowCrown",
  "glowWhite",
] as const;
type ActorFrames = Readonly<Record<(typeof FRAME_NAMES)[number], Phaser.Textures.Frame>>;

function takeFrames(atlas: Atlas): ActorFrames {
  return Object.fromEntries(
    FRAME_NAMES.map((name) => [name, atlas.frame(name)]),
  ) as unknown as ActorFrames;
}
