// Who one is, in a real browser: tabs that share a device, a reload in a match, and what a host's veto looks like.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { strings } from "../../client/ui/strings.ts";
import { currentIdentity } from "../../server/identity/Identity.ts";
import { GUEST_PATH } from "../../shared/net/guest.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: GameServer;
let browser: Browser;
let game: GamePage;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
});
afterEach(() => game.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Reads the error and presses its one button. */
async function answerError(page: Page, kind: keyof typeof strings.errors): Promise<void> {
  const { title, cause, action } = strings.errors[kind];
  const dialog = page.getByRole("alertdialog", { name: title });
  await dialog.waitFor({ timeout: 10_000 });
  await dialog.getByText(cause).waitFor();
  await dialog.getByRole("button", { name: action }).click();
}

test("[EDGE-35] a second tab is told why, and plays once the first has left", async () => {
  game = await GamePage.play(browser, server.url, { name: "First Tab" });
  const second = await game.page.context().newPage();
  await second.goto(`${server.url}/?renderer=canvas`);
  await second.locator("#callsign").press("Enter");
  await answerError(second, "alreadyPlaying");
  await answerError(second, "alreadyPlaying");
  await game.page.close();
  const isConnected = () =>
    [...currentIdentity().seats.all()].some(
      ({ giveUp, kind }) => kind === "play" && giveUp === null,
    );
  await waitFor(() => !isConnected(), { describe: "the first tab's end" });
  await second.getByRole("alertdialog").getByRole("button").click();
  await waitFor(isConnected, { describe: "the second tab's match" });
  await second.locator(".landing").waitFor({ state: "detached" });
});

test("[EDGE-35] a page that is reloaded in a match plays again at one click", async () => {
  game = await GamePage.play(browser, server.url, { name: "Reloader" });
  await game.page.reload();
  await game.join();
});

test("[EDGE-34] a guest who is shut out in a match is told so, and does not get back in", async () => {
  game = await GamePage.play(browser, server.url, { name: "Outcast" });
  const seats = [...currentIdentity().seats.all()];
  const { accountId } = seats.find(({ giveUp }) => giveUp === null) ?? {};
  await currentIdentity().revoke(String(accountId));
  await answerError(game.page, "sessionEnded");
  await answerError(game.page, "shutOut");
  await game.page.getByRole("alertdialog").waitFor({ state: "detached" });
});

test("[EDGE-36] PLAY works before the token is there, and no URL of the page holds one", async () => {
  game = await GamePage.make(browser, server.url, { name: "Impatient" });
  const { page } = game;
  const urls: string[] = [];
  let token = "";
  page.on("request", (request) => urls.push(request.url()));
  page.on("websocket", (socket) => urls.push(socket.url()));
  page.on("response", async (response) => {
    if (response.url().endsWith(GUEST_PATH))
      token = ((await response.json()) as { token: string }).token;
  });
  let letThrough: () => void = () => undefined;
  const isHeldBack = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(`**${GUEST_PATH}`, async (route) => {
    await isHeldBack;
    await route.continue();
  });
  await game.visit();
  await game.startJoin();
  letThrough();
  await game.entered();
  const device = await page.evaluate(() => localStorage.getItem("fraywire.device"));
  expect(device).toHaveLength(43);
  expect(token).not.toBe("");
  expect(urls.some((url) => url.includes("sessionId="))).toBe(true);
  for (const url of urls) {
    expect(url).not.toContain(token);
    expect(url).not.toContain(device);
  }
});
