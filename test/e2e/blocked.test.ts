// A network that lets pages through and WebSockets not, as some offices, hotels and extensions do: the page says so,
// shows over HTTP that the server is well, and plays once the way is free. In a real browser.
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statsStrings } from "../../client/ui/stats/statsStrings.ts";
import { strings } from "../../client/ui/strings.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { GamePage } from "../helpers/browserGame.ts";
import { claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { makeGuest } from "../helpers/guest.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { duelOf, record } from "../helpers/records.ts";

/** What becomes of an upgrade: refused as by a filtering proxy, or never answered as by a firewall. */
type Upgrades = "refused" | "swallowed" | "passed";

interface FilteringProxy {
  upgrades: Upgrades;
  readonly url: string;
  close(): Promise<void>;
}

/** Passes HTTP on, and upgrades only when it is told to. */
async function startFilteringProxy(port: number, upgrades: Upgrades): Promise<FilteringProxy> {
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  };
  const http: Server = createServer((req, res) => {
    const { url: path, method, headers } = req;
    const onward = request({ port, path, method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on("error", () => res.destroy());
    req.pipe(onward);
  });
  http.on("upgrade", (req, socket: Duplex) => {
    keep(socket);
    if (proxy.upgrades === "refused") {
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    } else if (proxy.upgrades === "passed") {
      const onward = connect(port, "127.0.0.1");
      keep(onward);
      const head = req.rawHeaders.map((text, i) => (i % 2 === 0 ? `${text}: ` : `${text}\r\n`));
      onward.write(`GET ${req.url} HTTP/1.1\r\n${head.join("")}\r\n`);
      socket.pipe(onward).pipe(socket);
    }
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const proxy: FilteringProxy = {
    upgrades,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return proxy;
}

let server: GameServer;
let browser: Browser;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const { title, cause, action } = strings.errors.blocked;

test.each(["refused", "swallowed"] as const)(
  "[EDGE-46] a WebSocket that is %s: the page says what is wrong and shows the server's status, kept up to date over HTTP",
  async (upgrades) => {
    const proxy = await startFilteringProxy(server.port, upgrades);
    const game = await GamePage.make(browser, proxy.url, { name: "Walled" });
    await game.visit();
    await game.startJoin();
    const dialog = game.page.getByRole("alertdialog", { name: title });
    await dialog.waitFor({ timeout: 20_000 });
    await dialog.getByText(cause).waitFor();
    await dialog.getByText(strings.status.up).waitFor();
    const outsider = await joinHeadless(server.url, "Outsider");
    await dialog.getByText(strings.status.rooms(1)).waitFor({ timeout: 12_000 });
    const buttons = await dialog.getByRole("button").allTextContents();
    expect(buttons).toEqual([action, strings.landing.leaderboard]);
    await outsider.leave();
    await game.close();
    await proxy.close();
  },
);

test("[EDGE-46] the one action tries again, and plays once the WebSocket gets through", async () => {
  const proxy = await startFilteringProxy(server.port, "refused");
  const game = await GamePage.make(browser, proxy.url, { name: "Freed" });
  await game.visit();
  await game.startJoin();
  const dialog = game.page.getByRole("alertdialog", { name: title });
  const again = dialog.getByRole("button", { name: action });
  await again.click({ timeout: 20_000 });
  await dialog.waitFor({ state: "detached" });
  await dialog.waitFor({ timeout: 20_000 });
  proxy.upgrades = "passed";
  await game.forgetMatch();
  await again.click();
  await game.entered();
  await game.close();
  await proxy.close();
});

test("[STA-4] while the WebSocket is blocked, the leaderboard opens from the error, lists who is best, and leads back to it", async () => {
  const guest = await makeGuest(server.url);
  const rival = await makeGuest(server.url);
  const winner = { accountId: String(claimsOf(guest.token).sub), name: "Over Http" };
  const loser = { accountId: String(claimsOf(rival.token).sub), name: "Second Best" };
  await record(server.dataDir, [duelOf(winner, loser, Date.now())]);
  const proxy = await startFilteringProxy(server.port, "refused");
  const game = await GamePage.make(browser, proxy.url, { name: "Walled" });
  await game.visit();
  await game.startJoin();
  const { page } = game;
  const error = page.getByRole("alertdialog", { name: title });
  const opener = error.getByRole("button", { name: strings.landing.leaderboard });
  await opener.click({ timeout: 20_000 });
  const board = page.getByRole("dialog", { name: statsStrings.leaderboard.title });
  await board.getByRole("row", { name: winner.name }).waitFor();
  await board.getByText(strings.status.up).waitFor();
  await page.keyboard.press("Escape");
  await board.waitFor({ state: "detached" });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  await game.close();
  await proxy.close();
});
