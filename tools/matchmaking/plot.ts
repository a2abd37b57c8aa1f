// Two charts: what share waited at most so long, and was at most so far apart. In: results. Out: an SVG that needs
// nothing beside itself. Run by the matchmaking simulation.
import type { Result } from "./report.ts";

/** Size of the picture and of a chart's own area, px. */
const PICTURE = { width: 960, height: 380 } as const;
const AREA = { width: 392, height: 240, top: 72 } as const;
/** Left edges of the two areas, px. */
const LEFT = [56, 536] as const;
const GRID_LINES = 4;
const TICKS = 6;
/** The game's palette; by shape as well as by colour. */
const LINES = [
  { colour: "#FFB000", dash: "" },
  { colour: "#4C9BFF", dash: "7 4" },
  { colour: "#A8F0DC", dash: "2 4" },
] as const;

interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly max: number;
  readonly valuesOf: (result: Result) => readonly number[];
}

const CHARTS: readonly Chart[] = [
  { title: "Wait", unit: "s", max: 60, valuesOf: ({ outcome }) => outcome.waitsS },
  {
    title: "Difference in rating",
    unit: "points",
    max: 600,
    valuesOf: ({ outcome }) => outcome.gaps,
  },
];

export function plot(results: readonly Result[], players: number): string {
  const { width, height } = PICTURE;
  const charts = CHARTS.map((chart, i) => drawChart(chart, results, LEFT[i] as number));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>Wait and difference in rating, for ${players} players of each population</title>
<style>text { font: 12px system-ui, sans-serif; fill: #A9B6CC } .title { font-size: 15px; fill: #FFFFFF }</style>
<rect width="${width}" height="${height}" rx="10" fill="#0B0F17"/>
${charts.join("\n")}
${results.map((result, i) => legend(result, i)).join("\n")}
</svg>
`;
}

function drawChart(chart: Chart, results: readonly Result[], left: number): string {
  const { width, height, top } = AREA;
  const parts = [
    `<text class="title" x="${left}" y="${top - 36}">${chart.title}</text>`,
    `<text x="${left}" y="${top - 16}">share of players up to here, by ${chart.unit}</text>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="#131A26"/>`,
  ];
  for (let i = 0; i <= GRID_LINES; i++) {
    const y = top + (height * i) / GRID_LINES;
    parts.push(
      `<path d="M${left} ${y}h${width}" stroke="#1D2738"/>`,
      `<text x="${left - 8}" y="${y + 4}" text-anchor="end">${100 - (100 * i) / GRID_LINES} %</text>`,
    );
  }
  for (let i = 0; i <= TICKS; i++) {
    const x = left + (width * i) / TICKS;
    const value = Math.round((chart.max * i) / TICKS);
    parts.push(`<text x="${x}" y="${top + height + 18}" text-anchor="middle">${value}</text>`);
  }
  for (const [i, result] of results.entries())
    parts.push(curve(chart.valuesOf(result), chart.max, left, i));
  return parts.join("\n");
}

/** The share of values up to x, one point for each pixel across. */
function curve(values: readonly number[], max: number, left: number, line: number): string {
  const { width, height, top } = AREA;
  const sorted = [...values].sort((a, b) => a - b);
  const points: string[] = [];
  let below = 0;
  for (let x = 0; x <= width; x++) {
    while (below < sorted.length && (sorted[below] as number) <= (max * x) / width) below++;
    const y = top + height * (1 - below / sorted.length);
    points.push(`${left + x} ${y.toFixed(1)}`);
  }
  return `<path d="M${points.join("L")}" fill="none" stroke-width="2" ${strokeOf(line)}/>`;
}

function legend({ population }: Result, line: number): string {
  const x = (LEFT[0] as number) + line * 200;
  const y = PICTURE.height - 18;
  return (
    `<path d="M${x} ${y - 4}h30" fill="none" stroke-width="2" ${strokeOf(line)}/>` +
    `<text x="${x + 38}" y="${y}">${population.name}: ${population.perMinute} a minute</text>`
  );
}

function strokeOf(line: number): string {
  const { colour, dash } = LINES[line % LINES.length] as (typeof LINES)[number];
  return `stroke="${colour}"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
}
