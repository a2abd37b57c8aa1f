// The Net Lab without its network: an arena for one person, drones to shoot at, lag compensation on or off.
// In: the person's settings. Out: the same world and patches as any arena's. Server only.
import type { StateView } from "@colyseus/schema";
import { lab } from "../../shared/maps/lab.ts";
import { makeArenaMap } from "../../shared/sim/arenaMap.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { BLOCKS_WALK, traceRay } from "../../shared/sim/raycast.ts";
import { Arena } from "./Arena.ts";
import { LAB_DRONES, LabDrones } from "./labDrones.ts";

/** A lab has no rounds: this one outlasts any visit, s. */
const ROUND_S = 7 * 24 * 3600;
/** Speed that a shove gives, u/s: more than twice a walk, a way of 55 u until it is braked. */
const SHOVE_U_PER_S = 600;
/** How far a shove looks for free ground, u. */
const SHOVE_ROOM_U = 400;
const SHOVE_WAYS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

export class LabArena extends Arena {
  private readonly drones: LabDrones;
  private person: PlayerRecord | null = null;

  constructor(tickHz: number, seed: number) {
    super({
      maxPlayers: 1,
      minActors: LAB_DRONES,
      roundS: ROUND_S,
      tickHz,
      seed,
      map: makeArenaMap(lab),
    });
    this.drones = new LabDrones(this.world, (slot, name) =>
      this.mirror.addToRoster(slot, name, true),
    );
  }

  override get capacity(): number {
    return 1;
  }

  override addPerson(slot: number, name: string, view: StateView): PlayerRecord {
    this.person = super.addPerson(slot, name, view);
    return this.person;
  }

  override removePerson(slot: number): void {
    super.removePerson(slot);
    this.person = null;
  }

  /** The drones are all the company there is. */
  override fillWithBots(): void {}

  override step(people: number): void {
    if (this.person?.state.alive === 1) this.drones.think(this.inbox, this.person);
    super.step(people);
  }

  /** Whether shots are judged by what the shooter saw, from the next tick on. */
  set lagCompensation(isOn: boolean) {
    this.world.lagCompensation = isOn;
  }

  /**
   * Pushes the person toward the most room, at once: other than a knock it is not told ahead, so that the client
   * has something to reconcile.
   */
  shove(): void {
    const { person, world } = this;
    if (person === null || person.state.alive === 0) return;
    const { state } = person;
    const roomOf = ([x, y]: (typeof SHOVE_WAYS)[number]): number =>
      traceRay(world.map, state.x, state.y, x, y, SHOVE_ROOM_U, BLOCKS_WALK);
    const way = SHOVE_WAYS.reduce((best, one) => (roomOf(one) > roomOf(best) ? one : best));
    state.vx = way[0] * SHOVE_U_PER_S;
    state.vy = way[1] * SHOVE_U_PER_S;
  }
}
