// A page whose arena's process goes down, in a real browser before a real cluster: it is led over by itself.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestCluster } from "../cluster/harness.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";

/** Writes down each dialog and landing page that shows from now on. */
const WATCH_SCREENS = `
  globalThis.interruptions = [];
  new MutationObserver(() => {
    for (const what of ["[role=alertdialog]", "#callsign"])
      if (document.querySelector(what) !== null) globalThis.interruptions.push(what);
  }).observe(document, { childList: true, subtree: true });
`;

const started = await TestCluster.start(
  2,
  { ARENA_ROUND_S: "3600", DRAIN_DEADLINE_S: "8" },
  "test/helpers/generousServer.ts",
);
const cluster = started as TestCluster;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await started?.stop();
});

describe.skipIf(started === null)("[CLU-11] a page whose arena's process goes down", () => {
  test("reads how long is left, and plays on elsewhere with its points, without a click", async () => {
    const game = await GamePage.play(browser, cluster.url, { name: "Lodger" });
    const { page } = game;
    await page.mouse.down();
    await game.until("points", (view) => view.hud.score > 0);
    await page.mouse.up();
    await page.evaluate(WATCH_SCREENS);
    const from = await cluster.processOf(await game.roomId);
    cluster.cluster.game(from).signal("SIGTERM");
    await page.getByText(/^The server restarts in \d+ s$/).waitFor();
    const score = await game.read((view) => view.hud.score);
    // What stands there next is of the arena that it is led to.
    await game.forgetMatch();
    await game.entered();
    expect(await cluster.processOf(await game.roomId)).not.toBe(from);
    const [left] = cluster.said("led elsewhere");
    expect(left?.score?.score).toBeGreaterThanOrEqual(score);
    // What came after the seat was reserved follows within a moment.
    await game.until("its points", (view, had) => view.hud.score === had, left?.score?.score ?? -1);
    expect(await page.evaluate("interruptions")).toEqual([]);
    await game.close();
  });
});
