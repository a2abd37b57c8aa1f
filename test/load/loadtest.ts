// `npm run loadtest`: hundreds of headless players against a server. In: the command line (options.ts). Out: a live
// display, loadtest-report.json and .html, and exit code 1 on decode errors, unexplained drops or failed joins.
import { Display } from "./display.ts";
import { type LoadOptions, parseOptions, USAGE } from "./options.ts";
import { writeLoadReport } from "./report/writeLoadReport.ts";
import { runLoadTest } from "./run.ts";

/** @returns the exit code. */
async function run(options: LoadOptions): Promise<number> {
  const stopping = new AbortController();
  const stop = () => {
    // Asked twice: without a report.
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const display = new Display(options, process.stdout);
  const { bots, sdk, room, rttMs, jitterMs, stallMs } = options;
  console.log(
    `${bots} players in ${room}, ${sdk} on the real client, round trip ${rttMs} ± ${jitterMs} ms, stalls ${stallMs} ms`,
  );
  const report = await runLoadTest(options, (sample) => display.show(sample), stopping.signal);
  console.log(`\n${writeLoadReport(report, options.outDir)}`);
  for (const line of report.notes) console.log(`NOTE   ${line}`);
  for (const line of report.failures) console.error(`FAILS  ${line}`);
  if (report.failures.length === 0)
    console.log("No decode errors, no unexplained drops, no failed joins, no lost scores.");
  return report.failures.length === 0 ? 0 : 1;
}

let options: LoadOptions | null = null;
try {
  options = parseOptions(process.argv.slice(2));
  if (options === null) console.log(USAGE);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== null) {
  // Timers of the SDK would hold the process.
  process.exit(
    await run(options).catch((error: Error) => {
      console.error(error.message);
      return 2;
    }),
  );
}
