// Installs the locked packages when node_modules is missing or differs from package-lock.json.
// Every npm script's pre-script; plain JavaScript without dependencies, because it runs on the
// system's Node (20 or newer) before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
// The server needs no development packages: an image built with `npm ci --omit=dev` may start.
const isProduction = process.env.npm_lifecycle_event === "prestart";
// Type stripping and node:sqlite without a flag.
const MIN_NODE_MAJOR = 24;

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`fraywire: ${message}`);
  process.exit(1);
}

/**
 * @typedef {{version?: string, integrity?: string, optional?: boolean, dev?: boolean, devOptional?: boolean}} Package
 * @param {string} path of a lock @returns {Record<string, Package>} its packages by folder
 */
function readPackages(path) {
  /** @type {{packages?: Record<string, Package>}} */
  const lock = JSON.parse(readFileSync(path, "utf8"));
  return lock.packages ?? {};
}

/** True when npm's own record of what it installed agrees with the lock; optional packages (of other platforms) may be missing. */
function isInstalled() {
  const record = join(modules, ".package-lock.json");
  if (!existsSync(record)) return false;
  const locked = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(record);
  for (const [path, want] of Object.entries(locked)) {
    if (path === "") continue;
    const have = installed[path];
    if (!have) {
      const mayMiss = want.optional || ((want.dev || want.devOptional) && isProduction);
      if (mayMiss) continue;
      return false;
    }
    if (have.version !== want.version || have.integrity !== want.integrity) return false;
  }
  return true;
}

function install() {
  console.log("fraywire: installing packages (npm ci), about a minute the first time ...");
  const args = ["ci", "--loglevel=error", "--no-fund", "--no-audit"];
  if (!isProduction) args.push("--include=dev");
  const cli = process.env.npm_execpath;
  const result = cli?.endsWith("npm-cli.js")
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync(`npm ${args.join(" ")}`, { cwd: root, stdio: "inherit", shell: true });
  if (result.error)
    fail(`npm could not be started (${result.error.message}); install npm 10 or newer.`);
  if (result.status !== 0) {
    fail(
      `"npm ci" failed (${result.signal ?? `exit code ${result.status}`}, npm's reason is above): check the network, the disk and that package.json matches package-lock.json, then run "npm ci" again.`,
    );
  }
}

/** The bundled Node serves the common platforms; elsewhere the system's own has to be new enough. */
function checkNode() {
  const bundled = join(modules, ".bin", "node");
  let reason = `node_modules has none for ${process.platform}-${process.arch}`;
  if (existsSync(bundled)) {
    if (process.platform === "win32") return;
    const trial = spawnSync(bundled, ["--version"], { encoding: "utf8" });
    if (trial.status === 0) return;
    reason = `the bundled one does not run here (${(trial.stderr || String(trial.error)).trim()})`;
    // Out of the way: npm's scripts, this one among them, then run on the system's.
    rmSync(bundled);
  }
  if (Number.parseInt(process.versions.node, 10) >= MIN_NODE_MAJOR) return;
  fail(
    `Node ${MIN_NODE_MAJOR} or newer is needed: ${reason}, and the system's is ${process.version}. Install Node ${MIN_NODE_MAJOR} or newer and try again.`,
  );
}

/**
 * `npm start` says `exec node ...`, so that a shell between npm and the server cannot keep signals
 * from it. The Windows shell knows no `exec` and gets one that just runs the rest of the line.
 */
function addWindowsExec() {
  const path = join(modules, ".bin", "exec.cmd");
  if (process.platform === "win32" && !existsSync(path)) writeFileSync(path, "@%*\r\n");
}

if (!existsSync(join(root, "package-lock.json"))) {
  fail("package-lock.json is missing: restore it from the repository.");
}
if (!isInstalled()) install();
checkNode();
addWindowsExec();
