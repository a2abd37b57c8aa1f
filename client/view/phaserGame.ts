// A Phaser game of one scene. In: where, how large, with which renderer. Out: the game, once its
// scene stands.
import * as Phaser from "phaser";
import { ArenaScene, type ArenaSceneOptions } from "./ArenaScene.ts";
import { COLOR } from "./palette.ts";
import type { RendererSupport } from "./rendererSupport.ts";
import type { Viewport } from "./viewport.ts";

export interface RunningGame {
  readonly game: Phaser.Game;
  readonly scene: ArenaScene;
}

/**
 * Boots Phaser. Rejects, with nothing left on the page, when the renderer or the scene cannot
 * start.
 */
export function startPhaser(
  parent: HTMLElement,
  support: RendererSupport,
  viewport: Viewport,
  options: Omit<ArenaSceneOptions, "onReady" | "onFailed">,
): Promise<RunningGame> {
  return new Promise((resolve, reject) => {
    let game: Phaser.Game | null = null;
    const fail = (error: unknown): void => {
      game?.destroy(true);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onReady = (ready: Phaser.Game): void => {
      limitTextureUnits(ready, support);
      resolve({ game: ready, scene });
    };
    const scene = new ArenaScene({ ...options, onReady, onFailed: fail }, viewport);
    try {
      game = new Phaser.Game(makeConfig(parent, support, viewport, scene));
    } catch (error) {
      fail(error);
    }
  });
}

/** Software WebGL loses parts of sprites when a batch reads several textures. */
function limitTextureUnits(game: Phaser.Game, support: RendererSupport): void {
  const { renderer } = game;
  if (support.isSoftware && renderer instanceof Phaser.Renderer.WebGL.WebGLRenderer) {
    renderer.renderNodes.setMaxParallelTextureUnits(1);
  }
}

function makeConfig(
  parent: HTMLElement,
  support: RendererSupport,
  viewport: Viewport,
  scene: ArenaScene,
): Phaser.Types.Core.GameConfig {
  return {
    type: support.kind === "webgl" ? Phaser.WEBGL : Phaser.CANVAS,
    parent,
    scene,
    backgroundColor: COLOR.background,
    banner: false,
    autoFocus: false,
    // The game's own input and sound know more than Phaser's.
    input: { keyboard: false, mouse: false, touch: false, gamepad: false },
    audio: { noAudio: true },
    // All edges are baked into textures: multisampling would only cost.
    render: { antialias: true, antialiasGL: false, powerPreference: "high-performance" },
    scale: {
      mode: Phaser.Scale.NONE,
      expandParent: false,
      width: viewport.pixelWidth,
      height: viewport.pixelHeight,
      zoom: 1 / viewport.density,
    },
  };
}

/**
 * Sizes the drawing buffer and the element, and centres it in `parent`: what remains are the bars.
 */
export function placeCanvas(game: Phaser.Game, viewport: Viewport, parent: HTMLElement): void {
  const { pixelWidth, pixelHeight, cssWidth, cssHeight, density } = viewport;
  if (game.canvas.width !== pixelWidth || game.canvas.height !== pixelHeight) {
    game.scale.zoom = 1 / density;
    game.scale.resize(pixelWidth, pixelHeight);
  }
  const { style } = game.canvas;
  style.display = "block";
  style.position = "absolute";
  style.width = `${cssWidth}px`;
  style.height = `${cssHeight}px`;
  style.left = `${Math.round((parent.clientWidth - cssWidth) / 2)}px`;
  style.top = `${Math.round((parent.clientHeight - cssHeight) / 2)}px`;
}
