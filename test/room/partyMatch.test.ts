// What a party plays, on the real server: everybody in one room, by the rules that its host has set.
import { matchMaker } from "@colyseus/core";
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ArenaRoomHandle } from "../../client/net/joining.ts";
import { Refusal } from "../../server/match/party.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PartyMessage } from "../../shared/net/party.ts";
import { ARENA_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { leaveAll, PartyGuest, type PartyVisit } from "../helpers/partyGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";

/** People that fit into a public arena here, and such arenas. */
const ARENA_PEOPLE = 3;
const ARENAS = 2;

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({
    ARENA_MIN_ACTORS: "0",
    ARENA_MAX_PLAYERS: `${ARENA_PEOPLE}`,
    ARENA_MAX_ROOMS: `${ARENAS}`,
  });
});
afterAll(() => server.close());

const open: Room[] = [];
afterEach(async () => {
  await leaveAll(open);
  await waitFor(async () => (await matchMaker.query({})).length === 0, {
    describe: "all rooms to close",
  });
});

const guestOf = (name: string) => new PartyGuest(server.url, name);

/** A party of these by these rules, all ready; the first is its host. */
async function gather(rules: object, ...names: string[]): Promise<PartyVisit[]> {
  const host = await guestOf(names[0] as string).openParty();
  open.push(host.room);
  expect(await host.setRules(rules)).toBe(true);
  const visits = [host];
  for (const name of names.slice(1)) {
    const visit = await guestOf(name).joinParty(host.code);
    open.push(visit.room);
    expect(await visit.ready()).toBe(true);
    visits.push(visit);
  }
  return visits;
}

async function enter(visit: PartyVisit): Promise<ArenaRoomHandle> {
  const room = await visit.takeSeat();
  open.push(room);
  return room;
}

async function playNow(name: string): Promise<ArenaRoomHandle> {
  const room = await guestOf(name).playNow();
  open.push(room);
  return room;
}

const namesIn = (room: ArenaRoomHandle) =>
  [...(room.state.roster?.values() ?? [])].map(({ name }) => name).sort();

const roomsOf = (name: string) => matchMaker.query({ name });

/** As if the arena's time were over: its podium is up. */
function endRound(roomId: string): void {
  const { world } = server.arenaOf(roomId);
  world.phaseEndStep = world.step + 1;
}

describe("[PTY-6] a party plays the Open Arena together", () => {
  test("in the public arena that has room for all of it", async () => {
    const stranger = await playNow("Stranger");
    const [host, friend] = (await gather({ mode: "open" }, "Ann", "Bob")) as [
      PartyVisit,
      PartyVisit,
    ];
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const rooms = [await enter(host), await enter(friend)];
    expect(rooms.map(({ roomId }) => roomId)).toEqual([stranger.roomId, stranger.roomId]);
    await waitFor(() => namesIn(stranger).length === 3, { describe: "all three" });
    expect(namesIn(stranger)).toEqual(["Ann", "Bob", "Stranger"]);
    await waitFor(() => friend.room.state.hasMatch && friend.me?.isPlaying, {
      describe: "the party to know",
    });
  });

  test("in a new one when no arena has room for all, and nobody is torn from the others", async () => {
    const crowd = [await playNow("One"), await playNow("Two")];
    const [host, friend] = (await gather({ mode: "open" }, "Ann", "Bob")) as [
      PartyVisit,
      PartyVisit,
    ];
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const rooms = [await enter(host), await enter(friend)];
    expect(rooms[0]?.roomId).toBe(rooms[1]?.roomId);
    expect(rooms[0]?.roomId).not.toBe(crowd[0]?.roomId);
  });

  test("not at all when there is none: all are told, and it may be tried again", async () => {
    // One is full, the other has room for one.
    for (let i = 1; i < ARENAS * ARENA_PEOPLE; i++) await playNow(`Crowd ${i}`);
    const [host, friend] = (await gather({ mode: "open" }, "Ann", "Bob")) as [
      PartyVisit,
      PartyVisit,
    ];
    expect(await host.ask(PartyMessage.Start)).toBe("All arenas are full.");
    await waitFor(() => friend.notices.includes("noSeats"), { describe: "the notice" });
    expect(friend.room.state.hasMatch).toBe(false);
    expect(host.seats).toHaveLength(0);
  });

  test("who plays elsewhere is called over, and who comes late joins the others", async () => {
    const [host, friend] = (await gather({ mode: "open" }, "Ann", "Bob")) as [
      PartyVisit,
      PartyVisit,
    ];
    const elsewhere = await host.guest.enter("joinOrCreate/lab");
    open.push(elsewhere);
    let closed = 0;
    elsewhere.onLeave((code) => {
      closed = code;
    });
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const room = await enter(host);
    await waitFor(() => closed === CloseReason.Moved, { describe: "the call" });
    await enter(friend);
    const late = await guestOf("Late").joinParty(host.code);
    open.push(late.room);
    expect(late.room.state.hasMatch).toBe(true);
    expect(await host.ask(PartyMessage.Start)).toBe(Refusal.Running);
    expect(await late.ask(PartyMessage.JoinMatch)).toBe(true);
    expect(await late.ask(PartyMessage.JoinMatch)).toBe("Your seat waits for you.");
    expect((await enter(late)).roomId).toBe(room.roomId);
  });

  test("who leaves at once may come back at once, and who reloads before it has come takes the same seat", async () => {
    const [host, friend] = (await gather({ mode: "open" }, "Ann", "Bob")) as [
      PartyVisit,
      PartyVisit,
    ];
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const room = await enter(host);
    await (await enter(friend)).leave();
    // Nobody has looked yet whether Bob has arrived.
    expect(await friend.ask(PartyMessage.JoinMatch)).toBe(true);
    const offered = await waitFor(() => friend.seats[0], { describe: "a seat" });
    friend.vanish();
    const back = await friend.guest.joinParty(host.code);
    open.push(back.room);
    expect(await back.ask(PartyMessage.JoinMatch)).toBe(true);
    await waitFor(() => back.seats.length > 0, { describe: "a seat once more" });
    expect(back.seats).toEqual([offered]);
    expect((await enter(back)).roomId).toBe(room.roomId);
  });

  test("is over for the party once nobody of it plays, whoever else does", async () => {
    const [host, friend] = (await gather({ mode: "open" }, "Ann", "Bob")) as [
      PartyVisit,
      PartyVisit,
    ];
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const rooms = [await enter(host), await enter(friend)];
    await playNow("Stranger");
    await waitFor(() => friend.named("Ann")?.isPlaying, { describe: "Ann to play" });
    await rooms[0]?.leave();
    await waitFor(() => friend.named("Ann")?.isPlaying === false, {
      describe: "Ann to be back",
      timeoutMs: 10_000,
    });
    expect(friend.room.state.hasMatch).toBe(true);
    await rooms[1]?.leave();
    await waitFor(() => friend.notices.includes("matchOver"), {
      describe: "the end",
      timeoutMs: 10_000,
    });
    expect(friend.room.state.hasMatch).toBe(false);
    expect(friend.members.map(({ isReady }) => isReady)).toEqual([false, false]);
    expect(await roomsOf(ARENA_ROOM)).toHaveLength(1);
  });
});

describe("[PTY-7] a private arena is played by its host's rules", () => {
  test("map, bots and length; it is nobody else's, and closes after its round", async () => {
    const rules = { mode: "arena", mapId: "medium", bots: 4, minutes: 2 };
    const [host, friend] = (await gather(rules, "Ann", "Bob")) as [PartyVisit, PartyVisit];
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const rooms = [await enter(host), await enter(friend)];
    const [{ roomId }] = rooms as [ArenaRoomHandle];
    expect(rooms[1]?.roomId).toBe(roomId);
    const { world } = server.arenaOf(roomId);
    expect(world.map.id).toBe("medium");
    expect(world.players.filter(({ active, isBot }) => active && isBot)).toHaveLength(4);
    expect(world.phaseEndStep).toBe(2 * 60 * STEP_HZ);
    const stranger = await playNow("Stranger");
    expect(stranger.roomId).not.toBe(roomId);
    const codes: number[] = [];
    for (const room of rooms) room.onLeave((code) => codes.push(code));
    endRound(roomId);
    await waitFor(() => world.phase === MatchPhase.Podium, { describe: "the podium" });
    endRound(roomId);
    await waitFor(() => codes.length === 2, { describe: "the room's end" });
    expect(codes).toEqual([CloseReason.Finished, CloseReason.Finished]);
    await waitFor(() => host.notices.includes("matchOver"), { describe: "the notice" });
    expect(host.room.state.hasMatch).toBe(false);
    await friend.ready();
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    expect((await enter(host)).roomId).not.toBe(roomId);
  });

  test("no client's join options make rules: not for arenas, not for labs, not for parties", async () => {
    const token = await guestOf("Cheat").identity.getToken();
    for (const path of ["joinOrCreate/arena", "joinOrCreate/lab", "create/party"]) {
      for (const extra of [
        { rules: { mapId: "medium", bots: 11, minutes: 10 } },
        { isSpectator: true },
        { isCalled: true },
        { placement: 9999 },
        { metadata: {} },
      ]) {
        const response = await fetch(`${server.url}/matchmake/${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
          body: JSON.stringify({ protocol: PROTOCOL_VERSION, name: "Cheat", ...extra }),
        });
        expect(response.status).toBe(400);
      }
    }
    expect(await matchMaker.query({})).toHaveLength(0);
  });

  test("neither a private arena nor a Duel can be made or entered from outside", async () => {
    const [host] = (await gather({ mode: "arena" }, "Ann")) as [PartyVisit];
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const { roomId } = await enter(host);
    const stranger = guestOf("Stranger");
    for (const path of ["create/arena", "create/duel", "joinOrCreate/duel", `join/${roomId}`]) {
      expect(await stranger.refusalOf(path)).toBe(404);
    }
    expect(await stranger.refusalOf(`joinById/${roomId}`)).toBe(404);
  });
});
