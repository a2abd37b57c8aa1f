// A guest at a real browser in a real Duel against a bot: countdown, rounds lost and won, the ring, the result, a
// rematch, and the way out. Who falls is the test's to say; everything else is as it is played.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DuelPhase } from "../../client/game/DuelView.ts";
import type { DuelArena } from "../../server/match/DuelArena.ts";
import { BOT_OFFER_S } from "../../shared/net/queue.ts";
import { RING_START_STEPS, STEP_HZ } from "../../shared/sim/constants.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { afterTick } from "../helpers/staging.ts";

const NAME = "Ada";
/** More than any two hits take off at once. */
const OWN_HP_MIN = 96;
/** A phase of a Duel begins within this, ms: break and countdown take 5 s, on a busy machine a few times that. */
const PHASE_TIMEOUT_MS = 30_000;

let server: GameServer;
let browser: Browser;
let game: GamePage;
let arena: DuelArena;
let slot: number;

beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
  game = await GamePage.make(browser, server.url, { name: NAME });
  await game.visit();
  await game.callsign.fill(NAME);
  await game.page.getByRole("button", { name: "Find a Duel" }).click();
  const bot = game.page.getByRole("button", { name: "Duel a bot" });
  await bot.click({ timeout: (BOT_OFFER_S + 20) * 1000 });
  await game.entered();
  arena = server.arenaOf(await game.roomId) as DuelArena;
  slot = await game.slot;
  // The bot plays to win, and nobody is at the keys.
  afterTick(arena, (world) => {
    const record = playerAt(world, slot);
    if (record.state.alive === 1) record.hp = Math.max(record.hp, OWN_HP_MIN);
  });
});
afterAll(async () => {
  await game.close();
  await browser.close();
  await server.close();
});

/** Waits until the screen is in that phase of the Duel. */
async function phase(wanted: DuelPhase): Promise<void> {
  const isIn = (view: { duel: { phase: string } | null }, name: string): boolean =>
    view.duel?.phase === name;
  await game.until(`the phase "${wanted}"`, isIn, wanted, PHASE_TIMEOUT_MS);
}

/** Takes the last HP of a player: the round is the other one's. */
async function fell(victim: number): Promise<void> {
  await phase("live");
  const record = playerAt(arena.world, victim);
  record.hp = 0;
  record.killer = 1 - victim;
}

/** Rounds won, as the bar shows them: left is oneself. */
const pips = (side: "left" | "right") =>
  game.page.locator(`.duel-${side} .pip[data-won="true"]`).count();

const call = () => game.page.locator(".duel-caption");
const note = () => game.page.locator(".duel-note");

test("[UI-40] the bar names both, rounds are counted down, called and counted", async () => {
  await game.page.locator(".duel-left").getByText(NAME, { exact: true }).waitFor();
  await game.page.locator(".duel-right").getByText("BOT").waitFor();
  await phase("live");
  expect(await pips("left")).toBe(0);
  await fell(slot);
  await call().getByText("Round lost").waitFor();
  await phase("countdown");
  await game.page.locator(".duel-count").getByText("3").waitFor();
  await call().getByText("Round 2").waitFor();
  expect(await pips("right")).toBe(1);
  expect(await game.page.locator(".clock").isVisible()).toBe(false);
});

test("[UI-41] the ring warns, closes over the body, and says so", async () => {
  await phase("live");
  const { world } = arena;
  const roundStart = world.phaseEndStep - 60 * STEP_HZ;
  // To 3 s before the ring: nobody waits for it.
  world.phaseEndStep -= roundStart + RING_START_STEPS - 3 * STEP_HZ - world.step;
  await note().getByText("The ring closes in").waitFor();
  const { state } = playerAt(world, slot);
  [state.x, state.y] = [60, 60];
  await note().getByText("Outside the ring").waitFor();
  await game.until("HP lost", ({ hud }) => hud.hp < 100, undefined, PHASE_TIMEOUT_MS);
});

test("[UI-43] the result opens by itself and says how it ended", async () => {
  for (let won = 0; won < 3; won++) {
    await fell(1 - slot);
    await phase(won < 2 ? "break" : "over");
  }
  const dialog = game.page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "Won" }).waitFor();
  await dialog.getByText("You won the rounds.").waitFor();
  await dialog.getByText("ratings stay as they are").waitFor();
  expect(await dialog.locator(".duel-result-score").textContent()).toContain("You 3 rounds");
});

test("[UI-43] a rematch begins anew in the same room; leaving leads back to the landing page", async () => {
  const dialog = game.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Rematch" }).click();
  await phase("countdown");
  await dialog.waitFor({ state: "detached" });
  expect(await pips("left")).toBe(0);
  expect(server.arenaOf(await game.roomId)).toBe(arena);
  await phase("live");
  arena.forfeit(1 - slot);
  await dialog.getByRole("heading", { name: "Won" }).waitFor();
  await dialog.getByText("Your opponent left the Duel.").waitFor();
  await dialog.getByRole("button", { name: "Leave" }).click();
  await game.callsign.waitFor();
  game.assertNoErrors();
});
