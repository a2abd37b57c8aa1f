// Which figures are drawn over the round trip, and how. In: cells. Out: charts for chart.ts. Pure.
import type { CellReport, CellSpec } from "../cellReport.ts";
import { PULSE_AGREEMENT, RECOVERY_MAX_MS, railBound, withdrawBoundMs } from "../claims.ts";
import type { Chart, Point } from "./chart.ts";
import { number, percent } from "./figures.ts";

type Cells = readonly CellReport[];

function pointsOf(cells: Cells, value: (cell: CellReport) => number): Point[] {
  return cells.map((cell) => ({ spec: cell.spec, value: value(cell) }));
}

function withoutStalls(cells: Cells): Cells {
  return cells.filter(({ spec }) => spec.stallMs === 0);
}

function specAt(cells: Cells, rttMs: number): CellSpec {
  const spec = cells.find((cell) => cell.spec.rttMs === rttMs)?.spec;
  if (spec === undefined) throw new Error(`no cell at ${rttMs} ms`);
  return spec;
}

/** Shares of shots. */
export function shareChartsOf(cells: Cells): Chart[] {
  const format = (value: number) => percent(value, 0);
  const rail = pointsOf(cells, (cell) => cell.rail.agreement);
  const bound = (rttMs: number) => railBound(specAt(cells, rttMs));
  return [
    {
      title: "Rail: whom the screen hits, the server hits",
      note: "Share of shots. Faint: the same shots against the server's present, without compensation.",
      points: rail,
      faint: pointsOf(cells, (cell) => cell.rail.control),
      bound,
      from: 0,
      to: 1,
      format,
    },
    {
      title: "Rail, the last ten percent",
      note: "DODGED and BLOCKED are counted apart.",
      points: rail,
      bound,
      from: 0.9,
      to: 1,
      format,
    },
    {
      title: "Pulse: mark and hit go together",
      note: "At 100 and 300 u, bodies that keep their way. Faint: all distances and bodies, turning ones included.",
      points: pointsOf(cells, leastNearShare),
      faint: pointsOf(cells, ({ pulse }) => pulse.agreement),
      bound: () => PULSE_AGREEMENT[300] ?? 0,
      from: 0.5,
      to: 1,
      format,
    },
  ];
}

/** The worse of the Pulse's shares at 100 and at 300 u. */
export function leastNearShare({ pulse }: CellReport): number {
  return Math.min(...pulse.bands.slice(0, 2).map(({ steadyAgreement }) => steadyAgreement));
}

/** Times, and the evenness of what is drawn. */
export function delayChartsOf(cells: Cells): Chart[] {
  const steady = withoutStalls(cells);
  const p99 = pointsOf(cells, (cell) => cell.sendToApplyP99Ms);
  const interpolation = pointsOf(cells, (cell) => cell.interpolationMs);
  const withdrawal = pointsOf(steady, ({ refusals }) => refusals.longestMs);
  // In a stall everybody stands still: that is no unevenness of the timeline.
  const speed = pointsOf(steady, (cell) => cell.speedErrorUPerS);
  const recovery = pointsOf(cells, (cell) => cell.recovery?.inputMs ?? Number.NaN);
  return [
    chartFromZero("From sending an input until the server uses it", 100, p99, {
      note: "Median, ms. Faint: 99th percentile.",
      points: pointsOf(cells, (cell) => cell.sendToApplyP50Ms),
      faint: p99,
    }),
    chartFromZero("Interpolation delay", 50, interpolation, {
      note: "Others are drawn this far behind the newest patch of an undelayed link, ms.",
      points: interpolation,
    }),
    chartFromZero("Until a refused shot is gone", 100, withdrawal, {
      note: "The longest, ms; without stalls. The bound for 20 ms of jitter.",
      points: withdrawal,
      bound: (rttMs) => withdrawBoundMs({ rttMs, jitterMs: 20, stallMs: 0 }, 0),
    }),
    chartFromZero("Evenness of others", 10, speed, {
      note: "|drawn speed - true speed| of a steady walker at 260 u/s, 95th percentile, u/s; without stalls.",
      points: speed,
    }),
    {
      ...chartFromZero("After a stall", 500, recovery, {
        note: "Until the input delay is within 20 ms of its value before, the longest, ms.",
        points: recovery,
        bound: () => RECOVERY_MAX_MS,
      }),
      to: RECOVERY_MAX_MS,
    },
  ];
}

/** @param step the axis ends at a multiple of it, above all of `highest`. */
function chartFromZero(
  title: string,
  step: number,
  highest: readonly Point[],
  rest: Pick<Chart, "note" | "points" | "faint" | "bound">,
): Chart {
  const most = Math.max(1, ...highest.map(({ value }) => value || 0));
  const to = Math.ceil(most / step) * step;
  return { title, from: 0, to, format: (value) => number(value), ...rest };
}
