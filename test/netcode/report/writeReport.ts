// The report's files. In: the run's report and a folder. Out: netcode-report.json, netcode-report.html and
// netcode-table.md in it, and the table as text.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NetcodeReport } from "../cellReport.ts";
import { makeMarkdownTable } from "./markdown.ts";
import { makePage } from "./page.ts";

/** @returns the Markdown table. */
export function writeReport(report: NetcodeReport, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const table = makeMarkdownTable(report.cells);
  writeFileSync(join(folder, "netcode-report.json"), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, "netcode-report.html"), makePage(report));
  writeFileSync(join(folder, "netcode-table.md"), table);
  return table;
}
