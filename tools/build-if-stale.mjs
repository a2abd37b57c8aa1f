// Builds and precompresses the client into dist/client when its sources changed since the last
// build (or always with --force). Run by `npm start`, `npm test` and `npm run build`. Builds beside
// it and swaps, so that two builds at once, or one that is cut short, never leave half a client.
import { createHash } from "node:crypto";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const built = join(root, "dist", "client");
const builtPage = join(built, "index.html");
/** What the build was made of; in its folder, where the static server shows no dotfiles. */
const STAMP = ".build-hash";
const INPUTS = [
  "client",
  "shared",
  "vite.config.ts",
  "package-lock.json",
  "tools/build-if-stale.mjs",
  "tools/precompress.mjs",
];

/** @param {string} input a file or folder relative to the root @returns {string[]} its files, sorted */
function listFiles(input) {
  const path = join(root, input);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [input];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function hashInputs() {
  const hash = createHash("sha256");
  for (const file of INPUTS.flatMap(listFiles)) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** @param {string} hash */
function isFresh(hash) {
  if (!existsSync(builtPage)) return false;
  // A deployed image may carry the build without its sources.
  if (!existsSync(join(root, "client", "index.html"))) return true;
  const stamp = join(built, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

/** @param {string} hash */
async function buildClient(hash) {
  console.log("fraywire: building the client ...");
  const startedMs = performance.now();
  process.env.NODE_ENV = "production";
  const staged = `${built}.${process.pid}`;
  const { build } = await import("vite");
  const { precompress } = await import("./precompress.mjs");
  await build({
    root: join(root, "client"),
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: staged, emptyOutDir: true },
  });
  const { files, rawBytes, brotliBytes } = await precompress(staged);
  writeFileSync(join(staged, STAMP), hash);
  swapIn(staged);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const kB = (/** @type {number} */ bytes) => `${Math.round(bytes / 1000)} kB`;
  console.log(
    `fraywire: client built in ${seconds} s, ${files} files precompressed, ${kB(rawBytes)} to ${kB(brotliBytes)} (brotli)`,
  );
}

/** @param {string} staged takes the place of the last build, unless another one was quicker */
function swapIn(staged) {
  const last = `${staged}.last`;
  try {
    if (existsSync(built)) renameSync(built, last);
    renameSync(staged, built);
  } catch (error) {
    if (!existsSync(builtPage)) throw error;
    rmSync(staged, { recursive: true, force: true });
  } finally {
    rmSync(last, { recursive: true, force: true });
  }
}

const hash = hashInputs();
if (process.argv.includes("--force") || !isFresh(hash)) {
  try {
    await buildClient(hash);
  } catch (error) {
    console.error(error);
    console.error("fraywire: the client could not be built (the reason is above).");
    process.exit(1);
  }
}
