// A crowd on open ground, spread evenly, and what telling it costs in bytes. In: how many, how they
// play, a serializer. Out: bytes a client and patch. The real arena and encoder; nothing is sent, nothing depends on time.
import { type Client, ClientState, SchemaSerializer } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import { Arena } from "../../server/match/Arena.ts";
import { SharedEncodeSerializer } from "../../server/net/serializer/SharedEncodeSerializer.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import { type ArenaMap, makeArenaMap } from "../../shared/sim/arenaMap.ts";
import {
  AIM_DIRECTIONS,
  AOI_HEIGHT_U,
  AOI_WIDTH_U,
  OPEN_ARENA_TICK_HZ,
  TILE_U,
} from "../../shared/sim/constants.ts";
import { pushCommand } from "../../shared/sim/inbox.ts";
import { Button } from "../../shared/sim/types.ts";
import { placeAt } from "../helpers/staging.ts";

export type SerializerName = "stock" | "shared";
/** `walk`: everybody moves and turns all the time. `fight`: and shoots, dashes, is hit. */
export type Play = "walk" | "fight";

export interface CrowdBytes {
  /** Others in sight of a client, on average. */
  readonly inSight: number;
  /** A client and patch, frame headers aside. */
  readonly patchBytes: number;
  readonly momentBytes: number;
  /** A client and second: patches, moments and their WebSocket headers. */
  readonly bytesPerS: number;
}

const WARM_UP_TICKS = 60;
const TICK_MS = 1000 / OPEN_ARENA_TICK_HZ;
/** People, on a square of so many a side. */
const SIDE = 10;
/** Of a viewer's area, by how many are in sight, what lies on the map: those at its edge see fewer. Found by measuring. */
const SHARE_ON_MAP: Readonly<Record<number, number>> = { 20: 0.82, 40: 0.71 };
/** Nobody dies: who is dead is in nobody's sight. */
const HP = 100;
/** Changes of way a second, along each axis; all out of step. Of 3 s, one is fired in. */
const WAYS_X_HZ = 1.1;
const WAYS_Y_HZ = 0.8;
const STEP_OUT_S = 0.37;
const FIRE_PERIOD_S = 3;
const STICK_MAX = 127;
/** Aim turns by this much a tick, of 4096. */
const TURN_A_TICK = 23;
/** A WebSocket frame's header, and that of payloads above 125 bytes. */
const HEADER_BYTES = 2;
const LONG_HEADER_BYTES = 4;
const SHORT_MAX_BYTES = 125;
/** Colyseus' head of a binary message: opcode and type. */
const MESSAGE_HEAD_BYTES = 2;
/** By then all have spawned. */
const PLACED_TICK = 5;
const SEED = 1;

/**
 * @param inSight how many others each client sees, about; 0 for one client alone.
 * @param ticks counted, after a warm-up.
 */
export function measureCrowd(
  inSight: number,
  play: Play,
  serializer: SerializerName,
  ticks: number,
): CrowdBytes {
  const count = inSight === 0 ? 1 : SIDE * SIDE;
  const apartU = Math.sqrt(
    (AOI_WIDTH_U * AOI_HEIGHT_U * (SHARE_ON_MAP[inSight] ?? 1)) / Math.max(1, inSight),
  );
  const arena = new Arena({
    maxPlayers: count,
    minActors: 0,
    roundS: 3600,
    tickHz: OPEN_ARENA_TICK_HZ,
    seed: SEED,
    map: openField(Math.ceil((SIDE * apartU) / TILE_U)),
  });
  const encoder =
    serializer === "stock"
      ? new SchemaSerializer<ArenaState>()
      : new SharedEncodeSerializer<ArenaState>();
  encoder.reset(arena.mirror.state);
  const sums = { patch: 0, moments: 0, headers: 0, inSight: 0 };
  const clients = Array.from({ length: count }, (_, slot) => join(arena, slot, sums));
  for (let tick = 0; tick < WARM_UP_TICKS + ticks; tick++) {
    if (tick === WARM_UP_TICKS) sums.patch = sums.moments = sums.headers = sums.inSight = 0;
    for (const record of arena.world.players) record.hp = HP;
    for (let slot = 0; slot < count; slot++) command(arena, slot, play, tick);
    arena.step(count);
    if (tick === PLACED_TICK) spread(arena, apartU);
    encoder.applyPatches(clients, undefined, { sNow: Math.round(tick * TICK_MS) });
    for (let slot = 0; slot < count; slot++) noteViewer(arena, slot, sums);
    arena.endTick();
  }
  const each = (sum: number) => sum / ticks / count;
  return {
    inSight: each(sums.inSight),
    patchBytes: each(sums.patch),
    momentBytes: each(sums.moments),
    bytesPerS: each(sums.patch + sums.moments + sums.headers) * OPEN_ARENA_TICK_HZ,
  };
}

interface Sums {
  patch: number;
  moments: number;
  headers: number;
  inSight: number;
}

function join(arena: Arena, slot: number, sums: Sums): Client {
  const view = new StateView();
  arena.addPerson(arena.takeSlot(), `Client ${slot}`, view);
  const raw = (frame: Uint8Array) => {
    sums.patch += frame.length;
    sums.headers += headerOf(frame.length);
  };
  return { state: ClientState.JOINED, view, raw } as unknown as Client;
}

/** One each `apartU`: as near in every place. */
function spread({ world }: Arena, apartU: number): void {
  for (const { slot } of world.players) {
    const x = ((slot % SIDE) + 0.5) * apartU;
    const y = (Math.floor(slot / SIDE) + 0.5) * apartU;
    placeAt(world, slot, x, y);
  }
}

function command({ inbox }: Arena, slot: number, play: Play, tick: number): void {
  const timeS = tick / OPEN_ARENA_TICK_HZ + slot * STEP_OUT_S;
  const way = (hz: number) => (Math.floor(timeS * hz) % 2 === 0 ? STICK_MAX : -STICK_MAX);
  const isFiring = play === "fight" && timeS % FIRE_PERIOD_S < 1;
  const cmd = {
    moveX: way(WAYS_X_HZ),
    moveY: way(WAYS_Y_HZ),
    aim: (tick * TURN_A_TICK + slot * slot * 97) % AIM_DIRECTIONS,
    buttons: isFiring ? Button.Fire : 0,
  };
  pushCommand(inbox, slot, cmd, tick + 1);
}

function noteViewer(arena: Arena, slot: number, sums: Sums): void {
  sums.inSight += arena.inSightOf(slot);
  const moments = arena.momentsFor(slot).length;
  if (moments === 0) return;
  const bytes = moments + MESSAGE_HEAD_BYTES;
  sums.moments += bytes;
  sums.headers += headerOf(bytes);
}

function headerOf(bytes: number): number {
  return bytes > SHORT_MAX_BYTES ? LONG_HEADER_BYTES : HEADER_BYTES;
}

function openField(side: number): ArenaMap {
  const tile = (col: number, row: number) => (col % 3 === 1 && row % 3 === 1 ? "S" : ".");
  const rows = Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, col) => tile(col, row)).join(""),
  );
  return makeArenaMap({ id: "field", name: "Field", rows });
}
