// Records the golden replays anew (npm run golden:record). In: seeds. Out: the JSON files beside
// this one. A changed golden needs a line in the changelog: which numbers moved, and why.
import { statSync } from "node:fs";
import { join } from "node:path";
import { hashWorld } from "../../shared/sim/hash.ts";
import { clearInbox, pushCommand } from "../../shared/sim/inbox.ts";
import { ReplayEvent, recordEvent, recordTick } from "../../shared/sim/replay.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { resetSeq, resumePlayer, suspendPlayer } from "../../shared/sim/world.ts";
import { begin, pause, unpause } from "../helpers/duelWorld.ts";
import { driveToFight, driveWildly, makeDrivers, scatterRows } from "../helpers/simDrivers.ts";
import { joinMatch, leaveMatch, type Match, makeMatch } from "../helpers/simWorld.ts";
import { mapOfGolden, playGolden, writeGolden } from "./goldenFile.ts";

interface Scenario {
  readonly name: string;
  readonly rows: readonly string[];
  readonly tickHz: number;
  readonly players: number;
  readonly ticks: number;
  readonly seed: number;
  /** Whether commands are random rather than those of a fight. */
  readonly isWild?: boolean;
  /** Whether players come and go, and commands are late and bunched. */
  readonly isRough?: boolean;
  /** Whether it is a Duel: begun, paused once, and with bodies that die in rounds. */
  readonly isDuel?: boolean;
}

const GAPS = [
  "S...~~....~~~...S",
  "....~~....~~~....",
  "..~~~~..#.~~~.~..",
  "..~~....#.....~~.",
  "......o...S...~~.",
  "~~~...o.....~~...",
  "~~~.......~~~~...",
  "....##....~~.....",
  "S...##..~.......S",
];

/** Spawns in two opposite corners alone. */
const GAPS_FOR_TWO = GAPS.map((row, index) => {
  const bare = row.replaceAll("S", ".");
  if (index === 0) return `S${bare.slice(1)}`;
  return index === GAPS.length - 1 ? `${bare.slice(0, -1)}S` : bare;
});
/** When a Duel begins, waits for slot 1, and goes on, ticks. */
const DUEL_BEGINS_TICK = 10;
const DUEL_PAUSES_TICK = 700;
const DUEL_RESUMES_TICK = 760;

const SCENARIOS: readonly Scenario[] = [
  { name: "duel-60hz", rows: scatterRows(20, 31), tickHz: 60, players: 2, ticks: 1800, seed: 31 },
  { name: "gaps-60hz", rows: GAPS, tickHz: 60, players: 4, ticks: 500, seed: 32, isWild: true },
  {
    name: "rough-30hz",
    rows: scatterRows(28, 33),
    tickHz: 30,
    players: 10,
    ticks: 900,
    seed: 33,
    isRough: true,
  },
  {
    name: "rounds-60hz",
    rows: GAPS_FOR_TWO,
    tickHz: 60,
    players: 2,
    ticks: 5600,
    seed: 35,
    isDuel: true,
  },
  { name: "round-30hz", rows: scatterRows(16, 34), tickHz: 30, players: 2, ticks: 9400, seed: 34 },
];

/** Lets somebody come, go, drop out or come back, now and then. */
function shuffle(match: Match, slot: number, dice: number): void {
  const rec = match.world.players[slot]!;
  if (!rec.active) joinMatch(match, slot);
  else if (dice === 0) leaveMatch(match, slot);
  else if (rec.isAway) {
    recordEvent(match.recorder, ReplayEvent.Resume, slot);
    resumePlayer(match.world, slot);
    recordEvent(match.recorder, ReplayEvent.ResetSeq, slot);
    resetSeq(match.world, slot);
  } else if (dice === 1) {
    recordEvent(match.recorder, ReplayEvent.Suspend, slot);
    suspendPlayer(match.world, slot);
  }
}

/** What a room would tell a Duel. */
function conduct(match: Match, tick: number): void {
  if (tick === DUEL_BEGINS_TICK) begin(match);
  if (tick === DUEL_PAUSES_TICK) pause(match, 1);
  if (tick === DUEL_RESUMES_TICK) unpause(match, 1);
}

function record(scenario: Scenario): void {
  const { name, rows, tickHz, players, ticks, seed, isWild = false, isRough = false } = scenario;
  const { isDuel = false } = scenario;
  const setting = { map: mapOfGolden(scenario), tickHz, players, seed };
  const match = makeMatch(isDuel ? { ...setting, duel: {} } : setting);
  const { world, inbox, recorder } = match;
  const drivers = makeDrivers(players, seed);
  const rng = makeRng(seed);
  for (let tick = 0; tick < ticks; tick++) {
    if (isDuel) conduct(match, tick);
    if (isRough && nextBelow(rng, 20) === 0)
      shuffle(match, nextBelow(rng, players), nextBelow(rng, 4));
    clearInbox(inbox);
    for (const driver of drivers) {
      const rec = world.players[driver.slot]!;
      if (!rec.active || rec.isAway) continue;
      const count = isRough && nextBelow(rng, 6) === 0 ? nextBelow(rng, 4) : 1;
      for (let i = 1; i <= count; i++) {
        const cmd = isWild ? driveWildly(driver) : driveToFight(driver, world);
        pushCommand(inbox, driver.slot, cmd, rec.lastSeq + i);
      }
    }
    recordTick(recorder, inbox);
    stepWorld(world, inbox, match.sink);
  }
  const { replay } = recorder;
  const { hash, hashes } = playGolden({ name, rows, replay });
  if (hash !== hashWorld(world))
    throw new Error(`${name}: ${hash} played, ${hashWorld(world)} recorded`);
  writeGolden({ name, rows, replay, hash, hashes });
  const kB = Math.round(statSync(join(import.meta.dirname, `${name}.json`)).size / 1000);
  const deaths = match.events.filter(({ type }) => type === "died").length;
  console.log(`${name}: ${ticks} ticks, ${deaths} deaths, ${kB} kB, hash ${hash}`);
}

for (const scenario of SCENARIOS) record(scenario);
