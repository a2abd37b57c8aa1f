// The lobby's list and counts against what really happens to rooms, on the real server.
import { matchMaker } from "@colyseus/core";
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PartyMessage } from "../../shared/net/party.ts";
import { JoinRefusal, type ServerStatus } from "../../shared/net/protocol.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { type LobbyVisit, leaveAll, PartyGuest } from "../helpers/partyGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";

const PEOPLE_PER_ROOM = 2;

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({
    ARENA_MIN_ACTORS: "0",
    ARENA_MAX_PLAYERS: `${PEOPLE_PER_ROOM}`,
    ARENA_MAX_ROOMS: "3",
  });
});
afterAll(() => server.close());

const open: Room[] = [];
afterEach(() => leaveAll(open));

let made = 0;
const makeGuest = () => new PartyGuest(server.url, `Guest ${++made}`);

async function watchLobby(): Promise<LobbyVisit> {
  const lobby = await makeGuest().watchLobby();
  open.push(lobby.room);
  return lobby;
}

async function playNow(guest = makeGuest()) {
  const room = await guest.playNow();
  open.push(room);
  return room;
}

const peopleOf = (lobby: LobbyVisit) => [...lobby.rooms.values()].map(({ people }) => people);

async function status(): Promise<ServerStatus> {
  return (await (await fetch(`${server.url}/api/status`)).json()) as ServerStatus;
}

describe("[LOB-1] the list is right", () => {
  test("across a room's first player, its second, their leaving, and its end", async () => {
    const lobby = await watchLobby();
    await waitFor(() => lobby.counts.arena === 0, { describe: "the first counts" });
    expect(lobby.rooms.size).toBe(0);
    const first = await playNow();
    const listed = () => lobby.rooms.get(first.roomId);
    await waitFor(() => listed()?.people === 1, { describe: "a room with one" });
    expect(listed()).toEqual({
      id: first.roomId,
      mode: "arena",
      mapId: server.arenaOf(first.roomId).world.map.id,
      people: 1,
      capacity: PEOPLE_PER_ROOM,
      pingMs: expect.any(Number),
    });
    const second = await playNow();
    expect(second.roomId).toBe(first.roomId);
    await waitFor(() => listed()?.people === 2, { describe: "a full room" });
    await second.leave();
    await waitFor(() => listed()?.people === 1, { describe: "a room with one again" });
    await first.leave();
    await waitFor(() => lobby.rooms.size === 0, { describe: "the room's end" });
  });

  test("for who comes to the lobby later, and for a full room: it stays listed, and a click is refused", async () => {
    const first = await playNow();
    await playNow();
    const lobby = await watchLobby();
    await waitFor(() => peopleOf(lobby)[0] === PEOPLE_PER_ROOM, { describe: "a full room" });
    expect(await makeGuest().refusalOf(`joinById/${first.roomId}`)).toBe(JoinRefusal.Full);
    const other = await playNow();
    expect(other.roomId).not.toBe(first.roomId);
    await waitFor(() => lobby.rooms.size === 2, { describe: "the second room" });
  });

  test("neither labs nor private rooms are on it, and none of their ids can be joined", async () => {
    const lobby = await watchLobby();
    const guest = makeGuest();
    const lab = await guest.enter("joinOrCreate/lab");
    open.push(lab);
    const party = await makeGuest().openParty();
    open.push(party.room);
    await party.setRules({ mode: "arena" });
    expect(await party.ask(PartyMessage.Start)).toBe(true);
    const match = await party.takeSeat();
    open.push(match);
    const arena = await playNow();
    await waitFor(() => lobby.counts.arena === 1, { describe: "the one in public" });
    await waitFor(() => lobby.rooms.has(arena.roomId), { describe: "the public arena" });
    expect([...lobby.rooms.keys()]).toEqual([arena.roomId]);
    for (const { roomId } of [lab, match]) {
      expect(await makeGuest().refusalOf(`joinById/${roomId}`)).toBe(JoinRefusal.NoSuchRoom);
    }
    await waitFor(async () => (await status()).players === 3, { describe: "all three players" });
    expect((await status()).rooms).toBe(3);
  });

  test("a room that a dead process has left behind is dropped when the driver forgets it", async () => {
    const lobby = await watchLobby();
    const arena = await playNow();
    await waitFor(() => lobby.rooms.has(arena.roomId), { describe: "the room" });
    const { driver } = matchMaker;
    const listing = await driver.findOne({ roomId: arena.roomId });
    // As the health check does with the rooms of a process that does not answer: nothing is announced.
    await driver.remove(arena.roomId);
    await waitFor(() => lobby.rooms.size === 0, { describe: "the room to be dropped" });
    await driver.persist(listing, true);
    await waitFor(() => lobby.rooms.size === 1, { describe: "the room to be back" });
  });
});

describe("[LOB-2] counts", () => {
  test("tell who plays, and cost the driver the same for one lobby client and for twenty", async () => {
    const { driver } = matchMaker;
    const query = driver.query.bind(driver);
    let whole = 0;
    driver.query = ((conditions: object, sort?: never) => {
      if (Object.keys(conditions).length === 0) whole++;
      return query(conditions, sort);
    }) as typeof driver.query;
    const lobbies: LobbyVisit[] = [];
    try {
      for (let i = 0; i < 20; i++) lobbies.push(await watchLobby());
      const startedMs = performance.now();
      whole = 0;
      await playNow();
      await waitFor(() => lobbies.every(({ counts }) => counts.arena === 1), {
        describe: "the count in all lobbies",
      });
      await waitFor(() => whole >= 3, { describe: "three questions" });
      const seconds = (performance.now() - startedMs) / 1000;
      expect(whole).toBeLessThanOrEqual(seconds + 2);
    } finally {
      driver.query = query;
    }
  });

  test("the status page counts people in rooms that are played in, not those in lobbies", async () => {
    await watchLobby();
    await waitFor(async () => (await status()).players === 0, { describe: "nobody" });
    await playNow();
    await waitFor(async () => (await status()).players === 1, { describe: "the one who plays" });
    expect((await status()).rooms).toBe(1);
  });
});

describe("[LOB-3] the lobby takes nothing", () => {
  test("a message to it ends its sender's connection and nobody else's", async () => {
    const lobby = await watchLobby();
    const vandal = await watchLobby();
    let closed = 0;
    vandal.room.onLeave((code) => {
      closed = code;
    });
    vandal.room.onError(() => undefined);
    vandal.room.send("filter", { name: "arena" });
    await waitFor(() => closed !== 0, { describe: "the vandal's end" });
    expect(lobby.room.connection.isOpen).toBe(true);
  });
});
