// The live list on the landing page, in a real browser: what is open, who is in it, and the way in.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../helpers/browser.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { MenuPages } from "../helpers/menuPages.ts";

let server: GameServer;
let browser: Browser;
let pages: MenuPages;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
  pages = new MenuPages(browser, server.url);
});
afterEach(() => pages.closeAll());
afterAll(async () => {
  await browser.close();
  await server.close();
});

test("[MENU-1] the list follows who plays where, and a row joins that very arena", async () => {
  const visitor = await pages.visit("Visitor");
  const { page } = visitor;
  const list = page.getByRole("region", { name: "Open arenas" });
  await list.getByText("None yet.").waitFor();

  const first = await joinHeadless(server.url, "First");
  const row = list.getByRole("button", { name: /^Join Filament Yard: 1 player,/ });
  await row.waitFor();
  const second = await joinHeadless(server.url, "Second");
  await list.getByRole("button", { name: /: 2 players,/ }).waitFor();
  await page.getByText("2 players inside now").waitFor();
  await second.leave();
  await row.waitFor();

  await row.click();
  await visitor.entered();
  expect(await visitor.roomId).toBe(first.connection.room.roomId);
  await first.leave();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Leave match" }).click();
  await list.getByText("None yet.").waitFor();
});

test("[MENU-2] the list is away with the server, and right again when it is back, without a reload", async () => {
  const visitor = await pages.visit("Patient");
  const list = visitor.page.getByRole("region", { name: "Open arenas" });
  await list.getByText("None yet.").waitFor();
  const { port } = server;
  await server.close();
  await list.getByText("The live list is away.").waitFor();
  server = await startGameServer({ ARENA_MIN_ACTORS: "0", PORT: `${port}` });
  const player = await joinHeadless(server.url, "Early");
  await list.getByRole("button", { name: /: 1 player,/ }).waitFor({ timeout: 40_000 });
  await player.leave();
});

test("[MENU-2] without the live list the page works as before", async () => {
  const visitor = await pages.visit("Alone");
  const { page } = visitor;
  await page.route("**/matchmake/joinOrCreate/lobby", (route) => route.abort());
  await page.reload();
  await page.getByText("The live list is away.").waitFor();
  await page.getByText("Bots are waiting for you").waitFor();
  await visitor.join();
});
