// The table for the README. In: cells. Out: Markdown: a row for each link, with its figures at each tick rate.
import { type CellReport, linkOf } from "../cellReport.ts";
import { number, percent } from "./figures.ts";

interface Column {
  readonly title: string;
  readonly text: (cell: CellReport) => string;
}

const COLUMNS: readonly Column[] = [
  { title: "Rail agrees", text: ({ rail }) => percent(rail.agreement) },
  { title: "without compensation", text: ({ rail }) => percent(rail.control, 0) },
  {
    title: "Pulse agrees at 100, 300, 500 u",
    text: ({ pulse }) =>
      pulse.bands.map(({ steadyAgreement }) => number(steadyAgreement * 100)).join(", "),
  },
  { title: "corrections /min", text: ({ calm }) => number(calm.abovePerMinute, 1) },
  { title: "pushed, > 4 u /min", text: ({ pushed }) => number(pushed.above4PerMinute, 1) },
  {
    title: "input delay p50, p99",
    text: (cell) => `${number(cell.sendToApplyP50Ms)}, ${number(cell.sendToApplyP99Ms)} ms`,
  },
  { title: "interpolation", text: (cell) => `${number(cell.interpolationMs)} ms` },
];

/** Rows in order of jitter and stalls, then of the round trip. Two rates stand in one cell: 30 Hz / 60 Hz. */
export function makeMarkdownTable(cells: readonly CellReport[]): string {
  const links = new Map<string, CellReport[]>();
  const order = cells.toSorted(
    ({ spec: a }, { spec: b }) =>
      a.jitterMs - b.jitterMs || a.stallMs - b.stallMs || a.rttMs - b.rttMs || a.tickHz - b.tickHz,
  );
  for (const cell of order) {
    const link = linkOf(cell.spec);
    links.set(link, [...(links.get(link) ?? []), cell]);
  }
  const rates = [...new Set(order.map(({ spec }) => spec.tickHz))];
  const head = ["Round trip", ...COLUMNS.map(({ title }) => title)];
  const rows = [...links].map(([link, group]) => [
    link,
    ...COLUMNS.map(({ text }) => rates.map((hz) => textAt(group, hz, text)).join(" / ")),
  ]);
  const line = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  const rule = head.map((_, i) => (i === 0 ? "---" : "---:"));
  const caption = `Figures at ${rates.map((hz) => `${hz} Hz`).join(" / ")}.`;
  return [caption, "", line(head), line(rule), ...rows.map(line), ""].join("\n");
}

function textAt(
  group: readonly CellReport[],
  tickHz: number,
  text: (cell: CellReport) => string,
): string {
  const cell = group.find(({ spec }) => spec.tickHz === tickHz);
  return cell === undefined ? "–" : text(cell);
}
