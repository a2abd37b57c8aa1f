// The ranked queue in real browsers: two who meet, and every way in which they do not.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { queueStrings } from "../../client/ui/queue/queueStrings.ts";
import { launchBrowser } from "../helpers/browser.ts";
import type { GamePage } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { MenuPages } from "../helpers/menuPages.ts";

let server: GameServer;
let browser: Browser;
let pages: MenuPages;
beforeAll(async () => {
  browser = await launchBrowser();
});
// A server of its own for each: who met in one test is not paired again in the next.
beforeEach(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  pages = new MenuPages(browser, server.url);
});
afterEach(async () => {
  await pages.closeAll();
  await server.close();
});
afterAll(() => browser.close());

async function findDuel({ page }: GamePage): Promise<void> {
  await page.getByRole("button", { name: queueStrings.find }).click();
  await page.getByRole("button", { name: queueStrings.leave }).waitFor();
}

const callOf = ({ page }: GamePage) =>
  page.getByRole("alertdialog", { name: queueStrings.offer.title });

/** Both wait, and both are called. */
async function meet(): Promise<[GamePage, GamePage]> {
  const first = await pages.visit("Quiet Filament");
  const second = await pages.visit("Copper Lynx");
  await findDuel(first);
  await findDuel(second);
  await callOf(first).getByText("Copper Lynx").waitFor();
  await callOf(second).getByText("Quiet Filament").waitFor();
  return [first, second];
}

test("[MENU-3] one is called over from the arena, the other from the landing page, into one Duel; and queues again", async () => {
  const first = await pages.visit("Quiet Filament");
  const second = await pages.visit("Copper Lynx");
  await findDuel(first);
  await first.page.locator(".play-button").click();
  await first.entered();
  const arena = await first.roomId;
  await first.page.locator(".queue-corner").waitFor();
  await findDuel(second);

  // Enter accepts on the landing page, and joins no arena.
  await callOf(second).waitFor();
  await second.page.keyboard.press("Enter");
  await callOf(second).getByText(queueStrings.offer.accepted).waitFor();
  await callOf(first).getByText(queueStrings.offer.opponentAccepted).waitFor();
  await first.forgetMatch();
  await callOf(first).getByRole("button", { name: "Accept" }).click();
  await Promise.all([first.entered(), second.entered()]);
  const duel = await first.roomId;
  expect(duel).not.toBe(arena);
  expect(await second.roomId).toBe(duel);
  expect(await first.page.locator(".queue-corner").count()).toBe(0);

  await second.page.keyboard.press("Escape");
  await second.page.getByRole("button", { name: "Leave match" }).click();
  await second.page.getByRole("button", { name: queueStrings.again }).waitFor();
  await first.page.getByRole("dialog").getByRole("button", { name: queueStrings.again }).click();
  await first.page.getByRole("button", { name: queueStrings.leave }).waitFor();
});

test("[MENU-4] who declines is out and reads so; the other reads so and waits on", async () => {
  const [first, second] = await meet();
  await callOf(first).getByRole("button", { name: "Decline" }).click();
  await first.page.getByText(queueStrings.ends.declined).waitFor();
  await first.page.getByRole("button", { name: queueStrings.find }).waitFor();
  await second.page.getByText(queueStrings.ends.opponentDeclined).waitFor();
  await second.page.getByRole("button", { name: queueStrings.leave }).waitFor();
});

test("[MENU-4] who does not answer is out and reads so; the other reads so and waits on", async () => {
  const [first, second] = await meet();
  await second.page.keyboard.press("Enter");
  await first.page.getByText(queueStrings.ends.expired).waitFor();
  await second.page.getByText(queueStrings.ends.opponentExpired).waitFor();
  await second.page.getByRole("button", { name: queueStrings.leave }).waitFor();
});

test("[MENU-6] a reload goes on waiting with the same place, and the call that is open is open again", async () => {
  const [first, second] = await meet();
  await second.page.reload();
  await callOf(second).getByText("Quiet Filament").waitFor();
  for (const { page } of [first, second]) await page.keyboard.press("Enter");
  await Promise.all([first.entered(), second.entered()]);
  expect(await second.roomId).toBe(await first.roomId);
});

test("[MENU-7] a queue that is opened in a second tab goes on there, and the first says so", async () => {
  const first = await pages.visit("Two Tabs");
  await findDuel(first);
  const second = await first.page.context().newPage();
  await second.goto(`${server.url}/?renderer=canvas`);
  await second.getByRole("button", { name: queueStrings.find }).click();
  await second.getByRole("button", { name: queueStrings.leave }).waitFor();
  await first.page.getByText(queueStrings.moved).waitFor();
});

test("[MENU-9] after 20 s alone a bot is offered; the Duel against it leaves the wait as it is", async () => {
  const first = await pages.visit("Lonely");
  await findDuel(first);
  await first.page.getByRole("button", { name: queueStrings.bot }).click({ timeout: 40_000 });
  await first.entered();
  await first.page.locator(".queue-corner .queue-clock").waitFor();
  await first.until("a bot in the Duel", (view) => view.actors.some(({ isBot }) => isBot));
  expect(await first.page.getByRole("button", { name: queueStrings.bot }).count()).toBe(0);
  await first.page.locator(".queue-corner").getByRole("button", { name: "Leave" }).click();
  await first.page.locator(".queue-corner").waitFor({ state: "detached" });
});
