// `npm run netcode`: the proof that play is fair and local far from the server. In: the command line (options.ts).
// Out: netcode-report.json, netcode-report.html, netcode-table.md, and exit code 1 when a claim fails (claims.ts).

import type { NetcodeReport } from "./cellReport.ts";
import { findFailures } from "./claims.ts";
import { runMatrix } from "./matrix.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { Progress } from "./progress.ts";
import { writeReport } from "./report/writeReport.ts";

/** @returns the exit code. */
async function run({ quick, cells, jobs, outDir }: Options): Promise<number> {
  console.log(`${cells.length} cells, ${jobs} at a time`);
  const startedAt = new Date();
  const reports = await runMatrix(cells, jobs, new Progress(cells, process.stdout));
  const report: NetcodeReport = {
    startedAt: startedAt.toISOString(),
    durationS: Math.round((Date.now() - startedAt.getTime()) / 1000),
    quick,
    node: process.version,
    cells: reports,
    failures: findFailures(reports),
  };
  console.log(`\n\n${writeReport(report, outDir)}`);
  console.log(`${outDir}/netcode-report.html, after ${report.durationS} s`);
  for (const failure of report.failures) console.error(`FAILS  ${failure}`);
  if (report.failures.length === 0) console.log("Every claim holds.");
  return report.failures.length === 0 ? 0 : 1;
}

let options: Options | null = null;
try {
  options = parseOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== null) process.exitCode = await run(options);
