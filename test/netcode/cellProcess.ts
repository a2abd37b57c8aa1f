// A cell's own process. In: a CellSpec as its first message. Out: messages of progress, and the report or the error.
// Started by matrix.ts.
import { inspect } from "node:util";
import { runCell } from "./cell.ts";
import type { CellSpec } from "./cellReport.ts";
import type { CellMessage } from "./matrix.ts";

const send = (message: CellMessage): void => void process.send?.(message);

process.once("message", (spec: CellSpec) => {
  runCell(spec, (progress) => send({ kind: "progress", progress }))
    .then((report) => send({ kind: "report", report }))
    .catch((error: unknown) => {
      send({ kind: "failed", reason: inspect(error) });
    })
    .finally(() => process.disconnect?.());
});
// Whoever started it is gone: nobody waits for the figures.
process.once("disconnect", () => process.exit(0));
