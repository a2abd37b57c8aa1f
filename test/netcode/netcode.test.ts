// The shortened form of `npm run netcode`, whole: real servers, real clients, real sockets, and every claim.
import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { NetcodeReport } from "./cellReport.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const OUT = "dist/netcode-quick";
const REPORT = join(root, OUT, "netcode-report.json");
/** About 90 s, and more where cells are repeated because the machine is busy. */
const TIMEOUT_MS = 400_000;

test("[NET-11] shots agree with the shooter's screen, and nothing is corrected, up to 250 ms away", {
  timeout: TIMEOUT_MS,
}, async () => {
  rmSync(join(root, OUT), { recursive: true, force: true });
  const args = ["test/netcode/index.ts", "--quick", "--out", OUT];
  const ended = await run(process.execPath, args, { cwd: root, timeout: TIMEOUT_MS - 5000 }).catch(
    (error: Error & { stdout: string; stderr: string }) => error,
  );
  console.info(ended.stdout);
  if (!existsSync(REPORT)) throw new Error(`no report was written: ${ended.stderr}`);
  const report = JSON.parse(readFileSync(REPORT, "utf8")) as NetcodeReport;
  expect(report.failures).toEqual([]);
  expect(report.cells).toHaveLength(6);
  expect(ended).not.toBeInstanceOf(Error);
});
