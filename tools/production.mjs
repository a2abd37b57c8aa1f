// Preloaded by `npm start`: sets production mode and builds the client if it is stale, in a child
// process, so that the server's process stays the one that npm signals and never loads Vite.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

process.env.NODE_ENV = "production";
const builder = fileURLToPath(new URL("build-if-stale.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [builder], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
