// Takes the pictures of the README (`npm run screenshots`): the real server, client and bots, with the players put
// where there is something to see. Out: docs/images/<scene>-<width>x<height>.png.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import type { WorldView } from "../client/game/WorldView.ts";
import type { Arena } from "../server/match/Arena.ts";
import { noteEvidence } from "../shared/sim/combat.ts";
import type { PlayerRecord } from "../shared/sim/playerRecord.ts";
import { isSightClear } from "../shared/sim/raycast.ts";
import { Move } from "../shared/sim/weaponDefs.ts";
import type { World } from "../shared/sim/world.ts";
import { launchBrowser } from "../test/helpers/browser.ts";
import { GamePage } from "../test/helpers/browserGame.ts";
import { type GameServer, startGameServer } from "../test/helpers/gameServer.ts";
import { type HeadlessPlayer, joinHeadless } from "../test/helpers/headlessPlayer.ts";
import { deflatePng } from "../test/helpers/png.ts";
import { chooseStage, type Place, type Stage } from "../test/helpers/stage.ts";
import { afterTick, placeAt } from "../test/helpers/staging.ts";

const FOLDER = join(import.meta.dirname, "../docs/images");
const SIZES = [
  [1600, 900],
  [1280, 720],
] as const;
const NAME = "Quiet Filament";
/** Whom the landing page counts; they leave before the match. */
const VISITORS = ["Copper Lynx", "Late Comet", "Wry Ohm", "Tidal Rook", "Null Heron", "Dim Quasar"];
/** Kills, deaths and assists by place before the fight; the player at the screen is second. */
const SCORES = [
  [9, 4, 3],
  [8, 3, 4],
  [7, 5, 2],
  [6, 4, 4],
  [5, 6, 1],
  [4, 5, 3],
  [4, 7, 0],
  [3, 6, 2],
  [2, 5, 1],
  [1, 6, 2],
  [1, 7, 0],
  [0, 4, 1],
] as const;
/** Nobody on stage falls by chance: who dies is written below. */
const HERO_HP_MIN = 76;
const FOE_HP_MIN = 28;
/** What the foes have left when a scene begins. */
const FOE_HP = [52, 100, 76, 88, 64, 100, 40] as const;
/** The scene behind the landing page begins empty. */
const ATTRACT_MS = 2500;
/** How long the fight goes on before it is taken: bots of the lowest level react after 600 ms. */
const FIGHT_MS = 1600;
const SHOT_DISTANCE_U = 380;
const GOOD_RTT_MS = 70;
const TRACK_MS = 40;
const PODIUM_RISES_MS = 1500;
/** From the Orb's throw to the Rail's trigger: both are in the air when the beam leaves. */
const ORB_FLIES_MS = 350;
/** The shot that kills was seen so far aside of the truth, u, so long ago, ticks. */
const SEEN_ASIDE_U = { x: -62, y: 24 } as const;
const SEEN_AGO_TICKS = 8;

class Studio {
  private readonly game: GamePage;
  private readonly arena: Arena;
  private readonly hero: PlayerRecord;
  private readonly foes: readonly PlayerRecord[];
  private readonly extras: readonly PlayerRecord[];
  private readonly stage: Stage;
  private readonly size: string;

  constructor(game: GamePage, arena: Arena, heroSlot: number, size: string) {
    const { world } = arena;
    this.game = game;
    this.arena = arena;
    this.hero = world.players[heroSlot] as PlayerRecord;
    this.stage = chooseStage(world.map);
    const bots = world.players.filter(({ active, isBot }) => active && isBot);
    this.foes = bots.slice(0, this.stage.around.length);
    this.extras = bots.slice(this.stage.around.length);
    this.size = size;
  }

  async takeAll(): Promise<void> {
    this.setScores();
    await this.fight();
    await this.die();
    await this.take("death");
    await this.endRound();
    await this.take("podium");
  }

  private get world(): World {
    return this.arena.world;
  }

  private async take(scene: string): Promise<void> {
    await takePicture(this.game, scene, this.size);
  }

  private setScores(): void {
    const [first, ...others] = [...this.foes, ...this.extras];
    for (const [place, record] of [first as PlayerRecord, this.hero, ...others].entries()) {
      const [kills, deaths, assists] = SCORES[place] ?? [0, 0, 0];
      record.kills = kills;
      record.deaths = deaths;
      record.assists = assists;
      record.score = kills * 100 + assists * 40;
    }
  }

  /** The hero in the open, the foes around, everybody free to act. */
  private setStage(): void {
    const { hero, stage } = this;
    this.world.pickupReadyAtStep.fill(0);
    placeAt(this.world, hero.slot, stage.x, stage.y);
    for (const [i, foe] of this.foes.entries()) {
      const { x, y } = stage.around[i] as Place;
      placeAt(this.world, foe.slot, x, y).hp = FOE_HP[i] ?? 100;
    }
  }

  /** Everybody shoots; three fall elsewhere, for the feed; in the end the hero throws an Orb, and its Rail leaves. */
  private async fight(): Promise<void> {
    const { hero, foes, extras } = this;
    const { keyboard, mouse } = this.game.page;
    await this.calm();
    fell(extras[0], hero, Move.Pulse);
    this.setStage();
    const stop = afterTick(this.arena, () => {
      hero.hp = Math.max(hero.hp, HERO_HP_MIN);
      for (const foe of foes) foe.hp = Math.max(foe.hp, FOE_HP_MIN);
    });
    await this.track(FIGHT_MS / 2);
    fell(extras[1], foes[1], Move.Dash);
    await mouse.down();
    await this.track(FIGHT_MS / 2);
    fell(extras[2], foes[0], Move.Pulse);
    await this.track(FIGHT_MS / 4);
    await keyboard.press("KeyE");
    await this.track(ORB_FLIES_MS);
    await mouse.down({ button: "right" });
    const isBeam = ({ events }: WorldView): boolean =>
      events.some((event) => event.kind === "rail" && event.own);
    await this.game.until("the own beam", isBeam);
    await this.take("match");
    await mouse.up({ button: "right" });
    await keyboard.down("Tab");
    await this.calm();
    await this.take("scoreboard");
    await keyboard.up("Tab");
    await mouse.up();
    stop();
  }

  /** Joining, and each picture, hold the page up: it takes that for a slow connection and says so. */
  private async calm(): Promise<void> {
    const isCalm = ({ connection, hud }: WorldView, mostMs: number): boolean => {
      const own = hud.scoreboard.find(({ isSelf }) => isSelf);
      const isShown = own !== undefined && own.pingMs < mostMs;
      return isShown && connection.rttMs < mostMs && connection.quality === "ok";
    };
    await this.game.until("a good connection", isCalm, GOOD_RTT_MS, 30_000);
  }

  /** Points the mouse for a while at a foe who is neither so near nor so far that shots in flight do not show. */
  private async track(forMs: number): Promise<void> {
    const { map } = this.world;
    const untilMs = performance.now() + forMs;
    while (performance.now() < untilMs) {
      const { x, y } = this.hero.state;
      const offU = (foe: PlayerRecord): number =>
        isSightClear(map, x, y, foe.state.x, foe.state.y)
          ? Math.abs(Math.hypot(foe.state.x - x, foe.state.y - y) - SHOT_DISTANCE_U)
          : Number.POSITIVE_INFINITY;
      const [target] = [...this.foes].sort((a, b) => offU(a) - offU(b));
      if (target === undefined) throw new Error("nobody to shoot at");
      await this.game.point(Math.atan2(target.state.y - y, target.state.x - x), 260);
      await sleep(TRACK_MS);
    }
  }

  private async die(): Promise<void> {
    await this.calm();
    this.setStage();
    const stop = afterTick(this.arena, () => {
      for (const foe of this.foes) foe.hp = Math.max(foe.hp, FOE_HP_MIN);
    });
    await sleep(700);
    const { hero, foes } = this;
    const foe = foes[0] as PlayerRecord;
    const seenX = hero.poseX + SEEN_ASIDE_U.x;
    const seenY = hero.poseY + SEEN_ASIDE_U.y;
    noteEvidence(hero, SEEN_AGO_TICKS, foe.poseX, foe.poseY, { seenX, seenY });
    fell(hero, foe, Move.Rail);
    await this.game.until("the death", ({ hud }) => hud.death?.receipt != null);
    await sleep(350);
    stop();
  }

  private async endRound(): Promise<void> {
    await this.game.until("the next life", ({ self }) => self?.alive === true);
    this.setScores();
    // Maps are symmetric: as open as the stage, and far from those who fight there.
    const { map } = this.world;
    placeAt(this.world, this.hero.slot, map.widthU - this.stage.x, map.heightU - this.stage.y);
    // The crosshair beside the words, the body behind the steps.
    await this.game.point(-0.8 * Math.PI, 480);
    await sleep(300);
    this.world.phaseEndStep = this.world.step + 1;
    await this.game.until("the podium", ({ hud }) => hud.phase === "podium");
    await sleep(PODIUM_RISES_MS);
  }
}

/** The simulation buries whoever has no HP left, and credits the killer. */
function fell(
  victim: PlayerRecord | undefined,
  killer: PlayerRecord | undefined,
  move: Move,
): void {
  if (victim === undefined || killer === undefined) throw new Error("too few bots for the scene");
  victim.hp = 0;
  victim.killer = killer.slot;
  victim.killMove = move;
}

async function takePicture(game: GamePage, scene: string, size: string): Promise<void> {
  const picture = await game.page.screenshot();
  writeFileSync(join(FOLDER, `${scene}-${size}.png`), deflatePng(picture));
}

async function takeSize(
  browser: Browser,
  server: GameServer,
  width: number,
  height: number,
): Promise<void> {
  const size = `${width}x${height}`;
  const game = await GamePage.make(browser, server.url, { name: NAME, width, height });
  await game.visit();
  await game.callsign.fill(NAME);
  const visitors: HeadlessPlayer[] = [];
  for (const name of VISITORS) visitors.push(await joinHeadless(server.url, name));
  await game.page.getByText(`${VISITORS.length} players inside now`).waitFor();
  await game.page.locator('.status[data-grade="ok"]').waitFor();
  await sleep(ATTRACT_MS);
  await takePicture(game, "landing", size);
  for (const visitor of visitors) await visitor.leave();
  await game.join();
  const arena = server.arenaOf(await game.roomId);
  await new Studio(game, arena, await game.slot, size).takeAll();
  await game.close();
}

mkdirSync(FOLDER, { recursive: true });
const browser = await launchBrowser();
for (const [width, height] of SIZES) {
  // One each: a closed page's seat is held for a while, and would be on the scoreboard.
  const server = await startGameServer();
  await takeSize(browser, server, width, height);
  await server.close();
}
await browser.close();
