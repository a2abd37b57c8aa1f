// Every error that a player can meet: the page says the plain cause and offers one action, and the action works.
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { strings } from "../../client/ui/strings.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage, type GamePageOptions } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";

let server: GameServer;
let browser: Browser;
const pages: GamePage[] = [];

beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const game of pages.splice(0)) await game.close();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A page of this file's browser that is closed, and checked for uncaught errors, after its test. */
async function openPage(url: string, options: Partial<GamePageOptions> = {}): Promise<GamePage> {
  const game = await GamePage.make(browser, url, { name: "Unlucky", ...options });
  pages.push(game);
  return game;
}

/** Waits for an error as the player reads it. @returns the one button that it offers. */
async function expectError(game: GamePage, kind: keyof typeof strings.errors): Promise<Locator> {
  const { title, cause, action } = strings.errors[kind];
  const dialog = game.page.getByRole("alertdialog", { name: title });
  await dialog.waitFor({ timeout: 10_000 });
  await dialog.getByText(cause).waitFor();
  expect(await dialog.getByRole("button").allTextContents()).toEqual([action]);
  return dialog.getByRole("button");
}

/** The server is gone, and comes back on the same port with other settings. */
async function restartServer(settings: Record<string, string>): Promise<void> {
  const { port } = server;
  await server.close();
  server = await startGameServer({ ARENA_MIN_ACTORS: "0", PORT: `${port}`, ...settings });
}

test("[NET-15] the server goes away in a match: Retry tells so again while it is away, and plays once it is back", async () => {
  const game = await openPage(server.url);
  await game.visit();
  await game.join();
  const { port } = server;
  await server.close();
  await (await expectError(game, "serverAway")).click();
  const retry = await expectError(game, "serverAway");
  await game.page.locator(".status-words", { hasText: strings.status.down }).waitFor();
  server = await startGameServer({ ARENA_MIN_ACTORS: "0", PORT: `${port}` });
  await game.forgetMatch();
  await retry.click();
  await game.entered();
});

test("[NET-15] every place is taken: Try again joins once one is free", async () => {
  await restartServer({ ARENA_MAX_ROOMS: "1", ARENA_MAX_PLAYERS: "2" });
  const first = await joinHeadless(server.url, "First");
  const second = await joinHeadless(server.url, "Second");
  const game = await openPage(server.url);
  await game.visit();
  await game.startJoin();
  await (await expectError(game, "roomFull")).click();
  const again = await expectError(game, "roomFull");
  await second.leave();
  await again.click();
  await game.entered();
  await first.leave();
  await restartServer({});
});

test("[NET-15] the server is newer than the page: Reload brings the new page", async () => {
  const game = await openPage(server.url);
  const { page } = game;
  await page.route("**/api/status", async (route) => {
    const json = { protocol: PROTOCOL_VERSION + 1, players: 0, rooms: 0 };
    await route.fulfill({ json });
  });
  await game.visit();
  const reload = await expectError(game, "oldClient");
  await page.unrouteAll();
  await Promise.all([page.waitForEvent("load"), reload.click()]);
  await page.getByText(strings.status.up).waitFor();
  expect(await game.error.count()).toBe(0);

  // The page learns it as late as in the answer to its join.
  await page.route("**/matchmake/**", async (route) => {
    const options = route.request().postDataJSON() as Record<string, unknown>;
    await route.continue({ postData: { ...options, protocol: PROTOCOL_VERSION + 1 } });
  });
  await game.startJoin();
  const reloadAgain = await expectError(game, "oldClient");
  await page.unrouteAll();
  await Promise.all([page.waitForEvent("load"), reloadAgain.click()]);
  await game.join();
});

test("[NET-15] no WebGL: the one action opens the page with the simple renderer, which plays", async () => {
  const game = await openPage(server.url, { renderer: "auto" });
  await game.page.addInitScript(`
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...rest);
    };
  `);
  await game.visit();
  await game.startJoin();
  await (await expectError(game, "noWebGL")).click();
  await game.page.waitForURL(/\?renderer=canvas$/);
  await game.join();
});

test("[NET-15] removed by the host: told so, back to the start, and free to come again", async () => {
  const game = await openPage(server.url);
  await game.visit();
  await game.join();
  server.closeClients(await game.roomId, CloseReason.Kicked);
  await (await expectError(game, "kicked")).click();
  await game.callsign.waitFor();
  expect(await game.error.count()).toBe(0);
  await game.join();
});

test("[EDGE-40] a session that is ended: told so, and Rejoin starts a new one", async () => {
  const game = await openPage(server.url);
  await game.visit();
  await game.join();
  server.closeClients(await game.roomId, CloseReason.Unauthorized);
  const rejoin = await expectError(game, "sessionEnded");
  await game.forgetMatch();
  await rejoin.click();
  await game.entered();
});

test("[NET-15] no network for 20 s: the place is gone, and Rejoin takes a new one", async () => {
  const proxy = await makeTcpProxy({ targetPort: server.port, rttMs: 20, jitterMs: 0, seed: 1 });
  const game = await openPage(`http://127.0.0.1:${proxy.port}`);
  await game.visit();
  await game.join();
  proxy.cut();
  await game.until("the end", ({ connection }) => connection.phase === "closed", undefined, 25_000);
  const rejoin = await expectError(game, "connectionLost");
  proxy.restore();
  await game.forgetMatch();
  await rejoin.click();
  await game.entered();
  await game.close();
  await proxy.close();
});
