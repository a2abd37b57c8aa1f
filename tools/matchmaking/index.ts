// npm run matchmaking:sim. In: nothing. Out: the table on the terminal and in server/match/README.md, the plot in
// docs/images/matchmaking.svg.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { plot } from "./plot.ts";
import { markdownTable } from "./report.ts";
import { PLAYERS, runAll, SEED } from "./runAll.ts";

const ROOT = new URL("../../", import.meta.url);
const README = fileURLToPath(new URL("server/match/README.md", ROOT));
const PLOT = fileURLToPath(new URL("docs/images/matchmaking.svg", ROOT));
/** What stands between these in the README is the table. */
const MARKS = ["<!-- table: npm run matchmaking:sim -->", "<!-- end of table -->"] as const;

function main(): void {
  const out = process.stdout;
  const results = runAll(({ name }, share) => {
    if (out.isTTY) out.write(`\r\u001b[K${name}: ${Math.round(100 * share)} %`);
  });
  if (out.isTTY) out.write("\r\u001b[K");
  const table = markdownTable(results);
  out.write(`${PLAYERS} players of each population, seed ${SEED}\n\n${table}\n\n`);
  writeFileSync(PLOT, plot(results, PLAYERS));
  writeFileSync(README, withTable(readFileSync(README, "utf8"), table));
  out.write(`written: ${README}\nwritten: ${PLOT}\n`);
}

/** @throws Error for a text without the marks. */
function withTable(text: string, table: string): string {
  const [start, end] = MARKS.map((mark) => text.indexOf(mark)) as [number, number];
  if (start < 0 || end < start) throw new Error(`${README} has no "${MARKS[0]}"`);
  return `${text.slice(0, start + MARKS[0].length)}\n\n${table}\n\n${text.slice(end)}`;
}

main();
