// The server that is killed hundreds of times, bundled: it starts three times as fast, and is the same code. In: the sources.
// Out: the path of its main file, in a folder that the caller removes.
import { mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "../../..");
const THREAD = "sqliteThread";

export interface Bundle {
  readonly folder: string;
  readonly main: string;
}

export async function bundleServer(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "fraywire-bundle-"));
  // Where the server looks for the page, from its own file's place.
  mkdirSync(join(folder, "dist"));
  symlinkSync(join(ROOT, "dist/client"), join(folder, "dist/client"), "junction");
  const outDir = join(folder, "server");
  await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    // Vite itself serves the page in development only.
    ssr: { noExternal: true, external: ["vite"] },
    plugins: [
      {
        name: "thread-beside-it",
        transform: (code, id) =>
          id.endsWith("sqliteStore.ts")
            ? code.replace(`./${THREAD}.ts`, `./${THREAD}.mjs`)
            : undefined,
      },
    ],
    build: {
      ssr: true,
      outDir,
      minify: true,
      target: "node24",
      rolldownOptions: {
        input: {
          main: join(import.meta.dirname, "killedServer.ts"),
          [THREAD]: join(ROOT, `server/store/${THREAD}.ts`),
        },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
  return { folder, main: join(outDir, "main.mjs") };
}
