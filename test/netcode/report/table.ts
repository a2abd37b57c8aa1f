// The table of all cells in netcode-report.html. In: cells. Out: markup; claimed figures in green or red. Pure.

import type { CellReport } from "../cellReport.ts";
import {
  CONTROL_FROM_RTT_MS,
  CONTROL_MAX,
  END_MISS_U,
  PUSHED_CORRECTIONS_MAX,
  pulseBound,
  RECOVERY_MAX_MS,
  railBound,
  withdrawBoundMs,
} from "../claims.ts";
import { number, percent } from "./figures.ts";

/** A figure, and whether it keeps its claim; null when there is none. */
type Cell = readonly [text: string, holds: boolean | null];

interface Column {
  readonly title: string;
  readonly cell: (report: CellReport) => Cell;
}

const COLUMNS: readonly Column[] = [
  { title: "RTT ms", cell: ({ spec }) => [`${spec.rttMs}`, null] },
  { title: "jitter", cell: ({ spec }) => [`${spec.jitterMs}`, null] },
  { title: "stalls", cell: ({ spec }) => [spec.stallMs > 0 ? `${spec.stallMs} ms` : "–", null] },
  { title: "Hz", cell: ({ spec }) => [`${spec.tickHz}`, null] },
  {
    title: "Rail agrees",
    cell: ({ rail, spec }) => [percent(rail.agreement), rail.agreement >= railBound(spec)],
  },
  { title: "shots", cell: ({ rail }) => [`${rail.judged}`, null] },
  {
    title: "without comp.",
    cell: ({ rail, spec }) => [
      percent(rail.control, 0),
      spec.rttMs < CONTROL_FROM_RTT_MS ? null : rail.control <= CONTROL_MAX,
    ],
  },
  {
    title: "DODGED, BLOCKED",
    cell: ({ rail, pulse }) => [
      `${rail.dodged + pulse.dodged}, ${rail.blocked + pulse.blocked}`,
      null,
    ],
  },
  { title: "Pulse 100 u", cell: pulseAt(0) },
  { title: "300 u", cell: pulseAt(1) },
  { title: "500 u", cell: pulseAt(2) },
  { title: "with turning", cell: ({ pulse }) => [percent(pulse.agreement), null] },
  {
    title: "at range end, u",
    cell: ({ pulse }) => [number(pulse.endMissU, 1), pulse.endMissU <= END_MISS_U],
  },
  {
    title: "corr. > 0.01 u /min",
    cell: ({ calm, spec }) => [
      number(calm.abovePerMinute, 1),
      spec.stallMs > 0 ? null : calm.abovePerMinute === 0,
    ],
  },
  { title: "> 4 u /min", cell: ({ calm }) => [number(calm.above4PerMinute, 1), null] },
  {
    title: "pushed > 4 u /min",
    cell: ({ pushed, spec }) => [
      number(pushed.above4PerMinute, 1),
      spec.stallMs > 0 ? null : pushed.above4PerMinute <= PUSHED_CORRECTIONS_MAX,
    ],
  },
  { title: "input p50", cell: (cell) => [number(cell.sendToApplyP50Ms), null] },
  { title: "p99", cell: (cell) => [number(cell.sendToApplyP99Ms), null] },
  { title: "interp. ms", cell: (cell) => [number(cell.interpolationMs), null] },
  {
    title: "view age p50, p99",
    cell: (cell) => [`${number(cell.viewAgeP50Ms)}, ${number(cell.viewAgeP99Ms)}`, null],
  },
  { title: "speed err. u/s", cell: (cell) => [number(cell.speedErrorUPerS, 1), null] },
  { title: "clock err. ms", cell: (cell) => [number(cell.clockErrorMs, 1), null] },
  {
    title: "refused gone ms",
    cell: ({ refusals, spec, lagP99Ms }) => [
      number(refusals.longestMs),
      refusals.longestMs <= withdrawBoundMs(spec, lagP99Ms) && refusals.ghosts === 0,
    ],
  },
  { title: "refused", cell: ({ refusals }) => [`${refusals.refused}`, null] },
  {
    title: "delay back ms",
    cell: ({ recovery }) =>
      recovery === null
        ? ["–", null]
        : [
            `${number(recovery.inputMs)}, ${number(recovery.interpolationMs)}`,
            Math.max(recovery.inputMs, recovery.interpolationMs) <= RECOVERY_MAX_MS,
          ],
  },
  { title: "lag p99 ms", cell: (cell) => [number(cell.lagP99Ms, 1), cell.isValid] },
];

function pulseAt(index: number): (report: CellReport) => Cell {
  return ({ spec, pulse }) => {
    const { rangeU = 0, steadyAgreement = Number.NaN } = pulse.bands[index] ?? {};
    const bound = pulseBound(spec, rangeU);
    return [percent(steadyAgreement), bound === 0 ? null : steadyAgreement >= bound];
  };
}

export function makeHtmlTable(cells: readonly CellReport[]): string {
  const head = COLUMNS.map(({ title }) => `<th>${title}</th>`).join("");
  const rows = cells.map((report) => {
    const columns = COLUMNS.map(({ cell }) => {
      const [text, holds] = cell(report);
      const mark = holds === null ? "" : ` class="${holds ? "good" : "bad"}"`;
      return `<td${mark}>${text}</td>`;
    });
    return `<tr>${columns.join("")}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}
