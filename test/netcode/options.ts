// The command line of the netcode proof. In: arguments. Out: which cells to run, and where to write the report.
import type { CellSpec } from "./cellReport.ts";
import { FULL_SHOTS } from "./claims.ts";

export const USAGE = `npm run netcode -- [--quick] [--cells rtt=200,jitter=20,stall=300,hz=30] [--seed N] [--jobs N] [--out DIR]
  --quick   six cells with fewer shots, about 90 s
  --cells   only the cells that match; a key may be given more than once (rtt=0,rtt=200)
  --seed    of jitter, walks, targets and aim errors; 1 unless told
  --jobs    cells at the same time, each in a process of its own; 2 unless told
  --out     folder for netcode-report.json, .html and netcode-table.md; dist/netcode unless told`;

/** Arguments that a value follows. */
const VALUED = ["--cells", "--seed", "--jobs", "--out"];

export interface Options {
  readonly quick: boolean;
  readonly cells: readonly CellSpec[];
  readonly jobs: number;
  readonly outDir: string;
}

const RTTS_MS = [0, 50, 100, 150, 200, 250];
const JITTERS_MS = [0, 20];
const STALLS_MS = [0, 300];
const RATES_HZ = [30, 60] as const;

/** Rail shots, and Pulse volleys, in a cell of the quick form. */
const QUICK_SHOTS = 96;

/** The quick form: near and far, with and without stalls, both rates. */
const QUICK: readonly (readonly [rttMs: number, stallMs: number, tickHz: 30 | 60])[] = [
  [0, 0, 30],
  [100, 300, 30],
  [200, 0, 30],
  [200, 300, 30],
  [200, 0, 60],
  [250, 0, 30],
];

/** @throws Error with one line that names the wrong argument. */
export function parseOptions(args: readonly string[]): Options {
  let quick = false;
  let filter = "";
  let seed = 1;
  let jobs = 2;
  let outDir = "dist/netcode";
  for (let i = 0; i < args.length; i++) {
    const name = args[i] as string;
    const value = args[i + 1] ?? "";
    if (name === "--quick") {
      quick = true;
      continue;
    }
    if (!VALUED.includes(name)) throw new Error(`unknown argument "${name}"`);
    if (value === "") throw new Error(`"${name}" needs a value`);
    if (name === "--cells") filter = value;
    else if (name === "--seed") seed = wholeNumber(name, value);
    else if (name === "--jobs") jobs = Math.max(1, wholeNumber(name, value));
    else outDir = value;
    i++;
  }
  const cells = pickCells(quick ? quickCells(seed) : allCells(seed), filter);
  return { quick, cells, jobs, outDir };
}

/** Each cell has a seed of its own, so that one cell alone repeats what it did in the whole matrix. */
function allCells(seed: number): CellSpec[] {
  const cells: CellSpec[] = [];
  for (const tickHz of RATES_HZ)
    for (const rttMs of RTTS_MS)
      for (const jitterMs of JITTERS_MS)
        for (const stallMs of STALLS_MS) {
          const own = seed * 1000 + cells.length;
          cells.push({ rttMs, jitterMs, stallMs, tickHz, seed: own, shots: FULL_SHOTS });
        }
  return cells;
}

function quickCells(seed: number): CellSpec[] {
  return QUICK.map(([rttMs, stallMs, tickHz], i) => ({
    rttMs,
    jitterMs: 20,
    stallMs,
    tickHz,
    seed: seed * 1000 + 500 + i,
    shots: QUICK_SHOTS,
  }));
}

const KEYS = { rtt: "rttMs", jitter: "jitterMs", stall: "stallMs", hz: "tickHz" } as const;

function pickCells(cells: readonly CellSpec[], filter: string): readonly CellSpec[] {
  const wanted = new Map<string, number[]>();
  for (const pair of filter.split(",").filter((part) => part !== "")) {
    const [key = "", value = ""] = pair.split("=");
    if (!(key in KEYS)) throw new Error(`--cells: unknown key "${key}" (rtt, jitter, stall, hz)`);
    wanted.set(key, [...(wanted.get(key) ?? []), wholeNumber(`--cells ${key}`, value)]);
  }
  const picked = cells.filter((cell) =>
    [...wanted].every(([key, values]) => values.includes(cell[KEYS[key as keyof typeof KEYS]])),
  );
  if (picked.length === 0) throw new Error(`--cells ${filter}: no such cell`);
  return picked;
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new Error(`${name}: "${value}" is no number`);
  return number;
}
