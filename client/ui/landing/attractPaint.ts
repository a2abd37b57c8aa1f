// Paints the landing page's fight. In: a scene and a canvas. Out: pixels. Glow is baked: once for
// the ground, once for each kind of body, so that a frame is a few dozen plain image copies.
import { TILE_U } from "../../../shared/sim/constants.ts";
import { isSceneWall, SCENE_COLS, SCENE_HEIGHT, SCENE_ROWS, SCENE_WIDTH } from "./attractGround.ts";
import type { Scene, SceneBody } from "./attractScene.ts";

const COLORS = {
  background: "#0b0f17",
  floor: "#101722",
  grid: "#1b2537",
  wall: "#232f45",
  edge: "#8ca0c0",
  self: "#ffffff",
  enemy: "#ff6b4a",
  crown: "#fff06a",
} as const;

/** Half of a baked sprite, scene units: body, rim and glow. */
const SPRITE_HALF = 46;

export interface AttractArt {
  readonly ground: HTMLCanvasElement;
  readonly sprites: Readonly<Record<SceneBody["look"] | "crown", HTMLCanvasElement>>;
}

/** Bakes everything that never changes; `scale` is pixels per scene unit. */
export function bakeAttractArt(scale: number): AttractArt {
  const sprite = (paint: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement =>
    bake(SPRITE_HALF * 2, SPRITE_HALF * 2, scale, (context) => {
      context.translate(SPRITE_HALF, SPRITE_HALF);
      paint(context);
    });
  return {
    ground: bake(SCENE_WIDTH, SCENE_HEIGHT, scale, paintGround),
    sprites: {
      self: sprite((context) => paintSelf(context)),
      enemy: sprite((context) => paintEnemy(context, [])),
      bot: sprite((context) => paintEnemy(context, [7, 5])),
      crown: sprite(paintCrown),
    },
  };
}

/** Paints one frame. The context's transform maps scene units to pixels. */
export function paintScene(context: CanvasRenderingContext2D, scene: Scene, art: AttractArt): void {
  context.globalAlpha = 1;
  context.drawImage(art.ground, 0, 0, SCENE_WIDTH, SCENE_HEIGHT);
  paintShots(context, scene);
  const leader = scene.bodies.reduce((best, body) => (body.kills > best.kills ? body : best));
  for (const body of scene.bodies) {
    if (body.deadS > 0) continue;
    if (body.dashS > 0) {
      for (let i = 1; i <= 4; i++) {
        context.globalAlpha = 0.34 - i * 0.07;
        drawSprite(
          context,
          art.sprites[body.look],
          body.x - body.vx * 0.018 * i,
          body.y - body.vy * 0.018 * i,
          body.aimRad,
        );
      }
      context.globalAlpha = 1;
    }
    drawSprite(context, art.sprites[body.look], body.x, body.y, body.aimRad);
    if (body === leader && body.kills > 0)
      drawSprite(context, art.sprites.crown, body.x, body.y - 34, 0);
  }
  paintPuffs(context, scene);
}

function paintShots(context: CanvasRenderingContext2D, scene: Scene): void {
  context.lineCap = "round";
  for (const shot of scene.shots) {
    const length = Math.min(34, shot.ageS * 900);
    const tailX = shot.x - Math.cos(shot.angleRad) * length;
    const tailY = shot.y - Math.sin(shot.angleRad) * length;
    const color = shot.owner.look === "self" ? "168,240,220" : "255,107,74";
    for (const [width, alpha] of [
      [11, 0.14],
      [6, 0.35],
    ] as const) {
      context.strokeStyle = `rgba(${color},${alpha})`;
      strokeLine(context, tailX, tailY, shot.x, shot.y, width);
    }
    context.strokeStyle = "#ffffff";
    strokeLine(context, tailX, tailY, shot.x, shot.y, 2.4);
  }
}

function paintPuffs(context: CanvasRenderingContext2D, scene: Scene): void {
  for (const puff of scene.puffs) {
    const left = 1 - puff.ageS / puff.lifeS;
    context.globalAlpha = left;
    if (puff.size === 0) {
      context.strokeStyle = puff.isOwn ? COLORS.self : COLORS.enemy;
      context.lineWidth = 1 + 4 * left;
      context.beginPath();
      context.arc(puff.x, puff.y, 20 + 70 * (1 - left * left), 0, Math.PI * 2);
      context.stroke();
    } else {
      context.strokeStyle = puff.isOwn ? "#dffbf2" : "#ffb38c";
      strokeLine(
        context,
        puff.x,
        puff.y,
        puff.x - puff.vx * 0.05,
        puff.y - puff.vy * 0.05,
        puff.size,
      );
    }
  }
  context.globalAlpha = 1;
}

function strokeLine(
  context: CanvasRenderingContext2D,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  width: number,
): void {
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function drawSprite(
  context: CanvasRenderingContext2D,
  image: HTMLCanvasElement,
  x: number,
  y: number,
  turnRad: number,
): void {
  context.save();
  context.translate(x, y);
  context.rotate(turnRad);
  context.drawImage(image, -SPRITE_HALF, -SPRITE_HALF, SPRITE_HALF * 2, SPRITE_HALF * 2);
  context.restore();
}

function bake(
  width: number,
  height: number,
  scale: number,
  paint: (context: CanvasRenderingContext2D) => void,
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext("2d");
  if (context !== null) {
    context.scale(scale, scale);
    paint(context);
  }
  return canvas;
}

function paintGround(context: CanvasRenderingContext2D): void {
  context.fillStyle = COLORS.floor;
  context.fillRect(0, 0, SCENE_WIDTH, SCENE_HEIGHT);
  context.strokeStyle = COLORS.grid;
  context.lineWidth = 1;
  for (let x = 0; x <= SCENE_WIDTH; x += TILE_U) strokeLine(context, x, 0, x, SCENE_HEIGHT, 1);
  for (let y = 0; y <= SCENE_HEIGHT; y += TILE_U) strokeLine(context, 0, y, SCENE_WIDTH, y, 1);
  context.fillStyle = COLORS.wall;
  forEachWall((x, y) => context.fillRect(x, y, TILE_U, TILE_U));
  const edges = wallEdges();
  context.lineCap = "round";
  context.shadowColor = "#6f9be0";
  for (const [blur, width] of [
    [26, 3],
    [9, 2.6],
  ] as const) {
    // Shadows are measured in pixels whatever the transform says.
    context.shadowBlur = blur * context.getTransform().a;
    context.strokeStyle = COLORS.edge;
    context.lineWidth = width;
    context.stroke(edges);
  }
  context.shadowBlur = 0;
  paintPickups(context);
}

/** A plus, a shield and a bolt, as in the arena. */
function paintPickups(context: CanvasRenderingContext2D): void {
  const signs = [
    ["#46d977", 1080, 600, "M0-10V10M-10 0H10"],
    ["#cdeeff", 1400, 360, "M0-11-10-7V1C-10 7-5 10 0 12 5 10 10 7 10 1V-7Z"],
    ["#ec86f2", 1240, 520, "M3-13-7 2H1L-3 13 8-3H0Z"],
  ] as const;
  for (const [color, x, y, sign] of signs) {
    context.save();
    context.translate(x, y);
    glow(context, color, 18);
    context.stroke(new Path2D(sign));
    context.globalAlpha = 0.5;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(0, 0, 22, 0, Math.PI * 2);
    context.stroke();
    context.restore();
  }
}

function forEachWall(visit: (x: number, y: number, col: number, row: number) => void): void {
  for (let row = 0; row < SCENE_ROWS; row++) {
    for (let col = 0; col < SCENE_COLS; col++) {
      if (isSceneWall(col, row)) visit(col * TILE_U, row * TILE_U, col, row);
    }
  }
}

function wallEdges(): Path2D {
  const path = new Path2D();
  const edge = (x0: number, y0: number, x1: number, y1: number): void => {
    path.moveTo(x0, y0);
    path.lineTo(x1, y1);
  };
  forEachWall((x, y, col, row) => {
    const right = x + TILE_U;
    const bottom = y + TILE_U;
    if (!isSceneWall(col, row - 1)) edge(x, y, right, y);
    if (!isSceneWall(col, row + 1)) edge(x, bottom, right, bottom);
    if (!isSceneWall(col - 1, row)) edge(x, y, x, bottom);
    if (!isSceneWall(col + 1, row)) edge(right, y, right, bottom);
  });
  return path;
}

function glow(context: CanvasRenderingContext2D, color: string, blur: number): void {
  context.shadowColor = color;
  context.shadowBlur = blur * context.getTransform().a;
  context.strokeStyle = color;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.lineWidth = 3;
}

function paintSelf(context: CanvasRenderingContext2D): void {
  glow(context, COLORS.self, 14);
  context.fillStyle = "rgba(255,255,255,.12)";
  context.beginPath();
  context.arc(0, 0, 19, 0, Math.PI * 2);
  context.fill();
  context.stroke();
  context.beginPath();
  context.moveTo(-5, -9);
  context.lineTo(7, 0);
  context.lineTo(-5, 9);
  context.stroke();
}

function paintEnemy(context: CanvasRenderingContext2D, dash: number[]): void {
  glow(context, COLORS.enemy, 16);
  context.fillStyle = "rgba(255,107,74,.16)";
  context.beginPath();
  for (let i = 0; i < 6; i++) {
    const angle = (i * Math.PI) / 3;
    context.lineTo(Math.cos(angle) * 21, Math.sin(angle) * 21);
  }
  context.closePath();
  context.fill();
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
  strokeLine(context, 9, 0, 19, 0, 3);
}

function paintCrown(context: CanvasRenderingContext2D): void {
  glow(context, COLORS.crown, 10);
  context.lineWidth = 2.2;
  context.beginPath();
  for (const [x, y] of [
    [-11, -6],
    [-5, 0],
    [0, -9],
    [5, 0],
    [11, -6],
    [8, 7],
    [-8, 7],
  ] as const)
    context.lineTo(x, y);
  context.closePath();
  context.stroke();
}
