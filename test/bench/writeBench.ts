// What a tick costs from the state to the kernel: encoding and sockets. In: nothing. Out: a table. Real WebSockets on
// loopback; their other ends are in a process of their own, which reads and throws away.
import { type ChildProcess, fork } from "node:child_process";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, SchemaSerializer } from "@colyseus/core";
import { type WebSocket, WebSocketServer } from "ws";
import { SharedEncodeSerializer } from "../../server/net/serializer/SharedEncodeSerializer.ts";
import { TogetherSender } from "../../server/net/serializer/sendTogether.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import { Crowd } from "./crowd.ts";

const CLIENTS = [100, 400] as const;
const ROUNDS = 15;
/** Rounds before that: the engine's compiler is still at work. */
const WARM_UP_ROUNDS = 5;
const TICKS_PER_ROUND = 20;
/** Between ticks, so that the readers keep up, ms. */
const PAUSE_MS = 8;
const SEND_OPTIONS = { binary: true };
/** Moments of a tick with a shot or two. */
const MOMENTS = Buffer.alloc(40, 17);
/** A patch of as many bytes as the crowd's, for the sockets alone. */
const PATCH = Buffer.alloc(150, 15);

export interface WriteBenchRow {
  readonly clients: number;
  readonly way: string;
  /** CPU time of the sending process, kernel included, a client and tick. */
  readonly micros: number;
  readonly overFloor: number;
}

/** Times each way in turns and prints a row for each. */
export async function runWriteBench(): Promise<WriteBenchRow[]> {
  const rows: WriteBenchRow[] = [];
  for (const clients of CLIENTS) rows.push(...(await measure(clients)));
  console.log("writes: CPU us a client and tick, patch and moments, state to kernel; medians");
  console.table(rows);
  return rows;
}

async function measure(clients: number): Promise<WriteBenchRow[]> {
  const { sockets, close } = await connect(clients);
  const ways = makeWays(sockets);
  const times = new Map(Object.keys(ways).map((way) => [way, [] as number[]]));
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const [way, { prepare, send }] of Object.entries(ways)) {
      let micros = 0;
      for (let tick = 0; tick < TICKS_PER_ROUND; tick++) {
        prepare();
        const before = process.cpuUsage();
        send();
        const { user, system } = process.cpuUsage(before);
        micros += user + system;
        await sleep(PAUSE_MS);
      }
      if (round >= WARM_UP_ROUNDS) times.get(way)?.push(micros / TICKS_PER_ROUND / clients);
    }
  }
  close();
  const floor = median(times.get("floor: patch and moments in one message") ?? []);
  return [...times].map(([way, values]) => {
    const micros = median(values);
    return { clients, way, micros: round(micros), overFloor: round(micros / floor) };
  });
}

interface Way {
  readonly prepare: () => void;
  readonly send: () => void;
}

function makeWays(sockets: readonly WebSocket[]): Record<string, Way> {
  const toSocket = (slot: number, frame: Uint8Array) =>
    (sockets[slot] as WebSocket).send(frame, SEND_OPTIONS);
  const sendToAll = (frame: Uint8Array) => {
    for (let slot = 0; slot < sockets.length; slot++) toSocket(slot, frame);
  };
  const sendMoments = () => sendToAll(MOMENTS);
  const stock = new Crowd(sockets.length, new SchemaSerializer<ArenaState>(), toSocket);
  const ours = new Crowd(sockets.length, new SharedEncodeSerializer<ArenaState>(), toSocket);
  const together = new TogetherSender();
  const clients = sockets.map((ref) => ({ ref })) as unknown as Client[];
  const both = Buffer.concat([PATCH, MOMENTS]);
  return {
    "floor: patch and moments in one message": {
      prepare: () => undefined,
      send: () => sendToAll(both),
    },
    "raw: two messages": {
      prepare: () => undefined,
      send: () => {
        sendToAll(PATCH);
        sendMoments();
      },
    },
    "stock, two writes": {
      prepare: () => stock.move(),
      send: () => {
        stock.patch();
        sendMoments();
      },
    },
    "ours, two writes": {
      prepare: () => ours.move(),
      send: () => {
        ours.patch();
        sendMoments();
      },
    },
    "ours, one write": {
      prepare: () => ours.move(),
      send: () =>
        together.run(clients, () => {
          ours.patch();
          sendMoments();
        }),
    },
  };
}

async function connect(
  count: number,
): Promise<{ sockets: WebSocket[]; readonly close: () => void }> {
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const readers: ChildProcess = fork(new URL("./writeBenchReaders.ts", import.meta.url), [
    String(port),
    String(count),
  ]);
  const sockets: WebSocket[] = [];
  await new Promise<void>((resolve) => {
    server.on("connection", (socket) => {
      sockets.push(socket);
      if (sockets.length === count) resolve();
    });
  });
  const close = () => {
    readers.kill();
    for (const socket of sockets) socket.terminate();
    server.close();
  };
  return { sockets, close };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
