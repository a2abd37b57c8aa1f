// Who may send what and when, and what a client that plays foul gains, on the real server.
import { matchMaker } from "@colyseus/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasRule, maySend, maySendInput } from "../../server/edge/messageRules.ts";
import { refusalCount } from "../../server/metrics/refusals.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { INPUT_BANK_MAX } from "../../shared/net/netConstants.ts";
import { LAB_ROOM, Message } from "../../shared/net/protocol.ts";
import { QueueMessage } from "../../shared/net/queue.ts";
import { OPEN_ARENA_TICK_HZ, STEP_HZ } from "../../shared/sim/constants.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { inputFrame, joinRaw, type RawPlayer, Wire } from "../helpers/rawPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const REJECTED = 1;
const ROOM_RESPONSE = 22;

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0", LAB_MAX_ROOMS: "4" });
});
afterAll(() => server.close());

function recordOf(player: RawPlayer) {
  const { world } = server.arenaOf(player.roomId);
  const { seats } = matchMaker.getLocalRoomById(player.roomId) as unknown as {
    seats: ReadonlyMap<string, { slot: number }>;
  };
  const record = world.players[seats.get(player.sessionId)?.slot ?? -1];
  if (record === undefined) throw new Error("The player has no slot.");
  return { world, record };
}

async function joinAlive(room: "arena" | "lab"): Promise<RawPlayer> {
  const player = await joinRaw(server.url, { room });
  await waitFor(() => recordOf(player).record.state.alive === 1, { describe: "a first life" });
  return player;
}

describe("[EDGE-24] the table", () => {
  test.each<[string, number, boolean, boolean, boolean, boolean]>([
    // type, alive in the match, dead in the match, spectator, alive after the match
    ["NetReport", Message.NetReport, true, true, true, true],
    ["Emote", Message.Emote, true, true, false, true],
    ["LabSettings", Message.LabSettings, true, true, false, true],
    ["LabShove", Message.LabShove, true, false, false, false],
    ["Rematch", Message.Rematch, false, false, false, true],
    ["Answer, to an offer of the queue", QueueMessage.Answer, false, false, false, false],
    ["PlayBot, in the queue", QueueMessage.PlayBot, false, false, false, false],
    ["a type of the server's", Message.Moments, false, false, false, false],
  ])("%s", (_name, type, alive, dead, spectator, after) => {
    expect(maySend(type, "alive", "match")).toBe(alive);
    expect(maySend(type, "dead", "match")).toBe(dead);
    expect(maySend(type, "spectator", "match")).toBe(spectator);
    expect(maySend(type, "alive", "after")).toBe(after);
  });

  test("who waits in the queue answers offers and asks for a bot, and nothing else", () => {
    const types = [Message.Emote, Message.Rematch, QueueMessage.Answer, QueueMessage.PlayBot];
    expect(types.map((type) => maySend(type, "member", "before"))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(maySend(QueueMessage.Answer, "spectator", "before")).toBe(false);
    expect(maySendInput("member")).toBe(false);
  });

  test("inputs are for those who have a body", () => {
    expect(["alive", "dead", "spectator"].map((role) => maySendInput(role as "alive"))).toEqual([
      true,
      true,
      false,
    ]);
    expect(hasRule(99)).toBe(false);
  });
});

describe("[EDGE-24] what its sender may not send now is dropped and counted, and the sender stays", () => {
  test("a shove while dead, and on the podium", async () => {
    const player = await joinAlive(LAB_ROOM);
    const { world, record } = recordOf(player);
    const { x, y, knockStep } = record.state;
    let refused = refusalCount("message-role");
    record.state.alive = 0;
    record.respawnAtStep = world.step + 60 * STEP_HZ;
    player.send(Wire.RoomData, Message.LabShove, 0x80);
    await waitFor(() => refusalCount("message-role") === refused + 1, { describe: "a refusal" });
    record.state.alive = 1;
    const { phase } = world;
    world.phase = MatchPhase.Podium;
    refused = refusalCount("message-role");
    player.send(Wire.RoomData, Message.LabShove, 0x80);
    await waitFor(() => refusalCount("message-role") === refused + 1, { describe: "a refusal" });
    world.phase = phase;
    expect(record.state).toMatchObject({ x, y, knockStep });
    expect(player.ended).toBeNull();
    player.leave();
  });

  test("a request is answered: rejected", async () => {
    const player = await joinAlive(LAB_ROOM);
    const { world, record } = recordOf(player);
    record.state.alive = 0;
    record.respawnAtStep = world.step + 60 * STEP_HZ;
    let answer: Buffer | null = null;
    player.socket.on("message", (data: Buffer) => {
      if (data[0] === ROOM_RESPONSE) answer = data;
    });
    player.send(Wire.RoomRequest, 7, Message.LabShove, 0x80);
    const [, request, status] = await waitFor<Buffer | null>(() => answer, {
      describe: "an answer",
    });
    expect({ request, status }).toEqual({ request: 7, status: REJECTED });
    player.leave();
  });
});

describe("[EDGE-28] cheats on the wire", () => {
  /** Sends inputs at `hz` until `seconds` are over or the connection is. */
  async function runFast(player: RawPlayer, hz: number, seconds: number): Promise<number> {
    const startedMs = performance.now();
    const elapsedS = () => (performance.now() - startedMs) / 1000;
    let sent = 0;
    await waitFor(
      () => {
        for (; sent < elapsedS() * hz; sent++) player.sendFrame(inputFrame(127, 0));
        return player.ended ?? elapsedS() >= seconds;
      },
      { describe: "the end of the run", timeoutMs: 1000 * seconds + 2000 },
    );
    return elapsedS();
  }

  test("more inputs than ticks move a body at most 1.1x as far, and its own time no faster", async () => {
    const player = await joinAlive("arena");
    const { record } = recordOf(player);
    const startStep = record.ownStep;
    const seconds = await runFast(player, 35, 10);
    expect(player.ended).toBeNull();
    const steps = record.ownStep - startStep;
    expect(steps).toBeGreaterThan(0.95 * seconds * STEP_HZ);
    expect(steps).toBeLessThan(1.1 * seconds * STEP_HZ);
    player.leave();
  });

  test("many more are disconnected before any is lost: own time counts none that was not used", async () => {
    const before = refusalCount("input-backlog");
    const player = await joinAlive("arena");
    const { record } = recordOf(player);
    const startStep = record.ownStep;
    const seconds = await runFast(player, 80, 5);
    expect(player.ended).toEqual({ code: CloseReason.TooSlow, reason: "input-backlog" });
    expect(refusalCount("input-backlog")).toBe(before + 1);
    // The bank of the input gate comes on top.
    const bankSteps = (INPUT_BANK_MAX * STEP_HZ) / OPEN_ARENA_TICK_HZ;
    expect(record.ownStep - startStep).toBeLessThan(1.1 * seconds * STEP_HZ + bankSteps);
  });

  test("stamps neither run backwards nor look further back than the measured delay and 100 ms", async () => {
    const player = await joinAlive("arena");
    const { world, record } = recordOf(player);
    const arena = server.arenaOf(player.roomId);
    const views: number[] = [];
    const agesMs: number[] = [];
    const step = arena.step.bind(arena);
    // What the server believes, as each tick is about to use it.
    arena.step = (people) => {
      const { counts, rewinds } = arena.inbox;
      const first = record.slot * (rewinds.length / counts.length);
      for (let i = 0; i < (counts[record.slot] ?? 0); i++) {
        const rewind = rewinds[first + i] ?? 0;
        views.push(world.tick * REWIND_PER_TICK - rewind);
        agesMs.push(((rewind / REWIND_PER_TICK) * 1000) / world.tickHz);
      }
      step(people);
    };
    const honestMs = 60;
    const stampOf = (ageMs: number) =>
      Math.round((world.tick - (ageMs / 1000) * world.tickHz) * REWIND_PER_TICK) & 0xffff;
    const { tick } = world;
    let lastTick = tick;
    const lies = [600, -300, honestMs, 550];
    await waitFor(
      () => {
        // One input for each tick, as an undelayed link brings them.
        for (; lastTick < world.tick; lastTick++) {
          const played = lastTick - tick;
          // Two honest seconds, then one that alternates between the past, the future and the truth.
          const ageMs = played < 60 ? honestMs : (lies[played % lies.length] ?? 0);
          player.sendFrame(inputFrame(0, 0, 0, stampOf(ageMs)));
        }
        return lastTick - tick > 100;
      },
      { describe: "100 ticks", intervalMs: 2, timeoutMs: 10_000 },
    );
    arena.step = step;
    expect(views.length).toBeGreaterThan(60);
    for (const [i, view] of views.entries())
      expect(view).toBeGreaterThanOrEqual(views[i - 1] ?? view);
    const tickMs = 1000 / world.tickHz;
    // Three ticks from the sampling to the use.
    expect(Math.max(...agesMs)).toBeLessThanOrEqual(honestMs + 100 + 3 * tickMs);
    expect(Math.min(...agesMs)).toBeGreaterThanOrEqual(0);
    player.leave();
  });
});
