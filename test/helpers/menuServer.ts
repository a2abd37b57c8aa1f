// A server and a browser of their own for a test file of the menus. In: nothing. Out: people in front of the menus, who
// are gone after each test.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { GamePage } from "./browserGame.ts";
import { type GameServer, startGameServer } from "./gameServer.ts";
import { MenuPages } from "./menuPages.ts";

const SETTINGS = { ARENA_MIN_ACTORS: "0" };

export class MenuServer {
  private started: { game: GameServer; browser: Browser; pages: MenuPages } | null = null;

  /** Registers the hooks of the test file that calls it. */
  constructor() {
    beforeAll(async () => {
      const game = await startGameServer(SETTINGS);
      const browser = await launchBrowser();
      this.started = { game, browser, pages: new MenuPages(browser, game.url) };
    });
    afterEach(() => this.started?.pages.closeAll());
    afterAll(async () => {
      await this.started?.browser.close();
      await this.started?.game.close();
    });
  }

  get url(): string {
    return this.running.game.url;
  }

  /** A device of its own, as `MenuPages.visit`. */
  visit(name: string, fragment = ""): Promise<GamePage> {
    return this.running.pages.visit(name, fragment);
  }

  close(): Promise<void> {
    return this.running.game.close();
  }

  /** Another server at the same address, after `close`. */
  async reopen(): Promise<void> {
    const { port } = this.running.game;
    this.running.game = await startGameServer({ ...SETTINGS, PORT: `${port}` });
  }

  private get running(): { game: GameServer; browser: Browser; pages: MenuPages } {
    if (this.started === null) throw new Error("the menus' server has not started");
    return this.started;
  }
}
