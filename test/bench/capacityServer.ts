// A contestant of the capacity benchmark, as a process that its parent pins to a core. In: a ServerSpec as its first
// message, then "begin" and "end". Out: its address, and at "end" a ServerAccount. Started by capacityRun.ts.
import { Room } from "@colyseus/core";
import { Encoder } from "@colyseus/schema";
import { startApp } from "../../server/app.ts";
import { parseConfig } from "../../server/config.ts";
import { makeLogger } from "../../server/log.ts";
import { Arena } from "../../server/match/Arena.ts";
import { roomMetricsOf } from "../../server/metrics/roomMetrics.ts";
import { TickMonitor } from "../../server/metrics/tickMonitor.ts";
import { Interest } from "../../server/net/interest.ts";
import { TogetherSender } from "../../server/net/serializer/sendTogether.ts";
import { StateMirror } from "../../server/net/stateMirror.ts";
import { ArenaRoom } from "../../server/rooms/ArenaRoom.ts";
import { BaseRoom } from "../../server/rooms/BaseRoom.ts";
import { ARENA_ROOM } from "../../shared/net/protocol.ts";
import { openBigArenas, openGround } from "./bigArena.ts";
import { type Profiling, startProfile } from "./capacityProfile.ts";
import { type ServerMessage, type ServerSpec, TickLog } from "./capacityTypes.ts";
import { startRawServer } from "./rawServer.ts";

const ticks = new TickLog();
/** Parts of all ticks, ms of CPU time. */
const parts = { step: 0, interest: 0, mirror: 0, patch: 0 };
let sightings = 0;
let arenaOf: () => Arena | null = () => null;
let droppedBefore = 0;
let profiling: Profiling | null = null;

/** CPU time of this thread, ms: what others do to the core does not count. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Adds what each call of a method costs to a part. */
function time(owner: object, method: string, part: keyof typeof parts): void {
  const methods = owner as Methods;
  const run = methods[method];
  if (run === undefined) throw new Error(`there is no method "${method}" to be timed`);
  methods[method] = function (this: unknown, ...args: unknown[]): unknown {
    const startedMs = threadMs();
    const result = run.apply(this, args);
    parts[part] += threadMs() - startedMs;
    return result;
  };
}

function listenToTicks(clients: number): void {
  time(Arena.prototype, "step", "step");
  time(Interest.prototype, "update", "interest");
  time(StateMirror.prototype, "write", "mirror");
  time(BaseRoom.prototype, "sendTogether", "patch");
  const monitors = TickMonitor.prototype as unknown as Methods;
  const tell = monitors.note;
  monitors.note = function (this: unknown, ...args: unknown[]): unknown {
    ticks.note(args[0] as number);
    // One viewer a tick, another each time.
    sightings += arenaOf()?.inSightOf(Math.floor(Math.random() * clients)) ?? 0;
    return tell?.apply(this, args);
  };
}

/** Upstream's default is too small for so long a roster: it would say so in the log, once a join, or with stock once a tick. */
const STATE_BYTES = 1 << 18;

/** Without what the server does about its patches: the upstream serializer, and each frame a write of its own. */
function useStock(): void {
  const rooms = ArenaRoom.prototype as unknown as Methods;
  rooms.setSerializer = (Room.prototype as unknown as Methods).setSerializer as Methods[string];
  TogetherSender.prototype.run = (_clients, send) => send();
}

async function start({ contestant, clients, traffic }: ServerSpec): Promise<string> {
  if (contestant === "raw") return startRawServer(traffic, ticks);
  Encoder.BUFFER_SIZE = STATE_BYTES;
  listenToTicks(clients);
  if (contestant === "stock") useStock();
  arenaOf = openBigArenas(clients, openGround(clients));
  const config = parseConfig(process.env);
  const app = await startApp(config, makeLogger(config.logLevel));
  return `http://127.0.0.1:${app.port}`;
}

async function begin({ profile }: ServerSpec): Promise<void> {
  if (profile !== null) profiling = await startProfile(profile);
  parts.step = parts.interest = parts.mirror = parts.patch = 0;
  sightings = 0;
  droppedBefore = roomMetricsOf(ARENA_ROOM).dropped;
  ticks.begin();
}

/** Without the profile's own end. */
async function end(): Promise<void> {
  const measured = ticks.end();
  const account = {
    kind: "account",
    ...measured,
    ticksDropped: roomMetricsOf(ARENA_ROOM).dropped - droppedBefore,
    simulationMs: parts.step - parts.interest - parts.mirror,
    interestMs: parts.interest,
    mirrorMs: parts.mirror,
    patchMs: parts.patch,
    inSight: sightings / measured.ticks,
  } as const;
  send({ ...account, hottest: (await profiling?.end()) ?? [] });
}

function send(message: ServerMessage): void {
  process.send?.(message);
}

process.once("message", (spec: ServerSpec) => {
  process.on("message", (word) => {
    if (word === "begin") void begin(spec);
    else if (word === "end") void end();
  });
  void start(spec).then((url) => send({ kind: "listening", url }));
});
process.once("disconnect", () => process.exit(0));
