// Frame by frame what a page shows, with the key events between the frames. In: a GamePage and what to read.
// Out: one entry a frame, read right after the game drew it.
import type { WorldView } from "../../client/game/WorldView.ts";
import type { GamePage } from "./browserGame.ts";

export interface KeyPress {
  readonly code: string;
  /** Index of the first frame after the event. */
  readonly nextFrame: number;
}

export interface Recording<T> {
  readonly frames: readonly T[];
  /** Without repeats. */
  readonly keys: readonly KeyPress[];
}

/** Starts recording; `read` runs in the page after each frame and sees nothing but its parameters. */
export async function startRecording<T, A = undefined>(
  game: GamePage,
  read: (view: WorldView, arg: A) => T,
  arg?: A,
): Promise<() => Promise<Recording<T>>> {
  // The game has asked for its next frame already: the recorder's turn comes after the game's in every frame.
  await game.page.evaluate(`new Promise((started) => {
    const read = ${read};
    const arg = ${JSON.stringify(arg)};
    const log = { frames: [], keys: [] };
    let isOn = true;
    const onKey = (event) => {
      if (!event.repeat) log.keys.push({ code: event.code, nextFrame: log.frames.length });
    };
    const onFrame = () => {
      if (!isOn) return;
      log.frames.push(read(fraywire.view, arg));
      started();
      requestAnimationFrame(onFrame);
    };
    addEventListener("keydown", onKey, true);
    requestAnimationFrame(onFrame);
    globalThis.stopRecording = () => {
      isOn = false;
      removeEventListener("keydown", onKey, true);
      return log;
    };
  })`);
  return () => game.page.evaluate("stopRecording()");
}
