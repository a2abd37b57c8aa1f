// Where PLAY NOW leads when several arenas are open, on the real server.
import { matchMaker } from "@colyseus/core";
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ArenaRoomHandle } from "../../client/net/joining.ts";
import type { ArenaListing } from "../../server/match/arenaListing.ts";
import { ARENA_ROOM, Message } from "../../shared/net/protocol.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { leaveAll, PartyGuest } from "../helpers/partyGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";

const PEOPLE_PER_ROOM = 3;

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({
    ARENA_MIN_ACTORS: "0",
    ARENA_MAX_PLAYERS: `${PEOPLE_PER_ROOM}`,
  });
});
afterAll(() => server.close());

const open: Room[] = [];
afterEach(() => leaveAll(open));

let made = 0;
async function playNow(): Promise<ArenaRoomHandle> {
  const room = await new PartyGuest(server.url, `Guest ${++made}`).playNow();
  open.push(room);
  return room;
}

async function waitForListing(part: Partial<ArenaListing>, roomId: string): Promise<void> {
  await waitFor(
    async () => {
      const [room] = await matchMaker.query({ name: ARENA_ROOM, roomId });
      const listing = { ...(room?.metadata as ArenaListing) };
      return Object.entries(part).every(([key, value]) => listing[key as "people"] === value);
    },
    { describe: `a listing with ${JSON.stringify(part)}` },
  );
}

/** A full arena, and a second with two in it. */
async function fillTwo(): Promise<{ first: ArenaRoomHandle[]; second: ArenaRoomHandle[] }> {
  const first: ArenaRoomHandle[] = [];
  const second: ArenaRoomHandle[] = [];
  for (let i = 0; i < PEOPLE_PER_ROOM; i++) first.push(await playNow());
  for (let i = 0; i < PEOPLE_PER_ROOM - 1; i++) second.push(await playNow());
  expect(second[0]?.roomId).not.toBe(first[0]?.roomId);
  return { first, second };
}

test("[PLC-3] a newcomer is sent to the arena with the most people, and never to a full one", async () => {
  const { first, second } = await fillTwo();
  await first.pop()?.leave();
  await first.pop()?.leave();
  await waitForListing({ people: 1 }, first[0]?.roomId ?? "");
  await waitForListing({ people: 2 }, second[0]?.roomId ?? "");
  expect((await playNow()).roomId).toBe(second[0]?.roomId);
  expect((await playNow()).roomId).toBe(first[0]?.roomId);
});

test("[PLC-3] a poor connection of those who are there counts more than how many they are", async () => {
  const { first, second } = await fillTwo();
  await first.pop()?.leave();
  await first.pop()?.leave();
  for (const room of second) room.send(Message.NetReport, { rttMs: 260 });
  first[0]?.send(Message.NetReport, { rttMs: 30 });
  await waitForListing({ people: 2, pingMs: 260 }, second[0]?.roomId ?? "");
  await waitForListing({ people: 1, pingMs: 30 }, first[0]?.roomId ?? "");
  expect((await playNow()).roomId).toBe(first[0]?.roomId);
});

test("[PLC-4] what a room tells of itself is written once a second at most", async () => {
  const room = await playNow();
  await waitForListing({ people: 1 }, room.roomId);
  const { driver } = matchMaker;
  const persist = driver.persist.bind(driver);
  const writtenMs: number[] = [];
  driver.persist = (listing, create) => {
    if (listing.roomId === room.roomId) writtenMs.push(performance.now());
    return persist(listing, create);
  };
  try {
    let rttMs = 20;
    await waitFor(
      () => {
        rttMs = (rttMs + 37) % 400;
        room.send(Message.NetReport, { rttMs });
        return writtenMs.length >= 4;
      },
      { describe: "four changes", intervalMs: 50, timeoutMs: 10_000 },
    );
  } finally {
    driver.persist = persist;
  }
  const gapsMs = writtenMs.slice(1).map((ms, i) => ms - (writtenMs[i] as number));
  expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(990);
});
