// What a visitor meets before and around a match: a landing page that does not wait for the game, and the keys of
// the interface.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";

/** What a first visit may cost, brotli: before the landing page is usable, and in all. */
const CRITICAL_BYTES_MAX = 60_000;
const ALL_BYTES_MAX = 900_000;
const DIST = join(import.meta.dirname, "../../dist/client");

let server: GameServer;
let browser: Browser;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("[UI-1] the landing page works before the game's code has loaded", () => {
  test("a name by dice or by hand, remembered; Enter anywhere joins; who plays and how far away", async () => {
    const other = await joinHeadless(server.url, "Other");
    const game = await GamePage.make(browser, server.url, { name: "unused" });
    const { page, callsign } = game;
    let letThrough = (): void => {};
    const release = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    let heldBack = 0;
    await page.route(/\/assets\/(?:phaser|GameView)-.*\.js$/, async (route) => {
      heldBack++;
      await release;
      // Those of the page before its reload have nobody waiting.
      await route.continue().catch(() => undefined);
    });
    await game.visit();
    expect(await callsign.inputValue()).toMatch(/^\w+ \w+$/);

    // A roll may fall on the name that is there: three in a row do not.
    const rolled = new Set<string>();
    for (let roll = 0; roll < 3; roll++) {
      await page.getByRole("button", { name: "Roll a random callsign" }).click();
      rolled.add(await callsign.inputValue());
    }
    expect(rolled.size).toBeGreaterThan(1);
    await callsign.fill("Quiet Filament");

    await page.getByText("Server online").waitFor();
    expect(await page.locator(".status-ping").textContent()).toMatch(/^\d+ ms$/);
    await expect.poll(() => page.locator(".mode-count").textContent()).toBe("1 player inside now");
    const another = await joinHeadless(server.url, "Another");
    await expect
      .poll(() => page.locator(".mode-count").textContent(), { timeout: 8000 })
      .toBe("2 players inside now");

    await page.reload();
    expect(await callsign.inputValue()).toBe("Quiet Filament");
    await page.getByText("Server online").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Entering…").waitFor();
    expect(heldBack).toBeGreaterThan(0);
    letThrough();
    await game.entered();
    expect(await game.read((view) => view.self?.name)).toBe("Quiet Filament");
    expect(await callsign.count()).toBe(0);
    await game.close();
    await other.leave();
    await another.leave();
  });

  test("a callsign that is too short is named, and joins nothing", async () => {
    const game = await GamePage.make(browser, server.url, { name: "unused" });
    await game.visit();
    await game.callsign.fill("x");
    await game.page.keyboard.press("Enter");
    await game.page.getByText("A callsign has 2 to 16 characters.").waitFor();
    expect(await game.page.getByText("Entering…").count()).toBe(0);
    await game.close();
  });
});

describe("[UI-2] what has to load, compressed", () => {
  /** What travels for a file of the build, bytes. */
  const sentBytes = (file: string): number => {
    const path = join(DIST, file);
    const compressed = statSync(`${path}.br`, { throwIfNoEntry: false });
    return (compressed ?? statSync(path)).size;
  };

  test(`script and style of the landing page: at most ${CRITICAL_BYTES_MAX / 1000} kB`, () => {
    const html = readFileSync(join(DIST, "index.html"), "utf8");
    const files = [...html.matchAll(/(?:src|href)="\/?\.?\/?(assets\/[^"]+\.(?:js|css))"/g)];
    const bytes = files.reduce((sum, [, file]) => sum + sentBytes(file as string), 0);
    console.info(`critical: ${bytes} bytes in ${files.length} files`);
    expect(files.length).toBeGreaterThanOrEqual(2);
    expect(bytes).toBeLessThanOrEqual(CRITICAL_BYTES_MAX);
  });

  test(`everything: at most ${ALL_BYTES_MAX / 1000} kB`, () => {
    const files = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter(
      (file) => !/\.(?:map|br|gz)$/.test(file) && statSync(join(DIST, file)).isFile(),
    );
    const bytes = files.reduce((sum, file) => sum + sentBytes(file), 0);
    console.info(`all: ${bytes} bytes in ${files.length} files`);
    expect(bytes).toBeLessThanOrEqual(ALL_BYTES_MAX);
  });
});

test("[UI-3] Tab holds the scores open, F3 the net graph, Escape the menu, which leaves to the landing page", async () => {
  const other = await joinHeadless(server.url, "Other");
  const game = await GamePage.play(browser, server.url, { name: "Keys" });
  const { page } = game;
  const { keyboard } = page;
  const scores = page.locator("#hud .scoreboard");
  await keyboard.down("Tab");
  await scores.waitFor();
  const names = await scores.locator("tbody .name").allTextContents();
  expect(names).toEqual(expect.arrayContaining(["Keys", "Other"]));
  expect(await scores.locator("tr[data-self=true] .name").textContent()).toBe("Keys");
  await keyboard.up("Tab");
  await scores.waitFor({ state: "hidden" });

  const graph = page.locator("#hud .net-graph");
  await keyboard.press("F3");
  await graph.waitFor();
  await expect.poll(() => graph.locator("dd").allTextContents()).not.toContain("");
  await keyboard.press("F3");
  await graph.waitFor({ state: "hidden" });

  const menu = page.getByRole("dialog", { name: "Menu" });
  await keyboard.press("Escape");
  await menu.waitFor();
  // The keys of the game are the menu's while it is open.
  const { x, y } = await game.read(({ self }) => ({ x: self?.x ?? 0, y: self?.y ?? 0 }));
  const { serverTick } = await game.read(({ net }) => net);
  for (const key of ["KeyW", "KeyA"]) await keyboard.down(key);
  await game.until("ten ticks", ({ net }, from) => net.serverTick > from + 10, serverTick);
  for (const key of ["KeyW", "KeyA"]) await keyboard.up(key);
  expect(await game.read(({ self }) => ({ x: self?.x ?? 0, y: self?.y ?? 0 }))).toEqual({ x, y });
  await keyboard.press("Escape");
  // A closed dialog has no role any more; it is gone a task later.
  await page.locator("dialog").waitFor({ state: "detached" });
  await keyboard.press("Escape");
  await menu.getByRole("button", { name: "Leave match" }).click();
  await game.callsign.waitFor();
  expect(await game.callsign.inputValue()).toBe("Keys");
  expect(await page.locator("#hud .hud").count()).toBe(0);
  expect(await page.locator("#game canvas").count()).toBe(0);
  await game.close();
  await other.leave();
});
