// Everything an operator's Prometheus reads of this process. In: the counters of server/metrics, and what app.ts knows.
// Out: the text of GET /metrics, made when it is asked for and at no other time.
import { collectDefaultMetrics, type Metric, Registry } from "prom-client";
import { clusterFigures } from "../cluster/clusterFigures.ts";
import type { Histogram, Sample } from "./histogram.ts";
import { queueFigures } from "./queueFigures.ts";
import { allRefusals } from "./refusals.ts";
import { allRoomMetrics, type RoomMetrics } from "./roomMetrics.ts";
import { traffic } from "./traffic.ts";

/** What only the running process knows; asked at each scrape. */
export interface ProcessFacts {
  /** WebSockets by what they are seats of. */
  connections(): Readonly<Record<string, number>>;
  /** Open rooms by kind. */
  rooms(): Promise<Readonly<Record<string, number>>>;
  /** Finished matches that wait for the store, and those written since the start. */
  results(): { readonly outbox: number; readonly written: number };
}

export function makeExposition(facts: ProcessFacts): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const add = adderTo(registry);
  addTicks(add);
  addTraffic(add);
  addQueue(add);
  addCluster(add);
  add("gauge", "fraywire_connections", "WebSockets, by kind of seat", () =>
    labelled("kind", facts.connections()),
  );
  add("gauge", "fraywire_rooms", "Open rooms, by kind", async () =>
    labelled("kind", await facts.rooms()),
  );
  add("gauge", "fraywire_outbox", "Finished matches that wait for the store", () =>
    single(facts.results().outbox),
  );
  add("counter", "fraywire_results_total", "Matches written to the store", () =>
    single(facts.results().written),
  );
  add("counter", "fraywire_refusals_total", "What the edge refused, by reason", () =>
    labelled("reason", Object.fromEntries(allRefusals())),
  );
  return registry;
}

function addTicks(add: Adder): void {
  const histogram = (name: string, help: string, of: (metrics: RoomMetrics) => Histogram) =>
    add("histogram", name, help, () =>
      [...allRoomMetrics()].flatMap(([room, metrics]) => of(metrics).samples(name, { room })),
    );
  histogram("fraywire_tick_seconds", "Duration of a room's tick", ({ ticks }) => ticks);
  histogram("fraywire_patch_seconds", "Of it, encoding and sending", ({ patches }) => patches);
  const counter = (name: string, help: string, of: (metrics: RoomMetrics) => number) =>
    add("counter", name, help, () =>
      [...allRoomMetrics()].map(([room, metrics]) => ({ labels: { room }, value: of(metrics) })),
    );
  counter("fraywire_tick_overruns_total", "Ticks above their budget", ({ overruns }) => overruns);
  counter("fraywire_ticks_dropped_total", "Ticks that were never run", ({ dropped }) => dropped);
}

function addTraffic(add: Adder): void {
  add("counter", "fraywire_frames_total", "Frames of rooms", () =>
    labelled("direction", { in: traffic.framesIn, out: traffic.framesOut }),
  );
  add("counter", "fraywire_bytes_total", "Bytes of these frames", () =>
    labelled("direction", { in: traffic.bytesIn, out: traffic.bytesOut }),
  );
}

/** Nothing for a process that is alone. */
function addCluster(add: Adder): void {
  add("gauge", "fraywire_cluster_processes", "Processes that live, as this one sees it", () => {
    const figures = clusterFigures.read?.();
    return figures === undefined ? [] : single(figures.processes);
  });
  add("gauge", "fraywire_redis_up", "Whether Redis answers this process", () => {
    const figures = clusterFigures.read?.();
    return figures === undefined ? [] : single(figures.isAway ? 0 : 1);
  });
}

function addQueue(add: Adder): void {
  add("gauge", "fraywire_queue_people", "Who waits for a ranked Duel here", () =>
    single(queueFigures.people),
  );
  add("gauge", "fraywire_queue_longest_wait_seconds", "Of those", () =>
    single(queueFigures.longestWaitS),
  );
  const name = "fraywire_queue_wait_seconds";
  add("histogram", name, "How long those waited who were paired", () =>
    queueFigures.waits.samples(name, {}),
  );
}

function single(value: number): Sample[] {
  return [{ labels: {}, value }];
}

function labelled(label: string, values: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }));
}

type Adder = (
  type: "gauge" | "counter" | "histogram",
  name: string,
  help: string,
  read: () => Sample[] | Promise<Sample[]>,
) => void;

/** prom-client's registry asks no more of a metric than this: it is read when it is scraped. */
function adderTo(registry: Registry): Adder {
  return (type, name, help, read) => {
    const facts = { name, help, type, aggregator: "sum" };
    const get = async () => ({ ...facts, values: await read() });
    registry.registerMetric({ ...facts, get, reset: () => undefined } as unknown as Metric);
  };
}
