// loadtest-report.html: one page that needs no network. In: a LoadReport. Out: its markup. Pure.
import { number, percent } from "../../netcode/report/figures.ts";
import { STYLE } from "../../netcode/report/style.ts";
import type { Reasons } from "../figures.ts";
import type { LoadReport } from "../loadReport.ts";
import { chartsOf } from "./loadCharts.ts";
import { drawTimeChart } from "./timeChart.ts";

export function makeLoadPage(report: LoadReport): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fraywire: load test</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Load test</h1>
<p>${escapeHtml(linkOf(report))}</p>
${verdictOf(report)}
<div class="tiles">${tilesOf(report).join("")}</div>
<h2>Over the time</h2>
<p>The upright line is the end of the ramp.</p>
<div class="charts">${chartsOf(report).map(drawTimeChart).join("")}</div>
<h2>What happened</h2>
${reasonTable(report)}
<footer>${report.startedAt}, ${escapeHtml(report.target)}, Node ${report.node}, seed ${report.options.seed}.</footer>
</body>
</html>
`;
}

function linkOf({ options }: LoadReport): string {
  const { bots, sdk, room, rttMs, jitterMs, stallMs, churn, durationS } = options;
  const stalls = Number(stallMs) > 0 ? `, stalls of ${stallMs} ms each 3 s` : "";
  return (
    `${bots} players in ${room}, ${sdk} of them on the real client, the others on a light one that decodes nothing; ` +
    `${durationS} s after the ramp; round trip ${rttMs} ms, jitter ${jitterMs} ms${stalls}; ` +
    `${percent(Number(churn), 1)} of them leave and come back each second.`
  );
}

function verdictOf({ failures, notes }: LoadReport): string {
  const list = (lines: readonly string[], kind: string) =>
    lines.length === 0
      ? ""
      : `<ul class="${kind}">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
  const verdict =
    failures.length === 0
      ? '<div class="verdict ok">No decode errors, no unexplained drops, no failed joins, no lost scores</div>'
      : `<div class="verdict bad">Failed</div>${list(failures, "failures")}`;
  return `${verdict}${list(notes, "notes")}`;
}

function tilesOf({ summary, server }: LoadReport): string[] {
  const tiles = [
    tile(number(summary.joins), `joins, ${number(summary.leaves)} leaves`),
    tile(`${number(summary.bytesInPerClientS / 1024, 2)} KB/s`, "down per client"),
    tile(number(summary.framesInPerClientS, 1), "frames a second down per client"),
    tile(
      `${number(summary.inputP50)} ms`,
      `input to acknowledgement; p99 ${number(summary.inputP99)} ms`,
    ),
    tile(
      number(summary.correctionsAbove4PerMin, 2),
      `corrections above 4 u a minute; ${number(summary.sdkMin, 1)} min on the real client`,
    ),
    tile(
      number(summary.stalls),
      `pauses above 300 ms; the longest ${number(summary.longestSilenceMs)} ms`,
    ),
  ];
  if (server === null) return tiles;
  return [
    tile(`${number(server.tickP50Ms, 1)} ms`, `a tick; p99 ${number(server.tickP99Ms, 1)} ms`),
    tile(percent(server.cpuShare, 0), "of a core"),
    tile(`${number(server.residentMb)} MB`, "resident"),
    tile(number(server.ticksDropped), `ticks dropped, ${number(server.overruns)} over their time`),
    ...tiles,
  ];
}

function reasonTable({ summary, server }: LoadReport): string {
  const rows = (what: string, reasons: Readonly<Reasons>) =>
    Object.entries(reasons).map(
      ([reason, times]) =>
        `<tr><td>${what}</td><td>${escapeHtml(reason)}</td><td>${times}</td></tr>`,
    );
  const all = [
    ...rows("drop", summary.drops),
    ...rows("failed join", summary.failedJoins),
    ...rows("decode error", summary.decodeErrors),
    ...rows("lost score", summary.lostScores),
    ...rows("refused by the server", server?.refusals ?? {}),
  ];
  if (all.length === 0) return "<p>Nothing but joins and leaves.</p>";
  const head = "<thead><tr><th>What</th><th>Why</th><th>Times</th></tr></thead>";
  return `<div class="scroll"><table>${head}<tbody>${all.join("")}</tbody></table></div>`;
}

function tile(figure: string, what: string): string {
  return `<div class="tile"><b>${figure}</b><span>${what}</span></div>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}
