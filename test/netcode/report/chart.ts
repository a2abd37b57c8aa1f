// A line chart over the round trip as inline SVG. In: series of points. Out: markup. Colour is the tick rate, a
// dashed line has stalls, a hollow point has no jitter; a faint line is for comparison. Pure.
import type { CellSpec } from "../cellReport.ts";

export interface Point {
  readonly spec: CellSpec;
  readonly value: number;
}

export interface Chart {
  readonly title: string;
  readonly note: string;
  readonly points: readonly Point[];
  /** Drawn faintly under the others. */
  readonly faint?: readonly Point[];
  /** A bound, as a line: its value at a round trip. */
  readonly bound?: (rttMs: number) => number;
  readonly from: number;
  readonly to: number;
  readonly format: (value: number) => string;
}

const WIDTH = 460;
const HEIGHT = 250;
const LEFT = 52;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 38;
const GRID_LINES = 5;

const COLOURS: Readonly<Record<number, string>> = { 30: "#FFB000", 60: "#4C9BFF" };

/** The figure with its heading. Points carry their cell and value as a tooltip. */
export function drawChart(chart: Chart): string {
  const rtts = [...new Set(chart.points.map(({ spec }) => spec.rttMs))].sort((a, b) => a - b);
  const first = rtts[0] ?? 0;
  const span = Math.max(1, (rtts.at(-1) ?? 1) - first);
  const x = (rttMs: number) => LEFT + ((rttMs - first) / span) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => {
    const share = (value - chart.from) / (chart.to - chart.from);
    return HEIGHT - BOTTOM - Math.max(0, Math.min(1, share)) * (HEIGHT - TOP - BOTTOM);
  };
  const parts = [
    ...gridOf(chart, y),
    ...rtts.map((rtt) => label(x(rtt), HEIGHT - 19, "middle", String(rtt))),
    label(WIDTH - RIGHT, HEIGHT - 4, "end", "round trip, ms"),
    ...linesOf(chart.faint ?? [], x, y, "faint", chart),
    ...boundOf(chart, rtts, x, y),
    ...linesOf(chart.points, x, y, "line", chart),
  ];
  const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.title}">${parts.join("")}</svg>`;
  return `<figure><h3>${chart.title}</h3><p>${chart.note}</p>${svg}</figure>`;
}

type Scale = (value: number) => number;

function gridOf(chart: Chart, y: Scale): string[] {
  return Array.from({ length: GRID_LINES + 1 }, (_, i) => {
    const value = chart.from + ((chart.to - chart.from) * i) / GRID_LINES;
    const at = y(value).toFixed(1);
    const line = `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>`;
    return line + label(LEFT - 8, Number(at) + 4, "end", chart.format(value));
  });
}

function boundOf(chart: Chart, rtts: readonly number[], x: Scale, y: Scale): string[] {
  const { bound } = chart;
  if (bound === undefined) return [];
  const path = rtts.map((rtt) => `${x(rtt).toFixed(1)},${y(bound(rtt)).toFixed(1)}`).join(" ");
  return [`<polyline class="bound" points="${path}"/>`];
}

function linesOf(
  points: readonly Point[],
  x: Scale,
  y: Scale,
  kind: "line" | "faint",
  { format }: Chart,
): string[] {
  const series = Map.groupBy(
    points.filter(({ value }) => Number.isFinite(value)),
    ({ spec }) => `${spec.tickHz} ${spec.stallMs} ${spec.jitterMs}`,
  );
  return [...series.values()].flatMap((unsorted) => {
    const sorted = unsorted.toSorted((a, b) => a.spec.rttMs - b.spec.rttMs);
    const { spec } = sorted[0] as Point;
    const colour = COLOURS[spec.tickHz] ?? "#FFFFFF";
    const at = ({ spec: of, value }: Point) => `${x(of.rttMs).toFixed(1)},${y(value).toFixed(1)}`;
    const dash = spec.stallMs > 0 ? ' stroke-dasharray="5 4"' : "";
    const line = `<polyline class="${kind}" stroke="${colour}"${dash} points="${sorted.map(at).join(" ")}"/>`;
    return [line, ...sorted.map((point) => dot(point, x, y, kind, colour, format))];
  });
}

function dot(
  { spec, value }: Point,
  x: Scale,
  y: Scale,
  kind: string,
  colour: string,
  format: (value: number) => string,
): string {
  const { rttMs, jitterMs, stallMs, tickHz } = spec;
  const fill = jitterMs > 0 ? colour : "#131A26";
  const stalls = stallMs > 0 ? ", stalls" : "";
  const tip = `${rttMs} ms, jitter ${jitterMs}${stalls}, ${tickHz} Hz: ${format(value)}`;
  const at = `cx="${x(rttMs).toFixed(1)}" cy="${y(value).toFixed(1)}"`;
  return `<circle class="${kind}" ${at} r="3.5" fill="${fill}" stroke="${colour}"><title>${tip}</title></circle>`;
}

function label(x: number, y: number, anchor: string, text: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${text}</text>`;
}
