// A line of text that appears, stays and goes by itself. In: an element, then words. Out: one
// animation at a time, run by the browser: no timers, and no layout that moves.
import { isMotionReduced } from "./motion.ts";

export class Flash {
  private readonly element: HTMLElement;
  private readonly durationMs: number;
  private running: Animation | null = null;

  /** `durationMs` is how long one line is seen, with its 200 ms of coming and 400 ms of going. */
  constructor(element: HTMLElement, durationMs: number) {
    this.element = element;
    this.durationMs = durationMs;
    element.style.opacity = "0";
  }

  /**
   * Shows `text`, in place of one that is still there. `tone` becomes the element's `data-tone`.
   */
  show(text: string, tone: string): void {
    this.running?.cancel();
    this.element.textContent = text;
    this.element.dataset.tone = tone;
    const rest = isMotionReduced() ? "none" : "translateY(0.5em)";
    this.running = this.element.animate(
      [
        { opacity: 0, transform: rest, easing: "ease-out" },
        { opacity: 1, transform: "none", offset: 200 / this.durationMs },
        { opacity: 1, transform: "none", offset: 1 - 400 / this.durationMs },
        { opacity: 0, transform: "none" },
      ],
      { duration: this.durationMs },
    );
  }

  /** Takes the line away at once. */
  clear(): void {
    this.running?.cancel();
  }
}
