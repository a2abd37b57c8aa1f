// What a patch costs: writing the state, encoding it for each viewer, and its size. In: nothing. Out: a table.
// The real arena, players who seek each other, and the stock serializer with clients that only count.
import { type Client, ClientState, SchemaSerializer } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import { Arena } from "../../server/match/Arena.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import { OPEN_ARENA_TICK_HZ } from "../../shared/sim/constants.ts";
import { pushCommand } from "../../shared/sim/inbox.ts";
import type { World } from "../../shared/sim/world.ts";
import { driveToFight, makeDrivers } from "../helpers/simDrivers.ts";

const WARM_UP_TICKS = 300;
const TIMED_TICKS = 600;
const GATHER_TICKS = 30;

export interface EncodeBenchRow {
  readonly clients: number;
  /** Tick without the patch: step, interest, state. */
  readonly tickMicros: number;
  readonly patchMicros: number;
  readonly microsPerClient: number;
  readonly bytesPerClientAndPatch: number;
  /** Others in sight of a client, on average. */
  readonly inSight: number;
}

/** Times arenas full of clients and prints a row each. */
export function runEncodeBench(): EncodeBenchRow[] {
  const rows = [6, 12, 24, 48].map(measure);
  console.log("patches: 30 a second, poses of those in sight, stock serializer");
  console.table(rows);
  return rows;
}

/** A client that takes frames and keeps nothing but their length. */
interface CountingClient {
  readonly state: number;
  readonly view: StateView;
  raw(frame: Uint8Array): void;
}

/** Puts everybody around one spawn, alive: most in sight of most, the case that patches are sized for. */
function gather(world: World): void {
  const spawn = world.map.spawns[0];
  if (spawn === undefined) return;
  for (const { state } of world.players) {
    if (state.alive === 0) continue;
    state.x = spawn.x + ((state.slot % 3) - 1) * 40;
    state.y = spawn.y + ((state.slot % 5) - 2) * 16;
  }
}

function measure(clients: number): EncodeBenchRow {
  const arena = new Arena({
    maxPlayers: clients,
    minActors: 0,
    roundS: 300,
    tickHz: OPEN_ARENA_TICK_HZ,
    seed: 1,
  });
  const serializer = new SchemaSerializer<ArenaState>();
  serializer.reset(arena.mirror.state);
  let bytes = 0;
  const watching: CountingClient[] = [];
  for (let i = 0; i < clients; i++) {
    const view = new StateView();
    arena.addPerson(arena.takeSlot(), `Client ${i}`, view);
    const raw = (frame: Uint8Array) => {
      bytes += frame.length;
    };
    watching.push({ state: ClientState.JOINED, view, raw });
  }
  const drivers = makeDrivers(clients, 1);
  let tickMs = 0;
  let patchMs = 0;
  let seen = 0;
  for (let tick = 0; tick < WARM_UP_TICKS + TIMED_TICKS; tick++) {
    if (tick === WARM_UP_TICKS) bytes = tickMs = patchMs = seen = 0;
    for (const driver of drivers) {
      pushCommand(arena.inbox, driver.slot, driveToFight(driver, arena.world), tick + 1);
    }
    if (tick % GATHER_TICKS === 0) gather(arena.world);
    const startMs = performance.now();
    arena.step(clients);
    const steppedMs = performance.now();
    serializer.applyPatches(watching as unknown as Client[], undefined, { sNow: tick * 33 });
    patchMs += performance.now() - steppedMs;
    tickMs += steppedMs - startMs;
    arena.endTick();
    for (let viewer = 0; viewer < clients; viewer++) seen += arena.inSightOf(viewer);
  }
  const micros = (ms: number) => Math.round((ms * 1000) / TIMED_TICKS);
  return {
    clients,
    tickMicros: micros(tickMs),
    patchMicros: micros(patchMs),
    microsPerClient: Math.round((micros(patchMs) / clients) * 10) / 10,
    bytesPerClientAndPatch: Math.round(bytes / TIMED_TICKS / clients),
    inSight: Math.round((seen / TIMED_TICKS / clients) * 10) / 10,
  };
}
