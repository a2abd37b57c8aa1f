// The process that is killed hundreds of times, bundled: it starts five times as fast, and is the same code. In: the
// sources. Out: the path of its main file, in a folder that the caller removes.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "../..");
const THREAD = "sqliteThread";

export interface Bundle {
  readonly folder: string;
  readonly main: string;
}

export async function bundleLedgerProcess(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "fraywire-bundle-"));
  await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    ssr: { noExternal: true },
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
      outDir: folder,
      minify: true,
      target: "node24",
      rolldownOptions: {
        input: {
          main: join(import.meta.dirname, "ledgerProcess.ts"),
          [THREAD]: join(ROOT, `server/store/${THREAD}.ts`),
        },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
  return { folder, main: join(folder, "main.mjs") };
}
