// Command line of the fuzzer: `npm run fuzz -- --frames 1000000 --seed 7`. Out: progress, then what happened; exit
// code 1 and the frames that did it when the server died or froze.
import { parseArgs } from "node:util";
import { type FuzzReport, fuzz } from "./fuzz.ts";

const DEFAULT_FRAMES = "100000";
const PROGRESS_FRAMES = 10_000;

const { values } = parseArgs({
  options: {
    frames: { type: "string", default: DEFAULT_FRAMES },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const frames = Number(values.frames);
const seed = Number(values.seed);
if (!Number.isInteger(frames) || frames < 1 || !Number.isInteger(seed)) {
  process.stderr.write("fuzz: --frames and --seed must be whole numbers\n");
  process.exit(1);
}

// So that "exit" is heard, and the server ended with it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const startedMs = performance.now();
function line(report: FuzzReport): string {
  const perS = Math.round(report.frames / ((performance.now() - startedMs) / 1000));
  const share = ((100 * report.frames) / frames).toFixed(0);
  return `${report.frames} of ${frames} frames (${share} %), ${perS}/s, ${report.connections} connections, bystander p99 ${report.gapP99Ms} ms\n`;
}

process.stdout.write(`fuzz: ${frames} frames, seed ${seed}\n`);
try {
  const report = await fuzz({
    frames,
    seed,
    onProgress: (sent, soFar) => {
      if (sent % PROGRESS_FRAMES === 0) process.stdout.write(line(soFar));
    },
  });
  process.stdout.write(`${line(report)}${JSON.stringify(report, null, 2)}\n0 deaths\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
