// Several processes are one game: rooms are spread, and who wants to play together does, wherever each came in.
import type { Room } from "@colyseus/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { GuestIdentity } from "../../client/net/identity.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PartyMessage } from "../../shared/net/party.ts";
import { JoinRefusal, LAB_ROOM, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import {
  askSeat,
  getTicket,
  JOIN_OPTIONS,
  makeGuest,
  postJson,
  type Reservation,
  reserveSeat,
  socketUrl,
} from "../helpers/guest.ts";
import { openSocket } from "../helpers/guestSocket.ts";
import { leaveAll, PartyGuest } from "../helpers/partyGuest.ts";
import { meetInQueue } from "../helpers/queueGuest.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { TestCluster } from "./harness.ts";

const PROCESSES = 3;
/** People in an arena: the third needs another one. */
const ARENA_PEOPLE = 4;

const started = await TestCluster.start(PROCESSES, { ARENA_MAX_PLAYERS: `${ARENA_PEOPLE}` });
const cluster = started as TestCluster;
afterAll(() => started?.stop());

const open: Room[] = [];
afterEach(() => leaveAll(open));

interface Made extends Reservation {
  readonly error?: string;
}

async function openParty(at: string, token: string): Promise<Made> {
  const headers = { authorization: `Bearer ${token}` };
  const { status, body } = await postJson<Made>(
    `${at}/matchmake/create/party`,
    JOIN_OPTIONS,
    headers,
  );
  if (status !== 200) throw new Error(`${status} ${body.error}`);
  return body;
}

function countBy(names: readonly string[]): number[] {
  return cluster.cluster.names.map((name) => names.filter((one) => one === name).length);
}

describe.skipIf(started === null)("[CLU-1] placement", () => {
  let tokens: string[] = [];
  beforeAll(async () => {
    const guests = Array.from({ length: 100 }, () => makeGuest(cluster.url));
    tokens = (await Promise.all(guests)).map(({ token }) => token);
  });

  const fairly = (counts: readonly number[]) => {
    const share = tokens.length / PROCESSES;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(tokens.length);
    for (const count of counts) {
      expect(count, `of ${counts}`).toBeGreaterThanOrEqual(share * 0.7);
      expect(count, `of ${counts}`).toBeLessThanOrEqual(share * 1.3);
    }
  };

  test("100 rooms that are asked for at once are spread within 30 %", async () => {
    const made = await Promise.all(tokens.map((token) => openParty(cluster.url, token)));
    const counts = countBy(made.map(({ processId }) => processId));
    console.log(`  100 rooms on ${PROCESSES} processes: ${counts}`);
    fairly(counts);
  });

  test("100 rooms that one process is asked for are, too", async () => {
    const at = cluster.cluster.urlOf("game2");
    const made = await Promise.all(tokens.map((token) => openParty(at, token)));
    const counts = countBy(made.map(({ processId }) => processId));
    console.log(`  100 rooms asked of one of ${PROCESSES} processes: ${counts}`);
    fairly(counts);
  });
});

describe.skipIf(started === null)("[CLU-2] paths", () => {
  test("a room is reached through the proxy by its process' name, and its listing is of that process", async () => {
    const { token } = await makeGuest(cluster.url);
    const seat = await reserveSeat(cluster.url, token, LAB_ROOM);
    expect(cluster.cluster.names).toContain(seat.processId);
    expect(seat).not.toHaveProperty("publicAddress");
    expect(await cluster.processOf(seat.roomId)).toBe(seat.processId);
    const playing = await openSocket(socketUrl(cluster.url, seat));
    expect(playing.status).toBe(101);
    await waitFor(() => playing.frames > 5, { describe: "patches" });
    playing.socket.terminate();
  });

  test("a room at another process' path is not there, and a process of no such name neither", async () => {
    const { token } = await makeGuest(cluster.url);
    const seat = await reserveSeat(cluster.url, token);
    const other = cluster.cluster.names.find((name) => name !== seat.processId) ?? "";
    const wrong = await openSocket(socketUrl(cluster.url, { ...seat, processId: other }));
    await waitFor(() => wrong.closeCode !== 0, { describe: "the refusal" });
    expect(wrong.reconnectionToken).toBe("");
    const nobody = await openSocket(socketUrl(cluster.url, { ...seat, processId: "game99" }));
    expect(nobody.status).toBe(404);
  });
});

describe.skipIf(started === null)("[CLU-3] people of several processes", () => {
  test("members of a party who play in different processes meet in one arena", async () => {
    const [host, ...others] = ["Ada", "Bo", "Cy"].map((name) => new PartyGuest(cluster.url, name));
    const party = await (host as PartyGuest).openParty();
    open.push(party.room);
    const visits = [party];
    for (const guest of others) {
      const visit = await guest.joinParty(party.code);
      open.push(visit.room);
      visits.push(visit);
      expect(await visit.ready()).toBe(true);
    }
    // Until two of them are in arenas of different processes.
    const arenas = new Set<string>();
    for (const { guest } of visits) {
      const lab = await guest.enter(`joinOrCreate/${LAB_ROOM}`);
      lab.reconnection.enabled = false;
      lab.onMessage("*", () => undefined);
      open.push(lab);
      arenas.add(await cluster.processOf(lab.roomId));
    }
    expect(arenas.size).toBeGreaterThan(1);
    const labs = open.slice(-visits.length);
    const closed: number[] = [];
    for (const lab of labs) lab.onLeave((code) => closed.push(code));
    await party.setRules({ mode: "arena", bots: 0 });
    for (const visit of visits.slice(1)) expect(await visit.ready()).toBe(true);
    expect(await party.ask(PartyMessage.Start)).toBe(true);
    const rooms = [];
    for (const visit of visits) rooms.push(await visit.takeSeat());
    open.push(...rooms);
    expect(new Set(rooms.map(({ roomId }) => roomId)).size).toBe(1);
    // Whatever they played in, in any process, has given way.
    await waitFor(() => closed.length === labs.length, { describe: "the ends of the labs" });
    expect(new Set(closed)).toEqual(new Set([CloseReason.Moved]));
  });

  test("there is one queue, whichever process is asked, and it makes a Duel", async () => {
    const asked = await Promise.all(
      cluster.cluster.names.map(async (name) => {
        const { token } = await makeGuest(cluster.url);
        return askSeat(cluster.cluster.urlOf(name), `Bearer ${token}`, QUEUE_ROOM);
      }),
    );
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(asked.map(({ body }) => body.roomId)).size).toBe(1);
    const [ada, bo] = await meetInQueue(
      { url: cluster.url, name: "Ada" },
      { url: cluster.url, name: "Bo" },
    );
    await Promise.all([ada.answer(true), bo.answer(true)]);
    const [first, second] = [await ada.takeSeat(), await bo.takeSeat()];
    open.push(first.connection.room, second.connection.room);
    expect(first.roomId).toBe(second.roomId);
    expect((await cluster.listing(first.roomId))?.name).toBe("duel");
    await first.leave();
    await waitFor(() => second.result, { describe: "the forfeit", timeoutMs: 15_000 });
  });

  test("a private code leads to its room from every process", async () => {
    const party = await new PartyGuest(cluster.url, "Ada").openParty();
    open.push(party.room);
    for (const name of cluster.cluster.names) {
      const { token } = await makeGuest(cluster.url);
      const join = `${cluster.cluster.urlOf(name)}/matchmake/joinById/${party.code}`;
      const headers = { authorization: `Bearer ${token}` };
      const { status, body } = await postJson<Reservation>(join, JOIN_OPTIONS, headers);
      expect(status).toBe(200);
      expect(body.roomId).toBe(party.code);
      expect(body.processId).toBe(await cluster.processOf(party.code));
    }
    await leaveAll(open);
    await waitFor(async () => (await cluster.listing(party.code)) === undefined, {
      describe: "the room to close",
      timeoutMs: 20_000,
    });
    for (const name of cluster.cluster.names) {
      const guest = new PartyGuest(cluster.cluster.urlOf(name), "Late");
      expect(await guest.refusalOf(`joinById/${party.code}`)).toBe(JoinRefusal.Gone);
    }
  });
});

describe.skipIf(started === null)("[CLU-4] an account in several processes", () => {
  test("plays once: who plays in one process is refused by the others", async () => {
    const identity = new GuestIdentity(cluster.url);
    open.push(await new PartyGuest(cluster.url, "Ada", identity).playNow());
    const token = await identity.getToken();
    for (const name of cluster.cluster.names) {
      const second = () => askSeat(cluster.cluster.urlOf(name), `Bearer ${token}`, LAB_ROOM);
      const refused = await waitFor(
        async () => {
          const { status } = await second();
          return status !== 200 && status;
        },
        { describe: `the refusal by ${name}` },
      );
      expect(refused).toBe(JoinRefusal.AlreadyPlaying);
    }
    await leaveAll(open);
    const again = await waitFor(
      async () => {
        const answer = await askSeat(cluster.url, `Bearer ${token}`, LAB_ROOM);
        return answer.status === 200;
      },
      { describe: "a seat again", timeoutMs: 10_000, intervalMs: 200 },
    );
    expect(again).toBe(true);
  });

  test("plays once, too, when two processes let it in at once: the newer seat stays", async () => {
    const { token } = await makeGuest(cluster.url);
    const seats: Reservation[] = [];
    // Until the rooms are in different processes: within one, the second socket is refused.
    await waitFor(
      async () => {
        const asked = cluster.cluster.names.slice(0, 2).map(async (name) => {
          const answer = await askSeat(cluster.cluster.urlOf(name), `Bearer ${token}`, LAB_ROOM);
          return answer.status === 200 ? [answer.body] : [];
        });
        seats.splice(0, 2, ...(await Promise.all(asked)).flat());
        return seats.length === 2 && seats[0]?.processId !== seats[1]?.processId;
      },
      { describe: "seats in two processes", timeoutMs: 60_000, intervalMs: 1000 },
    );
    const both = await Promise.all(seats.map((seat) => openSocket(socketUrl(cluster.url, seat))));
    const ended = () => both.filter(({ closeCode }) => closeCode !== 0);
    await waitFor(() => ended().length > 0, { describe: "the end of the older seat" });
    expect(ended().map(({ closeCode }) => closeCode)).toEqual([CloseReason.Replaced]);
    const left = both.find(({ closeCode }) => closeCode === 0);
    const frames = left?.frames ?? 0;
    await waitFor(() => (left?.frames ?? 0) > frames + 30, { describe: "the newer to play on" });
    expect(left?.closeCode).toBe(0);
    left?.socket.terminate();
  });

  test("its ticket opens its seat once, and nothing in another process", async () => {
    const { token } = await makeGuest(cluster.url);
    const seat = await reserveSeat(cluster.url, token);
    const playing = await openSocket(socketUrl(cluster.url, seat));
    const { reconnectionToken } = playing;
    const ticket = await getTicket(cluster.url, token, seat.sessionId);
    playing.socket.terminate();
    const back = await openSocket(socketUrl(cluster.url, seat, { ticket, reconnectionToken }));
    expect(back.status).toBe(101);
    await waitFor(() => back.frames > 5, { describe: "patches" });
    for (const name of cluster.cluster.names) {
      const there = { ...seat, processId: name };
      const used = await openSocket(socketUrl(cluster.url, there, { ticket, reconnectionToken }));
      if (used.status === 101) {
        await waitFor(() => used.closeCode !== 0, { describe: `the refusal by ${name}` });
      }
      expect(used.reconnectionToken).toBe("");
    }
    const frames = back.frames;
    await waitFor(() => back.frames > frames + 5, { describe: "the seat to go on" });
    back.socket.terminate();
  });
});
