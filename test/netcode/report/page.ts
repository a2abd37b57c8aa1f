// netcode-report.html: one page that needs no network. In: the run's report. Out: its markup. Pure.

import type { CellReport, NetcodeReport } from "../cellReport.ts";
import { drawChart } from "./chart.ts";
import { delayChartsOf, leastNearShare, shareChartsOf } from "./charts.ts";
import { number, percent } from "./figures.ts";
import { STYLE } from "./style.ts";
import { makeHtmlTable } from "./table.ts";

export function makePage(report: NetcodeReport): string {
  const { cells } = report;
  const charts = [...shareChartsOf(cells), ...delayChartsOf(cells)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fraywire: netcode report</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Netcode report</h1>
<p>A real server, the real client without a screen, and a TCP proxy with ordered delivery between them: ${cells.length}
cells of round trip, jitter, stalls and tick rate. Each shot is judged twice: by what its shooter's screen drew when the
input was made, and by the server.</p>
${verdictOf(report)}
<div class="tiles">${tilesOf(cells).join("")}</div>
<h2>Over the round trip</h2>
${LEGEND}
<div class="charts">${charts.map(drawChart).join("")}</div>
<h2>All cells</h2>
<p>Green figures keep their claim, red ones break it; the others are measured without a claim.</p>
<div class="scroll">${makeHtmlTable(cells)}</div>
<footer>${report.startedAt}, ${number(report.durationS / 60, 1)} min, Node ${report.node}. Seeds:
${cells.map(({ spec }) => spec.seed).join(" ")}. How each figure is measured: docs/netcode.md.</footer>
</body>
</html>
`;
}

function verdictOf({ failures, cells }: NetcodeReport): string {
  if (failures.length === 0)
    return `<div class="verdict ok">Every claim holds in all ${cells.length} cells</div>`;
  const lines = failures.map((line) => `<li>${line}</li>`).join("");
  return `<div class="verdict bad">Claims that fail: ${failures.length}</div><ul class="failures">${lines}</ul>`;
}

function least(values: readonly number[]): number {
  return Math.min(...values.filter(Number.isFinite));
}

function tilesOf(cells: readonly CellReport[]): string[] {
  const most = (values: readonly number[]) => Math.max(...values.filter(Number.isFinite));
  const shots = cells.reduce((sum, { rail }) => sum + rail.judged, 0);
  const agreed = cells.reduce((sum, { rail }) => sum + rail.judged * rail.agreement, 0);
  const far = cells.filter(({ spec }) => spec.rttMs >= 100);
  const minutes = cells.reduce((sum, { calm }) => sum + calm.playerMinutes, 0);
  const steady = cells.filter(({ spec }) => spec.stallMs === 0);
  return [
    tile(percent(agreed / shots, 2), `Rail agrees with the shooter's screen, ${shots} shots`),
    tile(percent(least(cells.map(({ rail }) => rail.agreement))), "in the worst cell"),
    tile(
      percent(most(far.map(({ rail }) => rail.control))),
      "the same shots without compensation, at most, from 100 ms on",
    ),
    tile(
      percent(least(steady.map(leastNearShare))),
      "Pulse up to 300 u at bodies that keep their way, worst cell without stalls",
    ),
    tile(
      number(most(steady.map(({ calm }) => calm.abovePerMinute)), 1),
      `corrections a minute without stalls, at most; ${number(minutes)} min of play in all`,
    ),
    tile(
      `${number(most(cells.map(({ refusals }) => refusals.longestMs)))} ms`,
      `until a refused shot is gone, at most; ${cells.reduce((sum, { refusals }) => sum + refusals.ghosts, 0)} ghosts`,
    ),
  ];
}

function tile(figure: string, what: string): string {
  return `<div class="tile"><b>${figure}</b><span>${what}</span></div>`;
}

const LEGEND = `<div class="legend">
<span><svg viewBox="0 0 30 10"><path d="M0 5h30" stroke="#FFB000" stroke-width="2"/></svg>30 Hz</span>
<span><svg viewBox="0 0 30 10"><path d="M0 5h30" stroke="#4C9BFF" stroke-width="2"/></svg>60 Hz</span>
<span><svg viewBox="0 0 30 10"><path d="M0 5h30" stroke="#FFFFFF" stroke-width="2" stroke-dasharray="5 4"/></svg>with
stalls of 300 ms each 3 s</span>
<span><svg viewBox="0 0 30 10"><circle cx="15" cy="5" r="4" fill="#FFFFFF"/></svg>jitter 20 ms</span>
<span><svg viewBox="0 0 30 10"><circle cx="15" cy="5" r="3.5" fill="none" stroke="#FFFFFF" stroke-width="1.5"/></svg>no
jitter</span>
<span><svg viewBox="0 0 30 10"><path d="M0 5h30" stroke="#E8607A" stroke-width="2" stroke-dasharray="2 4"/></svg>bound</span>
</div>`;
