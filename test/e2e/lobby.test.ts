// The live list on the landing page, in a real browser: what is open, who is in it, and the way in.
import { expect, test } from "vitest";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { MenuServer } from "../helpers/menuServer.ts";

const menus = new MenuServer();

test("[MENU-1] the list follows who plays where, and a row joins that very arena", async () => {
  const visitor = await menus.visit("Visitor");
  const { page } = visitor;
  const list = page.getByRole("region", { name: "Open arenas" });
  await list.getByText("None yet.").waitFor();

  const first = await joinHeadless(menus.url, "First");
  const row = list.getByRole("button", { name: /^Join Filament Yard: 1 player,/ });
  await row.waitFor();
  const second = await joinHeadless(menus.url, "Second");
  await list.getByRole("button", { name: /: 2 players,/ }).waitFor();
  await page.getByText("2 players inside now").waitFor();
  await second.leave();
  await row.waitFor();

  await row.click();
  await visitor.entered();
  expect(await visitor.roomId).toBe(first.connection.room.roomId);
  await first.leave();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Leave match" }).click();
  await list.getByText("None yet.").waitFor();
});

test("[MENU-2] the list is away with the server, and right again when it is back, without a reload", async () => {
  const visitor = await menus.visit("Patient");
  const list = visitor.page.getByRole("region", { name: "Open arenas" });
  await list.getByText("None yet.").waitFor();
  await menus.close();
  await list.getByText("The live list is away.").waitFor();
  await menus.reopen();
  const player = await joinHeadless(menus.url, "Early");
  await list.getByRole("button", { name: /: 1 player,/ }).waitFor({ timeout: 40_000 });
  await player.leave();
});

test("[MENU-2] without the live list the page works as before", async () => {
  const visitor = await menus.visit("Alone");
  const { page } = visitor;
  await page.route("**/matchmake/joinOrCreate/lobby", (route) => route.abort());
  await page.reload();
  await page.getByText("The live list is away.").waitFor();
  await page.getByText("Bots are waiting for you").waitFor();
  await visitor.join();
});
