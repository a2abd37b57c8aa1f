// Which figures of a load test are drawn over its time, and how. In: samples. Out: charts for timeChart.ts. Pure.
import { OPEN_ARENA_TICK_HZ } from "../../../shared/sim/constants.ts";
import type { LoadReport, LoadSample } from "../loadReport.ts";
import type { ServerFigures } from "../scrape.ts";
import { COLOURS, type Series, type TimeChart } from "./timeChart.ts";

const TICK_BUDGET_MS = 1000 / OPEN_ARENA_TICK_HZ;

type Lines = readonly (readonly [name: string, read: (sample: LoadSample) => number])[];

export function chartsOf({ samples, options }: LoadReport): TimeChart[] {
  const timesS = samples.map(({ atS }) => atS);
  const chart = (title: string, note: string, least: number, lines: Lines, bound?: number) => ({
    title,
    note,
    least,
    timesS,
    rampS: Number(options.rampS),
    series: lines.map(
      ([name, read], i): Series => ({
        name,
        colour: COLOURS[i] ?? "#FFFFFF",
        values: samples.map(read),
      }),
    ),
    ...(bound === undefined ? {} : { bound }),
  });
  const ofServer = (read: (server: ServerFigures) => number) => (sample: LoadSample) =>
    sample.server === null ? Number.NaN : read(sample.server);
  const charts = [
    chart("Players", "Inside now.", 10, [
      ["all", (sample) => sample.inside],
      ["on the real client", (sample) => sample.sdkInside],
    ]),
    chart("Coming and going", "In each second.", 5, [
      ["joins", (sample) => sample.joins],
      ["failed joins", (sample) => sample.failedJoins],
      ["drops", (sample) => sample.drops],
    ]),
    chart("Down, bytes", "Per client and second, frame headers included.", 500, [
      ["down", (sample) => sample.bytesIn],
      ["up", (sample) => sample.bytesOut],
    ]),
    chart("Frames", "Per client and second.", 10, [
      ["down", (sample) => sample.framesIn],
      ["up", (sample) => sample.framesOut],
    ]),
    chart(
      "From an input to the patch that acknowledges it",
      "ms; two ticks are the server's.",
      50,
      [
        ["median", (sample) => sample.inputP50],
        ["p95", (sample) => sample.inputP95],
        ["p99", (sample) => sample.inputP99],
      ],
    ),
    chart("Round trip of a ping", "Through the room, ms.", 20, [
      ["median", (sample) => sample.pingP50],
      ["p95", (sample) => sample.pingP95],
    ]),
    chart("Stalls and corrections", "In each second, all clients together.", 5, [
      ["pauses above 300 ms", (sample) => sample.stalls],
      ["corrections above 0.01 u", (sample) => sample.corrections],
    ]),
    chart("The bots' own processes", "How late their timers are, 99th percentile, ms.", 5, [
      ["late", (sample) => sample.lateP99],
    ]),
  ];
  if (!samples.some(({ server }) => server !== null)) return charts;
  const ticks: Lines = [
    ["median", ofServer(({ tickP50Ms }) => tickP50Ms)],
    ["p95", ofServer(({ tickP95Ms }) => tickP95Ms)],
    ["p99", ofServer(({ tickP99Ms }) => tickP99Ms)],
  ];
  const patches: Lines = [
    ["median", ofServer(({ patchP50Ms }) => patchP50Ms)],
    ["p95", ofServer(({ patchP95Ms }) => patchP95Ms)],
    ["p99", ofServer(({ patchP99Ms }) => patchP99Ms)],
  ];
  const ofCore = ofServer(({ cpuShare }) => cpuShare * 100);
  return [
    chart(
      "Ticks",
      "Duration, ms, from the server's buckets. The line is a tick's time.",
      10,
      ticks,
      TICK_BUDGET_MS,
    ),
    chart("Patches", "Of it, encoding and sending, ms.", 5, patches),
    chart("CPU", "Of one core, percent.", 20, [["server", ofCore]]),
    chart("Event loop", "99th percentile of the server's own timer, ms; 10 to 11 when idle.", 10, [
      ["delay", ofServer(({ eventLoopP99Ms }) => eventLoopP99Ms)],
    ]),
    chart("Memory", "MB.", 50, [
      ["resident", ofServer(({ residentMb }) => residentMb)],
      ["heap", ofServer(({ heapMb }) => heapMb)],
    ]),
    ...charts,
  ];
}
