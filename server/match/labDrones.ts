// The Net Lab's targets: four bodies that strafe around the one person, at full speed, whole again each tick.
// In: the world and the person. Out: commands in the tick's inbox. Server only.
import { MAX_HP, MOVE_AXIS_MAX } from "../../shared/sim/constants.ts";
import { type Inbox, pushCommand } from "../../shared/sim/inbox.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { BLOCKS_WALK, traceRay } from "../../shared/sim/raycast.ts";
import type { InputCmd } from "../../shared/sim/types.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { addPlayer, type World } from "../../shared/sim/world.ts";

/** Where each stays, seen from the person: it strafes across this direction. */
const SIDES = [
  { name: "North", x: 0, y: -1 },
  { name: "East", x: 1, y: 0 },
  { name: "South", x: 0, y: 1 },
  { name: "West", x: -1, y: 0 },
] as const;
type Side = (typeof SIDES)[number];

export const LAB_DRONES: number = SIDES.length;

/** Distance from the person to a drone's line, u: its far ends are well within the Rail's 560 u. */
const AWAY_U = 240;
/** With less room than this on its side a drone goes to the other one, behind the drone that is there, u. */
const AWAY_MIN_U = 120;
const BEHIND_U = 340;
/** Way to either side of the middle, u: long enough that most shots find it at full speed. */
const STRAFE_U = 200;
/** Kept from what blocks the way, u: a body, and what it needs to turn round. */
const ROOM_U = 50;
/** This far off its line it makes for it with all its speed, nearer with less, u. */
const FULL_CORRECTION_U = 40;
/** This far from its place it has lost the person and is put back, u. */
const LOST_U = 700;

interface Drone {
  readonly rec: PlayerRecord;
  readonly side: Side;
  /** Which way it strafes: 1 is clockwise around the person, as all begin: they do not meet at the corners. */
  way: number;
  seq: number;
  isPlaced: boolean;
}

export class LabDrones {
  private readonly world: World;
  private readonly drones: readonly Drone[];
  private readonly command: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };

  /** Takes the lowest free slots of `world`. @param onJoin is told each one's slot and name. */
  constructor(world: World, onJoin: (slot: number, name: string) => void) {
    this.world = world;
    this.drones = SIDES.map((side) => {
      const slot = world.players.findIndex((rec) => !rec.active);
      const rec = addPlayer(world, slot, true);
      onJoin(slot, side.name);
      return { rec, side, way: 1, seq: 0, isPlaced: false };
    });
  }

  /** Once a tick, before the world steps. @param person whom they surround, alive. */
  think(inbox: Inbox, person: PlayerRecord): void {
    for (const drone of this.drones) {
      const { rec } = drone;
      if (rec.state.alive === 0) continue;
      rec.hp = MAX_HP;
      rec.protectedUntilStep = 0;
      this.steer(drone, person);
      pushCommand(inbox, rec.slot, this.command, drone.seq++);
    }
  }

  /** Writes the command that keeps the drone on its line and strafing. */
  private steer(drone: Drone, person: PlayerRecord): void {
    const { command, world } = this;
    const { side } = drone;
    const { state } = drone.rec;
    const away = freeDistanceU(world, person, side);
    let offX = person.state.x + side.x * away - state.x;
    let offY = person.state.y + side.y * away - state.y;
    if (!drone.isPlaced || offX * offX + offY * offY > LOST_U * LOST_U) {
      drone.isPlaced = true;
      state.x += offX;
      state.y += offY;
      offX = 0;
      offY = 0;
    }
    // Across the side is (-y, x). How far along its way it is from the middle:
    const doneU = (offX * side.y - offY * side.x) * drone.way;
    const wayX = -side.y * drone.way;
    const wayY = side.x * drone.way;
    const roomU = traceRay(world.map, state.x, state.y, wayX, wayY, ROOM_U, BLOCKS_WALK);
    if (doneU > STRAFE_U || roomU < ROOM_U) drone.way = -drone.way;
    const offLineU = offX * side.x + offY * side.y;
    const toLine = Math.max(-1, Math.min(1, offLineU / FULL_CORRECTION_U));
    command.moveX = Math.round(MOVE_AXIS_MAX * (-side.y * drone.way + side.x * toLine));
    command.moveY = Math.round(MOVE_AXIS_MAX * (side.x * drone.way + side.y * toLine));
    command.aim = aimOf(person.state.x - state.x, person.state.y - state.y);
  }
}

/** How far on that side of the person a drone's line is; negative is on the other side. */
function freeDistanceU({ map }: World, { state }: PlayerRecord, side: Side): number {
  const { x, y } = state;
  const roomU = traceRay(map, x, y, side.x, side.y, AWAY_U + ROOM_U, BLOCKS_WALK) - ROOM_U;
  if (roomU >= AWAY_MIN_U) return roomU;
  return ROOM_U - traceRay(map, x, y, -side.x, -side.y, BEHIND_U + ROOM_U, BLOCKS_WALK);
}
