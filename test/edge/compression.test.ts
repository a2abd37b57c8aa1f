// Per-message compression: nobody pays for it unless the host asks for it, and then only above the threshold.
// A peer that offers it, as browsers do, on the real server.
import { afterEach, expect, test } from "vitest";
import WebSocket from "ws";
import { GuestIdentity } from "../../client/net/identity.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { reserveSeat } from "../helpers/rawSeat.ts";
import { waitFor } from "../helpers/waitFor.ts";

const JOIN_ROOM = 10;
const ROOM_STATE = 14;

let server: GameServer;
afterEach(() => server.close());

/** Joins with compression on offer. @returns what was agreed, and the size of the first state: whole, and sent. */
async function joinOffering(): Promise<{ agreed: string; stateBytes: number; wireBytes: number }> {
  const { address } = await reserveSeat(server.url, "Offerer", new GuestIdentity(server.url));
  const socket = new WebSocket(address, { perMessageDeflate: true });
  const bytesRead = () =>
    (socket as unknown as { _socket: { bytesRead: number } })._socket.bytesRead;
  let readBefore = 0;
  let stateBytes = 0;
  let wireBytes = 0;
  socket.on("message", (frame: Buffer) => {
    const code = (frame[0] ?? 0) & 0x1f;
    if (code === JOIN_ROOM) {
      readBefore = bytesRead();
      socket.send(Buffer.from([JOIN_ROOM]));
    } else if (code === ROOM_STATE) {
      stateBytes = frame.length;
      wireBytes = bytesRead() - readBefore;
      socket.pause();
    }
  });
  await waitFor(() => stateBytes > 0, { describe: "the first state", intervalMs: 1 });
  const { extensions } = socket;
  socket.terminate();
  return { agreed: extensions, stateBytes, wireBytes };
}

test("[EDGE-48] is off by default, whatever the client offers", async () => {
  server = await startGameServer();
  const { agreed, stateBytes, wireBytes } = await joinOffering();
  expect(agreed).toBe("");
  expect(wireBytes).toBeGreaterThanOrEqual(stateBytes);
});

test("[EDGE-48] with WS_COMPRESSION_THRESHOLD compresses what is above it, and the game plays on", async () => {
  server = await startGameServer({ WS_COMPRESSION_THRESHOLD: "512" });
  const { agreed, stateBytes, wireBytes } = await joinOffering();
  console.info(`first state: ${stateBytes} B, ${wireBytes} B sent`);
  expect(agreed).toContain("permessage-deflate");
  expect(stateBytes).toBeGreaterThan(512);
  expect(wireBytes).toBeLessThan(stateBytes);
  const player = await joinHeadless(server.url, "Player");
  await waitFor(() => player.view.self?.alive, { describe: "a first life" });
  await player.leave();
});

test("[EDGE-48] leaves what is below the threshold as it is", async () => {
  server = await startGameServer({ WS_COMPRESSION_THRESHOLD: "65536" });
  const { stateBytes, wireBytes } = await joinOffering();
  expect(wireBytes).toBeGreaterThanOrEqual(stateBytes);
});
