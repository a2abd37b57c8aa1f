// All cells, a few at a time, each in a process of its own. In: specs. Out: reports in the order of the specs, and
// progress while it runs. A run that the machine disturbed is repeated.
import { fork } from "node:child_process";
import { join } from "node:path";
import type { CellProgress } from "./cell.ts";
import type { CellReport, CellSpec } from "./cellReport.ts";

/** What a cell's process tells. */
export type CellMessage =
  | { readonly kind: "progress"; readonly progress: CellProgress }
  | { readonly kind: "report"; readonly report: CellReport }
  | { readonly kind: "failed"; readonly reason: string };

export interface MatrixEvents {
  started(index: number): void;
  progress(index: number, progress: CellProgress): void;
  finished(index: number, report: CellReport): void;
  /** The run is repeated, and why. */
  repeated(index: number, reason: string): void;
}

const ATTEMPTS_MAX = 3;

/** @throws Error when a cell fails in each of its attempts. */
export async function runMatrix(
  specs: readonly CellSpec[],
  jobs: number,
  events: MatrixEvents,
): Promise<CellReport[]> {
  const reports: CellReport[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < specs.length; index = next++) {
      events.started(index);
      const report = await runUntilValid(specs[index] as CellSpec, index, events);
      reports[index] = report;
      events.finished(index, report);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, specs.length) }, work));
  return reports;
}

async function runUntilValid(
  spec: CellSpec,
  index: number,
  events: MatrixEvents,
): Promise<CellReport> {
  for (let attempt = 1; ; attempt++) {
    try {
      const report = await runInProcess(spec, (progress) => events.progress(index, progress));
      if (report.isValid || attempt === ATTEMPTS_MAX) return { ...report, attempts: attempt };
      const { lagP99Ms, droppedTicks } = report;
      events.repeated(
        index,
        `it was disturbed: timers ${lagP99Ms} ms late, ${droppedTicks} ticks dropped`,
      );
    } catch (error) {
      if (attempt === ATTEMPTS_MAX) throw error;
      events.repeated(index, error instanceof Error ? error.message : String(error));
    }
  }
}

function runInProcess(
  spec: CellSpec,
  onProgress: (progress: CellProgress) => void,
): Promise<CellReport> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "cellProcess.ts"), [], {
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    // Others speak on this channel too: a dependency of Colyseus takes any parent for its own monitor.
    child.on("message", (message: CellMessage | { readonly kind?: undefined }) => {
      if (message.kind === "progress") onProgress(message.progress);
      else if (message.kind === "report") resolve(message.report);
      else if (message.kind === "failed") reject(new Error(message.reason));
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the cell's process ended with ${code}`)));
    child.send(spec);
  });
}
