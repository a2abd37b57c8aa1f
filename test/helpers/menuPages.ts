// People in front of the menus: browsers with a name of their own. In: a browser and a server's address. Out: pages that
// are closed, and checked for uncaught errors, together.
import type { Browser, Locator } from "playwright-core";
import { strings } from "../../client/ui/strings.ts";
import { GamePage } from "./browserGame.ts";

/** Loading what lies behind the landing page, on a busy machine. */
const MENU_TIMEOUT_MS = 20_000;

export class MenuPages {
  private readonly browser: Browser;
  private readonly url: string;
  private readonly open: GamePage[] = [];

  constructor(browser: Browser, url: string) {
    this.browser = browser;
    this.url = url;
  }

  /**
   * A device of its own, with a name that was used before.
   * @param fragment such as "#BCDF"; "" for the landing page.
   */
  async visit(name: string, fragment = ""): Promise<GamePage> {
    const game = await GamePage.make(this.browser, this.url, { name });
    this.open.push(game);
    const { page } = game;
    page.setDefaultTimeout(MENU_TIMEOUT_MS);
    await page.addInitScript(`localStorage.setItem("fraywire.name", ${JSON.stringify(name)})`);
    await page.goto(`${this.url}/?renderer=canvas${fragment}`);
    return game;
  }

  async closeAll(): Promise<void> {
    for (const game of this.open.splice(0)) await game.close();
  }
}

/** Waits for an error as the player reads it. @returns its one button. */
export async function errorButton(
  game: GamePage,
  kind: keyof typeof strings.errors,
): Promise<Locator> {
  const { title, cause, action } = strings.errors[kind];
  const dialog = game.page.getByRole("alertdialog", { name: title });
  await dialog.getByText(cause).waitFor();
  return dialog.getByRole("button", { name: action });
}
