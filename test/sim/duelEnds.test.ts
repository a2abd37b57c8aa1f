// How a Duel ends before its time, and begins again.
import { describe, expect, test } from "vitest";
import { duelOf } from "../../shared/sim/duel.ts";
import { DuelEnd } from "../../shared/sim/duelMatch.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import {
  begin,
  decideRound,
  forfeit,
  kill,
  liveDuel,
  runToPhase,
  waitingDuel,
} from "../helpers/duelWorld.ts";
import { runTicks } from "../helpers/simWorld.ts";

describe("[DUEL-10] who gives up", () => {
  test("loses the match at once, whatever the score and the phase", () => {
    for (const phase of [MatchPhase.Countdown, MatchPhase.Live, MatchPhase.Podium]) {
      const match = waitingDuel();
      begin(match);
      decideRound(match, 1);
      runToPhase(match, phase);
      forfeit(match, 0);
      runTicks(match, 60, [undefined, { moveX: -127 }]);
      expect(duelOf(match.world)).toMatchObject({ winner: 1, end: DuelEnd.Forfeit });
      expect(match.world.phase).toBe(MatchPhase.Over);
      if (phase !== MatchPhase.Podium) expect(match.world.players[1]!.state.vx).toBe(-260);
    }
  });

  test("changes nothing before the match, nor after it", () => {
    const waiting = waitingDuel();
    forfeit(waiting, 0);
    expect(duelOf(waiting.world).end).toBe(DuelEnd.None);
    const match = liveDuel({ roundsToWin: 1 });
    kill(match, 1);
    forfeit(match, 0);
    expect(duelOf(match.world)).toMatchObject({ winner: 0, end: DuelEnd.Rounds });
  });
});

test("[DUEL-11] a rematch is another match: scores, tallies, replays and pauses at nothing", () => {
  const match = liveDuel();
  decideRound(match, 0, 1);
  forfeit(match, 0);
  begin(match);
  const fresh = { round: 1, isReplay: 0, pausesUsed: 0, winner: -1, end: DuelEnd.None };
  expect(duelOf(match.world)).toMatchObject(fresh);
  for (const rec of match.world.players) {
    expect(rec).toMatchObject({ score: 0, kills: 0, deaths: 0, hp: 100, state: { alive: 1 } });
  }
  for (const victim of [1, 1, 1]) decideRound(match, victim);
  expect(duelOf(match.world)).toMatchObject({ winner: 0, end: DuelEnd.Rounds });
});
