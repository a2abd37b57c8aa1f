// `npm run bench:bytes`: what a client costs on the wire with 20 and 40 others in sight, all of them moving. In: nothing.
// Out: a table, bytes.md and bytes.json in dist/bench, and exit code 1 above a budget. The same figures on any machine.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bytesTable, findBytesFailures, measureBytes } from "./bytesReport.ts";

/** 20 s. */
const TICKS = 600;
const OUT = process.argv[2] ?? "dist/bench";

const rows = measureBytes(TICKS);
const failures = findBytesFailures(rows);
const table = bytesTable(rows);
mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, "bytes.json"), `${JSON.stringify({ rows, failures }, null, 2)}\n`);
writeFileSync(join(OUT, "bytes.md"), table);
console.log(table);
for (const failure of failures) console.error(`FAILS  ${failure}`);
if (failures.length === 0) console.log("Every budget holds.");
process.exitCode = failures.length === 0 ? 0 : 1;
