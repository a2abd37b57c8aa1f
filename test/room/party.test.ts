// Private rooms on the real server: who gets in, who stays, who leads, and what cannot be asked for.
import { matchMaker } from "@colyseus/core";
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Refusal } from "../../server/match/party.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { CODE_LENGTH, cleanCode, PARTY_MAX, PartyMessage } from "../../shared/net/party.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { leaveAll, PartyGuest, type PartyVisit } from "../helpers/partyGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0", UNLIMITED_IPS: "loopback" });
});
afterAll(() => server.close());

const open: Room[] = [];
afterEach(() => leaveAll(open));

const guestOf = (name: string) => new PartyGuest(server.url, name);

/** A party of these, in this order; the first is its host. */
async function gather(...names: string[]): Promise<PartyVisit[]> {
  const visits: PartyVisit[] = [];
  for (const name of names) {
    const guest = guestOf(name);
    const [host] = visits;
    const visit = host === undefined ? await guest.openParty() : await guest.joinParty(host.code);
    open.push(visit.room);
    visits.push(visit);
  }
  for (const visit of visits) {
    await waitFor(() => visit.members.length === names.length, { describe: "all members" });
  }
  return visits;
}

/** What only a test can do: its places lapse as if their time were over. */
function letHoldsLapse(code: string): void {
  const { party } = matchMaker.getLocalRoomById(code) as unknown as {
    party: { members: { heldUntilMs: number }[] };
  };
  for (const member of party.members) member.heldUntilMs = 0;
}

describe("[PTY-1] a code leads into a room, and into no other", () => {
  test("it has four letters that cannot be mistaken, and whoever knows it comes in", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    expect(host.code).toHaveLength(CODE_LENGTH);
    expect(cleanCode(host.code.toLowerCase())).toBe(host.code);
    expect(host.room.state.code).toBe(host.code);
    expect(friend.members.map(({ name, isHost }) => [name, isHost])).toEqual([
      ["Ann", true],
      ["Bob", false],
    ]);
    expect(friend.me?.name).toBe("Bob");
  });

  test("a wrong code is 404, and so is a code in the wrong case; a closed room is gone", async () => {
    const [host] = (await gather("Ann")) as [PartyVisit];
    const guest = guestOf("Bob");
    expect(await guest.refusalOf("joinById/BBBB")).toBe(JoinRefusal.NoSuchRoom);
    expect(await guest.refusalOf(`joinById/${host.code.toLowerCase()}`)).toBe(
      JoinRefusal.NoSuchRoom,
    );
    await host.room.leave();
    const isClosed = () => matchMaker.getLocalRoomById(host.code) === undefined;
    await waitFor(isClosed, { describe: "the room's end" });
    expect(await guest.refusalOf(`joinById/${host.code}`)).toBe(JoinRefusal.Gone);
  });

  test("sixteen find room, the seventeenth is told that it is full, and comes in once one has left", async () => {
    const names = Array.from({ length: PARTY_MAX }, (_, i) => `Guest ${i}`);
    const visits = await gather(...names);
    const host = visits[0] as PartyVisit;
    const late = guestOf("Late");
    expect(await late.refusalOf(`joinById/${host.code}`)).toBe(JoinRefusal.Full);
    await (visits.at(-1) as PartyVisit).room.leave();
    await waitFor(() => host.members.length === PARTY_MAX - 1, { describe: "a place" });
    const visit = await late.joinParty(host.code);
    open.push(visit.room);
    expect(visit.me?.isHost).toBe(false);
  });
});

describe("[PTY-2] a member is its account", () => {
  test("who reloads is back in its place, with its side and rank, and nobody sees a second one", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    await host.ask(PartyMessage.SetSide, { side: 0 });
    const key = host.self;
    host.vanish();
    await waitFor(() => friend.named("Ann")?.isConnected === false, { describe: "the gap" });
    const back = await host.guest.joinParty(host.code);
    open.push(back.room);
    expect(back.self).toBe(key);
    expect(back.me).toMatchObject({ isHost: true, side: 0, isConnected: true });
    await waitFor(() => friend.named("Ann")?.isConnected === true, { describe: "the return" });
    expect(friend.members.map(({ name }) => name)).toEqual(["Ann", "Bob"]);
  });

  test("the only member's reload keeps the room", async () => {
    const [host] = (await gather("Ann")) as [PartyVisit];
    host.vanish();
    const room = matchMaker.getLocalRoomById(host.code);
    await waitFor(() => room.clients.length === 0, { describe: "an empty room" });
    const back = await host.guest.joinParty(host.code);
    open.push(back.room);
    expect(back.me?.isHost).toBe(true);
  });

  test("a second tab takes the place of the first, which is told so", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    const second = await host.guest.joinParty(host.code);
    open.push(second.room);
    await waitFor(() => host.closedCode !== null, { describe: "the first tab's end" });
    expect(host.closedCode).toBe(CloseReason.Replaced);
    expect(second.me).toMatchObject({ isHost: true, isConnected: true });
    expect(friend.members).toHaveLength(2);
  });

  test("who opens another room has left the first", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    const other = await host.guest.openParty();
    open.push(other.room);
    await waitFor(() => friend.members.length === 1, { describe: "Ann to be gone" });
    expect(friend.me?.isHost).toBe(true);
  });
});

describe("[PTY-3] somebody always leads", () => {
  test("when the host leaves, the longest member that is connected does", async () => {
    const [ann, bob, cy] = (await gather("Ann", "Bob", "Cy")) as [
      PartyVisit,
      PartyVisit,
      PartyVisit,
    ];
    bob.vanish();
    await waitFor(() => cy.named("Bob")?.isConnected === false, { describe: "Bob's gap" });
    await ann.room.leave();
    await waitFor(() => cy.me?.isHost === true, { describe: "Cy to lead" });
    expect(cy.members.map(({ name, isHost }) => [name, isHost])).toEqual([
      ["Bob", false],
      ["Cy", true],
    ]);
  });

  test("a place is held for a minute; when the host's lapses, its rank passes on", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    host.vanish();
    await waitFor(() => friend.named("Ann")?.isConnected === false, { describe: "the gap" });
    expect(friend.me?.isHost).toBe(false);
    letHoldsLapse(host.code);
    await waitFor(() => friend.me?.isHost === true, { describe: "Bob to lead" });
    expect(friend.members).toHaveLength(1);
    const back = await host.guest.joinParty(host.code);
    open.push(back.room);
    expect(back.me?.isHost).toBe(false);
  });

  test("the host hands its rank over, and may do nothing of the host's any more", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    expect(await friend.ask(PartyMessage.MakeHost, { member: friend.self })).toBe(Refusal.NotHost);
    expect(await host.ask(PartyMessage.MakeHost, { member: "nobody" })).toBe(Refusal.NoMember);
    expect(await host.ask(PartyMessage.MakeHost, { member: friend.self })).toBe(true);
    await waitFor(() => friend.me?.isHost === true, { describe: "the new host" });
    expect(await host.ask(PartyMessage.Remove, { member: friend.self })).toBe(Refusal.NotHost);
  });
});

describe("[PTY-4] who was removed", () => {
  test("is told so, and does not come back to this room, but into others", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    expect(await friend.ask(PartyMessage.Remove, { member: host.self })).toBe(Refusal.NotHost);
    expect(await host.ask(PartyMessage.Remove, { member: host.self })).toBe(Refusal.NoMember);
    expect(await host.ask(PartyMessage.Remove, { member: friend.self })).toBe(true);
    await waitFor(() => friend.closedCode !== null, { describe: "Bob's end" });
    expect(friend.closedCode).toBe(CloseReason.Kicked);
    await waitFor(() => host.members.length === 1, { describe: "Ann alone" });
    expect(await friend.guest.refusalOf(`joinById/${host.code}`)).toBe(JoinRefusal.ShutOut);
    expect(host.members).toHaveLength(1);
    open.push((await friend.guest.openParty()).room);
  });
});

describe("[PTY-5] rules and readiness", () => {
  test("the host sets the rules, all see them, and nobody is ready for other ones", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    await friend.ready();
    await waitFor(() => host.named("Bob")?.isReady === true, { describe: "Bob to be ready" });
    expect(await friend.setRules({ mode: "arena" })).toBe(Refusal.NotHost);
    expect(await host.setRules({ mode: "arena", mapId: "nowhere" })).toBe(Refusal.NoMap);
    expect(await host.setRules({ mode: "arena", mapId: "medium", bots: 3, minutes: 2 })).toBe(true);
    await waitFor(() => friend.room.state.mode === "arena", { describe: "the rules" });
    expect(friend.room.state).toMatchObject({ mapId: "medium", bots: 3, minutes: 2 });
    expect(friend.me?.isReady).toBe(false);
  });

  test("a Duel has two sides of one: the first two play, the others watch", async () => {
    const [host, bob, cy] = (await gather("Ann", "Bob", "Cy")) as [
      PartyVisit,
      PartyVisit,
      PartyVisit,
    ];
    await host.setRules({ mode: "duel", bots: 5 });
    await waitFor(() => cy.me?.side === 0, { describe: "Cy to watch" });
    expect(cy.members.map(({ side }) => side)).toEqual([1, 2, 0]);
    expect(cy.room.state.bots).toBe(1);
    expect(await cy.ask(PartyMessage.SetSide, { side: 2 })).toBe(Refusal.SideTaken);
    expect(await bob.ask(PartyMessage.SetSide, { side: 0 })).toBe(true);
    expect(await cy.ask(PartyMessage.SetSide, { side: 2 })).toBe(true);
    await waitFor(() => cy.me?.side === 2, { describe: "Cy to play" });
  });

  test("it cannot begin unready, empty, or as a Duel of one; and only by its host", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    expect(await friend.ask(PartyMessage.Start)).toBe(Refusal.NotHost);
    expect(await host.ask(PartyMessage.Start)).toBe(Refusal.NotReady);
    await friend.ask(PartyMessage.SetSide, { side: 0 });
    await host.ask(PartyMessage.SetSide, { side: 0 });
    expect(await host.ask(PartyMessage.Start)).toBe(Refusal.NobodyPlays);
    await host.setRules({ mode: "duel" });
    await friend.ask(PartyMessage.SetSide, { side: 0 });
    expect(await host.ask(PartyMessage.Start)).toBe(Refusal.DuelOfTwo);
    expect(await host.ask(PartyMessage.JoinMatch)).toBe("No match runs.");
    expect(host.seats).toHaveLength(0);
  });

  test("a request that is sent twice is carried out once, and answered the same", async () => {
    const [host, friend] = (await gather("Ann", "Bob")) as [PartyVisit, PartyVisit];
    const remove = { member: friend.self };
    expect(await host.ask(PartyMessage.Remove, remove, 900)).toBe(true);
    expect(await host.ask(PartyMessage.Remove, remove, 900)).toBe(true);
    expect(await host.ask(PartyMessage.Remove, remove, 901)).toBe(Refusal.NoMember);
  });
});
