// The mouse over the game. In: pointer events of the window. Out: its place on the canvas, in
// shares of its size, and whether the crosshair takes the cursor's place there.

export class Pointer {
  /**
   * 0..1 across the canvas, beyond it outside. Right of the middle until the pointer first moves.
   */
  shareX = 0.6;
  shareY = 0.5;
  /** The pointer is a mouse or pen over the canvas itself, with nothing in between. */
  isOver = false;
  private readonly canvas: HTMLCanvasElement;
  private readonly abort = new AbortController();
  private rect = { left: 0, top: 0, width: 1, height: 1 };

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    canvas.style.cursor = "none";
    const { signal } = this.abort;
    const options = { signal, passive: true };
    window.addEventListener("pointermove", this.take, options);
    window.addEventListener("pointerdown", this.take, options);
    document.documentElement.addEventListener("pointerleave", this.leave, options);
    // The right button belongs to the game.
    canvas.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  }

  /**
   * Takes the canvas's place on the page; call when it may have changed. Costs a layout, so not per
   * frame.
   */
  measure(): void {
    this.rect = this.canvas.getBoundingClientRect();
  }

  destroy(): void {
    this.abort.abort();
  }

  private readonly take = (event: PointerEvent): void => {
    if (event.pointerType === "touch") {
      this.isOver = false;
      return;
    }
    if (event.type === "pointerdown") this.measure();
    const { left, top, width, height } = this.rect;
    this.shareX = (event.clientX - left) / Math.max(1, width);
    this.shareY = (event.clientY - top) / Math.max(1, height);
    this.isOver = event.target === this.canvas;
  };

  private readonly leave = (): void => {
    this.isOver = false;
  };
}
