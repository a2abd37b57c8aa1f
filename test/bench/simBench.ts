// What a step of the simulation costs. In: nothing. Out: a printed table and its rows.
// Run by `npm run bench` (test/bench/index.ts).
import { clearInbox, type Inbox, makeInbox, pushCommand } from "../../shared/sim/inbox.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { addPlayer, makeWorld, type World } from "../../shared/sim/world.ts";
import { driveToFight, makeDrivers, scatterMap } from "../helpers/simDrivers.ts";

const TICK_HZ = 30;
const WARM_UP_TICKS = 6000;
const TIMED_TICKS = 3000;
const NUMBERS_PER_CMD = 4;
/** Ticks between two looks at the heap: few enough that most such spans see no collection. */
const HEAP_SPAN_TICKS = 50;
/** How old the fighters' pictures are, 1/64 ticks: 333 ms, a round trip of 200. */
const REWIND = 10 * REWIND_PER_TICK;

export interface SimBenchRow {
  /**
   * `fight`: walking, all four moves, dying. `rewound`: the same at old pictures, so that every shot is lag
   * compensated. `walk`: the same ways without a trigger.
   */
  readonly play: "fight" | "rewound" | "walk";
  readonly actors: number;
  readonly stepsPerSecond: number;
  readonly microsPerStep: number;
  /** Heap bytes that a step of one player leaves behind, the median of many spans. */
  readonly bytesPerPlayerStep: number;
}

/** Times 12, 64 and 128 actors on maps of their size and prints a row for each way to play. */
export function runSimBench(): SimBenchRow[] {
  const rows = [12, 64, 128].flatMap((actors) => {
    const map = scatterMap(actors === 12 ? 40 : actors === 64 ? 60 : 80, 5);
    const cmds = recordFight(makeFullWorld(map, actors), actors);
    return [
      measure("fight", makeFullWorld(map, actors), cmds),
      measure("rewound", makeFullWorld(map, actors), cmds),
      measure(
        "walk",
        makeFullWorld(map, actors),
        cmds.map((value, i) => (i % 4 === 3 ? 0 : value)),
      ),
    ];
  });
  console.log("simulation: steps of 1/60 s, two a tick, filling the inbox included");
  console.table(rows);
  return rows;
}

function makeFullWorld(map: World["map"], actors: number): World {
  const world = makeWorld({ map, tickHz: TICK_HZ, maxPlayers: actors, seed: 1 });
  for (let slot = 0; slot < actors; slot++) addPlayer(world, slot);
  return world;
}

/** Plays a fight once and keeps its commands, so that the timed run has no players to think for. */
function recordFight(world: World, actors: number): Int16Array {
  const ticks = WARM_UP_TICKS + TIMED_TICKS;
  const cmds = new Int16Array(ticks * actors * NUMBERS_PER_CMD);
  const drivers = makeDrivers(actors, 1);
  const inbox = makeInbox(actors);
  let at = 0;
  for (let tick = 0; tick < ticks; tick++) {
    clearInbox(inbox);
    for (const driver of drivers) {
      const cmd = driveToFight(driver, world);
      pushCommand(inbox, driver.slot, cmd, tick);
      cmds[at++] = cmd.moveX;
      cmds[at++] = cmd.moveY;
      cmds[at++] = cmd.aim;
      cmds[at++] = cmd.buttons;
    }
    stepWorld(world, inbox, SILENT_SINK);
  }
  return cmds;
}

function measure(play: SimBenchRow["play"], world: World, cmds: Int16Array): SimBenchRow {
  const actors = world.maxPlayers;
  const inbox = makeInbox(actors);
  const rewind = play === "rewound" ? REWIND : 0;
  for (let tick = 0; tick < WARM_UP_TICKS; tick++) playTick(world, inbox, cmds, tick, rewind);
  const spans: number[] = [];
  let millis = 0;
  for (let done = 0; done < TIMED_TICKS; done += HEAP_SPAN_TICKS) {
    const heapBefore = process.memoryUsage().heapUsed;
    const start = performance.now();
    for (let i = 0; i < HEAP_SPAN_TICKS; i++)
      playTick(world, inbox, cmds, WARM_UP_TICKS + done + i, rewind);
    millis += performance.now() - start;
    spans.push(process.memoryUsage().heapUsed - heapBefore);
  }
  // A span with a collection in it is smaller than nothing: the median is one without.
  const bytes = spans.sort((a, b) => a - b)[spans.length >> 1]! - bytesOfLooking();
  const microsPerStep = (millis * 1000) / (TIMED_TICKS * world.stepsPerTick);
  return {
    play,
    actors,
    stepsPerSecond: Math.round(1e6 / microsPerStep),
    microsPerStep: round(microsPerStep),
    bytesPerPlayerStep: Math.max(0, round(bytes / (HEAP_SPAN_TICKS * world.stepsPerTick * actors))),
  };
}

const held = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };

function playTick(
  world: World,
  inbox: Inbox,
  cmds: Int16Array,
  tick: number,
  rewind: number,
): void {
  clearInbox(inbox);
  let at = tick * world.maxPlayers * NUMBERS_PER_CMD;
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    held.moveX = cmds[at++]!;
    held.moveY = cmds[at++]!;
    held.aim = cmds[at++]!;
    held.buttons = cmds[at++]!;
    pushCommand(inbox, slot, held, tick, rewind);
  }
  stepWorld(world, inbox, SILENT_SINK);
}

/** What looking at heap and clock leaves behind by itself. */
function bytesOfLooking(): number {
  const looks = Array.from({ length: 20 }, () => {
    const before = process.memoryUsage().heapUsed;
    performance.now();
    return process.memoryUsage().heapUsed - before;
  });
  return looks.sort((a, b) => a - b)[10]!;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
