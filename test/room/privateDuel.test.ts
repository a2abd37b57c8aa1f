// A party's Duel on the real server: who reloads goes on in it, who comes late watches, and it counts for no rating.
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ArenaRoomHandle } from "../../client/net/joining.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PartyMessage } from "../../shared/net/party.ts";
import { DUEL_ROOM } from "../../shared/net/protocol.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { leaveAll, PartyGuest, type PartyVisit } from "../helpers/partyGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

const open: Room[] = [];
afterEach(() => leaveAll(open));

async function startDuel(): Promise<{ visits: PartyVisit[]; rooms: ArenaRoomHandle[] }> {
  const host = await new PartyGuest(server.url, "Ann").openParty();
  const friend = await new PartyGuest(server.url, "Bob").joinParty(host.code);
  open.push(host.room, friend.room);
  await host.setRules({ mode: "duel" });
  await friend.ready();
  expect(await host.ask(PartyMessage.Start)).toBe(true);
  const rooms = await Promise.all([host, friend].map((visit) => visit.takeSeat()));
  open.push(...rooms);
  return { visits: [host, friend], rooms };
}

/** The countdown is over, or has begun. */
const phaseOf = (roomId: string) => server.arenaOf(roomId).world.phase;

const namesBySlot = ({ state }: ArenaRoomHandle) =>
  [...(state.roster?.entries() ?? [])].map(([slot, { name }]) => `${slot} ${name}`).sort();

async function rejoin(visit: PartyVisit): Promise<ArenaRoomHandle> {
  const back = await visit.guest.joinParty(visit.code);
  open.push(back.room);
  await waitFor(async () => (await back.ask(PartyMessage.JoinMatch)) === true, {
    describe: "a way back",
    timeoutMs: 15_000,
    intervalMs: 100,
  });
  const room = await back.takeSeat();
  open.push(room);
  return room;
}

describe("[PTY-9] a private Duel", () => {
  test("goes on for who reloads: the same slot, no forfeit", async () => {
    const { visits, rooms } = await startDuel();
    const [ann, bobs] = [visits[0] as PartyVisit, rooms[1] as ArenaRoomHandle];
    const { roomId } = bobs;
    await waitFor(() => phaseOf(roomId) === MatchPhase.Countdown, { describe: "the countdown" });
    await waitFor(() => namesBySlot(bobs).length === 2, { describe: "both on the scoreboard" });
    const before = namesBySlot(bobs);
    // As a page that is loaded anew: both of its sockets go, and neither comes back to its seat by itself.
    rooms[0]?.connection.close(CloseReason.Watchdog);
    ann.vanish();
    await waitFor(() => visits[1]?.named("Ann")?.isConnected === false, { describe: "the gap" });
    const room = await rejoin(ann);
    expect(room.roomId).toBe(roomId);
    await waitFor(() => namesBySlot(room).length === 2, { describe: "the scoreboard" });
    expect(namesBySlot(room)).toEqual(before);
    expect(phaseOf(roomId)).not.toBe(MatchPhase.Over);
    expect(room.state.duel?.winner).toBe(255);
    await waitFor(() => phaseOf(roomId) === MatchPhase.Live, {
      describe: "the round",
      timeoutMs: 15_000,
    });
  });

  test("is watched by who comes late; its two may not be replaced", async () => {
    const { visits, rooms } = await startDuel();
    const late = await new PartyGuest(server.url, "Late").joinParty(visits[0]?.code ?? "");
    open.push(late.room);
    expect(late.me?.side).toBe(0);
    expect(await late.ask(PartyMessage.JoinMatch)).toBe(true);
    const room = await late.takeSeat();
    open.push(room);
    expect(room.name).toBe(DUEL_ROOM);
    expect(room.roomId).toBe(rooms[0]?.roomId);
    await waitFor(() => namesBySlot(room).length === 2, { describe: "the two" });
    expect(namesBySlot(room).join()).not.toContain("Late");
  });

  test("is given up by who leaves; then all are back, and may play again", async () => {
    const { visits, rooms } = await startDuel();
    const [host, friend] = visits as [PartyVisit, PartyVisit];
    const { roomId } = rooms[0] as ArenaRoomHandle;
    await waitFor(() => phaseOf(roomId) === MatchPhase.Countdown, { describe: "the countdown" });
    await rooms[1]?.leave();
    await waitFor(() => phaseOf(roomId) === MatchPhase.Over, { describe: "the forfeit" });
    await rooms[0]?.leave();
    await waitFor(() => host.notices.includes("matchOver"), {
      describe: "the end",
      timeoutMs: 15_000,
    });
    await friend.ready();
    expect(await host.ask(PartyMessage.Start)).toBe(true);
    const again = await host.takeSeat();
    open.push(again);
    expect(again.name).toBe(DUEL_ROOM);
  });
});
