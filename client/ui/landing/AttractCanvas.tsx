// The fight behind the menus. In: nothing. Out: a canvas that fills the window.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { startAttract } from "./attract.ts";

export function AttractCanvas(): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current === null ? undefined : startAttract(canvas.current)), []);
  return <canvas ref={canvas} class="attract" />;
}
