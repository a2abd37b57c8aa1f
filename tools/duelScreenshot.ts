// Takes the Duel's pictures of the README: a round in which the ring closes, and a result. The real server, client and
// bot, the players put where there is something to see. Out: docs/images/duel.png, docs/images/duel-result.png.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorldView } from "../client/game/WorldView.ts";
import type { DuelArena } from "../server/match/DuelArena.ts";
import { BOT_OFFER_S } from "../shared/net/queue.ts";
import { DUEL_ROUND_STEPS, RING_START_STEPS } from "../shared/sim/constants.ts";
import { playerAt } from "../shared/sim/world.ts";
import { launchBrowser } from "../test/helpers/browser.ts";
import { GamePage } from "../test/helpers/browserGame.ts";
import { startGameServer } from "../test/helpers/gameServer.ts";
import { deflatePng } from "../test/helpers/png.ts";
import { chooseStage } from "../test/helpers/stage.ts";
import { afterTick, placeAt } from "../test/helpers/staging.ts";

const FOLDER = join(import.meta.dirname, "../docs/images");
const WIDTH = 1600;
const HEIGHT = 900;
const NAME = "Quiet Filament";
/** Nobody falls by chance. */
const HP_MIN = 62;
/** From the ring's start to the picture: it has come near, and still closes, ms. */
const CLOSING_MS = 7000;
/** The fight before the picture, ms, and how far apart its two stand at most, u. */
const FIGHT_MS = 1200;
const FIGHT_REACH_U = 420;
const TRACK_MS = 40;
/** The dialog has come, and its buttons are open, ms. */
const DIALOG_MS = 1500;
const PHASE_TIMEOUT_MS = 20_000;

const server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
const browser = await launchBrowser();
const game = await GamePage.make(browser, server.url, { name: NAME, width: WIDTH, height: HEIGHT });
const { page } = game;

async function take(scene: string): Promise<void> {
  writeFileSync(join(FOLDER, `${scene}.png`), deflatePng(await page.screenshot()));
}

async function isLive(): Promise<void> {
  await game.until("a round", ({ duel }) => duel?.phase === "live", undefined, PHASE_TIMEOUT_MS);
}

await game.visit();
await game.callsign.fill(NAME);
await page.getByRole("button", { name: "Find a Duel" }).click();
await page
  .getByRole("button", { name: "Duel a bot" })
  .click({ timeout: (BOT_OFFER_S + 20) * 1000 });
await game.entered();

const arena = server.arenaOf(await game.roomId) as DuelArena;
const { world } = arena;
const own = await game.slot;
const stop = afterTick(arena, () => {
  for (const { slot, state } of world.players) {
    const record = playerAt(world, slot);
    if (state.alive === 1 && record.hp > 0) record.hp = Math.max(record.hp, HP_MIN);
  }
});

function fell(victim: number): void {
  const record = playerAt(world, victim);
  record.hp = 0;
  record.killer = 1 - victim;
}

// One round for each: both have pips.
await isLive();
fell(own);
await game.until("a break", ({ duel }) => duel?.phase === "break");
await isLive();
fell(1 - own);
await game.until("a break", ({ duel }) => duel?.phase === "break");
await isLive();

// Joining holds the page up: it takes that for a slow connection and says so.
const isCalm = ({ connection }: WorldView): boolean => connection.quality === "ok";
await game.until("a good connection", isCalm, undefined, PHASE_TIMEOUT_MS);
const roundStep = world.step - (world.phaseEndStep - DUEL_ROUND_STEPS);
world.phaseEndStep -= RING_START_STEPS - roundStep;
await sleep(CLOSING_MS - FIGHT_MS);
const stage = chooseStage(world.map);
const [foe = { x: stage.x + FIGHT_REACH_U, y: stage.y }] = stage.around;
placeAt(world, own, stage.x, stage.y);
placeAt(world, 1 - own, foe.x, foe.y);
await page.mouse.down();
for (let tracked = 0; tracked < FIGHT_MS; tracked += TRACK_MS) {
  const { x, y } = playerAt(world, own).state;
  const { x: foeX, y: foeY } = playerAt(world, 1 - own).state;
  await game.point(Math.atan2(foeY - y, foeX - x), 260);
  await sleep(TRACK_MS);
}
await take("duel");
await page.mouse.up();

stop();
fell(1 - own);
await game.until("a break", ({ duel }) => duel?.phase === "break");
await isLive();
fell(1 - own);
await page.getByRole("dialog").waitFor();
await sleep(DIALOG_MS);
await take("duel-result");
await game.close();
await browser.close();
await server.close();
