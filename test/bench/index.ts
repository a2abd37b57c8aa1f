// Runs the benchmarks, one after another. In: names on the command line, or none for all. Out:
// their tables.
import { runEncodeBench } from "./encodeBench.ts";
import { runFanoutBench } from "./fanoutBench.ts";
import { runSerializerBench } from "./serializerBench.ts";
import { runSimBench } from "./simBench.ts";
import { runWriteBench } from "./writeBench.ts";

const BENCHES: Readonly<Record<string, () => unknown>> = {
  sim: runSimBench,
  encode: runEncodeBench,
  fanout: runFanoutBench,
  serializer: runSerializerBench,
  write: runWriteBench,
};

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const run = BENCHES[name];
  if (!run) throw new Error(`no benchmark "${name}": there are ${Object.keys(BENCHES).join(", ")}`);
  await run();
}
