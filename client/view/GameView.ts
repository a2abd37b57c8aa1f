// Puts the game on the page. In: a parent element and a GameSource. Out: a running Phaser game that
// fits itself into the parent, and a handle on it. The whole of Phaser comes with this file: import
// it lazily.
import type { GameSource } from "../game/GameSource.ts";
import type { MotionSetting } from "./CameraRig.ts";
import { Pointer } from "./Pointer.ts";
import { placeCanvas, type RunningGame, startPhaser } from "./phaserGame.ts";
import {
  findRenderer,
  type RendererKind,
  type RendererSupport,
  RendererUnsupportedError,
  type RendererWish,
} from "./rendererSupport.ts";
import { makeSoundBoard, type SoundBoard } from "./sound.ts";
import { SOUND_BUSES, type SoundBus } from "./soundDefs.ts";
import { computeViewport, type Viewport } from "./viewport.ts";

export interface GameViewOptions {
  /** What is wished for; without WebGL a canvas is used. */
  readonly renderer: RendererWish;
  readonly reducedMotion: boolean;
  /** Fewer effects; left out, slow machines get them by themselves. */
  readonly lowEffects?: boolean;
  /** Shared with menus, say; left out, the view makes its own and ends it. */
  readonly sound?: SoundBoard;
  /** After each drawn frame. */
  readonly onFrame?: () => void;
}

/** What a player may change while the game runs. */
export interface GameViewSettings {
  /** 0..1 for each bus. */
  readonly volumes: Readonly<Record<SoundBus, number>>;
  readonly reducedMotion: boolean;
}

export interface GameViewHandle {
  readonly rendererUsed: RendererKind;
  readonly canvas: HTMLCanvasElement;
  readonly sound: SoundBoard;
  /** Takes volumes and motion from now on. */
  applySettings(settings: GameViewSettings): void;
  /** Frames a second over the last second. */
  fps(): number;
  /** Where the pointer is, u. */
  pointerWorld(): { x: number; y: number };
  /** Ends the game and takes the canvas off the page. Safe to call twice. */
  destroy(): void;
}

/** More pixels than this cost much and show little; a canvas is painted by the processor. */
const MAX_DENSITY: Readonly<Record<RendererKind, number>> = { webgl: 2, canvas: 1.5 };
/** Names are drawn in the page's font; waiting longer for it would hold up play. */
const FONT_WAIT_MS = 1500;

/**
 * Starts drawing `source` into `parent`, whose size it follows. Resolves when the first frame is
 * due.
 * @throws RendererUnsupportedError when neither WebGL nor a canvas works.
 */
export async function mountGameView(
  parent: HTMLElement,
  source: GameSource,
  options: GameViewOptions,
): Promise<GameViewHandle> {
  const support = findRenderer(options.renderer);
  await waitForFont();
  const sound = options.sound ?? makeSoundBoard();
  try {
    return await startView(parent, source, options, sound, support);
  } catch (error) {
    if (support.kind === "webgl") {
      console.warn("WebGL did not start, a canvas is used instead.", error);
      return startView(parent, source, options, sound, findRenderer("canvas"));
    }
    throw new RendererUnsupportedError(error instanceof Error ? error.message : String(error));
  }
}

async function startView(
  parent: HTMLElement,
  source: GameSource,
  options: GameViewOptions,
  sound: SoundBoard,
  support: RendererSupport,
): Promise<GameViewHandle> {
  const motion: MotionSetting = { isReduced: options.reducedMotion };
  const running = await startPhaser(parent, support, measure(parent, support.kind), {
    source,
    sound,
    motion,
    renderer: support.kind,
    lowEffects: options.lowEffects ?? null,
    onFrame: options.onFrame ?? (() => {}),
  });
  return new GameView(parent, running, support.kind, motion, sound, options.sound === undefined);
}

class GameView implements GameViewHandle {
  readonly rendererUsed: RendererKind;
  readonly canvas: HTMLCanvasElement;
  readonly sound: SoundBoard;
  private readonly parent: HTMLElement;
  private readonly running: RunningGame;
  private readonly motion: MotionSetting;
  private readonly ownsSound: boolean;
  private readonly pointer: Pointer;
  private readonly observer: ResizeObserver;
  private isDestroyed = false;

  constructor(
    parent: HTMLElement,
    running: RunningGame,
    rendererUsed: RendererKind,
    motion: MotionSetting,
    sound: SoundBoard,
    ownsSound: boolean,
  ) {
    this.parent = parent;
    this.running = running;
    this.rendererUsed = rendererUsed;
    this.canvas = running.game.canvas;
    this.motion = motion;
    this.sound = sound;
    this.ownsSound = ownsSound;
    this.pointer = new Pointer(this.canvas);
    running.scene.setPointer(this.pointer);
    this.refit();
    this.observer = new ResizeObserver(this.refit);
    this.observer.observe(parent);
    // The page's zoom changes the density without the parent's size.
    window.addEventListener("resize", this.refit);
  }

  applySettings({ volumes, reducedMotion }: GameViewSettings): void {
    this.motion.isReduced = reducedMotion;
    for (const bus of ["master", ...SOUND_BUSES] as const) {
      this.sound.setVolume(bus, volumes[bus]);
    }
  }

  fps(): number {
    return this.running.scene.meter.fps;
  }

  pointerWorld(): { x: number; y: number } {
    return { ...this.running.scene.pointerWorld };
  }

  destroy(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    this.observer.disconnect();
    window.removeEventListener("resize", this.refit);
    this.pointer.destroy();
    this.running.scene.stop();
    if (this.ownsSound) this.sound.destroy();
    this.running.game.destroy(true);
  }

  private readonly refit = (): void => {
    const viewport = measure(this.parent, this.rendererUsed);
    placeCanvas(this.running.game, viewport, this.parent);
    this.running.scene.applyViewport(viewport);
    this.pointer.measure();
  };
}

function measure(parent: HTMLElement, kind: RendererKind): Viewport {
  const density = Math.min(window.devicePixelRatio || 1, MAX_DENSITY[kind]);
  return computeViewport(parent.clientWidth, parent.clientHeight, density);
}

async function waitForFont(): Promise<void> {
  const loading = Promise.all([
    document.fonts.load('500 13px "Oxanium Variable"'),
    document.fonts.load('700 24px "Oxanium Variable"'),
  ]);
  const patience = new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS));
  // A font that fails to load is replaced by the system's.
  await Promise.race([loading, patience]).catch(() => {});
}
