// A Duel is deterministic: replayed, rolled back, hashed.
import { describe, expect, test } from "vitest";
import { duelOf } from "../../shared/sim/duel.ts";
import { hashWorld } from "../../shared/sim/hash.ts";
import { clearInbox, pushCommand } from "../../shared/sim/inbox.ts";
import type { Replay } from "../../shared/sim/replay.ts";
import { playReplay } from "../../shared/sim/replayPlayer.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { restoreWorld, saveWorld } from "../../shared/sim/snapshot.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import {
  begin,
  decideRound,
  forfeit,
  liveDuel,
  pause,
  roughMap,
  runToPhase,
  unpause,
  waitingDuel,
} from "../helpers/duelWorld.ts";
import { driveToFight, driveWildly, makeDrivers } from "../helpers/simDrivers.ts";
import { type Match, runTick } from "../helpers/simWorld.ts";

describe("[DUEL-12] a Duel is its seed, its commands and what it is told", () => {
  /** A fight over three rounds with a pause, a tie, a forfeit and a rematch. */
  function playOut(seed: number): Match {
    const match = waitingDuel({ map: roughMap(seed), seed });
    const drivers = makeDrivers(2, seed);
    const fight = (ticks: number) => {
      for (let i = 0; i < ticks; i++)
        runTick(
          match,
          drivers.map((d) => driveToFight(d, match.world)),
        );
    };
    begin(match);
    fight(900);
    pause(match, 1);
    fight(90);
    unpause(match, 1);
    fight(2000);
    forfeit(match, 0);
    fight(60);
    begin(match);
    fight(500);
    return match;
  }

  test("a replay of them ends in the same hash", () => {
    const match = playOut(5);
    const replay = JSON.parse(JSON.stringify(match.recorder.replay)) as Replay;
    expect(playReplay(replay, match.world.map).hash).toBe(hashWorld(match.world));
  });

  test("rolled back and stepped again it is the same", () => {
    const match = playOut(6);
    const { world } = match;
    runToPhase(match, MatchPhase.Live);
    const drivers = makeDrivers(2, 9);
    for (let window = 0; window < 40; window++) {
      if (window % 10 === 9) decideRound(match, 0, 1);
      const before = saveWorld(world);
      const inboxes = Array.from({ length: 12 }, () =>
        drivers.map((driver) => ({ ...driveWildly(driver) })),
      );
      const run = () => {
        for (const cmds of inboxes) {
          clearInbox(match.inbox);
          for (const [slot, cmd] of cmds.entries()) {
            pushCommand(match.inbox, slot, cmd, world.players[slot]!.lastSeq + 1);
          }
          stepWorld(world, match.inbox, SILENT_SINK);
        }
        return hashWorld(world);
      };
      const first = run();
      restoreWorld(world, before);
      expect(run(), `window ${window}`).toBe(first);
    }
  });

  test("hash and snapshot notice every number of it, and every hold", () => {
    const match = liveDuel();
    const { world } = match;
    const duel = duelOf(world);
    const targets: object[] = [duel, world.players[1]!.state];
    for (const target of targets) {
      for (const [key, value] of Object.entries(target)) {
        if (key === "roundsToWin" || key === "slot") continue;
        const saved = saveWorld(world);
        const hash = hashWorld(world);
        Object.assign(target, { [key]: value + 1 });
        expect(hashWorld(world), key).not.toBe(hash);
        restoreWorld(world, saved);
        expect(Object.entries(target)).toContainEqual([key, value]);
      }
    }
  });
});
