// Leaderboard, own figures and history in a real browser, with matches in the server's store.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { statsStrings } from "../../client/ui/stats/statsStrings.ts";
import { strings } from "../../client/ui/strings.ts";
import type { GuestAnswer } from "../../shared/net/guest.ts";
import { LEADERBOARD_PATH, OWN_STATS_PATH, type OwnStats } from "../../shared/net/stats.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { makeGuest } from "../helpers/guest.ts";
import { type Contender, duelOf, record, roundOf } from "../helpers/records.ts";

/** More than a board's rows. */
const CROWD = 56;
const DUELS_OF_LAST = 24;
const words = statsStrings.leaderboard;

let server: GameServer;
let browser: Browser;
let game: GamePage;
/** From best to worst. */
const crowd: { readonly guest: GuestAnswer; readonly contender: Contender }[] = [];
const at = (place: number) => crowd[place] as (typeof crowd)[number];

beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
  for (let i = 0; i < CROWD; i++) {
    const guest = await makeGuest(server.url);
    const contender = { accountId: String(claimsOf(guest.token).sub), name: `Player ${i + 1}` };
    crowd.push({ guest, contender });
  }
  const nowMs = Date.now();
  const points = crowd.map(({ contender }, i) => [contender, (CROWD - i) * 100] as const);
  const [first, last] = [at(0).contender, at(CROWD - 1).contender];
  const duels = Array.from({ length: DUELS_OF_LAST }, (_, i) =>
    duelOf(first, last, nowMs - (i + 2) * 60_000),
  );
  await record(server.dataDir, [...duels.reverse(), roundOf(points, nowMs - 60_000)]);
});
afterEach(() => game.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The landing page on a device of that account; null for a new visitor's. */
async function visit(guest: GuestAnswer | null): Promise<Page> {
  game = await GamePage.make(browser, server.url, { name: "Reader" });
  if (guest !== null) {
    await game.page.addInitScript((device) => {
      localStorage.setItem("fraywire.device", device);
    }, guest.device);
  }
  await game.visit();
  return game.page;
}

async function openBoard(page: Page) {
  await page.getByRole("button", { name: strings.landing.leaderboard }).click();
  const sheet = page.getByRole("dialog", { name: words.title });
  await sheet.waitFor();
  return sheet;
}

test("[STA-4] the board shows the best 50, and who asks below them when it is not among them", async () => {
  const sheet = await openBoard(await visit(at(CROWD - 1).guest));
  await sheet.getByRole("button", { name: words.board("arena") }).click();
  await sheet.getByRole("columnheader", { name: words.points("arena", "all") }).waitFor();
  const rows = sheet.locator(".board-scroll tbody tr");
  expect(await rows.count()).toBe(50);
  expect(await rows.first().innerText()).toContain("Player 1");
  const own = sheet.getByRole("table", { name: words.ownRow }).getByRole("row");
  expect((await own.innerText()).replace(/\s+/g, " ")).toBe(`56 Player 56 ${words.you} 100 1`);
  await sheet.getByRole("button", { name: words.board("duel") }).click();
  await sheet.getByRole("columnheader", { name: words.points("duel", "all") }).waitFor();
  expect(await own.innerText()).toContain("Player 56");
  expect(await sheet.locator('.board-scroll tr[data-self="true"]').innerText()).toContain(
    "Player 56",
  );
});

test("[STA-4] by keyboard alone: opened, a period chosen, closed, and the focus is where it was", async () => {
  const page = await visit(null);
  const opener = page.getByRole("button", { name: strings.landing.leaderboard });
  await opener.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: words.title });
  await sheet.getByText(words.notOn("duel")).waitFor();
  const today = sheet.getByRole("button", { name: words.period("day") });
  // Nothing behind the dialog gets the focus, and everything in it does.
  const reached = new Set<string>();
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press("Tab");
    reached.add(
      await page.evaluate(() => {
        const { activeElement: it } = document;
        return it?.closest("dialog") === null ? "outside" : (it?.textContent ?? "").slice(0, 12);
      }),
    );
  }
  expect(reached).not.toContain("outside");
  expect(reached).toContain(words.period("day"));
  await today.focus();
  await page.keyboard.press("Enter");
  await sheet.getByRole("columnheader", { name: words.points("duel", "day") }).waitFor();
  expect(await today.getAttribute("aria-pressed")).toBe("true");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("[STA-4] a server that does not answer is said so, and asked again at a press", async () => {
  const page = await visit(null);
  let isAway = true;
  await page.route(`**${LEADERBOARD_PATH}*`, (route) =>
    isAway ? route.abort() : route.continue(),
  );
  const sheet = await openBoard(page);
  await sheet.getByText(statsStrings.failed).waitFor();
  isAway = false;
  await sheet.getByRole("button", { name: statsStrings.retry }).click();
  await sheet.getByRole("row", { name: "Player 1 " }).waitFor();
});

test("[STA-5] the profile shows rating, figures and all matches, and the server says the same", async () => {
  const { guest } = at(CROWD - 1);
  const page = await visit(guest);
  await page.getByRole("button", { name: strings.landing.profile }).click();
  const sheet = page.getByRole("dialog", { name: statsStrings.profile.title });
  const response = await fetch(`${server.url}${OWN_STATS_PATH}`, {
    headers: { authorization: `Bearer ${guest.token}` },
  });
  const { rating, duels } = (await response.json()) as OwnStats;
  expect(duels.lost).toBe(DUELS_OF_LAST);
  const card = sheet.getByRole("region", { name: statsStrings.profile.rating });
  await card.getByText(String(rating.rating)).waitFor();
  await card.getByText(String(rating.tier)).waitFor();
  await card.getByText("Player 56").waitFor();
  const rows = sheet.getByRole("listitem");
  await sheet.getByRole("button", { name: statsStrings.profile.more }).click();
  await rows.nth(DUELS_OF_LAST).waitFor();
  expect(await rows.count()).toBe(DUELS_OF_LAST + 1);
  const [newest = "", second = ""] = await rows.allInnerTexts();
  expect(newest).toContain("56th of 56");
  expect(second).toContain("1 : 3");
  expect(second).toContain("against Player 1");
  expect(await sheet.getByRole("button", { name: statsStrings.profile.more }).count()).toBe(0);
});
