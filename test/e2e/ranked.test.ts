// The whole of a ranked Duel in two real browsers: queue, call, three rounds won with the mouse, the same result and its
// rating on both screens, leaderboard and histories, and a rematch.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorldView } from "../../client/game/WorldView.ts";
import { queueStrings } from "../../client/ui/queue/queueStrings.ts";
import type { DuelArena } from "../../server/match/DuelArena.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { launchBrowser } from "../helpers/browser.ts";
import type { GamePage } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { MenuPages } from "../helpers/menuPages.ts";
import { findLongestRun, placeAt } from "../helpers/staging.ts";

/** Between the two in a round, u: near enough that Pulse's spread cannot miss a body. */
const FIGHT_DISTANCE_U = 160;
/** A round of ours: break and countdown take 5 s, the fight 2 s, on a busy machine a few times that. */
const ROUND_TIMEOUT_MS = 40_000;

let server: GameServer;
let browser: Browser;
let pages: MenuPages;
let ada: GamePage;
let bo: GamePage;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
  pages = new MenuPages(browser, server.url);
  ada = await pages.visit("Quiet Ada");
  bo = await pages.visit("Copper Bo");
});
afterAll(async () => {
  await pages.closeAll();
  await browser.close();
  await server.close();
});

/** Both queue, are called, and accept. */
async function meet(): Promise<DuelArena> {
  for (const { page } of [ada, bo]) {
    await page.getByRole("button", { name: queueStrings.find }).click();
  }
  for (const { page } of [ada, bo]) {
    const call = page.getByRole("alertdialog", { name: queueStrings.offer.title });
    await call.getByRole("button", { name: "Accept" }).click();
  }
  await Promise.all([ada.entered(), bo.entered()]);
  return server.arenaOf(await ada.roomId) as DuelArena;
}

/** Once the round runs, both stand in the open, and Ada holds the trigger until it is over. */
async function shootForRound(arena: DuelArena): Promise<void> {
  const { world } = arena;
  const isLive = (view: WorldView): boolean => view.duel?.phase === "live";
  await ada.until("the round", isLive, undefined, ROUND_TIMEOUT_MS);
  const [adaSlot, boSlot] = [await ada.slot, await bo.slot];
  const run = findLongestRun(world.map, FIGHT_DISTANCE_U);
  placeAt(world, adaSlot, run.fromX, run.y);
  placeAt(world, boSlot, run.fromX + FIGHT_DISTANCE_U, run.y);
  const isThere = (view: WorldView, at: { slot: number; x: number }): boolean =>
    Math.abs((view.actors[at.slot]?.x ?? 0) - at.x) < 1;
  await ada.until("the opponent", isThere, { slot: boSlot, x: run.fromX + FIGHT_DISTANCE_U });
  await ada.aim(0);
  await ada.page.mouse.down();
  const isOver = (view: WorldView): boolean => view.duel?.phase !== "live";
  await ada.until("the round's end", isOver, undefined, ROUND_TIMEOUT_MS);
  await ada.page.mouse.up();
}

/** Leads from a match's result to the landing page. */
async function leaveResult({ page, callsign }: GamePage): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await callsign.waitFor();
}

test("[QUE-2] [DUEL-3] [UI-43] two guests meet, one wins three rounds, both see the same result and their rating's change", async () => {
  const arena = await meet();
  for (let won = 1; won <= 3; won++) {
    await shootForRound(arena);
    const { score } = arena.world.players[await ada.slot] ?? {};
    expect(score).toBe(won);
  }
  expect(arena.world.phase).toBe(MatchPhase.Over);
  for (const [game, heading, own] of [
    [ada, "Won", "You 3 rounds"],
    [bo, "Lost", "You 0 rounds"],
  ] as const) {
    const dialog = game.page.getByRole("dialog");
    await dialog.getByRole("heading", { name: heading }).waitFor();
    expect(await dialog.locator(".duel-result-score").textContent()).toContain(own);
    await expect.poll(() => dialog.textContent()).toMatch(/4 placement/i);
  }
});

test("[DUEL-37] a rematch by both begins in the same room", async () => {
  const room = await ada.roomId;
  for (const { page } of [ada, bo]) {
    await page.getByRole("dialog").getByRole("button", { name: "Rematch" }).click();
  }
  for (const game of [ada, bo]) {
    await game.until("the countdown", (view) => view.duel?.phase === "countdown");
    expect(await game.roomId).toBe(room);
  }
  const arena = server.arenaOf(room) as DuelArena;
  await ada.until("the round", (view) => view.duel?.phase === "live", undefined, ROUND_TIMEOUT_MS);
  arena.forfeit(await bo.slot);
  for (const game of [ada, bo]) {
    await game.page.getByRole("dialog").getByText("3 placement matches left").waitFor();
    await leaveResult(game);
  }
});

test("[STA-4] [STA-5] the leaderboard and both histories show it", async () => {
  const { page } = ada;
  await page.getByRole("button", { name: "Leaderboard" }).click();
  const board = page.getByRole("dialog");
  await board.getByText("Today", { exact: true }).click();
  const first = board.getByRole("row").filter({ hasText: "Quiet Ada" }).first();
  await expect.poll(() => first.textContent()).toContain("+2");
  await board.getByRole("row").filter({ hasText: "Copper Bo" }).first().waitFor();
  await page.keyboard.press("Escape");
  for (const [game, outcome, opponent] of [
    [ada, "Won", "Copper Bo"],
    [bo, "Lost", "Quiet Ada"],
  ] as const) {
    await game.page.getByRole("button", { name: "Profile" }).click();
    const profile = game.page.getByRole("dialog");
    const matches = profile.getByRole("listitem").filter({ hasText: opponent });
    await expect.poll(() => matches.count()).toBe(2);
    expect(await matches.first().textContent()).toContain(outcome);
    await game.page.keyboard.press("Escape");
  }
});
