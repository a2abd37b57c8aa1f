// Floods a server in every way, one after the other, as fast as it can; in a process of its own, as floods come.
// In: the server's address. Out: one line of JSON for each: what, how long the connection lived, how it ended.
import { connect, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Message } from "../../shared/net/protocol.ts";
import { inputFrame, joinRaw, type RawPlayer, Wire } from "../helpers/rawPlayer.ts";
import { UPGRADE_LINES } from "../helpers/rawSocket.ts";
import { waitFor } from "../helpers/waitFor.ts";

export interface FloodResult {
  readonly what: string;
  readonly lifeMs: number;
  readonly sent: number;
  readonly code: number;
  readonly reason: string;
}

/** Frames in one turn of the event loop: some 70,000 a second. */
const PER_TURN = 100;
const GIVEN_UP_AFTER_MS = 5000;
/** Ten times what an input stream is. */
const PATIENT_HZ = 300;

/** Client frames without content, masked with zeros. */
const FIRST_FRAGMENT = Buffer.from([0x02, 0x80, 0, 0, 0, 0]);
const EMPTY_FRAGMENT = Buffer.from([0x00, 0x80, 0, 0, 0, 0]);
const PROTOCOL_PING = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);

const REPORT = Uint8Array.from([
  ...[Wire.RoomData, Message.NetReport, 0x81, 0xa5],
  ...Buffer.from("rttMs"),
  42,
]);

const REQUEST = Uint8Array.from([
  ...[Wire.RoomRequest, 1, Message.Emote, 0x81, 0xa3],
  ...Buffer.from("key"),
  1,
]);

/** The TCP socket below a WebSocket: control frames and fragments are written by hand. */
function write(player: RawPlayer, bytes: Buffer): void {
  (player.socket as unknown as { _socket: Socket })._socket.write(bytes);
}

interface Flood {
  /** Once, before it. */
  readonly begin?: (player: RawPlayer) => void;
  readonly send: (player: RawPlayer) => void;
  /** As fast as it can unless told. */
  readonly hz?: number;
}

const FLOODS: Readonly<Record<string, Flood>> = {
  inputs: { send: (player) => player.sendFrame(inputFrame(127, 0)) },
  messages: { send: (player) => player.sendFrame(REPORT) },
  requests: { send: (player) => player.sendFrame(REQUEST) },
  pings: { send: (player) => player.send(Wire.Ping) },
  "pings of the WebSocket itself": { send: (player) => write(player, PROTOCOL_PING) },
  "fragments of a message that never ends": {
    begin: (player) => write(player, FIRST_FRAGMENT),
    send: (player) => write(player, EMPTY_FRAGMENT),
  },
  [`${PATIENT_HZ} inputs a second`]: {
    send: (player) => player.sendFrame(inputFrame(127, 0)),
    hz: PATIENT_HZ,
  },
};

const SEATLESS = "a socket without a seat, which does not answer its close frame";
export const FLOOD_NAMES = [...Object.keys(FLOODS), SEATLESS];

async function run(url: string, what: string, flood: Flood): Promise<FloodResult> {
  const player = await joinRaw(url);
  flood.begin?.(player);
  const startedMs = performance.now();
  const lifeMs = () => performance.now() - startedMs;
  let sent = 0;
  while (player.ended === null && lifeMs() < GIVEN_UP_AFTER_MS) {
    const due = flood.hz === undefined ? sent + PER_TURN : (lifeMs() * flood.hz) / 1000;
    for (; sent < due && player.ended === null; sent++) flood.send(player);
    await nextTurn();
  }
  return { what, lifeMs: lifeMs(), sent, ...(player.ended ?? { code: 0, reason: "lives" }) };
}

/** By hand, because a WebSocket library would answer. */
async function runSeatless(url: string): Promise<FloodResult> {
  const seated = await joinRaw(url);
  const { roomId } = seated;
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let isOpen = true;
  let answer = "";
  socket.on("error", () => undefined);
  socket.on("close", () => {
    isOpen = false;
  });
  socket.on("data", (data) => {
    answer += data.toString("latin1");
  });
  const lines = [`GET /p/${roomId}?sessionId=none HTTP/1.1`, `Host: ${hostname}`, ...UPGRADE_LINES];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  await waitFor(() => answer.length > 0, { describe: "an answer to the upgrade" });
  const startedMs = performance.now();
  const lifeMs = () => performance.now() - startedMs;
  let sent = 0;
  for (; isOpen && lifeMs() < GIVEN_UP_AFTER_MS; sent += PER_TURN) {
    for (let i = 0; i < PER_TURN; i++) socket.write(PROTOCOL_PING);
    await nextTurn();
  }
  seated.leave();
  const code = isOpen ? 0 : 1006;
  return { what: SEATLESS, lifeMs: lifeMs(), sent, code, reason: answer.split("\r\n")[0] ?? "" };
}

if (import.meta.main) {
  for (const [what, flood] of Object.entries(FLOODS)) {
    const result = await run(process.argv[2] ?? "", what, flood);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  process.stdout.write(`${JSON.stringify(await runSeatless(process.argv[2] ?? ""))}\n`);
  process.exit(0);
}
