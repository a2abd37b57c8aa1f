// Runs the fight behind the landing page on a canvas. In: the canvas. Out: how to stop it. It
// pauses in hidden tabs, halves its rate where frames are late, and is a still picture under
// reduced motion.
import { isMotionReduced } from "../lib/motion.ts";
import { SCENE_HEIGHT, SCENE_WIDTH } from "./attractGround.ts";
import { bakeAttractArt, paintScene } from "./attractPaint.ts";
import { makeScene, stepScene } from "./attractScene.ts";

/** Sharper than this costs fill rate that a backdrop is not worth. */
const MAX_PIXEL_RATIO = 1.5;
/** Frames later than this, on average, mean that the machine has better things to do. */
const LATE_FRAME_MS = 22;

/** Starts painting on `canvas`, which follows the window's size. */
export function startAttract(canvas: HTMLCanvasElement): () => void {
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) return () => undefined;
  const isStill = isMotionReduced();
  const scene = makeScene(Math.random);
  // A first picture with shots in the air.
  for (let i = 0; i < 150; i++) stepScene(scene, 1 / 60);
  let art = fitToWindow(canvas, context);
  const repaint = (): void => {
    art = fitToWindow(canvas, context);
    paintScene(context, scene, art);
  };
  paintScene(context, scene, art);
  addEventListener("resize", repaint);

  let request = 0;
  let lastMs = 0;
  let averageMs = 16;
  let isSkipped = false;
  const frame = (nowMs: number): void => {
    request = requestAnimationFrame(frame);
    const passedMs = nowMs - lastMs;
    isSkipped = averageMs > LATE_FRAME_MS && !isSkipped;
    if (isSkipped) return;
    lastMs = nowMs;
    averageMs += (Math.min(passedMs, 100) - averageMs) * 0.03;
    stepScene(scene, Math.min(passedMs / 1000, 0.05));
    paintScene(context, scene, art);
  };
  if (!isStill) request = requestAnimationFrame(frame);
  return () => {
    cancelAnimationFrame(request);
    removeEventListener("resize", repaint);
  };
}

/**
 * Sizes the canvas to the window, the scene covering it from the right, and bakes art for that
 * size.
 */
function fitToWindow(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
): ReturnType<typeof bakeAttractArt> {
  const ratio = Math.min(devicePixelRatio, MAX_PIXEL_RATIO);
  const width = Math.max(1, Math.round(innerWidth * ratio));
  const height = Math.max(1, Math.round(innerHeight * ratio));
  canvas.width = width;
  canvas.height = height;
  const scale = Math.max(width / SCENE_WIDTH, height / SCENE_HEIGHT);
  context.setTransform(
    scale,
    0,
    0,
    scale,
    width - SCENE_WIDTH * scale,
    (height - SCENE_HEIGHT * scale) / 2,
  );
  return bakeAttractArt(scale);
}
