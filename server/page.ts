// The page: Vite's middleware in development, the built and precompressed client in production.
// In: the HTTP application. Out: the same, serving the client at "/".
import { existsSync } from "node:fs";
import type { Server as HttpServer } from "node:http";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Application } from "express";
import sirv from "sirv";
import type { Config } from "./config.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BUILT = fileURLToPath(new URL("../dist/client", import.meta.url));
/** Names of built assets carry a hash of their content, so that they never change. */
const HASHED_ASSETS = "/assets/";
const YEAR_S = 31_536_000;

/**
 * @param http Vite's hot reload shares its port in development.
 * @throws Error when the client has not been built, outside of development.
 */
export async function servePage(
  page: Application,
  http: HttpServer,
  mode: Config["mode"],
  built = BUILT,
): Promise<void> {
  if (mode === "development") {
    const { createServer } = await import("vite");
    const vite = await createServer({
      root: `${ROOT}client`,
      configFile: `${ROOT}vite.config.ts`,
      // Bundling it first would write a file that "node --watch" takes for a change of the server.
      configLoader: "native",
      server: { middlewareMode: true, hmr: { server: http } },
      appType: "spa",
    });
    page.use(vite.middlewares);
    return;
  }
  if (!existsSync(built))
    throw new Error(`The client is not built (${built}): run "npm run build".`);
  page.use((req, res, next) => {
    // sirv 3.0 opens "bytes=9-5" as it stands, and throws; whole files are small.
    delete req.headers.range;
    // Nor does it listen for errors: a file that a new build took away would end the process.
    res.once("pipe", (file: Readable) => file.once("error", () => res.destroy()));
    next();
  });
  page.use(
    sirv(built, {
      brotli: true,
      gzip: true,
      etag: true,
      setHeaders: (res, path) => {
        const hashed = path.startsWith(HASHED_ASSETS);
        res.setHeader(
          "Cache-Control",
          hashed ? `public, max-age=${YEAR_S}, immutable` : "no-cache",
        );
      },
    }),
  );
}
