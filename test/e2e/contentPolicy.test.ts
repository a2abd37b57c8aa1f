// The page under its own content policy, in a real browser: nothing that it does is refused.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";

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

/** Opens a page that tells every violation: `violations` fills as they happen. */
async function openWatched(renderer: "canvas" | "webgl") {
  const game = await GamePage.make(browser, server.url, { name: "Inspector", renderer });
  const violations: string[] = [];
  await game.page.exposeFunction("noteViolation", (text: string) => violations.push(text));
  await game.page.addInitScript(`
    addEventListener("securitypolicyviolation", (event) =>
      noteViolation(event.violatedDirective + " " + event.blockedURI));
  `);
  game.page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  return { game, violations };
}

describe("[EDGE-19] the page passes its own content policy", () => {
  test.each(["canvas", "webgl"] as const)("landing page and match, %s", async (renderer) => {
    const { game, violations } = await openWatched(renderer);
    const { page } = game;
    await game.visit();
    await page.getByText("Server online").waitFor();
    await game.join();
    // Shots, sounds, the scores, the net graph and the menu.
    await page.mouse.down();
    for (const key of ["Tab", "F3", "KeyE"]) await page.keyboard.press(key);
    const { timeMs } = await game.read((view) => ({ timeMs: view.timeMs }));
    await game.until("a second of frames", (view, from) => view.timeMs > from + 1000, timeMs);
    await page.mouse.up();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor();
    expect(violations).toEqual([]);
    await game.close();
  });

  test("Net Lab, with its panel in use", async () => {
    const { game, violations } = await openWatched("canvas");
    const { page } = game;
    await game.visit();
    await page.getByRole("button", { name: "Net Lab" }).click();
    await game.entered();
    await page.getByRole("button", { name: "Overseas" }).click();
    await page.getByRole("checkbox", { name: "Server ghosts" }).check();
    await game.until("200 ms", ({ connection }) => connection.rttMs > 195, undefined, 20_000);
    expect(violations).toEqual([]);
    await game.close();
  });

  test("an inline script does not run, and is seen by this test", async () => {
    const { game, violations } = await openWatched("canvas");
    await game.visit();
    await game.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(script);
    });
    expect(await game.page.evaluate("globalThis.injected")).toBeUndefined();
    await expect.poll(() => violations.length).toBeGreaterThan(0);
    await game.close();
  });
});
