// Sets a scene in the server's world: free ground on whatever map is played, bodies put there, a walker that no
// network moves. In: an arena in this process. Out: a changed world; clients learn of it as of anything else.
import type { Arena } from "../../server/match/Arena.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { TileKind, tileAt } from "../../shared/sim/arenaMap.ts";
import { MAX_HP, TILE_U } from "../../shared/sim/constants.ts";
import { pushCommand } from "../../shared/sim/inbox.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import type { InputCmd } from "../../shared/sim/types.ts";
import { addPlayer, playerAt, type World } from "../../shared/sim/world.ts";

/** A straight stretch of free floor from west to east; the ends are where a body still has room, u. */
export interface Run {
  readonly y: number;
  readonly fromX: number;
  readonly toX: number;
}

/** The longest run of the map, the first of equals. @throws Error when it is shorter than `minU`. */
export function findLongestRun(map: ArenaMap, minU: number): Run {
  let best: Run = { y: 0, fromX: 0, toX: 0 };
  for (let row = 0; row < map.rows; row++) {
    let first = 0;
    for (let col = 0; col <= map.cols; col++) {
      if (tileAt(map, col, row) === TileKind.Floor) continue;
      const run = {
        y: (row + 0.5) * TILE_U,
        fromX: (first + 0.5) * TILE_U,
        toX: (col - 0.5) * TILE_U,
      };
      if (run.toX - run.fromX > best.toX - best.fromX) best = run;
      first = col + 1;
    }
  }
  if (best.toX - best.fromX < minU) {
    throw new Error(`map "${map.id}": the longest run is ${best.toX - best.fromX} u, not ${minU}`);
  }
  return best;
}

/** Puts a living body to rest at (x, y), whole and open to attack, or dead players back into the world. */
export function placeAt(world: World, slot: number, x: number, y: number): PlayerRecord {
  const record = playerAt(world, slot);
  const { state } = record;
  state.alive = 1;
  state.x = x;
  state.y = y;
  state.vx = 0;
  state.vy = 0;
  record.hp = MAX_HP;
  record.shield = 0;
  record.protectedUntilStep = 0;
  return record;
}

/** After each tick of the arena, in the same turn. Returns how to stop. */
export function afterTick(arena: Arena, act: (world: World) => void): () => void {
  const step = arena.step.bind(arena);
  const watched = (people: number): void => {
    step(people);
    act(arena.world);
  };
  arena.step = watched;
  return () => {
    if (arena.step === watched) arena.step = step;
  };
}

/**
 * A player without a connection, so that nothing but its script decides how it moves: one command a tick, from
 * `decide`, which sees its record. The slot counts as a person's for the rest of the arena's life.
 */
export function addWalker(
  arena: Arena,
  name: string,
  decide: (out: InputCmd, record: PlayerRecord) => void,
): PlayerRecord {
  const slot = arena.takeSlot();
  const record = addPlayer(arena.world, slot);
  arena.mirror.addToRoster(slot, name, false);
  const command: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  const step = arena.step.bind(arena);
  let seq = 0;
  arena.step = (people) => {
    decide(command, record);
    pushCommand(arena.inbox, slot, command, seq++);
    step(people);
  };
  return record;
}
