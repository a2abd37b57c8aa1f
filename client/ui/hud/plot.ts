// One line of the net graph. In: a ring of samples. Out: a small canvas plot, newest at the right.

type Context = CanvasRenderingContext2D;

export interface PlotStyle {
  readonly color: string;
  /** The scale never shrinks below this, so that quiet looks quiet. */
  readonly leastTop: number;
}

/** Paints `ring`, whose newest sample is at `head`, over the whole canvas. */
export function paintPlot(
  context: Context,
  ring: Float32Array,
  head: number,
  style: PlotStyle,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const n = ring.length;
  if (n < 2) return;
  let top = style.leastTop;
  for (const value of ring) top = Math.max(top, value);
  const at = (i: number): number => {
    const value = ring[(head + 1 + i) % n] ?? 0;
    return height - 2 - (Math.max(0, value) / top) * (height - 6);
  };
  context.strokeStyle = "rgb(140 160 192 / 18%)";
  context.lineWidth = 1;
  context.beginPath();
  for (const y of [0.25, 0.5, 0.75]) {
    context.moveTo(0, Math.round(height * y) + 0.5);
    context.lineTo(width, Math.round(height * y) + 0.5);
  }
  context.stroke();
  context.beginPath();
  context.moveTo(0, at(0));
  for (let i = 1; i < n; i++) context.lineTo((i / (n - 1)) * width, at(i));
  context.strokeStyle = style.color;
  context.lineWidth = 1.5 * Math.max(1, devicePixelRatio);
  context.lineJoin = "round";
  context.stroke();
  context.lineTo(width, height);
  context.lineTo(0, height);
  context.globalAlpha = 0.16;
  context.fillStyle = style.color;
  context.fill();
  context.globalAlpha = 1;
}
