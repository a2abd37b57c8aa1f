// The capacity benchmark's figures: medians of the rounds, ratios to the floor. In: measurements. Out: plain data, and a
// table in Markdown for the README. Pure.
import { median } from "../netcode/stats.ts";
import type { Measurement } from "./capacityRun.ts";
import { CONTESTANTS, type Contestant } from "./capacityTypes.ts";

export interface ContestantFigures {
  readonly contestant: Contestant;
  readonly clients: number;
  readonly microsPerClientTick: number;
  readonly overFloor: number;
  readonly cpuShare: number;
  readonly tickP50Ms: number;
  readonly tickP99Ms: number;
  readonly tickP99OverP50: number;
  /** Of the CPU time a client and tick: where it goes, us. The rest is inputs, sockets, collections. */
  readonly simulationMicros: number;
  readonly interestMicros: number;
  readonly mirrorMicros: number;
  readonly patchMicros: number;
  readonly restMicros: number;
  readonly inSight: number;
  readonly bytesInPerClientS: number;
  readonly botsLateP99Ms: number;
  /** At most 80 % of a core and a tick's 99th percentile within its time; null when it was not looked for. */
  readonly players: number | null;
  readonly playersOverFloor: number | null;
}

export interface CapacityReport {
  readonly node: string;
  readonly rounds: number;
  readonly figures: readonly ContestantFigures[];
  readonly measured: readonly Measurement[];
  readonly table: string;
}

interface Limit {
  readonly contestant: Contestant;
  readonly players: number;
}

const NAMES: Readonly<Record<Contestant, string>> = {
  raw: "bare ws server, same messages",
  stock: "the game, stock serializer",
  shared: "the game, shared encode",
};

export function makeCapacityReport(
  measured: readonly Measurement[],
  limits: readonly Limit[],
): CapacityReport {
  const figures = CONTESTANTS.map((contestant) => figuresOf(contestant, measured, limits));
  const rounds = measured.length / CONTESTANTS.length;
  return { node: process.version, rounds, figures, measured, table: tableOf(figures) };
}

function figuresOf(
  contestant: Contestant,
  measured: readonly Measurement[],
  limits: readonly Limit[],
): ContestantFigures {
  const own = measured.filter((one) => one.contestant === contestant);
  const of = (read: (one: Measurement) => number) => median(own.map(read));
  const floor = measured.filter((one) => one.contestant === "raw");
  const floorMicros = median(floor.map((one) => one.microsPerClientTick));
  const micros = (read: (one: Measurement) => number) =>
    of((one) => (read(one) * 1000) / one.ticks / one.clients);
  const microsPerClientTick = of((one) => one.microsPerClientTick);
  const simulationMicros = micros((one) => one.simulationMs);
  const interestMicros = micros((one) => one.interestMs);
  const mirrorMicros = micros((one) => one.mirrorMs);
  const patchMicros = micros((one) => one.patchMs);
  const players = playersOf(contestant, limits);
  const floorPlayers = playersOf("raw", limits);
  return {
    contestant,
    clients: own[0]?.clients ?? 0,
    microsPerClientTick,
    overFloor: microsPerClientTick / floorMicros,
    cpuShare: of((one) => one.cpuShare),
    tickP50Ms: of((one) => one.tickP50Ms),
    tickP99Ms: of((one) => one.tickP99Ms),
    tickP99OverP50: of((one) => one.tickP99Ms / one.tickP50Ms),
    simulationMicros,
    interestMicros,
    mirrorMicros,
    patchMicros,
    restMicros:
      microsPerClientTick - simulationMicros - interestMicros - mirrorMicros - patchMicros,
    inSight: of((one) => one.inSight),
    bytesInPerClientS: of((one) => one.bytesInPerClientS),
    botsLateP99Ms: of((one) => one.botsLateP99Ms),
    players,
    playersOverFloor: players === null || floorPlayers === null ? null : players / floorPlayers,
  };
}

function playersOf(contestant: Contestant, limits: readonly Limit[]): number | null {
  const own = limits.filter((limit) => limit.contestant === contestant);
  return own.length === 0 ? null : median(own.map(({ players }) => players));
}

function tableOf(figures: readonly ContestantFigures[]): string {
  const clients = figures[0]?.clients ?? 0;
  const head = [
    `${clients} clients in one room`,
    "CPU a client and tick",
    "over the floor",
    "tick p50, p99",
    "p99 / p50",
    "players on 80 % of a core",
    "of the floor's",
  ];
  const rows = figures.map((one) => [
    NAMES[one.contestant],
    `${one.microsPerClientTick.toFixed(1)} us`,
    `${one.overFloor.toFixed(2)}x`,
    `${one.tickP50Ms.toFixed(1)}, ${one.tickP99Ms.toFixed(1)} ms`,
    one.tickP99OverP50.toFixed(2),
    one.players === null ? "–" : String(one.players),
    one.playersOverFloor === null ? "–" : one.playersOverFloor.toFixed(2),
  ]);
  const parts = figures
    .filter(({ contestant }) => contestant !== "raw")
    .map((one) => [
      NAMES[one.contestant],
      ...[
        one.simulationMicros,
        one.interestMicros,
        one.mirrorMicros,
        one.patchMicros,
        one.restMicros,
      ].map((micros) => `${micros.toFixed(1)} us`),
      one.inSight.toFixed(1),
    ]);
  const partsHead = [
    "Where it goes, a client and tick",
    "simulation",
    "who sees whom",
    "state",
    "encoding and sending",
    "inputs and the rest",
    "others in sight",
  ];
  return `${markdown(head, rows)}\n${markdown(partsHead, parts)}`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, i) => (i === 0 ? "---" : "---:"));
  return `${[line(head), line(rule), ...rows.map(line)].join("\n")}\n`;
}
