// Unpacks the Chromium that comes inside an npm package (Linux x64) under node_modules/.cache, with
// the system libraries and fonts it needs, so that browser tests need nothing installed by hand.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

const decompress = promisify(brotliDecompress);
const root = join(import.meta.dirname, "..", "..");
const packageFolder = join(root, "node_modules", "@sparticuz", "chromium");
const cacheFolder = join(root, "node_modules", ".cache");

export type ChromiumInstall = {
  readonly executablePath: string;
  /** To be added to the browser's environment, or it finds neither libraries nor fonts. */
  readonly env: Readonly<Record<string, string>>;
};

/** True where the package's binary runs. */
export function isChromiumPackaged(): boolean {
  return process.platform === "linux" && process.arch === "x64" && existsSync(packageFolder);
}

/** Fonts of the package only: pictures then look the same on every machine. */
function makeFontsConf(folder: string): string {
  const families = ["sans-serif", "serif", "monospace", "system-ui"];
  const aliases = families.map(
    (family) =>
      `<alias binding="same"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    `<dir>${join(folder, "fonts")}</dir>`,
    `<cachedir>${join(folder, "fontCache")}</cachedir>`,
    ...aliases,
    "</fontconfig>",
    "",
  ].join("\n");
}

/** Extracts `<name>.br`, a tar archive, into a folder. */
async function extractArchive(name: string, into: string): Promise<void> {
  const tar = await decompress(await readFile(join(packageFolder, "bin", `${name}.br`)));
  const { status, stderr, error } = spawnSync(
    "tar",
    ["--extract", "--file=-", "--no-same-owner", `--directory=${into}`],
    { input: tar, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`cannot extract ${name}: ${error?.message ?? stderr}`);
}

/** Fills an empty folder, which will be moved to `finalFolder`. */
async function fillFolder(folder: string, finalFolder: string): Promise<void> {
  const binary = await decompress(await readFile(join(packageFolder, "bin", "chromium.br")));
  await writeFile(join(folder, "chromium"), binary, { mode: 0o755 });
  // The graphics libraries have to lie beside the binary.
  await extractArchive("swiftshader.tar", folder);
  await extractArchive("al2023.tar", folder);
  await extractArchive("fonts.tar", folder);
  await writeFile(join(folder, "fonts.conf"), makeFontsConf(finalFolder));
}

/**
 * Unpacks once per package version (about 3 s) and returns where. Safe when several processes do it
 * at once: each fills a folder of its own, and the first to rename it wins.
 */
export async function unpackChromium(): Promise<ChromiumInstall> {
  const manifest = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = join(cacheFolder, `fraywire-chromium-${manifest.version}`);
  if (!existsSync(folder)) {
    await mkdir(cacheFolder, { recursive: true });
    const temporary = await mkdtemp(`${folder}.`);
    try {
      await fillFolder(temporary, folder);
      await rename(temporary, folder);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      // Another process was first: its folder is complete, because it was renamed too.
      if (!existsSync(folder)) throw error;
    }
  }
  return {
    executablePath: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
  };
}
