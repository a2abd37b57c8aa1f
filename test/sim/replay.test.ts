// Replays: a match's seed and commands, as JSON, are the match.
import { describe, expect, test } from "vitest";
import { hashWorld } from "../../shared/sim/hash.ts";
import { type Replay, ReplayEvent, recordEvent } from "../../shared/sim/replay.ts";
import { playReplay } from "../../shared/sim/replayPlayer.ts";
import { resetSeq, resumePlayer, suspendPlayer } from "../../shared/sim/world.ts";
import { driveToFight, driveWildly, makeDrivers, scatterMap } from "../helpers/simDrivers.ts";
import {
  floorMap,
  joinMatch,
  leaveMatch,
  makeMatch,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const overJson = (replay: Replay) => JSON.parse(JSON.stringify(replay)) as Replay;

describe("[REC-4] a replay", () => {
  test("plays to the same hash, and to the same hashes on the way", () => {
    const map = scatterMap(20, 2);
    const match = makeMatch({ map, players: 6, tickHz: 30, seed: 77 });
    const drivers = makeDrivers(6, 77);
    const hashes: number[] = [];
    for (let tick = 1; tick <= 600; tick++) {
      runTick(
        match,
        drivers.map((driver) => driveToFight(driver, match.world)),
      );
      if (tick % 60 === 0) hashes.push(hashWorld(match.world));
    }
    expect(playReplay(overJson(match.recorder.replay), map)).toEqual({
      hash: hashes.at(-1),
      hashes,
    });
  });

  test("knows joins, leaves, absences and restarts of seq", () => {
    const map = floorMap();
    const match = makeMatch({ map, players: 2, maxPlayers: 4 });
    const drivers = makeDrivers(4, 5);
    const drive = (ticks: number) => {
      for (let i = 0; i < ticks; i++) runTick(match, drivers.map(driveWildly));
    };
    drive(40);
    joinMatch(match, 3);
    drive(40);
    leaveMatch(match, 0);
    recordEvent(match.recorder, ReplayEvent.Suspend, 3);
    suspendPlayer(match.world, 3);
    drive(40);
    recordEvent(match.recorder, ReplayEvent.Resume, 3);
    resumePlayer(match.world, 3);
    recordEvent(match.recorder, ReplayEvent.ResetSeq, 3);
    resetSeq(match.world, 3);
    joinMatch(match, 0);
    drive(40);
    const { hash } = playReplay(overJson(match.recorder.replay), map);
    expect(hash).toBe(hashWorld(match.world));
  });

  test("tells a changed command by its hashes", () => {
    const map = floorMap();
    const match = makeMatch({ map, players: 2 });
    runTicks(match, 8, [{ moveX: 10 }]);
    const replay = overJson(match.recorder.replay);
    const before = playReplay(replay, map, { hashEveryTicks: 1 });
    replay.tracks[0]!.cmds[1]!++;
    const after = playReplay(replay, map, { hashEveryTicks: 1 });
    expect(after.hashes[0]).toBe(before.hashes[0]);
    for (let i = 1; i < 8; i++) expect(after.hashes[i]).not.toBe(before.hashes[i]);
  });

  test("holds runs of equal commands as one", () => {
    const match = makeMatch({ players: 1 });
    runTicks(match, 500, [{ moveX: 50 }]);
    expect(match.recorder.replay.tracks).toEqual([
      { counts: [1, 500], cmds: [500, 50, 0, 0, 0, 0] },
    ]);
  });

  test("keeps seqs that do not begin at 0: they are the player's own time", () => {
    const match = makeMatch({ players: 1 });
    match.world.players[0]!.lastSeq = 900;
    runTicks(match, 50, [{ moveX: 50, buttons: 1 }]);
    const { hash } = playReplay(overJson(match.recorder.replay), match.world.map);
    expect(hash).toBe(hashWorld(match.world));
  });

  test("is of one map", () => {
    const { replay } = makeMatch({ players: 1 }).recorder;
    expect(() => playReplay(replay, { ...floorMap(), id: "other" })).toThrow(
      '"test" on map "other"',
    );
  });
});
