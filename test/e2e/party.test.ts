// Private rooms in real browsers: a friend with a link, a match together and back, and every way in which it fails.
import { matchMaker } from "@colyseus/core";
import { expect, test } from "vitest";
import { GuestIdentity } from "../../client/net/identity.ts";
import { PartyLink } from "../../client/net/partyLink.ts";
import { partyStrings } from "../../client/ui/party/partyStrings.ts";
import { PARTY_MAX } from "../../shared/net/party.ts";
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { GamePage } from "../helpers/browserGame.ts";
import { errorButton } from "../helpers/menuPages.ts";
import { MenuServer } from "../helpers/menuServer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const menus = new MenuServer();

const codeIn = async ({ page }: GamePage): Promise<string> =>
  (await page.locator("[data-part=party-code]").textContent()) ?? "";

const rowOf = ({ page }: GamePage, name: string) => page.locator(`[data-member="${name}"]`);

async function createRoom(name: string): Promise<{ host: GamePage; code: string }> {
  const host = await menus.visit(name);
  await host.page.getByRole("button", { name: partyStrings.card.create }).click();
  await rowOf(host, name).waitFor();
  return { host, code: await codeIn(host) };
}

async function joinRoom(name: string, code: string): Promise<GamePage> {
  const friend = await menus.visit(name, `#${code}`);
  await rowOf(friend, name).waitFor();
  return friend;
}

test("[MENU-5] two clicks and a paste: create, copy the link; who opens it is in the room", async () => {
  const host = await menus.visit("Host");
  const { page } = host;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: partyStrings.card.create }).click();
  await page.getByRole("button", { name: partyStrings.copyLink }).click();
  await page.getByRole("button", { name: partyStrings.copied }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${menus.url}/#${await codeIn(host)}`);

  const friend = await menus.visit("Friend");
  await friend.page.goto(link);
  await rowOf(friend, "Friend").waitFor();
  await rowOf(host, "Friend").waitFor();
  expect(await codeIn(friend)).toBe(await codeIn(host));
  await friend.page.getByText(partyStrings.waitsFor("Host")).waitFor();
});

test("[MENU-8] a party enters one arena together, and is back in its room afterwards", async () => {
  const { host, code } = await createRoom("Captain");
  const friend = await joinRoom("Crew", code);
  const start = host.page.getByRole("button", { name: partyStrings.start });
  await host.page.getByText(partyStrings.readyCount(0, 1)).waitFor();
  expect(await start.isDisabled()).toBe(true);
  await friend.page.getByRole("button", { name: partyStrings.getReady, exact: true }).click();
  await start.click();
  await Promise.all([host.entered(), friend.entered()]);
  expect(await friend.roomId).toBe(await host.roomId);

  // One comes back first, and into the match again.
  await friend.page.keyboard.press("Escape");
  await friend.page.getByRole("button", { name: "Leave match" }).click();
  await friend.forgetMatch();
  await friend.page.getByRole("button", { name: partyStrings.joinMatch }).click();
  await friend.entered();
  expect(await friend.roomId).toBe(await host.roomId);

  for (const game of [host, friend]) {
    await game.page.keyboard.press("Escape");
    await game.page.getByRole("button", { name: "Leave match" }).click();
  }
  await host.page.getByText(partyStrings.notices.matchOver).waitFor();
  await rowOf(host, "Crew").getByText(partyStrings.notReady).waitFor();
  expect(await codeIn(friend)).toBe(code);
});

test("[MENU-6] a reload is back in the room with the same rank, and in a match on the way into it", async () => {
  const { host, code } = await createRoom("Steady");
  const friend = await joinRoom("Reloader", code);
  await host.page.reload();
  await rowOf(host, "Steady").getByText(partyStrings.host, { exact: true }).first().waitFor();
  expect(await codeIn(host)).toBe(code);
  await friend.page.getByRole("button", { name: partyStrings.getReady, exact: true }).click();
  await host.page.getByRole("button", { name: partyStrings.start }).click();
  await Promise.all([host.entered(), friend.entered()]);
  const match = await host.roomId;
  await friend.page.reload();
  await friend.page.getByRole("button", { name: partyStrings.joinMatch }).click();
  await friend.entered();
  expect(await friend.roomId).toBe(match);
});

test("[MENU-8] what the host sets, everybody reads; nobody else can change it", async () => {
  const { host, code } = await createRoom("Ruler");
  const friend = await joinRoom("Reader", code);
  const modes = ({ page }: GamePage) => page.locator("input[name=party-mode]");
  const modeOf = ({ page }: GamePage) => page.locator("input[name=party-mode]:checked");
  expect(await modes(friend).first().isDisabled()).toBe(true);
  await host.page.getByText(partyStrings.modes.duel, { exact: true }).click();
  await expect.poll(() => modeOf(friend).getAttribute("value")).toBe("duel");
  await rowOf(friend, "Reader").getByText("Azure").waitFor();
  await friend.page.locator(".party-foot").getByText("Watch").click();
  await rowOf(host, "Reader").getByText("Watch").waitFor();
  await host.page.getByText(partyStrings.blocks.duelOfTwo).waitFor();

  await host.page.getByRole("button", { name: partyStrings.makeHost("Reader") }).click();
  await expect.poll(() => modes(friend).first().isEnabled()).toBe(true);
  await expect.poll(() => modes(host).first().isDisabled()).toBe(true);
});

test("[MENU-7] a wrong code, a code that cannot be one, and a room that was closed, each in plain words", async () => {
  const guest = await menus.visit("Guest");
  const field = guest.page.getByLabel(partyStrings.card.codeLabel);
  await field.fill("AEIO");
  await field.press("Enter");
  await guest.page.getByText(partyStrings.card.badCode).waitFor();
  await field.fill("zzzz");
  await field.press("Enter");
  await (await errorButton(guest, "noSuchRoom")).click();
  await guest.callsign.waitFor();
  expect(new URL(guest.page.url()).hash).toBe("");

  const stranger = await menus.visit("Stranger", "#ZZZZ");
  await (await errorButton(stranger, "noSuchRoom")).click();

  const { host, code } = await createRoom("Closer");
  await host.page.getByRole("button", { name: partyStrings.leave }).click();
  await host.callsign.waitFor();
  const isOpen = async () => (await matchMaker.query({ roomId: code })).length > 0;
  await waitFor(async () => !(await isOpen()), { describe: "the end of the empty room" });
  const late = await menus.visit("Late", `#${code}`);
  await (await errorButton(late, "roomClosed")).click();
  await late.callsign.waitFor();
});

test("[MENU-7] who is removed reads so, and again when the link is opened once more", async () => {
  const { host, code } = await createRoom("Strict");
  const friend = await joinRoom("Rowdy", code);
  await host.page.getByRole("button", { name: partyStrings.remove("Rowdy") }).click();
  await (await errorButton(friend, "partyRemoved")).click();
  await friend.callsign.waitFor();
  await friend.page.getByLabel(partyStrings.card.codeLabel).fill(code);
  await friend.page.getByRole("button", { name: partyStrings.card.join, exact: true }).click();
  await (await errorButton(friend, "partyRemoved")).click();
  await rowOf(host, "Rowdy").waitFor({ state: "detached" });
});

test("[MENU-7] a full room says so, and lets one in once there is a place", async () => {
  const { host, code } = await createRoom("Popular");
  const crowd = Array.from({ length: PARTY_MAX - 1 }, (_, i) => {
    const options = { protocol: PROTOCOL_VERSION, name: `Crowd ${i}` };
    return new PartyLink(menus.url, code, options, new GuestIdentity(menus.url), {
      onView: () => undefined,
      onSeat: () => undefined,
      onNotice: () => undefined,
      onEnd: () => undefined,
    });
  });
  const members = host.page.locator(".member");
  await waitFor(async () => (await members.count()) === PARTY_MAX, { describe: "a full room" });
  const late = await menus.visit("Latecomer", `#${code}`);
  const again = await errorButton(late, "partyFull");
  await crowd[0]?.leave();
  await waitFor(async () => (await members.count()) < PARTY_MAX, { describe: "a free place" });
  await again.click();
  await rowOf(late, "Latecomer").waitFor();
  await Promise.all(crowd.map((link) => link.leave()));
});

test("[MENU-7] a room that is opened in a second tab goes on there, and the first says so", async () => {
  const { host, code } = await createRoom("Two Tabs");
  const second = await host.page.context().newPage();
  await second.goto(`${menus.url}/?renderer=canvas#${code}`);
  await second.locator("[data-member='Two Tabs']").waitFor();
  await (await errorButton(host, "replaced")).click();
  await host.callsign.waitFor();
  await second.locator("[data-member='Two Tabs']").waitFor();
});
