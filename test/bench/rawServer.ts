// The floor of the capacity benchmark: HTTP and package ws, nothing else. Bots join it as they join a game; each tick
// every client is sent as many frames, of the same sizes, as a real room sends, with clock and acknowledgement in
// their heads; inputs are counted. In: traffic to imitate. Out: an address. Run by capacityServer.ts.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { TickLoop } from "../../server/net/tickLoop.ts";
import { GUEST_PATH } from "../../shared/net/guest.ts";
import { OPEN_ARENA_TICK_HZ } from "../../shared/sim/constants.ts";
import type { TickLog, Traffic } from "./capacityTypes.ts";

const Opcode = {
  Join: 10,
  Leave: 12,
  State: 14,
  Patch: 15,
  Bytes: 17,
  Ping: 18,
  Input: 19,
} as const;
const TIMED = 0x80;
const TIMED_BYTES = 9;
/** As the game's server pings, ms. */
const PING_INTERVAL_MS = 900;
const SEND = { binary: true, compress: false };

interface Peer {
  readonly socket: WebSocket;
  acked: number;
  /** Counts up to the next frame that is no patch. */
  owed: number;
}

/** @returns the server's address. */
export async function startRawServer(traffic: Traffic, log: TickLog): Promise<string> {
  const peers = new Set<Peer>();
  const http = createServer((req, res) => {
    req.resume();
    res.setHeader("content-type", "application/json");
    const isGuest = req.url === GUEST_PATH;
    res.end(
      JSON.stringify(isGuest ? GUEST : { roomId: "raw", sessionId: "raw", processId: "raw" }),
    );
  });
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  sockets.on("connection", (socket) => welcome(socket, peers));
  setInterval(() => {
    for (const { socket } of peers) socket.ping();
  }, PING_INTERVAL_MS);
  const other = Buffer.alloc(Math.max(2, Math.round(traffic.otherBytes)), Opcode.Bytes);
  const patchBytes = Math.max(TIMED_BYTES, Math.round(traffic.patchBytes));
  const tell = (tick: number) => {
    const startedMs = performance.now();
    for (const peer of peers) sendTick(peer, tick, patchBytes, other, traffic.othersPerPatch);
    log.note(performance.now() - startedMs);
  };
  new TickLoop(OPEN_ARENA_TICK_HZ, tell, { onTimer: () => undefined, onDropped: () => undefined });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

const GUEST = { token: "raw", device: "x".repeat(43), expiresInS: 86_400 };

function welcome(socket: WebSocket, peers: Set<Peer>): void {
  const peer: Peer = { socket, acked: 0, owed: 0 };
  socket.on("message", (data: Buffer) => {
    switch (data[0] ?? 0) {
      case Opcode.Input:
        peer.acked++;
        break;
      case Opcode.Ping:
        socket.send(data, SEND);
        break;
      case Opcode.Join:
        socket.send(Buffer.of(Opcode.State), SEND);
        peers.add(peer);
        break;
      case Opcode.Leave:
        socket.close(1000);
        break;
      default:
        // Nothing of a bot's.
        break;
    }
  });
  socket.on("close", () => peers.delete(peer));
  socket.send(Buffer.of(Opcode.Join), SEND);
}

function sendTick(
  peer: Peer,
  tick: number,
  patchBytes: number,
  other: Buffer,
  othersPerPatch: number,
): void {
  const frame = Buffer.allocUnsafe(patchBytes);
  frame[0] = Opcode.Patch | TIMED;
  frame.writeUInt32LE(Math.round((tick * 1000) / OPEN_ARENA_TICK_HZ), 1);
  frame.writeUInt32LE(peer.acked, 5);
  peer.socket.send(frame, SEND);
  peer.owed += othersPerPatch;
  for (; peer.owed >= 1; peer.owed--) peer.socket.send(other, SEND);
}
