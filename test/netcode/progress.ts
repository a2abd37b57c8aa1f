// Shows a run on the terminal: a line for each cell that ends, and what is running now. In: the matrix' events.
// Out: text. On a terminal the running line is rewritten in place; elsewhere it is repeated now and then.
import type { CellProgress } from "./cell.ts";
import { type CellReport, type CellSpec, nameOf } from "./cellReport.ts";
import type { MatrixEvents } from "./matrix.ts";
import { number, percent } from "./report/figures.ts";

/** Without a terminal, ms between two running lines. */
const QUIET_MS = 15_000;

/** Disagreements shown of a cell; netcode-report.json has all of them. */
const SHOWN_MAX = 4;

export class Progress implements MatrixEvents {
  private readonly specs: readonly CellSpec[];
  private readonly write: (text: string) => void;
  private readonly isTerminal: boolean;
  private readonly running = new Map<number, CellProgress>();
  private readonly startedMs = performance.now();
  private done = 0;
  private saidMs = performance.now();

  constructor(specs: readonly CellSpec[], out: NodeJS.WriteStream) {
    this.specs = specs;
    this.isTerminal = out.isTTY;
    this.write = (text) => void out.write(text);
  }

  started(index: number): void {
    this.running.set(index, { shots: 0, volleys: 0, agreement: Number.NaN });
    this.show();
  }

  progress(index: number, progress: CellProgress): void {
    this.running.set(index, progress);
    this.show();
  }

  finished(index: number, report: CellReport): void {
    this.running.delete(index);
    this.done++;
    const { rail, pulse, calm, pushed, refusals } = report;
    this.say(
      `${this.done}/${this.specs.length} ${this.nameOf(index)}: Rail ${percent(rail.agreement)} of ${rail.judged} ` +
        `(control ${percent(rail.control, 0)}), Pulse ${pulse.bands.map(({ steadyAgreement }) => percent(steadyAgreement, 0)).join(" ")} (${percent(pulse.agreement, 0)}), ` +
        `corrections ${number(calm.abovePerMinute, 1)}/min, pushed ${number(pushed.above4PerMinute, 1)}/min, ` +
        `input ${number(report.sendToApplyP50Ms)}-${number(report.sendToApplyP99Ms)} ms, ` +
        `interpolation ${number(report.interpolationMs)} ms, view ${number(report.viewAgeP50Ms)}-` +
        `${number(report.viewAgeP99Ms)} ms old, refused gone ${number(refusals.longestMs)} ms, ` +
        `lag ${number(report.lagP99Ms)} ms, seed ${report.spec.seed}`,
    );
    for (const line of rail.disagreements.slice(0, SHOWN_MAX)) this.say(`    ${line}`);
  }

  repeated(index: number, reason: string): void {
    this.say(`${this.nameOf(index)}: again, because ${reason}`);
  }

  private nameOf(index: number): string {
    return nameOf(this.specs[index] as CellSpec);
  }

  private say(line: string): void {
    this.write(this.isTerminal ? `\r\u001b[K${line}\n` : `${line}\n`);
    this.show();
  }

  private show(): void {
    const nowMs = performance.now();
    if (this.running.size === 0) return;
    if (!this.isTerminal && nowMs - this.saidMs < QUIET_MS) return;
    this.saidMs = nowMs;
    const cells = [...this.running].map(
      ([index, { shots, volleys, agreement }]) =>
        `[${this.nameOf(index)}: ${shots} Rails ${percent(agreement)}, ${volleys} volleys]`,
    );
    const line = `cell ${this.done + 1} of ${this.specs.length}, ${this.leftText(nowMs)} ${cells.join(" ")}`;
    this.write(this.isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
  }

  private leftText(nowMs: number): string {
    if (this.done === 0) return "time left unknown";
    const eachMs = (nowMs - this.startedMs) / this.done;
    return `about ${number(((this.specs.length - this.done) * eachMs) / 60_000, 1)} min left`;
  }
}
