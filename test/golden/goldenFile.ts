// Golden replays on disk. In: a recorded match. Out: a JSON file, and the match played again from
// it. Shared by record.ts, which writes them, and golden.test.ts, which holds the simulation to
// them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ArenaMap, makeArenaMap } from "../../shared/sim/arenaMap.ts";
import type { Replay } from "../../shared/sim/replay.ts";
import { playReplay, type ReplayResult } from "../../shared/sim/replayPlayer.ts";

export const HASH_EVERY_TICKS = 60;

/** A match, the map it was played on (maps may change, goldens may not), and what came of it. */
export interface Golden {
  readonly name: string;
  readonly rows: readonly string[];
  readonly replay: Replay;
  /** World hash at the end, and each 60 ticks on the way. */
  readonly hash: number;
  readonly hashes: readonly number[];
}

/** Names of the golden files, sorted. */
export function listGoldens(): string[] {
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".json"));
  return names.map((name) => name.slice(0, -".json".length)).sort();
}

export function readGolden(name: string): Golden {
  return JSON.parse(readFileSync(pathOf(name), "utf8")) as Golden;
}

/** One line each for the parts, so that a diff shows which of them changed. */
export function writeGolden(golden: Golden): void {
  const lines = Object.entries(golden).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  writeFileSync(pathOf(golden.name), `{\n${lines.join(",\n")}\n}\n`);
}

export function mapOfGolden({ name, rows }: Pick<Golden, "name" | "rows">): ArenaMap {
  return makeArenaMap({ id: name, name, rows });
}

export function playGolden(golden: Pick<Golden, "name" | "rows" | "replay">): ReplayResult {
  return playReplay(golden.replay, mapOfGolden(golden), { hashEveryTicks: HASH_EVERY_TICKS });
}

function pathOf(name: string): string {
  return join(import.meta.dirname, `${name}.json`);
}
