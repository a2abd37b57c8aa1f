// The F3 net graph. In: network statistics. Out: a panel with numbers (4 times a second) and plots
// (20 times).
import type { JSX } from "preact";
import type { NetStatsView, WorldView } from "../../game/WorldView.ts";
import { build, part, TextCell } from "../lib/dom.ts";
import { formatCount, formatRate } from "../lib/format.ts";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";
import { type PlotStyle, paintPlot } from "./plot.ts";

const NUMBERS_MS = 250;
const PLOTS_MS = 50;

interface PlotDef {
  readonly part: string;
  readonly label: string;
  readonly style: PlotStyle;
  readonly ring: (net: NetStatsView) => Float32Array;
  readonly value: (net: NetStatsView) => string;
}

const { net: words } = strings;

const PLOTS: readonly PlotDef[] = [
  {
    part: "rtt",
    label: words.rtt,
    style: { color: "#a8f0dc", leastTop: 150 },
    ring: (net) => net.rttRing,
    value: (net) => words.ms(net.rttMs),
  },
  {
    part: "delay",
    label: words.delay,
    style: { color: "#4c9bff", leastTop: 150 },
    ring: (net) => net.delayRing,
    value: (net) => words.ms(net.interpolationDelayMs),
  },
  {
    part: "corrections",
    label: words.largest,
    style: { color: "#ff6b4a", leastTop: 4 },
    ring: (net) => net.correctionRing,
    value: (net) => words.units(net.largestCorrectionU),
  },
];

const NUMBERS: readonly (readonly [string, (net: NetStatsView) => string])[] = [
  [words.jitter, (net) => words.ms1(net.jitterMs)],
  [words.corrections, (net) => `${Math.round(net.correctionsPerMinute)}`],
  [words.down, (net) => formatRate(net.bytesDownPerS)],
  [words.up, (net) => formatRate(net.bytesUpPerS)],
  [words.patches, (net) => net.patchesPerS.toFixed(1)],
  [words.pending, (net) => `${net.pendingInputs}`],
  [words.tick, (net) => formatCount(net.serverTick)],
];

export interface NetGraph extends HudPart {
  toggle(): void;
}

export function makeNetGraph(): NetGraph {
  const root = build(<NetGraphSkeleton />);
  const cells = NUMBERS.map(([, read], i) => ({ read, cell: new TextCell(part(root, `n${i}`)) }));
  const plots = PLOTS.map((def) => ({
    def,
    cell: new TextCell(part(root, `${def.part}-value`)),
    canvas: part<HTMLCanvasElement>(root, def.part),
  }));
  let nextNumbersMs = 0;
  let nextPlotsMs = 0;
  return {
    root,
    toggle() {
      root.hidden = !root.hidden;
    },
    update({ net, timeMs }: WorldView) {
      if (root.hidden) return;
      if (timeMs >= nextNumbersMs) {
        nextNumbersMs = timeMs + NUMBERS_MS;
        for (const { read, cell } of cells) cell.set(read(net));
        for (const { def, cell } of plots) cell.set(def.value(net));
      }
      if (timeMs < nextPlotsMs) return;
      nextPlotsMs = timeMs + PLOTS_MS;
      for (const { def, canvas } of plots) repaint(canvas, def, net);
    },
  };
}

function repaint(canvas: HTMLCanvasElement, def: PlotDef, net: NetStatsView): void {
  const width = Math.round(canvas.clientWidth * devicePixelRatio);
  const height = Math.round(canvas.clientHeight * devicePixelRatio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  if (context !== null) paintPlot(context, def.ring(net), net.ringHead, def.style);
}

function NetGraphSkeleton(): JSX.Element {
  return (
    <section class="net-graph panel" aria-label={words.title} hidden>
      {PLOTS.map((def) => (
        <div key={def.part} class="plot">
          <p>
            <span>{def.label}</span>
            <b data-part={`${def.part}-value`} />
          </p>
          <canvas data-part={def.part} />
        </div>
      ))}
      <dl>
        {NUMBERS.map(([label], i) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-part={`n${i}`} />
          </div>
        ))}
      </dl>
    </section>
  );
}
