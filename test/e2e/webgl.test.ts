// The renderer that most players have, here in software: a match starts on WebGL and draws.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";

/** A blank canvas has one, the landing page a few hundred. */
const COLOURS_MIN = 500;

let server: GameServer;
let browser: Browser;
beforeAll(async () => {
  server = await startGameServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** How many colours an image has, counted by the browser itself. */
async function countColours(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    // The page's content policy forbids to fetch it as data.
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data.buffer;
    return new Set(new Uint32Array(data ?? new ArrayBuffer(0))).size;
  }, png.toString("base64"));
}

test("[UI-4] a match is drawn with WebGL", async () => {
  const game = await GamePage.play(browser, server.url, { name: "Shader", renderer: "webgl" });
  const canvas = game.page.locator("#game canvas");
  // A canvas has one kind of context for life: asking for another answers null.
  const kinds = await canvas.evaluate((element: HTMLCanvasElement) => ({
    webgl: element.getContext("webgl") !== null || element.getContext("webgl2") !== null,
    canvas: element.getContext("2d") !== null,
  }));
  expect(kinds).toEqual({ webgl: true, canvas: false });

  await game.page.keyboard.down("KeyD");
  const { timeMs } = await game.read((view) => ({ timeMs: view.timeMs }));
  await game.until("a second of frames", (view, from) => view.timeMs > from + 1000, timeMs);
  const picture = await canvas.screenshot();
  const colours = await countColours(game.page, picture);
  console.info(`${colours} colours`);
  expect(colours).toBeGreaterThan(COLOURS_MIN);
  await game.close();
});
