// The minimap. In: the map and what is in sight. Out: a small canvas, repainted 20 times a second
// over walls that are baked once a map.
import type { ArenaMap } from "../../../shared/sim/arenaMap.ts";
import { VIEW_AREA_U2 } from "../../../shared/sim/constants.ts";
import type { WorldView } from "../../game/WorldView.ts";
import { build, part } from "../lib/dom.ts";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";
import {
  ENEMY_COLOR,
  LEFT_COLOR,
  paintCrown,
  paintEnemy,
  paintPickup,
  paintRing,
  paintSelf,
  paintTiles,
  paintViewFrame,
  RIGHT_COLOR,
} from "./minimapPaint.ts";

const REPAINT_MS = 50;

export function makeMinimap(): HudPart {
  const root = build(
    <div class="minimap panel" role="img" aria-label={strings.hud.minimap}>
      <canvas data-part="canvas" />
    </div>,
  );
  const canvas = part<HTMLCanvasElement>(root, "canvas");
  const context = canvas.getContext("2d");
  let baked: Baked | null = null;
  let nextMs = 0;
  const resized = new ResizeObserver(() => {
    baked = null;
  });
  resized.observe(root);
  return {
    root,
    update(view: WorldView) {
      if (context === null || view.timeMs < nextMs) return;
      nextMs = view.timeMs + REPAINT_MS;
      if (baked === null || baked.map !== view.map) baked = bake(canvas, view.map);
      paint(context, baked, view);
    },
  };
}

interface Baked {
  readonly map: ArenaMap;
  readonly ground: HTMLCanvasElement;
  /** Canvas pixels per world unit. */
  readonly scale: number;
  /** World units per CSS pixel at the design size: marks keep their size on the screen. */
  readonly pixel: number;
}

function bake(canvas: HTMLCanvasElement, map: ArenaMap): Baked {
  const cssWidth = Math.max(1, canvas.clientWidth);
  const ratio = Math.min(2, devicePixelRatio);
  const scale = (cssWidth * ratio) / Math.max(map.widthU, map.heightU);
  canvas.width = Math.ceil(map.widthU * scale);
  canvas.height = Math.ceil(map.heightU * scale);
  const ground = document.createElement("canvas");
  ground.width = canvas.width;
  ground.height = canvas.height;
  const context = ground.getContext("2d");
  context?.scale(scale, scale);
  if (context !== null) paintTiles(context, map);
  // 184 px is the minimap's width at 1600 x 900.
  return { map, ground, scale, pixel: (map.widthU / 184) * (map.widthU < map.heightU ? 1.2 : 1) };
}

function paint(context: CanvasRenderingContext2D, baked: Baked, view: WorldView): void {
  const { self, hud } = view;
  const { pixel } = baked;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(baked.ground, 0, 0);
  context.setTransform(baked.scale, 0, 0, baked.scale, 0, 0);
  if (view.duel !== null) paintRing(context, view.duel.ring, pixel);
  for (const { kind, x, y, ready } of view.pickups) paintPickup(context, kind, x, y, ready, pixel);
  const eye = view.watch ?? self;
  if (eye !== null) paintViewFrame(context, eye.x, eye.y, pixel, VIEW_AREA_U2);
  for (const actor of view.actors) {
    if (!actor.present || !actor.alive || actor.isSelf) continue;
    paintEnemy(context, actor.x, actor.y, pixel, colorOf(view, actor.slot));
  }
  if (self?.alive === true) paintSelf(context, self.x, self.y, self.aimRad, pixel);
  if (hud.crownAt !== null) paintCrown(context, hud.crownAt.x, hud.crownAt.y, pixel);
}

function colorOf({ watch, duel }: WorldView, slot: number): string {
  if (watch === null || duel === null) return ENEMY_COLOR;
  return slot === duel.left?.slot ? LEFT_COLOR : RIGHT_COLOR;
}
