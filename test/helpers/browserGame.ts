// A person at a real browser: opens the page, plays with keys and mouse, and tells what the screen shows.
// In: a browser and an address. Out: the page, its WorldView as data, and every error it threw.
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { WorldView } from "../../client/game/WorldView.ts";

export interface GamePageOptions {
  /** Callsign to join under. */
  readonly name: string;
  /** Left out, the canvas: software WebGL is slow. "auto" is the page without a wish, as a visitor opens it. */
  readonly renderer?: "canvas" | "webgl" | "auto";
  readonly width?: number;
  readonly height?: number;
}

/** What the page offers beside its pixels (client/session.ts). */
interface Exposed {
  fraywire?: {
    view: WorldView;
    link: { ownSlot: number; connection: { room: { roomId: string } } };
  };
}

/** Small, because every pixel is drawn by the processor; the world in view is the same at any size. */
const WIDTH_PX = 960;
const HEIGHT_PX = 540;
const JOIN_TIMEOUT_MS = 30_000;
const VIEW_TIMEOUT_MS = 10_000;

export class GamePage {
  readonly page: Page;
  readonly url: string;
  private readonly context: BrowserContext;
  private readonly options: GamePageOptions;
  private readonly errors: string[] = [];

  private constructor(context: BrowserContext, page: Page, url: string, options: GamePageOptions) {
    this.context = context;
    this.page = page;
    this.url = url;
    this.options = options;
    page.on("pageerror", (error) => this.errors.push(error.stack ?? error.message));
  }

  /** An empty page in a context of its own: set routes and init scripts, then `visit`. */
  static async make(browser: Browser, url: string, options: GamePageOptions): Promise<GamePage> {
    const { width = WIDTH_PX, height = HEIGHT_PX } = options;
    const context = await browser.newContext({ viewport: { width, height } });
    return new GamePage(context, await context.newPage(), url, options);
  }

  /** Opens the page and joins; resolves once the own body lives and is on screen. */
  static async play(browser: Browser, url: string, options: GamePageOptions): Promise<GamePage> {
    const game = await GamePage.make(browser, url, options);
    await game.visit();
    await game.join();
    return game;
  }

  /** Loads the landing page. */
  async visit(): Promise<void> {
    const { renderer = "canvas" } = this.options;
    const query = renderer === "auto" ? "" : `?renderer=${renderer}`;
    await this.page.goto(`${this.url}/${query}`);
    await this.callsign.waitFor();
  }

  /** Types the name, presses Enter, and waits for a first life. */
  async join(): Promise<void> {
    await this.startJoin();
    await this.entered();
  }

  /** Types the name and presses Enter. */
  async startJoin(): Promise<void> {
    await this.forgetMatch();
    await this.callsign.fill(this.options.name);
    await this.page.keyboard.press("Enter");
  }

  /** Takes away what an ended match left behind, so that `entered` waits for the next one. */
  async forgetMatch(): Promise<void> {
    await this.page.evaluate("delete globalThis.fraywire");
  }

  /** Waits until a match is on screen and the own body lives. */
  async entered(): Promise<void> {
    await this.page.waitForFunction(
      () => (globalThis as Exposed).fraywire?.view.self?.alive === true,
      undefined,
      { timeout: JOIN_TIMEOUT_MS },
    );
    // The first aim is that of a pointer that never moved.
    const { width = WIDTH_PX, height = HEIGHT_PX } = this.options;
    await this.page.mouse.move(width * 0.6, height / 2);
  }

  /** The field for the name; on the landing page alone. */
  get callsign() {
    return this.page.locator("#callsign");
  }

  /** The open error dialog. */
  get error() {
    return this.page.getByRole("alertdialog");
  }

  /** A named part of the HUD, such as "hp". */
  part(name: string) {
    return this.page.locator(`#hud [data-part="${name}"]`);
  }

  get slot(): Promise<number> {
    return this.page.evaluate(() => (globalThis as Exposed).fraywire?.link.ownSlot ?? -1);
  }

  get roomId(): Promise<string> {
    return this.page.evaluate(
      () => (globalThis as Exposed).fraywire?.link.connection.room.roomId ?? "",
    );
  }

  /** Reads the WorldView; `read` runs in the page and sees nothing but its parameters. */
  read<T, A = undefined>(read: (view: WorldView, arg: A) => T, arg?: A): Promise<T> {
    return this.page.evaluate(`(${read})(fraywire.view, ${JSON.stringify(arg)})`);
  }

  /** Waits until `test`, asked in the page each frame, is true. */
  async until<A = undefined>(
    describe: string,
    test: (view: WorldView, arg: A) => boolean,
    arg?: A,
    timeoutMs = VIEW_TIMEOUT_MS,
  ): Promise<void> {
    // Not `waitForFunction`, which evaluates a text inside the page: its content policy forbids that.
    const isTrue = await this.page.evaluate<boolean>(`new Promise((resolve) => {
      const giveUpMs = performance.now() + ${timeoutMs};
      const ask = () => {
        if (globalThis.fraywire && (${test})(fraywire.view, ${JSON.stringify(arg)})) resolve(true);
        else if (performance.now() > giveUpMs) resolve(false);
        else requestAnimationFrame(ask);
      };
      ask();
    })`);
    if (!isTrue) throw new Error(`timed out after ${timeoutMs} ms waiting for ${describe}`);
  }

  /**
   * Points the mouse in a direction from the own body, rad, clockwise from the right. The camera leads toward the cursor
   * along the same line, so that the direction from the screen's middle is what is aimed at once the camera rests.
   */
  async point(angleRad: number, reachPx = 160): Promise<void> {
    const { width = WIDTH_PX, height = HEIGHT_PX } = this.options;
    const x = width / 2 + Math.cos(angleRad) * reachPx;
    const y = height / 2 + Math.sin(angleRad) * reachPx;
    await this.page.mouse.move(x, y);
  }

  /** Points, and waits until the body aims so. */
  async aim(angleRad: number): Promise<void> {
    await this.point(angleRad);
    await this.until(
      `an aim of ${angleRad.toFixed(2)} rad`,
      (view, wanted) => {
        const off = Math.abs((view.self?.aimRad ?? 99) - wanted) % (2 * Math.PI);
        return Math.min(off, 2 * Math.PI - off) < 0.03;
      },
      angleRad,
    );
  }

  /** Throws the page's first uncaught error, if any. */
  assertNoErrors(): void {
    if (this.errors.length > 0) {
      throw new Error(`${this.options.name}: uncaught error in the page: ${this.errors[0]}`);
    }
  }

  /** Closes page and context. @throws the page's first uncaught error. */
  async close(): Promise<void> {
    await this.context.close();
    this.assertNoErrors();
  }
}
