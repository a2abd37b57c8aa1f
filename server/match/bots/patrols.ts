// Where bots are called to, so that nobody waits for a fight. In: the world and who sees whom. Out: a district for
// each bot that is called, or none. Server only: the crew's judgement, like where bots come from; a brain is told
// a district of 320 u and nothing of who is in it.
import type { World } from "../../../shared/sim/world.ts";
import type { Interest } from "../../net/interest.ts";

/** Side of a district that a bot is called to, u: far wider than a body, about half a screen high. */
const CALL_DISTRICT_U = 320;
/** A person who has met nobody for this long is visited, s. */
const LONELY_AFTER_S = 0.2;
/** Bots called to one person. */
const CALLED_BOTS = 3;

/** Calls by slot: centre of a district, u; -1 for bots that go where they like. */
export interface Patrols {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** By slot: last tick at which a person met somebody. */
  readonly metTick: Int32Array;
}

export function makePatrols(slots: number): Patrols {
  return {
    x: new Float32Array(slots).fill(-1),
    y: new Float32Array(slots).fill(-1),
    metTick: new Int32Array(slots),
  };
}

/** A few times a second: calls the nearest free bots to each person who has met nobody for a while. */
export function callPatrols(patrols: Patrols, world: World, interest: Interest): void {
  patrols.x.fill(-1);
  for (const person of world.players) {
    if (!person.active || person.isBot || person.isAway || person.state.alive === 0) continue;
    if (interest.countSeen(person.slot) > 0) patrols.metTick[person.slot] = world.tick;
    const alone = world.tick - (patrols.metTick[person.slot] as number);
    if (alone < LONELY_AFTER_S * world.tickHz) continue;
    for (let i = 0; i < CALLED_BOTS; i++) {
      const bot = nearestFreeBot(patrols, world, interest, person.poseX, person.poseY);
      if (bot < 0) break;
      patrols.x[bot] = districtCentre(person.poseX);
      patrols.y[bot] = districtCentre(person.poseY);
    }
  }
}

/** The nearest living bot that is not called and sees nobody; -1 when there is none. */
function nearestFreeBot(
  patrols: Patrols,
  world: World,
  interest: Interest,
  x: number,
  y: number,
): number {
  let nearest = -1;
  let nearest2 = Infinity;
  for (const { slot, isBot, active, state, poseX, poseY } of world.players) {
    const isFree = active && isBot && state.alive === 1 && (patrols.x[slot] as number) < 0;
    if (!isFree || interest.countSeen(slot) > 0) continue;
    const distance2 = (poseX - x) * (poseX - x) + (poseY - y) * (poseY - y);
    if (distance2 >= nearest2) continue;
    nearest = slot;
    nearest2 = distance2;
  }
  return nearest;
}

function districtCentre(u: number): number {
  return (Math.floor(u / CALL_DISTRICT_U) + 0.5) * CALL_DISTRICT_U;
}
