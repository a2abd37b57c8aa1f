// Shows a load test while it runs. In: a sample each second. Out: on a terminal one block that is written anew,
// elsewhere a line each 5 s.
import { number, percent } from "../netcode/report/figures.ts";
import type { LoadSample } from "./loadReport.ts";
import type { LoadOptions } from "./options.ts";

/** Without a terminal, s between two lines. */
const QUIET_S = 5;

export class Display {
  private readonly options: LoadOptions;
  private readonly out: NodeJS.WriteStream;
  private readonly totals = { joins: 0, failedJoins: 0, drops: 0, decodeErrors: 0 };
  private shownLines = 0;
  private saidAtS = Number.NEGATIVE_INFINITY;

  constructor(options: LoadOptions, out: NodeJS.WriteStream) {
    this.options = options;
    this.out = out;
  }

  show(sample: LoadSample): void {
    const { totals } = this;
    totals.joins += sample.joins;
    totals.failedJoins += sample.failedJoins;
    totals.drops += sample.drops;
    totals.decodeErrors += sample.decodeErrors;
    const lines = this.linesOf(sample);
    if (this.out.isTTY) {
      const back = this.shownLines > 0 ? `\u001b[${this.shownLines}A` : "";
      this.out.write(`${back}${lines.map((line) => `\u001b[K${line}\n`).join("")}`);
      this.shownLines = lines.length;
    } else if (sample.atS - this.saidAtS >= QUIET_S - 0.5) {
      this.saidAtS = sample.atS;
      this.out.write(`${lines.map((line) => line.trim()).join("; ")}\n`);
    }
  }

  private linesOf(sample: LoadSample): string[] {
    const { bots, rampS, durationS } = this.options;
    const { joins, failedJoins, drops, decodeErrors } = this.totals;
    const { server } = sample;
    const lines = [
      `${number(sample.atS)} of ${number(rampS + durationS)} s  ${sample.inside} of ${bots} inside, ${sample.sdkInside} on the real client`,
      `  ${joins} joins, ${failedJoins} failed, ${drops} drops, ${decodeErrors} decode errors, ${sample.stalls} stalls, ${sample.corrections} corrections`,
      `  client: ${number(sample.bytesIn)} B/s and ${number(sample.framesIn, 1)} frames/s down, round trip ${number(sample.pingP50)} ms, input ${number(sample.inputP50)} ms, p99 ${number(sample.inputP99)}`,
    ];
    if (server !== null)
      lines.push(
        `  server: tick ${number(server.tickP50Ms, 1)} ms, p99 ${number(server.tickP99Ms, 1)}, patches ${number(server.patchP50Ms, 1)}, loop ${number(server.eventLoopP99Ms)}, ${percent(server.cpuShare, 0)} of a core, ${number(server.residentMb)} MB`,
      );
    return lines;
  }
}
