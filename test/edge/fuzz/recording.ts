// Frames of real sessions, as they were sent. In: a server's address. Out: what the client sent and what it got, in
// an arena and in a lab: the material of the fuzzer.

import { Connection } from "../../../client/net/connection.ts";
import { LAB_ROOM, Message, PROTOCOL_VERSION } from "../../../shared/net/protocol.ts";
import { Button } from "../../../shared/sim/types.ts";
import { joinHeadless } from "../../helpers/headlessPlayer.ts";
import { waitFor } from "../../helpers/waitFor.ts";

/** Frames recorded before the session ends: every kind has been sent by then. */
const FRAMES_UP = 60;
const FRAMES_DOWN = 60;

export interface Recording {
  readonly up: readonly Uint8Array[];
  readonly down: readonly Uint8Array[];
}

/** The browser's WebSocket, or Node's, below an SDK room. */
interface Tapped {
  readonly transport: { readonly ws: WebSocket };
}

function tap(connection: Connection, recording: { up: Uint8Array[]; down: Uint8Array[] }): void {
  const { ws } = (connection.room.connection as unknown as Tapped).transport;
  const send = ws.send.bind(ws);
  ws.send = (data) => {
    // A copy: the SDK writes the next frame into the same memory.
    recording.up.push(Uint8Array.from(data as Uint8Array));
    send(data);
  };
  ws.addEventListener("message", ({ data }) => {
    recording.down.push(new Uint8Array(data as ArrayBuffer));
  });
}

/** A player runs, aims, fires, throws and waves; then another uses what a lab has. */
export async function record(url: string): Promise<Recording> {
  const recording = { up: [] as Uint8Array[], down: [] as Uint8Array[] };
  const player = await joinHeadless(url, "Recorder", (out, elapsedMs) => {
    out.moveX = Math.floor(elapsedMs / 150) % 2 === 0 ? 127 : -90;
    out.moveY = Math.floor(elapsedMs / 230) % 2 === 0 ? 64 : 0;
    out.buttons = Math.floor(elapsedMs / 90) % 2 === 0 ? Button.Fire : Button.Dash;
    player.aim = { x: elapsedMs, y: 2000 - elapsedMs };
  });
  tap(player.connection, recording);
  await waitFor(() => recording.up.length >= FRAMES_UP && recording.down.length >= FRAMES_DOWN, {
    describe: "recorded frames",
  });
  await player.leave();

  const options = { protocol: PROTOCOL_VERSION, name: "Recorder" };
  const lab = await Connection.join(url, options, LAB_ROOM);
  tap(lab, recording);
  lab.room.send(Message.LabSettings, { lagCompensation: false });
  lab.room.send(Message.LabShove, {});
  lab.room.ping(() => undefined);
  const { length } = recording.down;
  await waitFor(() => recording.down.length > length, { describe: "frames of a lab" });
  await lab.leave();
  return recording;
}
