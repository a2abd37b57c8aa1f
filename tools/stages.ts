// Runs the named stages of the check in order, announces each, and stops at the first that fails.
// Behind `npm test`, `npm run check` and `npm run typecheck`; options go to the last stage.
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");

// Each folder is checked against the environment it runs in, so that DOM names cannot reach the
// server nor Node's the simulation.
const TYPE_PROJECTS = [
  "tsconfig.json",
  "shared/sim/tsconfig.json",
  "shared/tsconfig.json",
  "server/tsconfig.json",
  "client/tsconfig.json",
  "test/tsconfig.json",
];

type Stage = { readonly title: string; readonly commands: readonly string[] };

const STAGES: Readonly<Record<string, Stage>> = {
  types: {
    title: "Types (tsc)",
    commands: TYPE_PROJECTS.map((project) => `tsc --project ${project}`),
  },
  biome: {
    title: "Format and lint (biome)",
    commands: ["biome check --error-on-warnings ."],
  },
  oxlint: { title: "Type-aware lint (oxlint)", commands: ["oxlint"] },
  build: { title: "Client build (vite)", commands: ["node tools/build-if-stale.mjs"] },
  tests: { title: "Tests (vitest)", commands: ["vitest run"] },
};

/** Runs one command line with the installed binaries first on the path; returns its exit code. */
function runCommand(command: string): number {
  const path = [join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  const env = { ...process.env, PATH: path };
  const { status } = spawnSync(command, { cwd: root, env, shell: true, stdio: "inherit" });
  return status ?? 1;
}

const names = process.argv.slice(2).filter((arg) => arg in STAGES);
const options = process.argv.slice(2).filter((arg) => !(arg in STAGES));

for (const [index, name] of names.entries()) {
  const stage = STAGES[name];
  if (!stage) continue;
  console.log(`\n== ${index + 1}/${names.length} ${stage.title}`);
  const isLast = index === names.length - 1;
  let exitCode = 0;
  // All commands of a stage run, so that one run shows the type errors of every folder.
  for (const command of stage.commands) {
    const line = isLast ? [command, ...options.map((option) => JSON.stringify(option))] : [command];
    exitCode = runCommand(line.join(" ")) || exitCode;
  }
  if (exitCode !== 0) {
    console.error(`\nfraywire: stage "${stage.title}" failed (exit code ${exitCode})`);
    process.exit(exitCode);
  }
}
