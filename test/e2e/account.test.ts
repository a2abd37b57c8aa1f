// Claiming an account and being the same player in another browser, as people do it.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accountStrings } from "../../client/ui/account/accountStrings.ts";
import { statsStrings } from "../../client/ui/stats/statsStrings.ts";
import { strings } from "../../client/ui/strings.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { makeGuest } from "../helpers/guest.ts";
import { duelOf, record } from "../helpers/records.ts";

const PASSWORD = "a horse of battery staples";
const { claim, signIn, recover, signOut, kept } = accountStrings;

let server: GameServer;
let browser: Browser;
const open: GamePage[] = [];
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const game of open.splice(0)) await game.close();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A browser of its own. */
async function visit(name: string): Promise<GamePage> {
  const game = await GamePage.make(browser, server.url, { name });
  open.push(game);
  await game.visit();
  return game;
}

async function openProfile({ page }: GamePage) {
  await page.getByRole("button", { name: strings.landing.profile }).click();
  await page.locator(".rating-card").waitFor();
  return page.locator(".sheet-profile");
}

/** A recovery code as the page shows it, kept. */
async function keepCode(page: Page): Promise<string> {
  const sheet = page.getByRole("dialog", { name: kept.title });
  const code = await sheet.locator('[data-part="recovery-code"]').textContent();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  const done = sheet.getByRole("button", { name: kept.done });
  expect(await done.isDisabled()).toBe(true);
  await sheet.getByRole("checkbox", { name: kept.confirm }).check();
  await done.click();
  return code ?? "";
}

async function fill(page: Page, email: string, password: string, code?: string): Promise<void> {
  await page.getByLabel(accountStrings.email).fill(email);
  await page.locator("#account-password").fill(password);
  if (code !== undefined) await page.getByLabel(accountStrings.code).fill(code);
  await page.keyboard.press("Enter");
}

async function signInOn(game: GamePage, email: string, password: string): Promise<void> {
  const sheet = await openProfile(game);
  await sheet.getByRole("button", { name: signIn.open }).click();
  await fill(game.page, email, password);
}

const deviceOf = ({ page }: GamePage) =>
  page.evaluate(() => localStorage.getItem("fraywire.device") ?? "");

async function claimOn(game: GamePage, email: string): Promise<string> {
  const sheet = await openProfile(game);
  await sheet.getByRole("button", { name: claim.open }).click();
  await fill(game.page, email, PASSWORD);
  const code = await keepCode(game.page);
  await sheet.getByText(accountStrings.claimed).waitFor();
  return code;
}

test("[ACC-8] a claimed account keeps its rating, and is the same in another browser", async () => {
  const first = await visit("First");
  // The page has its guest by the time that the profile is open.
  await openProfile(first);
  const accountOf = async (game: GamePage) =>
    String(claimsOf((await makeGuest(server.url, await deviceOf(game))).token).sub);
  const accountId = await accountOf(first);
  const rival = String(claimsOf((await makeGuest(server.url)).token).sub);
  await record(server.dataDir, [
    duelOf({ accountId, name: "Firstborn" }, { accountId: rival, name: "Rival" }, Date.now()),
  ]);
  await first.page.keyboard.press("Escape");
  await claimOn(first, "first@example.org");
  const rating = await first.page.locator('[data-part="rating"]').textContent();
  expect(Number(rating)).toBeGreaterThan(1500);

  const second = await visit("Second");
  await openProfile(second);
  expect(await second.page.locator('[data-part="rating"]').textContent()).toBe("1500");
  await second.page.keyboard.press("Escape");
  await signInOn(second, " First@Example.org", PASSWORD);
  await second.page.getByText(signIn.done).waitFor();
  await second.page.getByText("Firstborn").waitFor();
  expect(await second.page.locator('[data-part="rating"]').textContent()).toBe(rating);
  await second.page.locator(".sheet-profile").getByText("against Rival").waitFor();
  expect(await accountOf(second)).toBe(accountId);
  // The device plays as the account, also after the reload that closing the profile brings.
  const reloaded = second.page.waitForEvent("load");
  await second.page.keyboard.press("Escape");
  await reloaded;
  await second.callsign.waitFor();
  await second.join();
  expect(await accountOf(second)).toBe(accountId);
});

test("[ACC-8] what is wrong is said where it is wrong: before the server is asked, and after", async () => {
  const game = await visit("Typo");
  const { page } = game;
  const sheet = await openProfile(game);
  await sheet.getByRole("button", { name: signIn.open }).click();
  await sheet.getByText(signIn.leftBehind(0)).waitFor();
  await fill(page, "nobody", PASSWORD);
  const email = page.getByLabel(accountStrings.email);
  await sheet.getByText(accountStrings.wrong.email).waitFor();
  expect(await email.getAttribute("aria-invalid")).toBe("true");
  expect(await email.evaluate((element) => element === document.activeElement)).toBe(true);
  await fill(page, "nobody@example.org", "short");
  await sheet.getByText(accountStrings.wrong.passwordShort).waitFor();
  await fill(page, "nobody@example.org", PASSWORD);
  await sheet.getByRole("alert").getByText(accountStrings.refused.signIn).waitFor();
  await sheet.getByRole("button", { name: accountStrings.back }).click();
  await sheet.getByText(accountStrings.guest).waitFor();
  expect(await deviceOf(game)).not.toBe("");
});

test("[ACC-8] a lost password: the recovery code sets another, and signs the other browser out", async () => {
  const first = await visit("Owner");
  const code = await claimOn(first, "lost@example.org");
  const second = await visit("Phone");
  const sheet = await openProfile(second);
  await sheet.getByRole("button", { name: signIn.open }).click();
  await sheet.getByRole("button", { name: signIn.forgot }).click();
  await second.page.getByRole("dialog", { name: recover.title }).waitFor();
  await fill(second.page, "lost@example.org", "another one of mine", code.toLowerCase());
  const next = await keepCode(second.page);
  expect(next).not.toBe(code);
  await sheet.getByText(accountStrings.claimed).waitFor();

  await first.page.reload();
  await openProfile(first);
  await first.page.getByText(accountStrings.guest).waitFor();
  await first.page.keyboard.press("Escape");
  await signInOn(first, "lost@example.org", PASSWORD);
  await first.page.getByText(accountStrings.refused.signIn).waitFor();
});

test("[ACC-8] signing out everywhere ends the match of the other browser, and leaves a guest here", async () => {
  const first = await visit("Leaver");
  await claimOn(first, "leaver@example.org");
  const second = await visit("Player");
  await signInOn(second, "leaver@example.org", PASSWORD);
  await second.page.getByText(signIn.done).waitFor();
  const reloaded = second.page.waitForEvent("load");
  await second.page.keyboard.press("Escape");
  await reloaded;
  await second.callsign.waitFor();
  await second.join();

  const sheet = first.page.locator(".sheet-profile");
  await sheet.getByRole("button", { name: signOut.open }).click();
  await sheet.getByText(signOut.note).waitFor();
  await sheet.getByRole("button", { name: signOut.submit }).click();
  await sheet.getByText(signOut.done).waitFor();
  await sheet.getByText(accountStrings.guest).waitFor();
  const { title, cause } = strings.errors.sessionEnded;
  const ended = second.page.getByRole("alertdialog", { name: title });
  await ended.getByText(cause).waitFor({ timeout: 10_000 });
});

test("[STA-5] a profile that cannot be asked for says so, and comes at a press", async () => {
  const game = await visit("Offline");
  let isAway = true;
  await game.page.route("**/api/me", (route) => (isAway ? route.abort() : route.continue()));
  await game.page.getByRole("button", { name: strings.landing.profile }).click();
  await game.page.getByText(statsStrings.failed).waitFor();
  isAway = false;
  await game.page.getByRole("button", { name: statsStrings.retry }).click();
  await game.page.locator(".rating-card").waitFor();
});
