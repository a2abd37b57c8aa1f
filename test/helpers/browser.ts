// Starts a headless Chromium for tests and pictures: CHROMIUM_PATH, else the one inside an npm
// package (Linux x64), else the system's.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { isChromiumPackaged, unpackChromium } from "./chromiumPackage.ts";

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const ARGS = [
  // Containers run as root, where the sandbox does not start.
  "--no-sandbox",
  // No graphics card: WebGL in software.
  "--disable-gpu",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--font-render-hinting=none",
];

type Executable = {
  readonly executablePath?: string;
  readonly channel?: string;
  readonly env?: Readonly<Record<string, string>>;
};

async function findExecutable(): Promise<Executable> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names no file: ${chosen}`);
    return { executablePath: chosen };
  }
  if (isChromiumPackaged()) return unpackChromium();
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = folders.flatMap((folder) => SYSTEM_NAMES.map((name) => join(folder, name)));
  const found = candidates.find((path) => existsSync(path));
  // The channel looks where Chrome's installers put it.
  return found ? { executablePath: found } : { channel: "chrome" };
}

/**
 * Launches a browser; the caller closes it. Fails with what to do when there is none.
 * @param extraArgs command-line switches in addition to those every test needs
 */
export async function launchBrowser(extraArgs: readonly string[] = []): Promise<Browser> {
  const { env, ...executable } = await findExecutable();
  try {
    return await chromium.launch({
      ...executable,
      args: [...ARGS, ...extraArgs],
      env: { ...process.env, ...env },
      // Vitest handles signals; the browser goes with its parent.
      handleSIGINT: false,
    });
  } catch (error) {
    const what = executable.executablePath ?? "Chrome";
    throw new Error(`cannot start ${what}: set CHROMIUM_PATH to a Chromium or Chrome`, {
      cause: error,
    });
  }
}
