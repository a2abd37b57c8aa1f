// The report's files. In: a LoadReport and a folder. Out: loadtest-report.json and loadtest-report.html in it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadReport } from "../loadReport.ts";
import { makeLoadPage } from "./loadPage.ts";

/** @returns where the page is. */
export function writeLoadReport(report: LoadReport, folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "loadtest-report.json"), `${JSON.stringify(report, null, 2)}\n`);
  const page = join(folder, "loadtest-report.html");
  writeFileSync(page, makeLoadPage(report));
  return page;
}
