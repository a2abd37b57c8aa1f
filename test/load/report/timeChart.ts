// A line chart over the time of a run as inline SVG. In: series. Out: markup. A gap is a gap: what was not measured is
// not drawn. Pure.

export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
}

export interface TimeChart {
  readonly title: string;
  readonly note: string;
  /** Of each value, s. */
  readonly timesS: readonly number[];
  readonly series: readonly Series[];
  /** The axis reaches at least so far. */
  readonly least: number;
  /** A horizontal line that should not be crossed. */
  readonly bound?: number;
  /** Where the ramp ends, s. */
  readonly rampS: number;
}

const WIDTH = 460;
const HEIGHT = 230;
const LEFT = 58;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 34;
const GRID_LINES = 4;
const STEPS = [1, 2, 2.5, 5] as const;

export const COLOURS = ["#FFB000", "#4C9BFF", "#E8607A", "#A8F0DC"] as const;

export function drawTimeChart(chart: TimeChart): string {
  const lastS = Math.max(1, chart.timesS.at(-1) ?? 1);
  const values = chart.series.flatMap((series) => series.values).filter(Number.isFinite);
  const most = Math.max(chart.bound ?? 0, ...values, chart.least);
  const step = roundUp(most / GRID_LINES);
  const to = step * GRID_LINES;
  const x = (s: number) => LEFT + (s / lastS) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / to) * (HEIGHT - TOP - BOTTOM);
  const parts = [
    ...Array.from({ length: GRID_LINES + 1 }, (_, i) => gridLine(step * i, y)),
    ...[0, lastS / 2, lastS].map((s) => text(x(s), HEIGHT - 16, "middle", s.toFixed(0))),
    text(WIDTH - RIGHT, HEIGHT - 2, "end", "s"),
    `<line class="grid" x1="${x(chart.rampS)}" x2="${x(chart.rampS)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>`,
    ...(chart.bound === undefined ? [] : [boundLine(chart.bound, y)]),
    ...chart.series.flatMap((series) => linesOf(series, chart.timesS, x, y)),
  ];
  const legend = chart.series
    .map(({ name, colour }) => `<span style="color:${colour}">${name}</span>`)
    .join(" · ");
  const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.title}">${parts.join("")}</svg>`;
  return `<figure><h3>${chart.title}</h3><p>${chart.note} ${legend}</p>${svg}</figure>`;
}

type Scale = (value: number) => number;

/** The next of 1, 2, 2.5 and 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (STEPS.find((step) => step * power >= value) ?? 10);
}

function gridLine(value: number, y: Scale): string {
  const at = y(value).toFixed(1);
  const line = `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>`;
  return line + text(LEFT - 8, Number(at) + 4, "end", String(Math.round(value * 100) / 100));
}

function boundLine(value: number, y: Scale): string {
  const at = y(value).toFixed(1);
  return `<line class="bound" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>`;
}

/** One line for each stretch without a gap. */
function linesOf(series: Series, timesS: readonly number[], x: Scale, y: Scale): string[] {
  const stretches: string[][] = [[]];
  for (const [i, value] of series.values.entries()) {
    if (Number.isFinite(value))
      stretches.at(-1)?.push(`${x(timesS[i] ?? 0).toFixed(1)},${y(value).toFixed(1)}`);
    else stretches.push([]);
  }
  return stretches
    .filter((points) => points.length > 0)
    .map(
      (points) => `<polyline class="line" stroke="${series.colour}" points="${points.join(" ")}"/>`,
    );
}

function text(x: number, y: number, anchor: string, words: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
}
