// Throws frames at a server until it dies, freezes, or all are sent. In: how many, and a seed. Out: what happened to
// the connections, and how a bystander fared; a failure names the seed and the frames that were on their way.
import { GuestIdentity } from "../../../client/net/identity.ts";
import { LAB_ROOM } from "../../../shared/net/protocol.ts";
import { hashU32, makeRng, nextBelow, type Rng } from "../../../shared/sim/rng.ts";
import { type Bystander, joinBystander, quantile } from "../../helpers/bystander.ts";
import { joinRaw, type RawPlayer } from "../../helpers/rawPlayer.ts";
import { nextFrame } from "./mutations.ts";
import { type Recording, record } from "./recording.ts";
import { type ServerProcess, startServerProcess } from "./serverProcess.ts";

/** Connections at the same time. */
const PEERS = 8;
/** Frames on one connection, if it lives so long: below the burst that the server lets through. */
const FRAMES_PER_CONNECTION = 60;
/** One of so many connections goes to a lab. */
const LAB_ONE_IN = 6;
/** A patch that takes longer than this is a freeze, ms. */
const FREEZE_MS = 2000;
/** Frames on their way that a failure names, of each peer. */
const NAMED_FRAMES = 12;
const NAMED_BYTES = 200;
/** Harmless frames sent before the server is asked whether it has read them. */
const UNANSWERED_MAX = 10;

export interface FuzzOptions {
  readonly frames: number;
  readonly seed: number;
  /** Called with what has been sent, once in a while. */
  readonly onProgress?: (sent: number, report: FuzzReport) => void;
}

export interface FuzzReport {
  readonly seed: number;
  frames: number;
  connections: number;
  /** Connections by how they ended: code and reason. */
  readonly ends: Record<string, number>;
  /** Gaps between a bystander's patches, ms. */
  gapP99Ms: number;
  gapMaxMs: number;
}

interface Shared {
  readonly options: FuzzOptions;
  readonly server: ServerProcess;
  readonly recording: Recording;
  readonly report: FuzzReport;
  /** By peer: its last frames, in hexadecimal. */
  readonly last: string[][];
}

/** @throws Error naming seed and frames when the server died or froze, or the bystander was thrown out. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const server = await startServerProcess({ ARENA_MIN_ACTORS: "4", LOG_LEVEL: "fatal" });
  const { seed } = options;
  const report = { seed, frames: 0, connections: 0, ends: {}, gapP99Ms: 0, gapMaxMs: 0 };
  const recording = await record(server.url);
  const bystander = await joinBystander(server.url);
  const last = Array.from({ length: PEERS }, (): string[] => []);
  const shared: Shared = { options, server, recording, report, last };
  bystander.watch();
  const watching = setInterval(() => noteGaps(report, bystander), 500);
  try {
    await Promise.race([
      Promise.all(last.map((_, peer) => runPeer(shared, peer))),
      rejectWhenDown(shared, bystander),
    ]);
    await bystander.expectUndisturbed();
    return report;
  } catch (error) {
    throw new Error(failureText(shared, error), { cause: error });
  } finally {
    clearInterval(watching);
    noteGaps(report, bystander);
    await bystander.leave().catch(() => undefined);
    if (server.end === null) await server.stop();
  }
}

function noteGaps(report: FuzzReport, { gapsMs }: Bystander): void {
  report.gapP99Ms = Math.round(quantile(gapsMs, 0.99));
  report.gapMaxMs = Math.round(Math.max(0, ...gapsMs.slice(-100), report.gapMaxMs));
}

/** One connection after the other, until all frames are sent. Its frames follow from the seed and its index. */
async function runPeer(shared: Shared, peer: number): Promise<void> {
  const { options, server, report } = shared;
  const rng = makeRng(hashU32(options.seed, peer));
  let identity = new GuestIdentity(server.url);
  while (report.frames < options.frames && server.end === null) {
    const room = nextBelow(rng, LAB_ONE_IN) === 0 ? LAB_ROOM : "arena";
    let player: RawPlayer;
    try {
      player = await joinRaw(server.url, { identity, room });
    } catch {
      // Its account still has the seat of a connection that may come back: another device tries.
      identity = new GuestIdentity(server.url);
      continue;
    }
    report.connections++;
    await sendFrames(shared, peer, rng, player);
    if (player.socket.readyState === WebSocket.OPEN) player.leave();
    const { code, reason } = await endOf(player);
    const end = `${code} ${reason}`.trim();
    report.ends[end] = (report.ends[end] ?? 0) + 1;
  }
}

function endOf(player: RawPlayer): Promise<{ code: number; reason: string }> {
  if (player.ended !== null) return Promise.resolve(player.ended);
  return new Promise((resolve) => {
    player.socket.once("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}

/** Waits for an answer after each frame that may end the connection: what is sent after its end is no frame. */
async function sendFrames(
  shared: Shared,
  peer: number,
  rng: Rng,
  player: RawPlayer,
): Promise<void> {
  const { options, recording, report } = shared;
  const last = shared.last[peer] as string[];
  for (let i = 0; i < FRAMES_PER_CONNECTION && report.frames < options.frames; i++) {
    const frame = nextFrame(rng, recording);
    last.push(Buffer.from(frame.bytes.subarray(0, NAMED_BYTES)).toString("hex"));
    if (last.length > NAMED_FRAMES) last.shift();
    if (!player.sendFrame(frame.bytes)) return;
    report.frames++;
    if (report.frames % 1000 === 0) options.onProgress?.(report.frames, report);
    if (frame.isHostile || i % UNANSWERED_MAX === 0) await answered(player);
    if (player.ended !== null || player.socket.readyState !== WebSocket.OPEN) return;
  }
}

/** A ping of the WebSocket overtakes nothing: its pong says that the frame before it was read. */
function answered(player: RawPlayer): Promise<void> {
  const { socket } = player;
  if (socket.readyState !== WebSocket.OPEN) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      socket.off("pong", done);
      socket.off("close", done);
      resolve();
    };
    socket.once("pong", done);
    socket.once("close", done);
    socket.ping();
  });
}

async function rejectWhenDown(shared: Shared, bystander: Bystander): Promise<void> {
  const { options, report, server } = shared;
  for (;;) {
    const seen = bystander.gapsMs.length;
    await new Promise((resolve) => setTimeout(resolve, FREEZE_MS));
    if (report.frames >= options.frames) return;
    if (server.end !== null) throw new Error(`The server died (${server.end}).`);
    if (bystander.gapsMs.length === seen) throw new Error(`No patch for ${FREEZE_MS} ms.`);
  }
}

function failureText({ options, report, server, last }: Shared, error: unknown): string {
  return [
    `Fuzzing failed with seed ${options.seed} after ${report.frames} frames: ${String(error)}`,
    ...last.map((frames, peer) => `peer ${peer}, its last frames: ${frames.join(" ")}`),
    server.output,
  ].join("\n");
}
