// Who watches a private match, on the real server: sees everything, weighs nothing, and goes when nobody is left.
import { matchMaker } from "@colyseus/core";
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ArenaRoomHandle } from "../../client/net/joining.ts";
import { refusalCount } from "../../server/metrics/refusals.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { readMoments } from "../../shared/net/moments.ts";
import { PartyMessage } from "../../shared/net/party.ts";
import { DUEL_ROOM, Message } from "../../shared/net/protocol.ts";
import { PoseFlag } from "../../shared/schema/PlayerPose.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { leaveAll, PartyGuest, type PartyVisit } from "../helpers/partyGuest.ts";
import { inputFrame } from "../helpers/rawPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const BOTS = 8;

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

const open: Room[] = [];
afterEach(() => leaveAll(open));

/** A match by these rules: all but the last play. @returns the visits, and the rooms in the same order. */
async function startMatch(
  rules: object,
  ...names: string[]
): Promise<{ visits: PartyVisit[]; rooms: ArenaRoomHandle[] }> {
  const visits: PartyVisit[] = [];
  for (const name of names) {
    const guest = new PartyGuest(server.url, name);
    const [host] = visits;
    const visit = host === undefined ? await guest.openParty() : await guest.joinParty(host.code);
    open.push(visit.room);
    if (host === undefined) await visit.setRules(rules);
    else await visit.ready();
    visits.push(visit);
  }
  await visits.at(-1)?.ask(PartyMessage.SetSide, { side: 0 });
  expect(await visits[0]?.ask(PartyMessage.Start)).toBe(true);
  const rooms = await Promise.all(visits.map((visit) => visit.takeSeat()));
  open.push(...rooms);
  return { visits, rooms };
}

const ARENA = { mode: "arena", mapId: "small", bots: BOTS, minutes: 5 };

/** Slots whose bodies the client is told of, alive. */
function shownTo({ state }: ArenaRoomHandle): string[] {
  return [...(state.poses?.entries() ?? [])]
    .filter(([, { flags }]) => (flags & PoseFlag.Alive) !== 0)
    .map(([slot]) => slot)
    .sort();
}

function aliveOn(roomId: string): string[] {
  return server
    .arenaOf(roomId)
    .world.players.filter(({ active, state }) => active && state.alive === 1)
    .map(({ slot }) => String(slot))
    .sort();
}

describe("[SPC-1] a spectator", () => {
  test("is shown every body wherever it is, owns none, and is on no scoreboard", async () => {
    const { rooms } = await startMatch(ARENA, "Ann", "Watcher");
    const [, watching] = rooms as [ArenaRoomHandle, ArenaRoomHandle];
    const { roomId } = watching;
    const everybody = () => {
      const alive = aliveOn(roomId);
      return alive.length === BOTS + 1 && alive.join() === shownTo(watching).join();
    };
    await waitFor(everybody, { describe: "all bodies", timeoutMs: 10_000 });
    expect(watching.state.owners?.size ?? 0).toBe(0);
    const names = [...watching.state.roster.values()].map(({ name }) => name);
    expect(names).toHaveLength(BOTS + 1);
    expect(names).not.toContain("Watcher");
    expect(server.arenaOf(roomId).world.players.filter(({ active }) => active)).toHaveLength(
      BOTS + 1,
    );
  });

  test("is told every shot that is fired", async () => {
    const { rooms } = await startMatch(ARENA, "Ann", "Watcher");
    const [, watching] = rooms as [ArenaRoomHandle, ArenaRoomHandle];
    const { fanout } = server.arenaOf(watching.roomId);
    const told = new Set<string>();
    const nothing = () => undefined;
    watching.onMessage<Uint8Array>(Message.Moments, (message) => {
      const others = { orb: nothing, burst: nothing, rail: nothing, died: nothing };
      readMoments(message, {
        ...others,
        hit: nothing,
        pickup: nothing,
        shot: (slot: number, shotId: number) => told.add(`${slot}:${shotId}`),
      });
    });
    const fired: string[] = [];
    const pulseFired = fanout.pulseFired.bind(fanout);
    fanout.pulseFired = (slot, shotId, ...rest) => {
      fired.push(`${slot}:${shotId & 255}`);
      pulseFired(slot, shotId, ...rest);
    };
    await waitFor(() => fired.length >= 10, { describe: "ten shots", timeoutMs: 15_000 });
    const first = fired.slice(0, 10);
    await waitFor(() => first.every((shot) => told.has(shot)), { describe: "all ten, told" });
  });

  test("sends no inputs and no emotes: they are dropped and counted, and it watches on", async () => {
    const { rooms } = await startMatch({ ...ARENA, bots: 0 }, "Ann", "Watcher");
    const [, watching] = rooms as [ArenaRoomHandle, ArenaRoomHandle];
    const inputs = refusalCount("input");
    watching.connection.send(inputFrame(127, 0));
    await waitFor(() => refusalCount("input") === inputs + 1, { describe: "a refused input" });
    await expect(
      watching.request<unknown, unknown>(Message.Emote, { key: 1 }, { timeout: 2000 }),
    ).rejects.toThrow();
    expect(watching.connection.isOpen).toBe(true);
  });

  test("leaves and comes back as it likes, and the match takes no notice", async () => {
    const { visits, rooms } = await startMatch(ARENA, "Ann", "Watcher");
    const [playing, watching] = rooms as [ArenaRoomHandle, ArenaRoomHandle];
    const watcher = visits[1] as PartyVisit;
    await waitFor(() => watcher.me?.isPlaying, { describe: "the party to know" });
    await watching.leave();
    // A seat that was just offered counts as taken until it would have lapsed.
    await waitFor(() => watcher.me?.isPlaying === false, {
      describe: "its return",
      timeoutMs: 10_000,
    });
    expect(playing.connection.isOpen).toBe(true);
    expect(await watcher.ask(PartyMessage.JoinMatch)).toBe(true);
    const again = await watcher.takeSeat();
    open.push(again);
    await waitFor(() => shownTo(again).length >= BOTS, { describe: "the bodies again" });
  });
});

describe("[SPC-2] a match without players", () => {
  test("is over: who watched is sent back with a plain code, and the room closes", async () => {
    const { rooms, visits } = await startMatch(ARENA, "Ann", "Watcher");
    const [playing, watching] = rooms as [ArenaRoomHandle, ArenaRoomHandle];
    let closed = 0;
    watching.onLeave((code) => {
      closed = code;
    });
    await playing.leave();
    await waitFor(() => closed !== 0, { describe: "the spectator's end" });
    expect(closed).toBe(CloseReason.Finished);
    await waitFor(() => matchMaker.getLocalRoomById(playing.roomId) === undefined, {
      describe: "the room's end",
    });
    const watcher = visits[1] as PartyVisit;
    await waitFor(() => watcher.notices.includes("matchOver"), { describe: "the notice" });
  });
});

describe("[SPC-3] a private Duel", () => {
  test("is made for the two who play, and watched by the third", async () => {
    const { rooms, visits } = await startMatch({ mode: "duel" }, "Ann", "Bob", "Watcher");
    const [ann, bob, watching] = rooms as [ArenaRoomHandle, ArenaRoomHandle, ArenaRoomHandle];
    expect(new Set(rooms.map(({ roomId }) => roomId)).size).toBe(1);
    expect(rooms.map(({ name }) => name)).toEqual([DUEL_ROOM, DUEL_ROOM, DUEL_ROOM]);
    await waitFor(() => shownTo(watching).length === 2, {
      describe: "both duellists",
      timeoutMs: 10_000,
    });
    expect(watching.state.duel?.isRanked).toBe(false);
    const names = [...watching.state.roster.values()].map(({ name }) => name).sort();
    expect(names).toEqual(["Ann", "Bob"]);
    await bob.leave();
    await ann.leave();
    await waitFor(() => visits[2]?.notices.includes("matchOver"), {
      describe: "the end",
      timeoutMs: 10_000,
    });
  });

  test("is played against a bot by who is alone", async () => {
    const { rooms } = await startMatch({ mode: "duel", bots: 1 }, "Ann", "Watcher");
    const [ann] = rooms as [ArenaRoomHandle];
    await waitFor(() => ann.state.roster?.size === 2, { describe: "the bot" });
    const bots = [...ann.state.roster.values()].filter(({ isBot }) => isBot);
    expect(bots).toHaveLength(1);
  });
});

describe("[PTY-8] who reloads during a private match", () => {
  test("is back in the same slot with its score; who is still in it is not called twice", async () => {
    const { visits, rooms } = await startMatch({ ...ARENA, bots: 0 }, "Ann", "Bob", "Watcher");
    const [ann, bob] = visits as [PartyVisit, PartyVisit];
    const { roomId } = rooms[0] as ArenaRoomHandle;
    await waitFor(() => aliveOn(roomId).length === 2, { describe: "both alive" });
    const slotOf = ({ state }: ArenaRoomHandle, name: string) =>
      [...(state.roster?.entries() ?? [])].find(([, entry]) => entry.name === name)?.[0];
    const bobs = rooms[1] as ArenaRoomHandle;
    const slot = await waitFor(() => slotOf(bobs, "Ann"), { describe: "Ann on the scoreboard" });
    const record = server.arenaOf(roomId).world.players[Number(slot)];
    if (record === undefined) throw new Error("Ann has no slot");
    record.score = 300;
    const isRefused = async () =>
      (await bob.ask(PartyMessage.JoinMatch)) === "You are in the match already.";
    await waitFor(isRefused, { describe: "a second seat to be refused", timeoutMs: 10_000 });
    rooms[0]?.connection.close(CloseReason.Watchdog);
    ann.vanish();
    await waitFor(() => bob.named("Ann")?.isConnected === false, { describe: "Ann's gap" });
    const back = await ann.guest.joinParty(ann.code);
    open.push(back.room);
    const isCalled = async () => (await back.ask(PartyMessage.JoinMatch)) === true;
    await waitFor(isCalled, { describe: "a way back", timeoutMs: 10_000 });
    const room = await back.takeSeat();
    open.push(room);
    expect(room.roomId).toBe(roomId);
    await waitFor(() => room.state.roster?.get(slot)?.score === 300, {
      describe: "the old slot and score",
    });
    expect(slotOf(room, "Ann")).toBe(slot);
    expect(room.state.roster.size).toBe(2);
  });
});
