// One cell of the matrix, whole: server, link, players, walkers. In: a CellSpec. Out: its CellReport. Run in a
// process of its own by cellProcess.ts, because Colyseus keeps process-wide state and cells run side by side.
import { setTimeout as sleep } from "node:timers/promises";
import { matchMaker } from "@colyseus/core";
import { arenaMapById } from "../../shared/maps/catalogue.ts";
import { lab } from "../../shared/maps/lab.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { startRound } from "../../shared/sim/match.ts";
import { makeRng } from "../../shared/sim/rng.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { type HeadlessPlayer, joinHeadless } from "../helpers/headlessPlayer.ts";
import { afterTick, placeAt } from "../helpers/staging.ts";
import { makeTcpProxy, type TcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { fight, fireAway, refuseNowAndThen } from "./brawl.ts";
import type { CellReport, CellSpec } from "./cellReport.ts";
import { type Gathered, judgeRails, makeReport } from "./judge.ts";
import { LagMeter } from "./lagMeter.ts";
import { PlayerLog } from "./playerLog.ts";
import { STALL_EVERY_MS } from "./recovery.ts";
import { addWalkers, findHomes, heal, surge, type Walker } from "./scene.ts";
import { ServerLog } from "./serverLog.ts";
import { Shooter } from "./shooter.ts";
import { SpeedWatch } from "./speedWatch.ts";

const SHOOTERS = 10;
const WALKERS = 14;
const BRAWLERS = 3;
/** Clocks, delay and rewind settle in this long, ms: the timeline remembers 3.2 s of patches. */
const WARM_UP_MS = 4500;
/** After the last trigger, ms: everything under way is answered, and a second more. */
const DRAIN_MS = 2000;
const PROGRESS_MS = 1000;
/** A cell that has not its shots by then reports what it has, ms. */
const PATIENCE_MS = 90_000;

/** What a running cell shows of itself. */
export interface CellProgress {
  readonly shots: number;
  readonly volleys: number;
  readonly agreement: number;
}

interface Group {
  readonly players: HeadlessPlayer[];
  readonly logs: PlayerLog[];
  readonly server: ServerLog;
  readonly roomId: string;
}

export async function runCell(
  spec: CellSpec,
  onProgress: (progress: CellProgress) => void,
): Promise<CellReport> {
  const server = await startGameServer({
    ARENA_TICK_HZ: String(spec.tickHz),
    ARENA_MIN_ACTORS: "0",
    ARENA_MAX_PLAYERS: "32",
    ARENA_ROUND_S: "3600",
  });
  const { rttMs, jitterMs, stallMs, seed } = spec;
  const stall = stallMs > 0 ? { everyMs: STALL_EVERY_MS, lengthMs: stallMs } : undefined;
  const linkStartMs = performance.now();
  // Jitter adds to either direction: the mean round trip is the cell's.
  const baseMs = Math.max(0, rttMs - jitterMs);
  const link = { rttMs: baseMs, jitterMs, stall, seed, targetPort: server.port };
  const proxy = await makeTcpProxy(link);
  try {
    return await measure(spec, server, proxy, linkStartMs, onProgress);
  } finally {
    await proxy.close();
    await server.close();
  }
}

async function measure(
  spec: CellSpec,
  server: GameServer,
  proxy: TcpProxy,
  linkStartMs: number,
  onProgress: (progress: CellProgress) => void,
): Promise<CellReport> {
  const calm = await joinGroup(server, proxy, "Shooter", SHOOTERS);
  const pushed = await joinGroup(server, proxy, "Brawler", BRAWLERS);
  const walkers = stageShooters(server, calm, spec.seed);
  const shooters = armShooters(server, calm, walkers, spec.seed);
  stageBrawl(server, pushed, spec.seed);
  const lag = new LagMeter();
  await sleep(WARM_UP_MS);

  lag.reset();
  const fromMs = performance.now();
  const ticks = () => server.arenaOf(calm.roomId).world.tick;
  const firstTick = ticks();
  for (const log of [...calm.logs, ...pushed.logs]) log.isOn = true;
  for (const { shooter } of shooters) shooter.isArmed = true;
  const volleys = () => shooters.reduce((sum, { shooter }) => sum + shooter.volleys, 0);
  const shots = () => calm.logs.reduce((sum, log) => sum + log.rails.length, 0);
  const progress = setInterval(() => {
    const { agreement } = judgeRails(calm.logs, calm.server, performance.now());
    onProgress({ shots: shots(), volleys: volleys(), agreement });
  }, PROGRESS_MS);
  const isDone = () => shots() >= spec.shots && volleys() >= spec.shots;
  await waitFor(() => isDone() || performance.now() - fromMs > PATIENCE_MS, {
    timeoutMs: PATIENCE_MS + 10_000,
    intervalMs: 50,
    describe: "the cell's shots",
  });
  const toMs = performance.now();
  for (const { shooter } of shooters) shooter.isArmed = false;
  await sleep(DRAIN_MS);
  clearInterval(progress);
  lag.stop();
  const endMs = performance.now();
  const expectedTicks = ((endMs - fromMs) * spec.tickHz) / 1000;
  const gathered: Gathered = {
    spec,
    calm: calm.logs,
    pushed: pushed.logs,
    calmServer: calm.server,
    pushedServer: pushed.server,
    walkers,
    speedErrors: shooters.flatMap(({ speeds }) => speeds.errorsUPerS),
    volleys: volleys(),
    lagP99Ms: lag.p99Ms,
    hiccups: lag.hiccups,
    droppedTicks: Math.max(0, Math.floor(expectedTicks - (ticks() - firstTick) - 1)),
    linkStartMs,
    fromMs,
    toMs,
    endMs,
  };
  const report = makeReport(gathered);
  await Promise.all([...calm.players, ...pushed.players].map((player) => player.leave()));
  return report;
}

/** Players in a room of their own: the first opens it, and it is locked behind the last. */
async function joinGroup(
  server: GameServer,
  proxy: TcpProxy,
  name: string,
  count: number,
): Promise<Group> {
  const url = `http://127.0.0.1:${proxy.port}`;
  const first = await joinHeadless(url, `${name} 0`);
  const others = Array.from({ length: count - 1 }, (_, i) => joinHeadless(url, `${name} ${i + 1}`));
  const players = [first, ...(await Promise.all(others))];
  const { roomId } = first.connection.room;
  await matchMaker.getLocalRoomById(roomId).lock();
  const arena = server.arenaOf(roomId);
  startRound(arena.world, openField());
  const isReady = ({ game, slot }: HeadlessPlayer) =>
    slot >= 0 && game.link.prediction !== null && game.view.map.id === lab.id;
  await waitFor(() => players.every(isReady), {
    describe: "all players on the map",
    timeoutMs: 15_000,
  });
  const serverLog = new ServerLog(arena);
  const logs = players.map((player) => new PlayerLog(player, serverLog));
  const bySlot = new Map(logs.map((log) => [log.slot, log]));
  serverLog.onApplied = (slot, seq, applied) => bySlot.get(slot)?.noteApplied(seq, applied);
  afterTick(arena, heal);
  return { players, logs, server: serverLog, roomId };
}

function stageShooters(server: GameServer, { players, roomId }: Group, seed: number): Walker[] {
  const arena = server.arenaOf(roomId);
  const homes = findHomes(openField(), players.length);
  players.forEach(({ slot }, i) => {
    const { x, y } = homes[i] as { x: number; y: number };
    placeAt(arena.world, slot, x, y);
    surge(arena.world, slot);
  });
  return addWalkers(arena, openField(), WALKERS, makeRng(seed));
}

function armShooters(
  server: GameServer,
  { players, logs, roomId }: Group,
  walkers: readonly Walker[],
  seed: number,
): { shooter: Shooter; speeds: SpeedWatch }[] {
  const homes = findHomes(openField(), players.length);
  const strafers = new Set(
    walkers.filter(({ dodges }) => !dodges).map(({ record }) => record.slot),
  );
  return players.map((player, i) => {
    const log = logs[i] as PlayerLog;
    const home = homes[i] as { x: number; y: number };
    const shooter = new Shooter(player, log, home, strafers, seed * 100 + i);
    const speeds = new SpeedWatch(walkers, server.arenaOf(roomId).world);
    player.onFrame = (view) => {
      log.note(view);
      shooter.note(view);
      if (log.isOn) speeds.note(view);
    };
    return { shooter, speeds };
  });
}

function stageBrawl(server: GameServer, { players, logs, roomId }: Group, seed: number): void {
  const arena = server.arenaOf(roomId);
  const [one, two, three] = players as [HeadlessPlayer, HeadlessPlayer, HeadlessPlayer];
  fight(one, () => two.slot, seed * 100 + 50);
  fight(two, () => one.slot, seed * 100 + 51);
  fireAway(three);
  afterTick(
    arena,
    refuseNowAndThen(arena, () => three.slot, seed * 100 + 52),
  );
  const homes = findHomes(openField(), players.length);
  players.forEach((player, i) => {
    const { x, y } = homes[i] as { x: number; y: number };
    placeAt(arena.world, player.slot, x, y);
    const log = logs[i] as PlayerLog;
    const { onFrame } = player;
    player.onFrame = (view) => {
      log.note(view);
      onFrame(view);
    };
  });
}

/** The Net Lab's open ground: nothing but the link decides who hits whom. */
function openField(): ArenaMap {
  const map = arenaMapById(lab.id);
  if (map === undefined) throw new Error(`map "${lab.id}" is not in the catalogue`);
  return map;
}
