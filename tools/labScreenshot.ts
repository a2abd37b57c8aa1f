// Takes the Net Lab's picture of the README: 200 ms away, ghosts and autopilot on, after enough shots for figures.
// Out: docs/images/net-lab.png.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlayerRecord } from "../shared/sim/playerRecord.ts";
import { launchBrowser } from "../test/helpers/browser.ts";
import { GamePage } from "../test/helpers/browserGame.ts";
import { startGameServer } from "../test/helpers/gameServer.ts";
import { deflatePng } from "../test/helpers/png.ts";
import { placeAt } from "../test/helpers/staging.ts";

const FILE = join(import.meta.dirname, "../docs/images/net-lab.png");
const WIDTH = 1600;
const HEIGHT = 900;
const NAME = "Quiet Filament";
/** Enough for the figure to mean something. */
const SHOTS = 24;
const SHOTS_TIMEOUT_MS = 120_000;
/** Farther is no correction for the client, u. */
const TELEPORT_U = 170;
/** Surge, which halves cooldowns, for as long as it takes; own steps. */
const LASTING_STEPS = 3600 * 60;

const server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
const browser = await launchBrowser();
const game = await GamePage.make(browser, server.url, {
  name: NAME,
  renderer: "auto",
  width: WIDTH,
  height: HEIGHT,
});
const { page } = game;
await game.visit();
await game.callsign.fill(NAME);
await page.getByRole("button", { name: "Net Lab" }).click();
await game.entered();

const { world } = server.arenaOf(await game.roomId);
const slot = await game.slot;
const { state } = world.players[slot] as PlayerRecord;
const [middleX, middleY] = [world.map.widthU / 2, world.map.heightU / 2];
// In the middle all four drones have room. A short way there would be a correction, and counted.
if (Math.hypot(state.x - middleX, state.y - middleY) > TELEPORT_U) {
  placeAt(world, slot, middleX, middleY);
}
state.surgeEndStep = LASTING_STEPS;
await page.getByRole("button", { name: "Overseas" }).click();
for (const name of ["Server ghosts", "Aim for me"]) {
  await page.getByRole("checkbox", { name }).check();
}
await game.until("200 ms", ({ connection }) => connection.rttMs > 195, undefined, 20_000);
await game.part("lab-shots").getByText(`of ${SHOTS} shots`).waitFor({ timeout: SHOTS_TIMEOUT_MS });
state.surgeEndStep = 0;
await game.until("no Surge", ({ hud }) => hud.surgeLeftMs === 0);
// Walking, so that the own ghost trails behind.
await page.keyboard.down("KeyD");
await game.until("a walk", ({ self }) => (self?.vx ?? 0) > 120);
await game.until("a beam", ({ events }) => events.some(({ kind }) => kind === "rail"));
writeFileSync(FILE, deflatePng(await page.screenshot()));
await page.keyboard.up("KeyD");
await game.close();
await browser.close();
await server.close();
